"""The chart against the account forms, and the lines that a plan is made of."""

from equipoise.register import Chart, Kind
from equipoise.units import FinancialYear

CHART = Chart.load()


def test_sub_codes_are_those_of_the_account_form_of_2023_24() -> None:
    """Fact book 1, section 2.3, and schedule TAC28."""
    year = FinancialYear(2023)
    found = {line.code: line.subcodes[year] for line in CHART if year in line.subcodes}
    assert found == {
        "income.patient_care": "SCI0100A",
        "income.other": "SCI0110A",
        "income.total": "INC1365",
        "pay.agency": "STA0310",
        "nonpay.drugs": "EXP0170",
        "surplus.reported": "SCI0240",
        "position.including": "OTD0230",
        "cash.closing": "CCE0130",
    }


def test_support_had_a_line_of_its_own_in_2019_20_only() -> None:
    """Fact book 1, section 2.3: PSF, FRF and MRET in INC1310."""
    assert CHART["income.support"].subcodes == {FinancialYear(2019): "INC1310"}


def test_lines_with_the_other_side_named() -> None:
    assert {line.code for line in CHART if line.counterparty} == {
        "income.patient_care",
        "income.support",
        "nonpay.purchased",
        "spend.healthcare",
        "spend.specialised",
        "spend.direct",
        "spend.support",
        "specialised.income",
        "specialised.spend",
        "activity.elective",
        "activity.day_case",
        "activity.non_elective",
        "activity.outpatient",
        "activity.emergency",
        "better_care.social_care",
        "better_care.out_of_hospital",
        "better_care.other",
        "better_care.discharge",
    }


def test_lines_listed_by_scheme_project_or_risk() -> None:
    assert {line.code: line.item for line in CHART if line.item} == {
        "efficiency.recurrent": "scheme",
        "efficiency.non_recurrent": "scheme",
        "capital.operational": "project",
        "capital.national": "project",
        "capital.leases": "project",
        "capital.other": "project",
        "specialised.income": "service line",
        "specialised.spend": "service line",
        "risk.gross": "risk",
        "risk.probability": "risk",
        "risk.mitigation": "risk",
    }


def test_an_icb_plans_the_measures_of_its_system_as_counts_with_what_they_are_of() -> None:
    """Planning guidance 2023/24: dementia diagnosed, of those expected (66.7%), health checks of
    learning disability (75%), urgent response within two hours (70%), appointments."""
    found = [line.code.removeprefix("quality.") for line in CHART.of("quality", Kind.ICB)]
    assert found == [
        "gp_appointments",
        "urgent_community",
        "urgent_community_in_time",
        "dementia_expected",
        "dementia_diagnosed",
        "learning_disability",
        "learning_disability_checks",
        "severe_mental_illness",
        "severe_mental_illness_checks",
    ]
    assert not {line.code for line in CHART.of("quality", Kind.PROVIDER)} & {
        line.code for line in CHART.of("quality", Kind.ICB)
    }


def test_every_line_has_a_title_and_a_help_text() -> None:
    assert all(line.title and line.help for line in CHART)
    assert all(
        kind in (Kind.PROVIDER, Kind.ICB, Kind.NATIONAL) for line in CHART for kind in line.kinds
    )
