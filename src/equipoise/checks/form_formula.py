"""A formula of the sender's own form, worked out again from the cells beside it."""

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
    code="EQ-TAC-001",
    title="A formula of the form does not hold",
    severity=Severity.MUST_FIX,
    message="The form shows {found}; its own formula comes to {expected}.",
    remedy="Let the spreadsheet program calculate the workbook, or put the formula back.",
    guidance="The adding-up formulas of the form itself, as in the national account forms.",
)


def form_formula(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each formula whose result is not what its own cells come to."""
    del known_on
    yield from told(CHECK, subject, FaultKind.WRONG_RESULT)
