"""A ledger list gets the checks of the form, at its own lines."""

from datetime import date

from equipoise.checks import RETURN, ReturnCells
from equipoise.findings import Finding
from equipoise.params import load
from tests.workbooks.planting import CHART, TRUST
from tests.workbooks.test_sheets_ledger_faults import reading


def found(changes: dict[int, str | None]) -> tuple[Finding, ...]:
    subject = ReturnCells(reading=reading(changes), expected=TRUST, chart=CHART)
    return RETURN.findings(subject, load(), known_on=date(2023, 3, 30))


def test_a_good_list_passes() -> None:
    assert found({}) == ()


def test_text_in_a_line_is_found_at_that_line() -> None:
    (finding,) = found({5: "4010,M04,n/a"})
    assert (finding.code, finding.place.parts[1:]) == ("EQ-TPL-003", ("line", "5"))


def test_a_declared_year_that_is_not_its_months_is_found_at_its_line() -> None:
    (finding,) = found({134: "6000,Y,1"})
    assert (finding.code, finding.place.parts[1:]) == ("EQ-TOT-001", ("line", "134"))
    assert (finding.found, finding.expected) == ("1", "1,278")
