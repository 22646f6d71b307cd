"""A total in a form that is not ours, beside the lines of it that its mapping holds."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.cube import Cell
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Aggregation, Measure
from equipoise.sheets.shapes import FORM
from equipoise.units import Absence, Period

CHECK: Final = Check(
    code="EQ-TAC-005",
    title="A total of the form is not what its mapped lines come to",
    severity=Severity.MUST_FIX,
    message="{name} is {found}; the lines that the mapping holds come to {expected}.",
    remedy="Map the cells that are missing from it, or put the figures right.",
    guidance="House rule: what is mapped of a form comes to the form's own totals.",
)


def mapped_total(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each total that its entered lines, unfolded, do not come to.

    Our own form states every total in between, each checked on its own; another form may not. A
    total whose terms are all stated is left to those checks, and one over a missing line to its.
    """
    del known_on
    if subject.reading.form == FORM:
        return
    for total in subject.reading.totals:
        measure = subject.measure(total.key.measure)
        period = total.key.period
        if isinstance(total.value, Absence) or _stated(subject, measure, period):
            continue
        comes_to = _comes_to(subject, measure, period)
        if comes_to not in (None, total.value):
            assert comes_to is not None
            place = subject.place(total.source, measure.part)
            facts = {
                "name": place.row or measure.title,
                "found": entered(total.value, measure),
                "expected": entered(comes_to, measure),
            }
            yield CHECK.finding(place, facts)


def _stated(subject: ReturnCells, measure: Measure, period: Period) -> bool:
    """Return whether every term of a formula is stated, or made of what is; or it has none."""
    for _, code in measure.formula:
        if ((code, None, ""), period) in subject.shown or subject.listed(code, period):
            continue
        term = subject.measure(code)
        if not term.formula or not _stated(subject, term, period):
            return False
    return True


def _comes_to(subject: ReturnCells, measure: Measure, period: Period) -> int | None:
    """Return what the entered lines come to; nothing where one is missing.

    A list by counterparty may have no row, and is then nil.
    """
    whole = 0
    for sign, term in subject.chart.terms(measure.code, subject.reading.kind):
        lines = [line for line in subject.lines if line[0] == term.code]
        if not lines and not term.counterparty:
            return None
        for line in lines:
            value = _over(subject.lines[line], term, period)
            if value is None:
                return None
            whole += sign * value
    return whole


def _over(cells: tuple[Cell, ...], term: Measure, period: Period) -> int | None:
    """Return a line's amount over a period: its own, or of a year the sum or last of its months."""
    own = [cell for cell in cells if cell.key.period == period]
    months = [cell for cell in cells if cell.key.period in period]
    chosen = own or (months[-1:] if term.aggregation is Aggregation.CLOSING else months)
    values = [cell.value for cell in chosen if not isinstance(cell.value, Absence)]
    return sum(values) if chosen and len(values) == len(chosen) else None
