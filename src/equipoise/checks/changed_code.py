"""A code that was typed over, is not known, or stands twice."""

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
    code="EQ-TPL-007",
    title="Code or choice that does not fit",
    severity=Severity.MUST_FIX,
    message="A code or a choice is not one of those that may stand here, or stands twice.",
    remedy="Choose from the list, put the form's own code back, or join the two rows. A ledger's "
    "own codes need a map: equipoise map.",
    guidance="Form check: a row is known by its codes; two rows of one code would count twice.",
)


def changed_code(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each code or choice that does not fit."""
    del known_on
    yield from told(
        CHECK,
        subject,
        FaultKind.CODE_CHANGED,
        FaultKind.NOT_A_CODE,
        FaultKind.NOT_IN_LIST,
        FaultKind.TWICE,
    )
