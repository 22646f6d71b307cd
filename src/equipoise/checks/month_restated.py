"""A month that was reported is not restated without a word: both values are named."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.month_list import MonthList, entered
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-MON-003",
    title="Month restated",
    severity=Severity.EXPLAIN,
    message="{line} to the end of month {month} was {expected} on record, and is now {found}.",
    remedy="Keep what was reported, or explain why the month is restated.",
    guidance="House setting: a month that was reported stands until somebody says why it does not.",
)


def month_restated(found: MonthList, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each line that is other than the version of this month on record."""
    del params, known_on
    for row, pence in found.valued():
        before = found.same.get(row.line)
        if before is not None and before != pence:
            facts = {
                "line": row.line,
                "month": str(found.month),
                "found": entered(pence),
                "expected": entered(before),
            }
            yield CHECK.finding(found.place(row, "value"), facts, worth=abs(int(pence - before)))
