"""A blank where a number is expected. A blank is not zero."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.faults import told
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.sheets import FaultKind

CHECK: Final = Check(
    code="EQ-TPL-004",
    title="Blank cell",
    severity=Severity.MUST_FIX,
    message="A cell that needs a number is blank.",
    remedy="Enter the number; enter 0 where there is nothing.",
    guidance="House rule: a blank is never read as zero.",
)


def blank_cell(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each cell that needs a number and is blank."""
    del known_on
    yield from told(CHECK, subject, FaultKind.BLANK)
