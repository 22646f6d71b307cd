"""A practice in a place of a system that it does not belong to."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.groupings import Grouping
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-PLC-003",
    title="Practice of another system, or of none",
    severity=Severity.MUST_FIX,
    message="{practice} in {place} is not a practice of {system} in the file of populations.",
    remedy="Correct its code, or take it out of the place.",
    guidance="Places partition a system's registered people: everybody counts once.",
)


def practice_of_another_system(
    subject: Grouping, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each member that is no practice of the system."""
    del known_on
    for member in subject.members:
        if member.practice not in subject.practices:
            facts = {
                "practice": member.practice,
                "place": member.place,
                "system": subject.system,
                "found": member.practice,
                "expected": f"a practice of {subject.system}",
            }
            yield CHECK.finding(subject.at(member.said_at, member.practice), facts)
