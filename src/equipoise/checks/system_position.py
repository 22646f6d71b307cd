"""V04: the position that a system's board agreed is not the sum of its members' plans."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

STATED, POSITION = "system.stated", "position.including"
CHECK: Final = Check(
    code="EQ-SYS-001",
    title="The stated position of the system is not the sum of its members",
    severity=Severity.MUST_FIX,
    message="{icb} states {stated} for the system; its own position is {own} and that of the "
    "providers {providers}, {whole} together, all including support.",
    remedy="State what the members' plans come to, or return the plans that come to what is "
    "stated.",
    guidance="V04: the position of a system is its ICB and its providers together, as in +62 less "
    "212 is (150).",
)


def system_position(subject: SystemCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each ICB that states another position than the sum of the members.

    A system with a body that has not returned, or left a blank, is not judged; nor is an ICB that
    states nothing.
    """
    del known_on
    own = subject.whole(subject.commissioners, POSITION)
    providers = subject.whole(subject.providers, POSITION)
    if own is None or providers is None:
        return
    for icb in subject.commissioners:
        stated = subject.value(icb, STATED)
        if not isinstance(stated, int) or stated == own + providers:
            continue
        measure = subject.chart[STATED]
        facts = {
            "icb": subject.members[icb].name,
            "stated": in_words(stated),
            "own": in_words(own),
            "providers": in_words(providers),
            "whole": in_words(own + providers),
            "found": entered(stated, measure),
            "expected": entered(own + providers, measure),
        }
        place = subject.place(icb, (STATED, None, ""), "finance")
        yield CHECK.finding(place, facts, worth=abs(stated - own - providers))
