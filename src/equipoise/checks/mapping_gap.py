"""A line of the plan that the mapping of a form says nothing of."""

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
    code="EQ-TAC-004",
    title="A line of the plan is not mapped",
    severity=Severity.MUST_FIX,
    message="The mapping lacks {expected}.",
    remedy="Name its place in the mapping; nil says there is nothing, none that the form lacks it.",
    guidance="House rule: what is left out is missing, and not nil.",
)


def mapping_gap(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each line of the plan that the mapping says nothing of."""
    del known_on
    yield from told(CHECK, subject, FaultKind.NOT_MAPPED)
