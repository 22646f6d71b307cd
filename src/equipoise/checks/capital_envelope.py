"""V21: operational capital is above the system's envelope."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

ENVELOPE: Final = "capital/envelope_pence"
CHECK: Final = Check(
    code="EQ-CAP-001",
    title="Capital is above the envelope",
    severity=Severity.MUST_FIX,
    message="{system} plans {amount} more operational capital than its envelope.",
    remedy="Defer or drop a project (equipoise defer), or agree a larger envelope.",
    guidance="V21: the sum of operational capital is at or below the envelope of the system.",
)


def capital_envelope(
    subject: SystemCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when the members' operational capital exceeds the envelope.

    A body without a project plans none. A plan with a blank has none yet: the blank has its own.
    """
    asked = (ENVELOPE, subject.year.period)
    if not params.has(*asked, known_on=known_on, key=subject.system.code):
        return
    envelope = int(params.at(*asked, known_on=known_on, key=subject.system.code).value)
    measure = subject.chart["capital.operational"]
    planned = subject.cells.total(
        organisation=sorted(subject.members),
        measure=measure.code,
        year=subject.year.code,
        layer=subject.layers,
    )
    if not planned.complete or planned.value <= envelope:
        return
    facts = {
        "system": subject.system.name,
        "amount": in_words(planned.value - envelope),
        "found": entered(planned.value, measure),
        "expected": entered(envelope, measure),
    }
    yield CHECK.finding(subject.figure("capital/planned"), facts, worth=planned.value - envelope)
