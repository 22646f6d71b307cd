"""The month: actuals taken in, and where a system stands and would land."""

from pathlib import Path

import pytest

from equipoise.cli.answers import as_text
from equipoise.findings import Severity
from equipoise.records.models import Version
from equipoise.reports.pages.months import imported_page, month_page
from equipoise.samples import write_months
from equipoise.usecases.month import SystemMonth, month
from equipoise.usecases.month_import import Imported, actuals_of, month_import
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.verify import verify
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere, money, thousands

LINES = (
    *("income.patient_care,601750", "income.other,48000", "income.support,0"),
    *("pay.substantive,380000", "pay.bank,19000", "pay.agency,13200", "nonpay.drugs,65000"),
    *("nonpay.other,143000", "nonpay.depreciation,24000", "financing,15000"),
    *("adjustment.impairments,0", "adjustment.donations,0", "adjustment.other,0"),
)
"""ZR1 to the end of month 6: half its plan of the year, and £2.2m more agency.

Its plan of six months is (7,258), not half of (14,500): each line is phased in whole £000, and
what twelfths leave over falls in the first months.
"""


def listed(folder: Path, *, changed: dict[str, str] | None = None, code: str = "ZR1") -> Path:
    rows = dict(each.split(",") for each in LINES) | (changed or {})
    path = folder / "list.csv"
    lines = "".join(f"{code},{line},{value}\n" for line, value in rows.items())
    path.write_text("code,line,value\n" + lines, "utf-8")
    return path


def take(
    plan: Northmere, path: Path, number: int = 6, *, code: str = "ZR1", note: str = ""
) -> Outcome[Imported]:
    outcome = month_import(
        plan.one, code, path=path, number=number, by=plan.editor(code), now=plan.now(), note=note
    )
    assert as_text(imported_page(outcome), "k")
    return outcome


def seen(plan: Northmere, who: str = "zq1.lead", number: int = 6) -> SystemMonth:
    outcome = month(plan.one, SYSTEM, number=number, by=plan.actor(who), on=TODAY)
    assert as_text(month_page(outcome), "m")
    return outcome.result


def codes(outcome: Outcome[Imported]) -> list[tuple[str, str, str]]:
    return [(each.code, each.row, each.severity) for each in outcome.findings]


def test_a_list_becomes_a_version_and_the_same_list_the_same(
    collated: Northmere, tmp_path: Path
) -> None:
    path = listed(tmp_path)
    first = take(collated, path)
    assert str(first.result.version) == "version:2023-24/ZR1/actual-M06@v1"
    again = take(collated, path)
    assert (again.result.version, again.result.unchanged) == (first.result.version, True)
    assert again.events == ()
    assert verify(collated.one, by=collated.lead, on=TODAY).result.faults == ()


def test_position_to_date_beside_the_plan(collated: Northmere, tmp_path: Path) -> None:
    take(collated, listed(tmp_path))
    found = seen(collated).bodies["ZR1"]
    assert thousands(found.plan_to_date) == -7_258
    assert thousands(found.actual_to_date) == -9_450
    assert found.variance_to_date == money(-2_192)
    assert (thousands(found.plan_year), thousands(found.forecast)) == (-14_500, -14_500)
    assert (found.movement, found.status) == (0, "Adverse")


def test_a_body_without_actuals_is_missing_and_not_nil(collated: Northmere, tmp_path: Path) -> None:
    take(collated, listed(tmp_path))
    found = seen(collated)
    assert found.missing == ("ZQ1", "ZR2", "ZR3")
    assert found.total("actual_to_date") == money(-9_450)
    outcome = month(collated.one, SYSTEM, number=6, by=collated.lead, on=TODAY)
    page = month_page(outcome)
    assert page.alerts == ("No actuals are in from ZQ1, ZR2 and ZR3: missing, not nil.",)
    assert page.sentences[0].startswith("ZR1: £(9.5)m to the end of month 6")


def test_a_straight_line_and_the_run_rate(collated: Northmere, tmp_path: Path) -> None:
    """Twice (9,450); and (9,450) + (7,242) - 2,192: the second half as bad against plan."""
    take(collated, listed(tmp_path))
    found = seen(collated)
    assert (found.straight_line, found.run_rate) == (money(-18_900), money(-18_884))


def test_six_months_of_the_sample(collated: Northmere, tmp_path: Path) -> None:
    write_months(tmp_path)
    for code in BODIES:
        for number in (5, 6):
            take(collated, tmp_path / f"{code}-M{number}.csv", number, code=code)
    found = seen(collated)
    assert found.missing == ()
    assert found.bodies["ZR1"].variance_to_date == money(-10_400 + 7_258)
    assert found.actual(6) == found.total("actual_to_date")
    assert found.actual(4) is None


def test_a_blank_stays_absent(collated: Northmere, tmp_path: Path) -> None:
    outcome = take(collated, listed(tmp_path, changed={"pay.agency": ""}))
    assert codes(outcome) == [("EQ-MON-004", "pay.agency", Severity.NOTE)]
    assert "pay.agency" not in actuals_of(collated.one, "ZR1", number=6)
    found = seen(collated).bodies["ZR1"]
    assert (found.actual_to_date, found.variance_to_date, found.status) == (
        None, None, "No actuals",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code", "row"),
    [
        ({"pay.agencies": "1"}, "ZR1", "pay.agencies"),
        ({"pay.agency": "n/a"}, "ZR1", "pay.agency"),
        ({"pay.agency": "1.000001"}, "ZR1", "pay.agency"),
        ({}, "ZR2", "income.patient_care"),
    ],
)
def test_a_row_that_cannot_be_used_must_be_fixed(
    collated: Northmere, tmp_path: Path, changed: dict[str, str], code: str, row: str
) -> None:
    outcome = take(collated, listed(tmp_path, changed=changed, code=code))
    assert ("EQ-MON-001", row, Severity.MUST_FIX) in codes(outcome)
    assert outcome.result.version is None
    assert not Version.objects.filter(part="actual-M06").exists()


@pytest.mark.parametrize(("value", "falls"), [("13200", False), ("13199.99999", True)])
def test_a_cost_to_date_does_not_fall(
    collated: Northmere, tmp_path: Path, value: str, falls: bool
) -> None:
    take(collated, listed(tmp_path), 5)
    path = listed(tmp_path, changed={"pay.agency": value})
    outcome = take(collated, path)
    found = [("EQ-MON-002", "pay.agency", Severity.EXPLAIN)] if falls else []
    assert codes(outcome) == found
    assert (outcome.result.version is None) is falls
    assert take(collated, path, note="Credit").result.version is not None


def test_an_earlier_month_is_held_against_the_later(collated: Northmere, tmp_path: Path) -> None:
    take(collated, listed(tmp_path), 6)
    outcome = take(collated, listed(tmp_path, changed={"pay.agency": "13201"}), 5)
    assert codes(outcome) == [("EQ-MON-002", "pay.agency", Severity.EXPLAIN)]
    assert "month 6 is 13,200, and was 13,201 to the end of month 5" in outcome.findings[0].message


def test_income_may_fall(collated: Northmere, tmp_path: Path) -> None:
    take(collated, listed(tmp_path), 5)
    assert codes(take(collated, listed(tmp_path, changed={"income.other": "1"}))) == []


def test_a_restated_month_names_both_values(collated: Northmere, tmp_path: Path) -> None:
    take(collated, listed(tmp_path))
    path = listed(tmp_path, changed={"pay.agency": "14000"})
    outcome = take(collated, path)
    assert codes(outcome) == [("EQ-MON-003", "pay.agency", Severity.EXPLAIN)]
    message = outcome.findings[0].message
    assert message == ("pay.agency to the end of month 6 was 13,200 on record, and is now 14,000.")
    explained = take(collated, path, note="Late invoices")
    assert str(explained.result.version) == "version:2023-24/ZR1/actual-M06@v2"
    assert actuals_of(collated.one, "ZR1", number=6)["pay.agency"] == money(14_000)


def test_whose_it_is(collated: Northmere, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        month_import(collated.one, "ZR1", path=listed(tmp_path), number=6,
                     by=collated.editor("ZR2"), now=collated.now())  # fmt: skip
    assert set(seen(collated, "zr1.editor").bodies) == {"ZR1"}
    assert set(seen(collated).bodies) == set(BODIES)


@pytest.mark.parametrize("text", ["", "a,b,c\n", "code,line,value\n", "code,line,value\nZR1,x\n"])
def test_another_file_is_refused(collated: Northmere, tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError, match=r"other\.csv"):
        take(collated, path)
