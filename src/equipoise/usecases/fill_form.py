"""Write a body's latest figures into an untouched copy of a form that is not ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from equipoise.cube import Cell
from equipoise.records import Actor
from equipoise.register import Aggregation, Kind
from equipoise.sheets import (
    Book,
    Finder,
    FormLine,
    Limits,
    NotPlacedError,
    Refusal,
    Spot,
    fill_in,
    recognised,
    survey,
)
from equipoise.sheets.foreign_amounts import ways
from equipoise.sheets.foreign_gathering import period_of
from equipoise.sheets.foreign_map import PLACED, PRIOR
from equipoise.sheets.shapes import MONTH_CODES
from equipoise.units import Absence, Period
from equipoise.usecases.foreign import Mapped, form_map_of
from equipoise.usecases.intake import identity_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.template import version_cells
from equipoise.usecases.versions import latest

Target = tuple[str, str | None]


@dataclass(frozen=True, kw_only=True)
class LeftBlank:
    """A place of the mapping that nothing was written to, and why."""

    line: FormLine
    why: str


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """A form that was filled in: where it was written, how many cells, and what was left."""

    path: Path
    organisation: str
    written: int
    left: tuple[LeftBlank, ...]


def fill_form(
    one: OpenRound, organisation: str, *, form: Mapped, by: Actor, on: date, to: Path
) -> Outcome[FilledForm]:
    """Return the form written to `to`, with the body's latest figures in the cells of its mapping.

    Only cells that hold no formula change. A formula is left as it is, and the workbook works it
    out when it is opened. What the plan does not hold stays as it was, and so does an amount that
    several cells of the form make: nobody may guess how it divides.

    Raises: NotAllowedError; RefusedError for a form or a mapping that cannot be read, or that do
        not belong together; UnknownError for no such body; OSError for no such file.
    """
    demand(by, "fill_form", one.subject(organisation), on)
    if form.mapping is None:
        raise RefusedError("A form that is not ours is filled in by its mapping: --with MAPPING.")
    identity = identity_of(one, organisation)
    form_map = form_map_of(one, one.workspace.put_file(form.mapping), identity)
    book = survey(form.path, Limits())
    if isinstance(book, Refusal):
        raise RefusedError(book.message)
    if form_map.of("form") and not recognised(form_map.lines.values(), book):
        raise RefusedError("The mapping was made for another form.")
    known = _Known(one, organisation, identity.kind)
    numbers, left = _placed(form_map.of(*PLACED), known, book)
    filled = fill_in(form.path, {spot: text for spot, (text, _) in numbers.items()})
    if isinstance(filled, Refusal):
        raise RefusedError(filled.message)
    to.write_bytes(filled.content)
    left += [
        LeftBlank(line=numbers[spot][1], why="a formula of the form makes it")
        for spot in sorted(filled.left)
    ]
    written = len(numbers) - len(filled.left)
    made = FilledForm(path=to, organisation=organisation, written=written, left=tuple(left))
    return Outcome(result=made)


class _Known:
    """What is known of a body: its latest version of every part, and last year."""

    def __init__(self, one: OpenRound, organisation: str, kind: Kind) -> None:
        self.one, self.kind, self.chart = one, kind, one.workspace.chart
        self.cells: dict[Target, dict[Period, Cell]] = defaultdict(dict)
        for part in one.parts(kind):
            row = latest(one, organisation, part)
            for cell in version_cells(one, row)[0] if row else ():
                if not cell.key.item:
                    target = cell.key.measure, cell.key.counterparty
                    self.cells[target][cell.key.period] = cell
        prior = one.prior(organisation)
        self.prior = {line[:2]: value for line, value in prior.items() if not line[2]}

    def value(self, line: FormLine) -> int | None:
        """Return the amount of a line of the mapping, or nothing where the plan does not hold it.

        A total of the chart is worked out from its terms; a measure by counterparty for which
        none is named is the sum over them.
        """
        whole = 0
        for sign, term in self.chart.terms(line.measure, self.kind):
            value = self._entered(term.code, line)
            if value is None:
                return None
            whole += sign * value
        return whole

    def _entered(self, code: str, line: FormLine) -> int | None:
        measure = self.chart.get(code, self.kind)
        if measure.item:
            return None
        targets: list[Target] = [(code, line.counterparty or None)]
        if measure.counterparty and not line.counterparty:
            there = self.prior if line.period == PRIOR else self.cells
            targets = [target for target in there if target[0] == code]
            if not targets:
                return 0 if there else None
        values = [self._at(target, line.period, measure.aggregation) for target in targets]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    def _at(self, target: Target, period: str, aggregation: Aggregation) -> int | None:
        if period == PRIOR:
            return self.prior.get(target)
        found, year = self.cells.get(target, {}), self.one.year
        asked = period_of(year, period)
        if asked in found:
            return _value(found[asked])
        if asked != year.period:
            return None
        months = [found.get(year.coded(code)) for code in MONTH_CODES]
        if aggregation is Aggregation.CLOSING:
            months = months[-1:]
        values = [None if cell is None else _value(cell) for cell in months]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None


def _value(cell: Cell) -> int | None:
    return None if isinstance(cell.value, Absence) else cell.value


def _placed(
    lines: Mapping[int, FormLine], known: _Known, book: Book
) -> tuple[dict[Spot, tuple[str, FormLine]], list[LeftBlank]]:
    """Return the number for every cell that has one, and the places that have none."""
    finder = Finder(book)
    shares: dict[tuple[Target, str], int] = defaultdict(int)
    for line in lines.values():
        shares[line.target, line.period] += 1
    numbers: dict[Spot, tuple[str, FormLine]] = {}
    left = []
    for line in lines.values():
        try:
            spot = finder.find(line)
        except NotPlacedError as error:
            left.append(LeftBlank(line=line, why=f"the form has not {error.expected}"))
            continue
        value = known.value(line)
        if shares[line.target, line.period] > 1:
            left.append(LeftBlank(line=line, why="several cells of the form make it"))
        elif value is None:
            left.append(LeftBlank(line=line, why="the plan does not hold it"))
        else:
            numbers[spot] = (_typed(value, line, known), line)
    return numbers, left


def _typed(value: int, line: FormLine, known: _Known) -> str:
    """Return an amount as the form has it, exactly."""
    unit = known.chart.get(line.measure, known.kind).unit
    number = Decimal(line.sign * value) / ways(unit)[line.unit].per_entry
    return f"{number.normalize():f}"
