"""V16: the efficiency total is not the sum of the schemes."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.totals import told
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-EFF-001",
    title="Efficiency is not the sum of the schemes",
    severity=Severity.MUST_FIX,
    message="Total efficiency is {found}, but the schemes come to {expected}.",
    remedy="Put the formula back, or list the scheme that is missing; recurrent and "
    "non-recurrent schemes together make the total.",
    guidance="V16: the total is the sum of the schemes, recurrent and non-recurrent.",
)


def efficiency_total(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when total efficiency is not the sum of the schemes."""
    del known_on
    yield from told(CHECK, subject, lambda measure: measure.code == "efficiency.total")
