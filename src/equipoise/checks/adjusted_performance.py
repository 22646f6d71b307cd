"""V03: adjusted performance is not the surplus and the items left out of it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.totals import told
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Kind

CHECK: Final = Check(
    code="EQ-IAE-002",
    title="Adjusted performance does not cast",
    severity=Severity.MUST_FIX,
    message="{name} is {found}, but the surplus or the items it is made of come to {expected}.",
    remedy="Put the formulas of the sheet Position back, or correct the item that is wrong.",
    guidance="V03: adjusted performance is the surplus or deficit, plus impairments, donated "
    "assets and other items left out, each with its own sign.",
)
LINES: Final = ("adjustment.technical", "position.including")
"""What a provider adjusts; an ICB has nothing to adjust."""


def adjusted_performance(
    subject: ReturnCells, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each step from the surplus to adjusted performance that is not so."""
    del known_on
    if subject.reading.kind is Kind.PROVIDER:
        yield from told(CHECK, subject, lambda line: line[0] in LINES)
