"""A blank among actuals stays absent: it is told, and never read as nil."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.month_list import MonthList
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-MON-004",
    title="Blank among actuals",
    severity=Severity.NOTE,
    message="{line} to the end of month {month} is blank: it is missing, and no position is "
    "worked out from it.",
    remedy="Enter it; where it is nil, enter 0.",
    guidance="House setting: absent is not nil.",
)


def month_blank(found: MonthList, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each row without a value."""
    del params, known_on
    for row in found.rows:
        if not row.value and row.line in found.known:
            facts = {"line": row.line, "month": str(found.month)}
            yield CHECK.finding(found.place(row, "value"), facts)
