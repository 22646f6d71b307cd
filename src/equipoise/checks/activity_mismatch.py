"""V06: activity that the two sides of a contract have planned differently."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.activity_pairs import pairs_of, told
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-ACT-001",
    title="The two sides of a contract plan different activity",
    severity=Severity.MUST_FIX,
    message="{what} of {provider} for {commissioner}: {provider} plans {found} in the year and "
    "{commissioner} {expected}. They differ in {months}.",
    remedy="Agree the activity with the other side, month by month, and return it again.",
    guidance="V06: activity agrees by pair, point of delivery and month.",
)


def activity_mismatch(subject: SystemCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each pair within the system and point of delivery that differs."""
    del known_on
    for sides in pairs_of(subject):
        if sides.differing:
            yield told(CHECK, subject, sides=sides, bodies=subject.members)
