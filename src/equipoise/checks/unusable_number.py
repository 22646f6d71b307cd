"""A number with too many decimals, or beyond anything a return could hold."""

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
    code="EQ-TPL-005",
    title="Unusable number",
    severity=Severity.MUST_FIX,
    message="A number has more than two decimals, or is too large for a return.",
    remedy="Enter it in the unit at the head of the column, with two decimals at most.",
    guidance="House rule: nothing is rounded in silence.",
)


def unusable_number(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each number that cannot be kept as it is written."""
    del known_on
    yield from told(CHECK, subject, FaultKind.TOO_PRECISE, FaultKind.TOO_LARGE)
