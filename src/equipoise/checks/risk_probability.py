"""A probability below nothing or beyond certainty: no risk can be so likely."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import PERCENT

PROBABILITY: Final = "risk.probability"
CERTAIN: Final = 100 * PERCENT.per_whole
CHECK: Final = Check(
    code="EQ-RSK-002",
    title="A probability that cannot be",
    severity=Severity.MUST_FIX,
    message="The risk {item} has a probability of {found}%: it lies between 0% and 100%.",
    remedy="Enter how likely the risk is in per cent, from 0 to 100: 25 for one in four.",
    guidance="The form's own help: how likely it is, from 0 to 100.",
)


def risk_probability(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each probability below nil or above 100%; both ends can be."""
    del known_on
    if not subject.has(PROBABILITY):
        return
    measure = subject.measure(PROBABILITY)
    for line, cells in subject.rows_of(PROBABILITY).items():
        for cell in cells:
            if isinstance(cell.value, int) and not 0 <= cell.value <= CERTAIN:
                facts = {
                    "item": line[2],
                    "found": entered(cell.value, measure),
                    "expected": "0 to 100",
                }
                yield CHECK.finding(subject.place(cell.source, measure.part), facts)
