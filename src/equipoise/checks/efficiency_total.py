"""V16: efficiency is not the sum of its schemes.

V16 asks for two things more. Recurrent and non-recurrent make the total: every scheme is one or
the other, and the total is cast here from both. The ICB and the providers make the system: there
the sum is true by construction, because the system's figure is a sum over its members' cells and
is declared nowhere.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import Line, ReturnCells
from equipoise.checks.totals import told
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-EFF-001",
    title="Efficiency is not the sum of the schemes",
    severity=Severity.MUST_FIX,
    message="{name} is {found}, but what it is made of comes to {expected}.",
    remedy="Put the formula back, or list the scheme that is missing; recurrent and "
    "non-recurrent schemes together make the total.",
    guidance="V16: the total is the sum of the schemes, recurrent and non-recurrent.",
)


def efficiency_total(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each efficiency total, whole or of one kind, that does not cast."""
    del known_on
    yield from told(CHECK, subject, _of_schemes)


def _of_schemes(line: Line) -> bool:
    measure, _, item = line
    return measure.startswith("efficiency.") and not item
