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
    message="This workbook is for {found}; returns are due for {expected}.",
    remedy="Ask for this round's workbook with: equipoise template, and enter the figures there.",
    guidance="The hidden sheet _meta says which year and round a workbook is for.",
)


def wrong_year(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the workbook is for another year or round than the open one."""
    del known_on
    read, expected = subject.reading, subject.expected
    if (read.year, read.round) == (expected.year, expected.round):
        return
    found, wanted = str(read.year), str(expected.year)
    if read.year == expected.year:
        found, wanted = f"round {read.round}", f"round {expected.round}"
    yield CHECK.finding(subject.place(read.year_place), {"found": found, "expected": wanted})
