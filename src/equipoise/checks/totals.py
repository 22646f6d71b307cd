"""Declared totals that are not what their rows come to; shared by the checks that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from equipoise.checks.amounts import entered
from equipoise.checks.check import Check
from equipoise.checks.subjects import Line, ReturnCells, line_of
from equipoise.cube import Cell
from equipoise.findings import Finding
from equipoise.register import Measure
from equipoise.units import Absence
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A total, what its rows come to, and the places of those rows."""

    total: Cell
    measure: Measure
    rows_come_to: int
    rows: tuple[Reference, ...]


def told(
    check: Check, subject: ReturnCells, chosen: Callable[[Measure], bool]
) -> Iterator[Finding]:
    """Yield the finding of `check` for every chosen total that is not the sum of its rows."""
    for broken in broken_totals(subject, chosen):
        assert isinstance(broken.total.value, int)
        place = subject.place(broken.total.source, broken.measure.part)
        facts = {
            "name": place.row or broken.measure.title,
            "found": entered(broken.total.value, broken.measure),
            "expected": entered(broken.rows_come_to, broken.measure),
        }
        yield check.finding(place, facts, caused_by=broken.rows)


def broken_totals(subject: ReturnCells, chosen: Callable[[Measure], bool]) -> Iterator[Broken]:
    """Yield every declared year total of a chosen measure that is not the sum of its rows.

    A total over a row that is blank or unreadable is passed over: that row has its own finding.
    """
    for line, total in sorted(subject.year_totals.items(), key=lambda pair: str(pair[0])):
        measure = subject.measure(line[0])
        if not chosen(measure) or isinstance(total.value, Absence):
            continue
        found = _sum_of_rows(subject, line, measure)
        if found is not None and found[0] != total.value:
            yield Broken(total=total, measure=measure, rows_come_to=found[0], rows=found[1])


def _sum_of_rows(
    subject: ReturnCells, line: Line, measure: Measure
) -> tuple[int, tuple[Reference, ...]] | None:
    """Return the sum of the rows a total stands for, and their places; None if one is absent."""
    if not measure.formula and _is_row(subject, line):
        value = subject.year_value(line)
        places = tuple(cell.source for cell in subject.lines[line])
        return None if isinstance(value, Absence) else (value, places)
    signed = [(1, measure.code)] if not measure.formula else list(measure.formula)
    whole, places_found = 0, []
    for sign, code in signed:
        for cell in _declared(subject, code, line):
            if isinstance(cell.value, Absence):
                return None
            whole += sign * cell.value
            places_found.append(cell.source)
    return whole, tuple(places_found)


def _is_row(subject: ReturnCells, line: Line) -> bool:
    return line in subject.lines


def _declared(subject: ReturnCells, code: str, but: Line) -> list[Cell]:
    """Return the declared totals a term stands for: its own section total, else its rows'."""
    own = subject.year_totals.get((code, None, ""))
    if own is not None and line_of(own.key) != but:
        return [own]
    return [
        cell
        for line, cell in sorted(subject.year_totals.items(), key=lambda pair: str(pair[0]))
        if line[0] == code and line != but
    ]
