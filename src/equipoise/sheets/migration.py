"""Carry what an earlier form holds into today's: what goes where, and what cannot go, and why.

A form of an earlier year gives this year's its last year; of the same year, every cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from equipoise.cube import Cell
from equipoise.register import Aggregation, Chart, Measure
from equipoise.sheets.addresses import position
from equipoise.sheets.amounts import typed
from equipoise.sheets.columns import Frame, measures_of
from equipoise.sheets.content import MONTHS, Content, Identity, Item, Line, content_of
from equipoise.sheets.entered import Entered, entered_in
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.forms import forms_of
from equipoise.sheets.layout import Role
from equipoise.sheets.places import Places
from equipoise.sheets.reading import Whole
from equipoise.sheets.shapes import LATER_CODES
from equipoise.sheets.surveying import EMPTY
from equipoise.units import Absence, Period

TAG_COLUMN: Final = 1
"""Where a row says what it is; a fault there is of every cell of the row."""
PLANNED: Final = frozenset({"scheme", "risk", "project"})
"""Items that a plan may have again the year after, described as they were."""
WHY: Final = {
    FaultKind.TEXT: "words, where a number is asked",
    FaultKind.NOT_A_NUMBER: "no number",
    FaultKind.TOO_PRECISE: "finer than a penny, or than the smallest unit",
    FaultKind.TOO_LARGE: "larger than any amount of a plan",
    FaultKind.OVERWRITTEN: "typed over a formula, which the new form works out itself",
    FaultKind.FORMULA_CHANGED: "a changed formula, which the new form works out itself",
    FaultKind.CODE_CHANGED: "typed over a code, which stays as it was sent out",
    FaultKind.NOT_A_CODE: "no code or reference such as the form asks for",
    FaultKind.NOT_IN_LIST: "not one of the words of its list",
    FaultKind.TWICE: "in a second row for the same thing",
    FaultKind.UNKNOWN_TAG: "in a row that the form was not sent out with",
}
"""What is wrong with a cell that cannot be carried."""
NO_PLACE: Final = "the form has no such place"
NO_LINE: Final = "its row does not say what it is of"
NOT_ASKED: Final = "this round does not ask for this part"
EARLIER_PLAN: Final = "what was planned last year for a later year is not this year's plan"
BLANK_MONTH: Final = "another month of the line is blank or no number, so its year is not known"
NOT_CLOSING: Final = "the year of this line is its last month"
BEYOND: Final = "a year that this round's plan does not have"
OF_LIST: Final = "last year's amount is not this year's plan, and its sheet has no last year"
OF_YEAR: Final = "it is of last year's plan: write this year's"
ROUND_KNOWS: Final = "the round knows last year as {known}"
NAMED: Final = "the register has another name for this code: {name}"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What this round knows of a body: names of counterparties by code, last year, a notice.

    `usual` are the counterparties that have a row without a figure, in every part.
    """

    counterparties: Mapping[str, str]
    prior: Mapping[Line, int]
    usual: Collection[str] | None = None
    notice: str = ""


class ItemRow(NamedTuple):
    """The row of an item, by the word for it and its reference."""

    kind: str
    ref: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a cell goes: the column of a line, or of an item, in the new form.

    `note` says what else the line held in the old form, or what last year is elsewhere.
    """

    of: Line | ItemRow
    column: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Migration:
    """What the new form is filled with, and what became of each cell that was typed.

    Shape: `fates` pairs each cell with where it goes, or with why it goes nowhere; `otherwise` are
        lines whose last year the round knows as another amount than the old form comes to.
    """

    content: Content
    fates: tuple[tuple[Entered, Target | str], ...]
    otherwise: tuple[Line, ...] = ()


def migrated(
    old: Whole, *, identity: Identity, chart: Chart, parts: Sequence[str], known: Known
) -> Migration:
    """Return today's content of an earlier form, and the fate of every cell typed into that.

    Of the same year, every amount and every word goes to the line that holds it today.

    Of an earlier year, the year of a line goes into the last-year column: the sum of its months,
    or its last month where that stands for the year. A line with a blank among the months it needs
    has no year, and its last year stays blank. Of a part that the old form has, last year is the
    old form's alone; of another, it is what the round knows. Counterparties, service lines,
    schemes, risks and projects keep their rows, names and words; their amounts stay blank, because
    last year's are not this year's plan, and a list of items has no last-year column. Sign-offs
    and chapters keep their names alone: nobody has signed or written this year's. What last
    year's plan held for later years is left.

    Law migrating_conserves_money: of a measure with a last-year column, the last years come to
        what the months of the old form do.
    Law every_typed_cell_has_one_fate: it is carried, or listed with why it is not.
    """
    return _Migrating(old, identity, chart=chart, parts=tuple(parts), known=known).done()


class _Migrating:
    """One form on its way into another."""

    def __init__(
        self, old: Whole, identity: Identity, *, chart: Chart, parts: tuple[str, ...], known: Known
    ) -> None:
        self.old, self.identity, self.chart, self.known = old, identity, chart, known
        self.parts = parts
        self.same_year = old.reading.year == identity.year
        self.owed = {line.code for part in parts for line in chart.of(part, identity.kind)}
        self.forms = forms_of(identity.kind, parts)
        self.place = Places(old.reading.digest).cell
        self.cells = {str(cell.source): cell for cell in old.reading.cells}
        self.items = {item.source.parts[1:]: item for item in old.reading.items}

    def done(self) -> Migration:
        fates = tuple((one, self._fate(one)) for one in entered_in(self.old.source))
        content = self._same(self._names) if self.same_year else self._next(self._names)
        if self.known.usual is not None:
            content = replace(content, usual=dict.fromkeys(self.parts, self.known.usual))
        otherwise = () if self.same_year else self._otherwise
        return Migration(content=content, fates=fates, otherwise=otherwise)

    def _same(self, names: Mapping[str, str]) -> Content:
        """Return the content of a form of the same year: the same cells, in today's lines."""
        cells = [
            replace(cell, key=replace(cell.key, measure=self._today(cell.key.measure)))
            for cell in self.old.reading.cells
            if self._asked(cell.key.measure) and self._column(cell.key.period) is not None
        ]
        return content_of(
            cells,
            [item for item in self.old.reading.items if self._wanted(item)],
            counterparties=names,
            prior=self.known.prior,
            notice=self.known.notice,
        )

    def _next(self, names: Mapping[str, str]) -> Content:
        """Return the content of a form of a later year: last year, and rows to be filled."""
        items = [
            item if item.kind in PLANNED else replace(item, attributes={})
            for item in self.old.reading.items
            if self._wanted(item)
        ]
        blank = {line: [Absence.MISSING] * MONTHS for line in self.lines if line[1] is not None}
        return Content(
            values={line: row for line, row in blank.items() if line[0] in self.owed},
            prior={**self._others, **self.years},
            items=items,
            counterparties=names,
            notice=self.known.notice,
        )

    @cached_property
    def lines(self) -> Mapping[Line, list[Cell]]:
        """The cells of the first year of each line of today, in the order of their columns."""
        found: dict[Line, list[Cell]] = defaultdict(list)
        for cell in self.old.reading.cells:
            if cell.key.period in self.old.reading.year.period:
                measure = self._today(cell.key.measure)
                found[measure, cell.key.counterparty, cell.key.item].append(cell)
        return found

    @cached_property
    def years(self) -> Mapping[Line, int]:
        """The year of each line that has one and a last-year column, in smallest units."""
        found = {
            line: _year(cells, self._measure(line[0]).aggregation)
            for line, cells in self.lines.items()
            if line[0] in self._compared
        }
        return {line: year for line, year in found.items() if year is not None}

    @cached_property
    def _compared(self) -> frozenset[str]:
        """The measures whose sheet has a last-year column: those of a list of items have none."""
        frame = Frame(kind=self.identity.kind, year=self.identity.year, chart=self.chart)
        return frozenset(
            line.code for form in self.forms if not form.listed for line in measures_of(form, frame)
        )

    @property
    def _others(self) -> Mapping[Line, int]:
        """Last year as the round knows it, of the parts that the old form has not."""
        kind, had = self.identity.kind, self.old.reading.parts
        return {
            line: value
            for line, value in self.known.prior.items()
            if self.chart.get(line[0], kind).part not in had
        }

    @cached_property
    def _otherwise(self) -> tuple[Line, ...]:
        known = self.known.prior
        return tuple(line for line, year in self.years.items() if known.get(line, year) != year)

    def _fate(self, one: Entered) -> Target | str:
        """Return where a cell goes, or why it goes nowhere."""
        cell = self.cells.get(str(self.place(one.sheet, one.row, one.column)))
        if cell is not None:
            return self._amount(one, cell)
        if one.of is None:
            return self._why(one, NO_PLACE)
        if one.of.role is Role.ITEM and one.code in ("ref", "name", *self._words(one)):
            return self._described(one)
        if one.of.role is Role.SPARE and one.code in ("code", "name", "service"):
            return self._party(one)
        unsaid = one.code and one.of.role in (Role.SPARE, Role.ITEM)
        return self._why(one, NO_LINE if unsaid else NO_PLACE)

    def _amount(self, one: Entered, cell: Cell) -> Target | str:
        key = cell.key
        measure, line = self._today(key.measure), self._line(cell)
        if measure not in self.owed:
            return NOT_ASKED
        if isinstance(cell.value, Absence):
            return self._why(one, NO_LINE)
        note = self.old.edition.wider.get(key.measure, "")
        column = self._column(key.period)
        if self.same_year:
            code = measure if one.code == key.measure else column
            of = self._item_of(one) or line
            return BEYOND if code is None else Target(of=of, column=code, note=note)
        if one.code in LATER_CODES:
            return EARLIER_PLAN
        if measure not in self._compared:
            return OF_LIST
        if self._measure(measure).aggregation is Aggregation.CLOSING and one.code != "M12":
            return NOT_CLOSING
        if line not in self.years:
            return BLANK_MONTH
        if line in self._otherwise:
            known = f"{typed(self.known.prior[line], self._measure(measure).unit):,f}"
            note = "; ".join(filter(None, (note, ROUND_KNOWS.format(known=known))))
        return Target(of=line, column="prior", note=note)

    def _described(self, one: Entered) -> Target | str:
        """Return where a word about an item goes."""
        item = self._item_at(one)
        if item is None:
            return self._why(one, NO_LINE)
        if not self._wanted(item):
            return NOT_ASKED
        if one.code not in ("ref", "name"):
            if one.code not in item.attributes:
                return self._why(one, NO_LINE)
            if not self.same_year and item.kind not in PLANNED:
                return OF_YEAR
        return Target(of=ItemRow(item.kind, item.ref), column=one.code)

    def _party(self, one: Entered) -> Target | str:
        """Return where the code, the name or the service line of a counterparty goes."""
        line = self._rows.get((one.sheet, one.row))
        if line is None:
            return self._why(one, NO_LINE)
        if line[0] not in self.owed:
            return NOT_ASKED
        name = self.known.counterparties.get(line[1] or "", "")
        if one.code == "name" and name not in ("", line[1], one.found.strip()):
            return NAMED.format(name=name)
        return Target(of=line, column=one.code)

    def _why(self, one: Entered, otherwise: str) -> str:
        """Return what a fault says of a cell; where there is none, what is said otherwise."""
        places = (self.place(one.sheet, one.row, column) for column in (one.column, TAG_COLUMN))
        fault = next(filter(None, (self._faults.get(str(place)) for place in places)), None)
        return otherwise if fault is None else WHY.get(fault.kind, otherwise)

    @cached_property
    def _faults(self) -> Mapping[str, Fault]:
        return {str(fault.place): fault for fault in self.old.reading.faults}

    @cached_property
    def _rows(self) -> Mapping[tuple[str, int], Line]:
        """The line of each row of a counterparty, by sheet and number."""
        return {
            (cell.source.parts[1], position(cell.source.parts[2])[0]): self._line(cell)
            for cell in self.old.reading.cells
            if cell.key.counterparty is not None
        }

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of counterparties: the register's, or the old form's where it has none."""
        book, columns = self.old.source.book, self.old.source.structure.grid.columns
        names = dict(self.known.counterparties)
        for (sheet, row), (_, code, _) in self._rows.items():
            name = book.sheets[sheet].get((row, columns[sheet]["name"]), EMPTY).text.strip()
            if code is not None and name and names.get(code, code) == code:
                names[code] = name
        return names

    def _item_at(self, one: Entered) -> Item | None:
        column = self.old.source.structure.grid.columns[one.sheet]["ref"]
        return self.items.get(self.place(one.sheet, one.row, column).parts[1:])

    def _item_of(self, one: Entered) -> ItemRow | None:
        """Return the item whose row a cell stands in, if any."""
        if one.of is None or one.of.role is not Role.ITEM:
            return None
        item = self._item_at(one)
        return None if item is None else ItemRow(item.kind, item.ref)

    def _words(self, one: Entered) -> list[str]:
        forms = self.old.source.structure.forms
        form = next(form for form in forms if form.name == one.sheet)
        return [attribute.code for attribute in form.attributes]

    def _wanted(self, item: Item) -> bool:
        return any(form.item == item.kind for form in self.forms)

    def _asked(self, measure: str) -> bool:
        return self._today(measure) in self.owed

    def _today(self, measure: str) -> str:
        return self.old.edition.today(measure)

    def _line(self, cell: Cell) -> Line:
        return self._today(cell.key.measure), cell.key.counterparty, cell.key.item

    def _measure(self, code: str) -> Measure:
        return self.chart.get(code, self.identity.kind)

    def _column(self, period: Period) -> str | None:
        """Return the code of the column of a period in the new form, if it has one."""
        new = self.identity
        if period in new.year.period:
            return "year" if period == new.year.period else period.code
        frame = Frame(kind=new.kind, year=new.year, chart=self.chart, years=new.years)
        return next((code for code, year in frame.later.items() if year == period), None)


def _year(cells: Sequence[Cell], aggregation: Aggregation) -> int | None:
    """Return the year of a line by its measure's own rule; nothing where a month it needs lacks."""
    needed = cells[-1:] if aggregation is Aggregation.CLOSING else cells
    values = [cell.value for cell in needed if not isinstance(cell.value, Absence)]
    return sum(values) if len(values) == len(needed) else None
