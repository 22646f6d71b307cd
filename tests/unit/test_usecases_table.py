"""The tables that users know, on Northmere: figures of fact book 5, section 6, and worked by hand.

Money in £000. What section 6 does not give is added up from the lines of the fixture, as the
comments say.
"""

from copy import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.reports.display import percent
from equipoise.units import RATIO, Absence, FinancialYear
from equipoise.usecases.explain import explain
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.table import NAMES, Wanted, table
from equipoise.usecases.tabling import GATHERERS, Entry, Gathered
from equipoise.usecases.tabling.agency_and_bank import asked
from equipoise.usecases.tabling.triangulation import flag_of
from equipoise.workings import Basis, Figure, constant
from tests.northmere_round import SYSTEM, TODAY, Northmere, thousands

RISKS = "risks_and_mitigations"
"""Northmere returns none."""


def gathered(
    plan: Northmere, name: str, *, who: str = "zq1.lead", version: int | None = None, org: str = ""
) -> Gathered:
    wanted = Wanted(name=name, version=version, organisation=org or None)
    found = table(plan.one, SYSTEM, wanted=wanted, by=plan.actor(who), on=TODAY).result
    assert isinstance(found, Gathered)
    return found


def column(found: Gathered, name: str) -> dict[str, int]:
    """Return a column of money in £000, by the key of its rows."""
    return {entry.key: thousands(_figure(entry, name)) for entry in found.entries}


def shares(found: Gathered, name: str) -> dict[str, str]:
    """Return a column of ratios as they are printed, where there are any."""
    cells = {entry.key: entry.figures[name] for entry in found.entries}
    return {key: percent(cell.value) for key, cell in cells.items() if isinstance(cell, Figure)}


def _figure(entry: Entry, name: str) -> Figure:
    figure = entry.figures[name]
    assert isinstance(figure, Figure), (entry.key, name, figure)
    return figure


def test_the_system_position_is_after_eliminations(collated: Northmere) -> None:
    """Version 1 is £(9.0)m; the £2.3m that only trusts count on is none of the system's."""
    assert column(gathered(collated, "system_position"), "plan") == {
        "ZQ1": 6_000, "ZR1": -14_500, "ZR2": -3_000, "ZR3": 2_500,
        "system/plans": -9_000, "system/eliminations": -2_300, "system": -11_300,
    }  # fmt: skip


def test_once_contracts_agree_nothing_is_eliminated(closed: Northmere) -> None:
    assert column(gathered(closed, "system_position"), "plan") == {
        "ZQ1": 5_900, "ZR1": -15_000, "ZR2": -3_000, "ZR3": 3_100,
        "system/plans": -9_000, "system/eliminations": 0, "system": -9_000,
    }  # fmt: skip


def test_an_earlier_version_can_be_asked_for(closed: Northmere) -> None:
    found = gathered(closed, "system_position", version=2)
    assert column(found, "plan")["system"] == -11_300
    with pytest.raises(UnknownError):
        gathered(closed, "system_position", version=4)


def test_income_and_expenditure_of_one_trust(collated: Northmere) -> None:
    """ZR1: income 1,023,500 + 180,000 + 96,000; pay 760,000 + 38,000 + 22,000."""
    found = gathered(collated, "income_and_expenditure", org="ZR1")
    plan = column(found, "plan")
    assert plan["ZR1/income.patient_care"] == 1_203_500
    assert plan["ZR1/income.total"] == 1_299_500
    assert plan["ZR1/pay.agency"] == -22_000
    assert plan["ZR1/expenditure.total"] == -1_314_000
    assert plan["ZR1/position.including"] == plan["ZR1/position.excluding"] == -14_500
    prior = column(found, "prior")
    assert prior["ZR1/income.total"] == 1_251_500  # 985,000 + 172,000 + 94,500
    assert prior["ZR1/position.including"] == -20_500


def test_income_and_expenditure_of_a_system_adds_its_trusts(collated: Northmere) -> None:
    found = gathered(collated, "income_and_expenditure")
    plan, prior = column(found, "plan"), column(found, "prior")
    assert plan["trusts/income.patient_care"] == 1_203_500 + 544_000 + 366_800
    assert plan["trusts/position.including"] == -14_500 - 3_000 + 2_500
    assert plan["trusts/position.excluding"] == -21_000  # less ZR2's support of 6,000
    assert plan["ZQ1/allocation.total"] == 2_400_000
    assert plan["ZQ1/spend.total"] == -2_394_000
    assert plan["ZQ1/position.including"] == 6_000
    assert prior["ZQ1/position.including"] == 8_000  # 2,321,000 less 2,313,000


def test_expenditure_by_area(collated: Northmere) -> None:
    """Prescribing: 150,000 of 2,394,000; 146,500 last year, 3,500 more, 2.4%."""
    found = gathered(collated, "expenditure_by_area")
    assert column(found, "plan")["ZQ1/spend.prescribing"] == 150_000
    assert column(found, "prior")["ZQ1/spend.total"] == 2_313_000
    assert column(found, "change")["ZQ1/spend.prescribing"] == 3_500
    assert shares(found, "share")["ZQ1/spend.healthcare"] == "79.4%"  # 1,900,000 of 2,394,000
    assert shares(found, "share")["ZQ1/spend.total"] == "100.0%"
    assert shares(found, "change_share")["ZQ1/spend.prescribing"] == "2.4%"
    with pytest.raises(RefusedError, match="of an ICB"):
        gathered(collated, "expenditure_by_area", org="ZR1")


@pytest.mark.parametrize(
    ("stage", "one_off", "underlying"), [(1, -33_600, -48_600), (3, -35_100, -50_100)]
)
def test_the_underlying_position_sums_over_bodies(
    stage: int, one_off: int, underlying: int, closed: Northmere
) -> None:
    found = gathered(closed, "underlying_position", version=stage)
    assert column(found, "reported")["system"] == -9_000
    assert column(found, "support") == {"ZQ1": 0, "ZR1": 0, "ZR2": -6_000, "ZR3": 0,
                                        "system": -6_000}  # fmt: skip
    assert column(found, "one_off")["system"] == one_off
    assert column(found, "underlying")["system"] == underlying
    assert column(found, "underlying")["ZR2"] == -3_000 - 6_000 - 7_000
    assert column(found, "stated") == {
        **{"ZQ1": 0, "ZR1": -31_100, "ZR2": -16_000, "ZR3": -1_500},
        "system": -48_600,
    }
    assert column(found, "full_year")["system"] == -48_600 - underlying


def test_efficiency_by_organisation(collated: Northmere) -> None:
    """ZR1: 42,000 of expenditure of 1,314,000. The system spends 2,281,300 and 2,394,000, less
    the 1,900,000 that the ICB pays its trusts: 2,775,300, of which 96,000 is 3.5%."""
    found = gathered(collated, "efficiency_by_organisation")
    assert column(found, "plan") == {"ZQ1": 24_000, "ZR1": 42_000, "ZR2": 18_000, "ZR3": 12_000,
                                     "system": 96_000}  # fmt: skip
    assert column(found, "recurrent")["system"] == 62_400
    assert column(found, "one_off") == {"ZQ1": 6_000, "ZR1": 16_600, "ZR2": 7_000, "ZR3": 4_000,
                                        "system": 33_600}  # fmt: skip
    assert column(found, "spend")["system"] == 2_775_300
    assert shares(found, "of_spend")["ZR1"] == "3.2%"
    assert shares(found, "of_spend")["system"] == "3.5%"
    assert shares(found, "lasting")["system"] == "65.0%"
    assert column(found, "to_find") == {"ZQ1": 0, "ZR1": 0, "ZR2": 3_000, "ZR3": 0,
                                        "system": 3_000}  # fmt: skip


def test_efficiency_by_maturity_and_risk(collated: Northmere) -> None:
    """Sums of the schemes of the fixture: high risk is 8,000, 7,600 and the 3,000 to be found."""
    found = gathered(collated, "efficiency_by_maturity")
    high = column(found, "high")
    assert high == {"system/fully_developed": 0, "system/in_progress": 8_000,
                    "system/opportunity": 7_600, "system/unidentified": 3_000,
                    "system": 18_600}  # fmt: skip
    assert column(found, "low")["system/fully_developed"] == 45_500
    assert column(found, "plan")["system/in_progress"] == 35_900
    assert shares(found, "of_all")["system/opportunity"] == "12.1%"  # 11,600 of 96,000
    # 61 of 100 twelfths' weights fall in months 7 to 12; each scheme rounds to whole thousands
    assert shares(found, "late_share")["system/fully_developed"] == "61.0%"


def test_maturity_of_one_trust_has_no_share_of_nothing(collated: Northmere) -> None:
    found = gathered(collated, "efficiency_by_maturity", who="zr1.editor")
    assert column(found, "plan")["ZR1/unidentified"] == 0
    assert found.get("ZR1/unidentified", "late_share") is Absence.NOT_APPLICABLE
    assert column(found, "plan")["ZR1"] == 42_000


def test_agency_and_bank(collated: Northmere) -> None:
    """ZR1's agency: 22,000 of pay of 820,000, and 27,500 last year: 5,500 or a fifth less."""
    found = gathered(collated, "agency_and_bank")
    assert column(found, "plan")["system/agency"] == 22_000 + 11_000 + 7_300
    assert column(found, "plan")["system/bank"] == 38_000 + 16_000 + 11_000
    assert column(found, "change")["ZR1/agency"] == -5_500
    assert shares(found, "of_pay")["ZR1/agency"] == "2.7%"
    assert shares(found, "change_share")["ZR1/agency"] == "(20.0%)"
    assert shares(found, "change_share")["system/agency"] == "(18.6%)"  # 9,200 of 49,500
    with pytest.raises(RefusedError, match="of trusts"):
        gathered(collated, "agency_and_bank", org="ZQ1")


def test_the_bridge_from_last_year_takes_each_line(collated: Northmere) -> None:
    """ZR3: 346,000 + 7,700 + 13,800 less 251,000 + 11,800 + 9,000 + 5,800 + 81,500 + 7,900."""
    found = gathered(collated, "from_last_year", org="ZR3")
    amounts = column(found, "amount")
    assert amounts["ZR3/begin"] == 367_500 - 367_000
    assert amounts["ZR3/income.patient_care"] == 366_800 - 353_700
    assert amounts["ZR3/pay.agency"] == 9_000 - 7_300  # less is better
    assert amounts["ZR3/pay.substantive"] == 251_000 - 262_000
    assert amounts["ZR3/end"] == 2_500
    assert "ZR3/income.support" not in amounts  # nil in both years
    whole = column(gathered(collated, "from_last_year"), "amount")
    assert whole["system/begin"] == -31_800 + 8_000
    assert whole["system/allocation.recurrent"] == 90_000
    assert whole["system/end"] == -9_000


def test_no_ceiling_stands_where_nothing_is_asked_for(collated: Northmere) -> None:
    found = gathered(collated, "agency_and_bank")
    assert {entry.figures["ask"] for entry in found.entries} == {Absence.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("kind", "known_on", "ceiling"),
    [
        ("agency", date(2025, 1, 30), 19_250),  # 27,500 less 30%
        ("bank", date(2025, 1, 30), 24_750),  # 27,500 less 10%
        ("agency", date(2025, 1, 29), None),  # the day before it was asked for
    ],
)
def test_a_ceiling_is_last_year_less_the_fall_asked_for(
    kind: str, known_on: date, ceiling: int | None, collated: Northmere
) -> None:
    """V20: agency down 30% and bank down 10% in 2025/26."""
    record = copy(collated.one.record)
    record.year, record.known_on = "2025-26", known_on
    later = replace(collated.one, record=record)
    prior = gathered(collated, "agency_and_bank").get("ZR1/agency", "prior")
    assert isinstance(prior, Figure)
    found = asked(prior, later, kind=kind)
    assert (found and thousands(found)) == ceiling


def test_triangulation(collated: Northmere) -> None:
    """ZR1: 820,000 of pay for 14,400 WTE, 797,500 for 14,370 last year: to the penny."""
    found = gathered(collated, "triangulation")
    assert shares(found, "pay_change")["ZR1"] == "2.8%"  # 22,500 of 797,500
    assert shares(found, "staff_change")["ZR1"] == "0.2%"  # 30 of 14,370
    cost = {entry.key: int(_figure(entry, "unit_cost").value) for entry in found.entries}
    assert cost["ZR1"] == 5_694_444  # 820,000,000 / 14,400 = 56,944.44...
    before = {entry.key: int(_figure(entry, "unit_cost_prior").value) for entry in found.entries}
    assert before["ZR1"] == 5_549_756  # 797,500,000 / 14,370 = 55,497.564...
    assert cost["system"] == 5_663_476  # 1,479,300,000 / 26,120 = 56,634.762...
    assert {entry.words["flag"] for entry in found.entries} == {"Pay grows faster"}


@pytest.mark.parametrize(
    ("pay", "staff", "flag"),
    [
        (21, 20, "Pay grows faster"),
        (20, 20, "Staff grow as fast or faster"),
        (19, 20, "Staff grow as fast or faster"),
        (1, -1, "Pay and staff go opposite ways"),
        (-1, 1, "Pay and staff go opposite ways"),
        (1, 0, "Pay grows faster"),
    ],
)
def test_a_flag_says_which_way_pay_and_staff_go(pay: int, staff: int, flag: str) -> None:
    basis = Basis(period=FinancialYear(2023).period, unit=RATIO)
    told = [constant(Fraction(each, 1000), basis, name="Change") for each in (pay, staff)]
    assert flag_of(told[0], told[1]) == flag


def test_workforce(collated: Northmere) -> None:
    """ZR1: 2,100 + 4,600 + 3,100 + 3,900 substantive, 520 bank, 180 agency; 14,370 last year."""
    found = gathered(collated, "workforce")
    wte = {entry.key: int(_figure(entry, "plan").value) for entry in found.entries}
    assert wte["ZR1/substantive"] == 1_370_000
    assert wte["ZR1/total"] == 1_440_000
    assert wte["system/total"] == 1_440_000 + 660_000 + 512_000
    change = {entry.key: int(_figure(entry, "change").value) for entry in found.entries}
    assert change["ZR1/total"] == 3_000
    assert change["ZR1/agency"] == -5_000
    assert change["system/bank"] == -6_500


@pytest.mark.parametrize(("version", "capital", "headroom"), [(1, 93_200, -1_200), (3, 92_000, 0)])
def test_capital_has_the_system_first(
    version: int, capital: int, headroom: int, closed: Northmere
) -> None:
    found = gathered(closed, "capital_by_organisation", version=version)
    first, *bodies = found.entries
    assert (first.key, [entry.key for entry in bodies]) == ("system", ["ZQ1", "ZR1", "ZR2", "ZR3"])
    assert thousands(_figure(first, "operational")) == capital
    assert thousands(_figure(first, "envelope")) == 92_000
    assert thousands(_figure(first, "headroom")) == headroom
    assert {entry.figures["envelope"] for entry in bodies} == {Absence.NOT_APPLICABLE}


@pytest.mark.parametrize("name", [name for name in GATHERERS if name != RISKS])
def test_every_figure_of_a_table_can_be_explained(name: str, collated: Northmere) -> None:
    """By the reference it has in the table, to the same value; the first and the last of each."""
    found = gathered(collated, name).figures()
    assert found
    for ref in (next(iter(found)), list(found)[-1]):
        told = explain(collated.one, ref, by=collated.lead, on=TODAY).result.figure
        assert told == found[ref]


def test_what_is_not_returned_is_named_and_left_out_of_the_total(returned: Northmere) -> None:
    """ZR3 has one part that nobody has signed: before a version, what is signed counts."""
    found = gathered(returned, "workforce")
    assert found.missing == ("ZR3",) * 4
    assert found.get("ZR3/total", "plan") is Absence.NOT_SUBMITTED
    total = found.get("system/total", "plan")
    assert isinstance(total, Figure)
    assert total.value == 1_440_000 + 660_000


@pytest.mark.parametrize("name", NAMES)
def test_a_trust_sees_its_own_rows(name: str, collated: Northmere) -> None:
    wanted = Wanted(name=name)
    try:
        found = table(
            collated.one, SYSTEM, wanted=wanted, by=collated.editor("ZR1"), on=TODAY
        ).result
    except RefusedError:
        assert name in ("position", "ladder", "expenditure_by_area", "pot", "place_sheet", RISKS)
        return
    if isinstance(found, Gathered):
        assert {entry.body for entry in found.entries} == {"ZR1"}
    else:
        assert {key.provider for key in found.pairs} == {"ZR1"}
    other = Wanted(name=name, organisation="ZR2")
    with pytest.raises(RefusedError, match="rows of ZR1 only"):
        table(collated.one, SYSTEM, wanted=other, by=collated.editor("ZR1"), on=TODAY)


def test_the_list_of_pairs_can_be_narrowed(collated: Northmere) -> None:
    wanted = Wanted(name="pairs", organisation="ZR3")
    found = table(collated.one, SYSTEM, wanted=wanted, by=collated.lead, on=TODAY).result
    assert {key.provider for key in found.pairs} == {"ZR3"}
    assert thousands(found.mismatch.net) == -1_200
    with pytest.raises(RefusedError, match="of the system as a whole"):
        table(
            collated.one,
            SYSTEM,
            wanted=Wanted(name="ladder", organisation="ZR3"),
            by=collated.lead,
            on=TODAY,
        )


@pytest.mark.parametrize(
    "wanted", [Wanted(name="nothing"), Wanted(name="workforce", organisation="X24")]
)
def test_what_is_not_there_is_refused(wanted: Wanted, collated: Northmere) -> None:
    with pytest.raises(UnknownError):
        table(collated.one, SYSTEM, wanted=wanted, by=collated.lead, on=TODAY)
