"""Faults of single cells, as the reader met them, told by the check that owns their kind."""

from collections.abc import Iterator

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding
from equipoise.sheets import FaultKind


def told(check: Check, subject: ReturnCells, *kinds: FaultKind) -> Iterator[Finding]:
    """Yield the finding of `check` for every fault of these kinds."""
    for fault in subject.reading.faults:
        if fault.kind in kinds:
            yield check.finding(subject.place_of(fault), {"found": fault.found,
                                                          "expected": fault.expected})  # fmt: skip
