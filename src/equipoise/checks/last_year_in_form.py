"""Last year as a form that is not ours shows it, beside last year as the round knows it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells, line_of
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import Absence

CHECK: Final = Check(
    code="EQ-TAC-006",
    title="Last year in the form is not last year as it is known",
    severity=Severity.NOTE,
    message="{name}: the form shows {found} for last year; the round knows {expected}.",
    remedy="Correct the comparative, or leave it where it was restated.",
    guidance="The account forms hold the year before beside the year.",
)


def last_year_in_form(
    subject: ReturnCells, _: Parameters, *, known_on: date
) -> Iterator[Finding]:  # fmt: skip
    """Yield a note for each line whose last year differs; one not known is passed over."""
    del known_on
    for cell in subject.reading.prior:
        known = subject.prior.get(line_of(cell.key))
        if known is None or isinstance(cell.value, Absence) or cell.value == known:
            continue
        measure = subject.measure(cell.key.measure)
        place = subject.place(cell.source, measure.part)
        facts = {
            "name": place.row or measure.title,
            "found": entered(cell.value, measure),
            "expected": entered(known, measure),
        }
        yield CHECK.finding(place, facts)
