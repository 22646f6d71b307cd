"""Text where a number belongs: £520m, 1,234.50, (5), n/a. It is never read as a number."""

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
    code="EQ-TPL-003",
    title="Text in a number cell",
    severity=Severity.MUST_FIX,
    message="A cell that needs a number holds text.",
    remedy="Type the number alone, without £, m, commas, brackets or a percent sign.",
    guidance="House rule: a cell is a number, or it is nothing; text is never read as one.",
)


def text_in_number_cell(
    subject: ReturnCells, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each number cell that holds text."""
    del known_on
    yield from told(CHECK, subject, FaultKind.TEXT, FaultKind.NOT_A_NUMBER)
