"""A check that the sender's form carries in its own cells, and that says something."""

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
    code="EQ-TAC-002",
    title="The form's own check",
    severity=Severity.EXPLAIN,
    message="The form itself says: {found}.",
    remedy="Do what the form asks, or say in a sentence why it does not apply.",
    guidance="Checks that the form carries in its own cells.",
)


def form_check(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each cell in which the form itself asks for something."""
    del known_on
    yield from told(CHECK, subject, FaultKind.OWN_CHECK)
