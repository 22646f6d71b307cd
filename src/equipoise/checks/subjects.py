"""What checks look at: one organisation's return, or a system's collated plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from equipoise.checks.check import Place
from equipoise.cube import Cell, CellKey, Cells, Total
from equipoise.register import Aggregation, Chart, Kind, Measure, Organisation
from equipoise.sheets import Fault, Identity, Reading
from equipoise.sheets.addresses import position
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.shapes import FORM
from equipoise.units import Absence, FinancialYear, Period
from equipoise.workings import Reference

Line = tuple[str, str | None, str]
"""A row of a return: measure, counterparty, item."""
PART_OF_SHEET: Final = {form.name: form.part for form in FORMS}
PART_OF_FIGURE: Final = {
    "position": "finance",
    "capital": "capital",
    "transfers": "finance",
    "membership": "",
}
"""By the first word of the figure's name."""


@dataclass(frozen=True, kw_only=True)
class ReturnCells:
    """A return as read, beside whose it should be and for which year.

    Shape: `prior` is last year by line, in smallest units, as far as it is known.
    """

    reading: Reading
    expected: Identity
    chart: Chart
    prior: Mapping[Line, int] = field(default_factory=dict)

    @property
    def year(self) -> FinancialYear:
        """The plan year that is due."""
        return self.expected.year

    @cached_property
    def lines(self) -> Mapping[Line, tuple[Cell, ...]]:
        """The entered cells of every row within the plan year, its months in their order."""
        found: dict[Line, list[Cell]] = {}
        for cell in sorted(self.reading.cells, key=lambda cell: cell.key.period):
            if cell.key.period in self.reading.year.period:
                found.setdefault(line_of(cell.key), []).append(cell)
        return {line: tuple(cells) for line, cells in found.items()}

    def rows_of(self, code: str) -> Mapping[Line, tuple[Cell, ...]]:
        """Return the rows of a measure: one, or one for each counterparty or item."""
        return {line: self.lines[line] for line in self._rows.get(code, ())}

    def value(self, line: Line) -> int | None:
        """Return what a row comes to over the year; None where it is not there, or has a blank."""
        cells = self.lines.get(line, ())
        if self.measure(line[0]).aggregation is Aggregation.CLOSING:
            cells = cells[-1:]
        return summed(cell.value for cell in cells) if cells else None

    def whole(self, code: str) -> int | None:
        """Return what a measure comes to over the year, cast from its rows with their signs.

        None where a line that it needs is not there, or has a blank, and where a row of a list
        could not be read. A list without a row is nil where its part is in the file.
        """
        return self._cast(code, self.value)

    def monthly(self, code: str) -> tuple[int, ...] | None:
        """Return what a measure comes to in each month, as `whole` does; of all or of none."""
        months = [self.within(code, month) for month in self.reading.year.months]
        found = tuple(value for value in months if value is not None)
        return found if len(found) == len(months) else None

    def within(self, code: str, period: Period) -> int | None:
        """Return what a measure comes to in a month, or a later year, as `whole` does."""

        def entered(line: Line) -> int | Absence | None:
            cell = self.entered.get((line, period))
            return None if cell is None else cell.value

        return self._cast(code, entered)

    def last_year(self, code: str) -> int | None:
        """Return last year's sum of a measure over its counterparties; None where not known."""
        found = [value for line, value in self.prior.items() if line[0] == code]
        return sum(found) if found else None

    def returned(self, part: str) -> bool:
        """Return whether the file holds a part."""
        return part in self.reading.parts

    def has(self, code: str) -> bool:
        """Return whether the form of this kind of body has a measure, and the file its part."""
        line = self._of_kind.get(code)
        return line is not None and self.returned(line.part)

    def at(self, code: str, counterparty: str | None = None, *, item: str = "") -> Place:
        """Return where a line stands: its total of the year, else the first cell of its row.

        The whole file, where it has no such row.
        """
        part, line = self.measure(code).part, (code, counterparty, item)
        cells = self.lines.get(line, ())
        ref = self.reading.place(*line) or (cells[0].source if cells else None)
        return self.place(ref or Reference("file", (self.reading.digest[:12],)), part)

    @cached_property
    def shown(self) -> Mapping[tuple[Line, Period], Cell]:
        """What each row shows for each month and for the year, entered or declared."""
        totals = {(line_of(cell.key), cell.key.period): cell for cell in self.reading.totals}
        return {**self.entered, **totals}

    @cached_property
    def entered(self) -> Mapping[tuple[Line, Period], Cell]:
        """Every cell as entered, of a month, of the year, or of a later year."""
        return {(line_of(cell.key), cell.key.period): cell for cell in self.reading.cells}

    def listed(self, code: str, period: Period) -> Sequence[Cell]:
        """Return what the rows of a measure's list show: one for each counterparty or item."""
        return self._listed.get((code, period), ())

    def unread(self, place: Reference) -> frozenset[Reference]:
        """Return the places of faults in rows of the same sheet from which nothing was read."""
        return self._unread.get(_sheet(place), frozenset())

    def measure(self, code: str) -> Measure:
        """Return the measure as it is for the kind of body the form is for."""
        return self.chart.get(code, self.reading.kind)

    def place(self, ref: Reference, part: str = "") -> Place:
        """Return the place of a cell in the sender's file, with the form's own words."""
        row, column = self.reading.words.get(str(ref), ("", ""))
        return Place(
            ref=ref, organisation=self.expected.organisation, part=part, row=row, column=column
        )

    def place_of(self, fault: Fault) -> Place:
        """Return the place of a fault; its part is that of its sheet, or of what its cell holds.

        A form of somebody else's may have a sheet of any name, so there only the cell says; where
        it does not, the fault is one of the whole file.
        """
        own_form = self.reading.form == FORM
        part = (
            PART_OF_SHEET.get(_sheet(fault.place), "") if own_form else self._part_at(fault.place)
        )
        return Place(
            ref=fault.place,
            organisation=self.expected.organisation,
            part=part,
            row=fault.row,
            column=fault.column,
        )

    def _cast(self, code: str, value_of: Callable[[Line], int | Absence | None]) -> int | None:
        if not self.has(code):
            return None
        whole = 0
        for sign, measure in self.chart.terms(code, self.reading.kind):
            if not self.returned(measure.part):
                return None
            rows = self._rows.get(measure.code, ())
            if measure.code in self._doubted or not (rows or _is_list(measure)):
                return None
            value = summed(value_of(line) for line in rows)
            if value is None:
                return None
            whole += sign * value
        return whole

    def _part_at(self, place: Reference) -> str:
        parts = self._parts.get(place, frozenset())
        return next(iter(parts)) if len(parts) == 1 else ""

    @cached_property
    def _parts(self) -> Mapping[Reference, frozenset[str]]:
        found: dict[Reference, set[str]] = {}
        for cell in (*self.reading.cells, *self.reading.totals):
            found.setdefault(cell.source, set()).add(self.measure(cell.key.measure).part)
        return {place: frozenset(parts) for place, parts in found.items()}

    @cached_property
    def _of_kind(self) -> Mapping[str, Measure]:
        return {line.code: line for line in self.chart if self.reading.kind in line.kinds}

    @cached_property
    def _rows(self) -> Mapping[str, tuple[Line, ...]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line[0], []).append(line)
        return {code: tuple(lines) for code, lines in found.items()}

    @cached_property
    def _listed(self) -> Mapping[tuple[str, Period], Sequence[Cell]]:
        found: dict[tuple[str, Period], list[Cell]] = {}
        for (line, period), cell in self.shown.items():
            if line != (line[0], None, ""):
                found.setdefault((line[0], period), []).append(cell)
        return found

    @cached_property
    def _doubted(self) -> frozenset[str]:
        """The measures of lists on sheets that were not read whole: rows of theirs may be lost."""
        amiss = {_sheet(one.place) for one in self.reading.faults if len(one.place.parts) == 2}
        kind, sheets = self.reading.kind, amiss | self._unread.keys()
        return frozenset(
            line.code
            for form in FORMS
            if form.name in sheets and kind in form.kinds
            for line in self.chart.of(form.part, kind)
            if line.code.startswith(form.codes) and _is_list(line)
        )

    @cached_property
    def _unread(self) -> Mapping[str, frozenset[Reference]]:
        read = {_row(cell.source) for cell in (*self.reading.cells, *self.reading.totals)}
        found: dict[str, set[Reference]] = {}
        for fault in self.reading.faults:
            if len(fault.place.parts) > 2 and _row(fault.place) not in read:
                found.setdefault(_sheet(fault.place), set()).add(fault.place)
        return {sheet: frozenset(places) for sheet, places in found.items()}


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What bodies outside a system have submitted of activity with its members.

    Shape: `bodies` are those that have returned activity, with or without a row for a member.
    """

    bodies: Mapping[str, Organisation] = field(default_factory=dict)
    cells: Cells | None = None


@dataclass(frozen=True, kw_only=True)
class SystemCells:
    """A system's collated plan: the cells of all its members, and where they were entered.

    `place_of` finds the year of a row in the sender's own file, declared or entered, where there
    is one.

    Shape: `systems` says for each member how much of it the register counts under which body.
    """

    system: Organisation
    members: Mapping[str, Organisation]
    year: FinancialYear
    cells: Cells
    chart: Chart
    layers: tuple[str, ...]
    place_of: Callable[[str, Line], Place | None]
    systems: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    outside: Outside = field(default_factory=Outside)

    @property
    def commissioners(self) -> tuple[str, ...]:
        """The members that buy care, by code."""
        return self._of_kind(Kind.ICB)

    @property
    def providers(self) -> tuple[str, ...]:
        """The members that provide care, by code."""
        return self._of_kind(Kind.PROVIDER)

    def value(self, organisation: str, code: str) -> int | Absence:
        """Return a derived measure of one member over the year, or why it cannot be said.

        A body that has returned may list no counterparty or item of a measure: that is nil. Any
        other line without a cell is missing.
        """
        whole = 0
        for sign, measure in self.chart.terms(code, self.members[organisation].kind):
            total = self._totals.get((organisation, measure.code))
            if total is None:
                listed = measure.counterparty or measure.item
                if listed and self.returned(organisation, measure.part):
                    continue
                return Absence.MISSING
            if not total.complete:
                return next(iter(total.absent))
            whole += sign * total.value
        return whole

    def returned(self, organisation: str, part: str) -> bool:
        """Return whether the plan holds any line of this part of a member's return."""
        lines = self.chart.of(part, self.members[organisation].kind)
        return any((organisation, line.code) in self._totals for line in lines)

    def whole(self, organisations: Iterable[str], code: str) -> int | None:
        """Return a measure over several members and the year; None where it cannot be said."""
        return summed(self.value(organisation, code) for organisation in organisations)

    def figure(self, name: str) -> Place:
        """Return the place of a figure of the system as a whole, such as capital/planned."""
        part, *_ = name.split("/")
        parts = (self.year.code, self.system.code, *name.split("/"))
        return Place(
            ref=Reference("figure", parts),
            organisation=self.system.code,
            part=PART_OF_FIGURE[part],
        )

    def place(self, organisation: str, line: Line, part: str) -> Place:
        """Return where a row was entered; the row of the plan itself where no file holds it."""
        found = self.place_of(organisation, line)
        if found is not None:
            return found
        key = CellKey(
            organisation=organisation,
            counterparty=line[1],
            measure=line[0],
            period=self.year.period,
            item=line[2],
            layer=self.layers[0],
        )
        return Place(ref=key.reference(), organisation=organisation, part=part)

    def _of_kind(self, kind: Kind) -> tuple[str, ...]:
        return tuple(code for code in sorted(self.members) if self.members[code].kind is kind)

    @cached_property
    def _totals(self) -> Mapping[tuple[str, ...], Total]:
        return self.cells.totals(
            ["organisation", "measure"],
            organisation=sorted(self.members),
            year=self.year.code,
            layer=self.layers,
        )


def summed(values: Iterable[int | Absence | None]) -> int | None:
    """Return the sum of the values, nil of none; None where one is absent."""
    whole = 0
    for value in values:
        if not isinstance(value, int):
            return None
        whole += value
    return whole


def line_of(key: CellKey) -> Line:
    """Return the row a cell belongs to."""
    return (key.measure, key.counterparty, key.item)


def _is_list(measure: Measure) -> bool:
    return measure.counterparty or bool(measure.item)


def _sheet(place: Reference) -> str:
    return place.parts[1] if len(place.parts) > 1 else ""


def _row(place: Reference) -> tuple[str, int]:
    """Return the sheet and the number of the row of a cell; a line of a list is a row itself.

    Of an amount that several cells make, it is that of the first.
    """
    sheet, cell = place.parts[1:3]
    return (f"{sheet}/{cell}", 0) if cell[:1].isdigit() else (sheet, position(cell)[0])
