"""What was spent from April grows: a month's cost to date is not less than the month's before."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.month_list import MonthList, entered
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-MON-002",
    title="Cost to date less than that of an earlier month",
    severity=Severity.EXPLAIN,
    message="{line} to the end of month {later} is {more}, and was {less} to the end of month "
    "{earlier}: a cost from April on does not fall.",
    remedy="Correct the month that is wrong, or explain the credit.",
    guidance="House setting: values are cumulative, so a cost falls only by a credit or an error.",
)


def month_falls(found: MonthList, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each cost below the month before, or above the month after."""
    del params, known_on
    for row, pence in found.valued():
        if not found.known[row.line]:
            continue
        for other, known in ((found.month - 1, found.before), (found.month + 1, found.after)):
            before, after = known.get(row.line), pence
            earlier, later = sorted((other, found.month))
            if before is None:
                continue
            if other > found.month:
                before, after = pence, before
            if after < before:
                facts = {
                    "line": row.line,
                    "later": str(later),
                    "earlier": str(earlier),
                    "more": entered(after),
                    "less": entered(before),
                    "found": entered(after),
                    "expected": f"{entered(before)} or more",
                }
                yield CHECK.finding(found.place(row, "value"), facts, worth=int(before - after))
