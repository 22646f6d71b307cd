"""A row of a list of actuals is of the body, of a line it enters, once, and holds an amount."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.month_list import MonthList
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-MON-001",
    title="Row of actuals that cannot be used",
    severity=Severity.MUST_FIX,
    message="Row {row} of the list has {found}.",
    remedy="Enter {expected}.",
    guidance="House setting: a list is of one body, a line a row, as the chart of lines names it; "
    "values are in £000 from 1 April to the end of the month.",
)


def month_row(found: MonthList, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each row of another body, of no line, of one twice, or of no amount."""
    del params, known_on
    seen: set[str] = set()
    for row in found.rows:
        faults = []
        if row.code != found.organisation:
            faults.append(("code", row.code or "no body", found.organisation))
        if row.line not in found.known:
            faults.append(("line", row.line or "no line", "an entered line, such as pay.agency"))
        elif row.line in seen:
            faults.append(("line", f"{row.line} a second time", "each line once"))
        if row.value and row.pence is None:
            expected = "a number of £000 with five decimals at most, or nothing"
            faults.append(("value", row.value, expected))
        seen.add(row.line)
        for column, what, expected in faults:
            facts = {"row": str(row.number), "found": what, "expected": expected}
            yield CHECK.finding(found.place(row, column), facts)
