"""A locked formula that was typed over or changed. Where its result is wrong, a total says so."""

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
    code="EQ-TPL-006",
    title="Changed formula",
    severity=Severity.NOTE,
    message="A formula of the form was typed over or changed.",
    remedy="Put the formula back (it is in an empty template), so that the total follows its rows.",
    guidance="Form check; the totals themselves are cast anew by checks of their own.",
)


def changed_formula(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a note for each formula that is not the form's."""
    del known_on
    yield from told(CHECK, subject, FaultKind.OVERWRITTEN, FaultKind.FORMULA_CHANGED)
