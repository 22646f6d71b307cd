"""V10: the sum of plans is short of the system's control total."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.rules.balance import LimitWithoutBasisError
from equipoise.units import Absence
from equipoise.workings import Support

LIMIT: Final = "control_total/system_pence"
READINGS: Final = {Support.WITH: "including", Support.WITHOUT: "excluding"}
CHECK: Final = Check(
    code="EQ-LIM-001",
    title="The plan is short of the control total",
    severity=Severity.MUST_FIX,
    message="The plans of {system} come to {amount} less than its control total, both {basis}.",
    remedy="Close the gap with actions that each body signs (equipoise close), or agree another "
    "control total with the region.",
    guidance="V10: the position is at or above the limit, on the basis the limit states.",
)


def plan_against_limit(
    subject: SystemCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when the members' positions come to less than the limit.

    A system without a control total has none; nor has one with a body that has not returned, or
    left a blank: what its position is cannot be said.

    Raises: LimitWithoutBasisError when the limit does not say whether it counts support in.
    """
    asked = (LIMIT, subject.year.period)
    if not params.has(*asked, known_on=known_on, key=subject.system.code):
        return
    limit = params.at(*asked, known_on=known_on, key=subject.system.code)
    if limit.basis.support is None:
        raise LimitWithoutBasisError(limit, set())
    reading = READINGS[limit.basis.support]
    measure = f"position.{reading}"
    positions = [subject.value(code, measure) for code in sorted(subject.members)]
    whole = sum(value for value in positions if isinstance(value, int))
    if any(isinstance(value, Absence) for value in positions) or whole >= limit.value:
        return
    of_system = subject.chart[measure]
    facts = {
        "system": subject.system.name,
        "basis": str(limit.basis.support),
        "amount": in_words(int(limit.value) - whole),
        "found": entered(whole, of_system),
        "expected": entered(int(limit.value), of_system),
    }
    yield CHECK.finding(
        subject.figure(f"position/system/{reading}"), facts, worth=int(limit.value) - whole
    )
