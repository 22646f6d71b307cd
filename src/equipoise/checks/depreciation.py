"""V22: depreciation in income and expenditure is not what the capital plan leads to."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHARGED, PLANNED = "nonpay.depreciation", "capital.depreciation"
CHECK: Final = Check(
    code="EQ-CAP-002",
    title="Depreciation is not that of the capital plan",
    severity=Severity.EXPLAIN,
    message="Expenditure holds depreciation of {charged}; the capital plan leads to {planned}.",
    remedy="Correct the one that is wrong, or explain which assets make the difference.",
    guidance="V22: depreciation in income and expenditure is consistent with the capital plan.",
)


def depreciation(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the two amounts of the year differ.

    It needs finance and capital in one file; a body that charges none has no such line.
    """
    del known_on
    charged, planned = subject.whole(CHARGED), subject.whole(PLANNED)
    if charged is None or planned is None or charged == planned:
        return
    measure = subject.measure(CHARGED)
    facts = {
        "charged": in_words(charged),
        "planned": in_words(planned),
        "found": entered(charged, measure),
        "expected": entered(planned, measure),
    }
    yield CHECK.finding(subject.at(CHARGED), facts, worth=abs(charged - planned))
