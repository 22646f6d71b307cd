"""A line of the mapping that says nothing, or names a place the workbook has not."""

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
    code="EQ-TAC-003",
    title="A line of the mapping does not fit",
    severity=Severity.MUST_FIX,
    message="A line of the mapping does not fit: it needs {expected}.",
    remedy="Put the mapping right, and look with: equipoise map FILE --with MAPPING.",
    guidance="The mapping says what the cells of a form stand for; nothing else of it is read.",
)


def mapping_line(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each line of the mapping that cannot be followed."""
    del known_on
    yield from told(CHECK, subject, FaultKind.MAP_LINE, FaultKind.NOT_PLACED)
