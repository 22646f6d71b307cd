"""The workbook belongs to another organisation."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-TPL-001",
    title="Wrong organisation",
    severity=Severity.MUST_FIX,
    message="This workbook was made for {found}, not for {expected}.",
    remedy="Send the workbook of {expected}, or ask for a new one with: equipoise template.",
    guidance="The hidden sheet _meta says whose workbook it is; codes may not be typed over.",
)


def wrong_organisation(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the workbook names another organisation than the sender's."""
    del known_on
    if subject.reading.organisation != subject.expected.organisation:
        facts = {"found": subject.reading.organisation, "expected": subject.expected.organisation}
        yield CHECK.finding(subject.front, facts)
