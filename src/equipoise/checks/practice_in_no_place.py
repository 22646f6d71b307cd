"""A practice of the system that stands in no place."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.groupings import Grouping
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-PLC-002",
    title="Practice in no place",
    severity=Severity.MUST_FIX,
    message="{practice} ({name}) of {system} stands in no place. Its people would not be counted.",
    remedy="Put it into a place.",
    guidance="Places partition a system's registered people: everybody counts once.",
)


def practice_in_no_place(subject: Grouping, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each practice of the system that is not among the members."""
    del known_on
    placed = {member.practice for member in subject.members}
    for practice in sorted(subject.practices.keys() - placed):
        facts = {
            "practice": practice,
            "name": subject.practices[practice],
            "system": subject.system,
            "found": "no place",
            "expected": "one place",
        }
        yield CHECK.finding(subject.at(subject.source, practice), facts)
