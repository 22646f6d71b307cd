"""Declared totals that are not what their rows come to; shared by the checks that name them.

A total is held against what the rows beneath it declare, so each fault is told where it stands:
a wrong row is not told again by every total above it, nor does it hide another wrong total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from equipoise.checks.amounts import at_stake, entered
from equipoise.checks.check import Check
from equipoise.checks.subjects import Line, ReturnCells, line_of
from equipoise.cube import Cell
from equipoise.findings import Finding
from equipoise.register import Aggregation, Measure
from equipoise.units import Absence, Period
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A total, what its rows come to, and faults that kept rows of its list from being read."""

    total: Cell
    measure: Measure
    rows_come_to: int
    unread: frozenset[Reference]


def told(check: Check, subject: ReturnCells, chosen: Callable[[Line], bool]) -> Iterator[Finding]:
    """Yield the finding of `check` for every chosen total that is not the sum of its rows."""
    for broken in broken_totals(subject, chosen):
        assert isinstance(broken.total.value, int)
        place = subject.place(broken.total.source, broken.measure.part)
        facts = {
            "name": place.row or broken.measure.title,
            "found": entered(broken.total.value, broken.measure),
            "expected": entered(broken.rows_come_to, measure=broken.measure),
        }
        worth = at_stake(broken.total.value, broken.rows_come_to, measure=broken.measure)
        yield check.finding(place, facts, caused_by=broken.unread, worth=worth)


def broken_totals(subject: ReturnCells, chosen: Callable[[Line], bool]) -> Iterator[Broken]:
    """Yield every declared total, of the year or a month, that is not the sum of its rows.

    A total is right if it is the sum of what its rows declare, or of what they should. One over a
    row that is blank, unreadable or taken out is passed over, as is one that declares nothing:
    these have findings of their own.
    """
    for total in sorted(subject.reading.totals, key=lambda cell: cell.key.ordering):
        line, period = line_of(total.key), total.key.period
        if not chosen(line) or isinstance(total.value, Absence):
            continue
        rows = _rows(subject, line, period)
        rows_come_to = None if rows is None else _sum((sign, cell.value) for sign, cell in rows)
        if rows_come_to in (None, total.value) or _cast(subject, line, period) == total.value:
            continue
        assert rows_come_to is not None
        measure = subject.measure(line[0])
        listed = line not in subject.lines and not measure.formula
        unread = subject.unread(total.source) if listed else frozenset[Reference]()
        yield Broken(total=total, measure=measure, rows_come_to=rows_come_to, unread=unread)


def _sum(terms: Iterable[tuple[int, int | Absence | None]]) -> int | None:
    whole = 0
    for sign, value in terms:
        if value is None or isinstance(value, Absence):
            return None
        whole += sign * value
    return whole


def _cast(subject: ReturnCells, line: Line, period: Period) -> int | None:
    """Return what a row should show, cast anew from entered months; None if one is absent."""
    shown = subject.shown[line, period]
    if shown is subject.entered.get((line, period)):
        return _sum([(1, shown.value)])
    rows = _rows(subject, line, period)
    if rows is None:
        return None
    return _sum((sign, _cast(subject, line_of(cell.key), cell.key.period)) for sign, cell in rows)


def _rows(subject: ReturnCells, line: Line, period: Period) -> Sequence[tuple[int, Cell]] | None:
    """Return the cells a total adds up, with their signs; None if one that it needs is not there.

    These are the months of an entered row, the last alone where it stands for the year; the
    terms of a formula, each by its own total where it has one; else the rows of a list, which
    may be empty.
    """
    measure = subject.measure(line[0])
    if line in subject.lines:
        months = subject.lines[line]
        closing = measure.aggregation is Aggregation.CLOSING
        return [(1, cell) for cell in (months[-1:] if closing else months)]
    if not measure.formula:
        return [(1, cell) for cell in subject.listed(measure.code, period)]
    found: list[tuple[int, Cell]] = []
    for sign, code in measure.formula:
        own = subject.shown.get(((code, None, ""), period))
        cells = [own] if own is not None else subject.listed(code, period)
        if not cells:
            return None
        found += ((sign, cell) for cell in cells)
    return found
