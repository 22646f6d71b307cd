"""Rows, columns or sheets that were taken out of the form, or put into it."""

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
    code="EQ-TPL-008",
    title="Changed form",
    severity=Severity.MUST_FIX,
    message="A sheet, column, row or line is missing, or is none of the form's.",
    remedy="Copy the figures into a new template (equipoise template); to a ledger's list add the "
    "lines that are missing.",
    guidance="Form check: rows and columns are found by their hidden tags.",
)


def changed_form(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each sheet, column or row that is not as in the form."""
    del known_on
    yield from told(
        CHECK,
        subject,
        FaultKind.UNKNOWN_TAG,
        FaultKind.MISSING_SHEET,
        FaultKind.MISSING_COLUMN,
        FaultKind.MISSING_ROW,
        FaultKind.LAYOUT_CHANGED,
    )
