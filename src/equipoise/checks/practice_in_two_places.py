"""A practice that stands in more than one place."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.groupings import Grouping
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-PLC-001",
    title="Practice in two places",
    severity=Severity.MUST_FIX,
    message="{practice} stands in {found}. Its people would be counted twice.",
    remedy="Leave it in one place, and take it out of the others.",
    guidance="Places partition a system's registered people: everybody counts once.",
)


def practice_in_two_places(
    subject: Grouping, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding where a practice stands a second time, and for each time after."""
    del known_on
    seen: dict[str, list[str]] = {}
    for member in subject.members:
        before = seen.setdefault(member.practice, [])
        if before:
            named = " and in ".join(dict.fromkeys([*before, member.place]))
            twice = named if member.place not in before else f"{member.place} twice"
            facts = {"practice": member.practice, "found": twice, "expected": "one place"}
            yield CHECK.finding(subject.at(member.said_at, member.practice), facts)
        before.append(member.place)
