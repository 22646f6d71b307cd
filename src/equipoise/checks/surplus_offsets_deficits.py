"""V24: a surplus of the ICB stands against deficits of its providers."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-SYS-004",
    title="An ICB surplus offsets deficits of providers",
    severity=Severity.EXPLAIN,
    message="{icb} plans a surplus of {surplus}, and the providers of {system} a deficit of "
    "{deficit} together. Without the surplus of the ICB the system would stand at {without}, not "
    "{whole}, all excluding support.",
    remedy="Say so in the system's narrative and in the notice to NHS England: each body must "
    "also balance by itself.",
    guidance="V24: an ICB surplus that offsets providers is disclosed; two systems planned +69 "
    "against -120 in 2023/24 and +62 against -212 in 2024/25.",
)
POSITION: Final = "position.excluding"


def surplus_offsets_deficits(
    subject: SystemCells, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when the ICB is in surplus and its providers together are in deficit.

    A system with a body that has not returned, or left a blank, is not judged.
    """
    del known_on
    surplus = subject.whole(subject.commissioners, POSITION)
    deficit = subject.whole(subject.providers, POSITION)
    if surplus is None or deficit is None or surplus <= 0 or deficit >= 0:
        return
    measure = subject.chart[POSITION]
    facts = {
        "icb": " and ".join(subject.members[code].name for code in subject.commissioners),
        "system": subject.system.name,
        "surplus": in_words(surplus),
        "deficit": in_words(-deficit),
        "without": in_words(deficit),
        "whole": in_words(surplus + deficit),
        "found": entered(surplus, measure),
        "expected": "0, or a disclosure",
    }
    yield CHECK.finding(subject.figure("position/system/excluding"), facts, worth=surplus)
