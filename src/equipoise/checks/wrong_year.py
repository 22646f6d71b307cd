"""The workbook is of another year or another round."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-TPL-002",
    title="Wrong year",
    severity=Severity.MUST_FIX,
    message="This workbook is for {found}; the open round is {expected}.",
    remedy="Ask for this round's workbook with: equipoise template, and enter the figures there.",
    guidance="The hidden sheet _meta says which year and round a workbook is for.",
)


def wrong_year(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the workbook is for another year than the round's."""
    del known_on
    if subject.reading.year != subject.expected.year:
        facts = {"found": str(subject.reading.year), "expected": str(subject.expected.year)}
        yield CHECK.finding(subject.front, facts)
