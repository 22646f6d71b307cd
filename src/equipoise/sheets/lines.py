"""Read the rows of a form: entries into cells, formulas into declared totals, the rest faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from equipoise.cube import Cell, CellKey
from equipoise.register import Measure
from equipoise.sheets.addresses import normal
from equipoise.sheets.amounts import calculated, scale, smallest
from equipoise.sheets.columns import Frame, asked, measures_of
from equipoise.sheets.content import Item, Line
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.formulas import formula
from equipoise.sheets.layout import Role, Row, counterparty_words, measure_by
from equipoise.sheets.places import Places
from equipoise.sheets.shapes import MONTH_CODES, SheetForm, Style
from equipoise.sheets.structure import Structure
from equipoise.sheets.surveying import EMPTY, Book, Raw
from equipoise.sheets.tags import CODE
from equipoise.units import Absence

LAYER = "plan"
SHOWN = 60
"""How much of what was found a fault repeats."""
LONGEST_REF = 40


@dataclass(frozen=True, kw_only=True)
class Source:
    """Everything that reading a row needs to know of the file it stands in."""

    book: Book
    structure: Structure
    frame: Frame
    places: Places
    organisation: str


@dataclass(kw_only=True)
class Lines:
    """What was read so far."""

    cells: list[Cell] = field(default_factory=list)
    totals: list[Cell] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: dict[tuple[str, int], str] = field(default_factory=dict)


def read_lines(source: Source) -> Lines:
    """Return all that the rows hold, sheet by sheet from the top."""
    lines = Lines()
    for form in source.structure.forms:
        reader = _Sheet(source, form, lines)
        for number, row in source.structure.grid.rows[form.name].items():
            reader.read(number, row)
    return lines


class _Sheet:
    """Reads the rows of one sheet."""

    def __init__(self, source: Source, form: SheetForm, lines: Lines) -> None:
        self.source, self.form, self.lines = source, form, lines
        self.cells = source.book.sheets[form.name]
        self.columns: Mapping[str, int] = source.structure.grid.columns[form.name]
        self.periods = {code: source.frame.period(code) for code in self.columns}
        self.seen: set[tuple[str, str]] = set()
        self.row_words = ""

    def read(self, number: int, row: Row) -> None:
        """Read one row."""
        self.row_words = self._words(number, row)
        self.lines.words[self.form.name, number] = self.row_words
        if row.role in (Role.SPARE, Role.ITEM) and not self._used(number):
            return
        if row.role.entered:
            line = self._line(number, row)
            self._read_entries(number, row.measure, line)
            return
        line = None if row.role is Role.SHOWN else (row.measure.code, None, "")
        for code in self._amounts(row.measure):
            self._read_total(number, row.measure, line, code)

    def _amounts(self, measure: Measure) -> tuple[str, ...]:
        """Return the columns in which a row of a measure that is not entered has an amount."""
        months = () if measure.annual else MONTH_CODES
        later = () if self.form.style is Style.REGISTER else self.source.frame.later
        return ("year", *months, *later)

    def _words(self, number: int, row: Row) -> str:
        """Return what the row is called, in the words typed where they are the sender's own."""
        name = self._text(number, "name")
        if row.role is Role.SPARE and (name or self._text(number, "code")):
            return counterparty_words(row.measure, name or self._text(number, "code"))
        if row.role is Role.ITEM and (name or self._text(number, "ref")):
            return f"{self._text(number, 'ref')} {name}".strip()
        return row.words

    def _used(self, number: int) -> bool:
        """Return whether anything is typed into a row that was sent out empty."""
        codes = {"words", "help", "prior", "year"}
        typed = any(not self._raw(number, code).blank for code in self.columns if code not in codes)
        year = self._raw(number, "year")
        return typed or (year.formula is None and not year.blank)

    def _line(self, number: int, row: Row) -> Line | None:
        """Return what the row's amounts are of, or nothing, with a fault, when it does not say."""
        if row.role is Role.ITEM:
            return self._item_line(number, row)
        if row.role is Role.ENTRY:
            return row.measure.code, None, ""
        code = self._text(number, "code").upper()
        service = self._text(number, "service")
        if row.role is Role.COUNTERPARTY:
            if code != row.tag.counterparty:
                self._fault(FaultKind.CODE_CHANGED, number, "code", row.tag.counterparty)
            if service != row.tag.item:
                self._fault(FaultKind.CODE_CHANGED, number, "service", row.tag.item)
            code, service = row.tag.counterparty, row.tag.item
        elif not CODE.fullmatch(code):
            kind = FaultKind.NOT_A_CODE if code else FaultKind.BLANK
            self._fault(kind, number, "code", "the code of a body, such as QOC or RXW")
            return None
        if self.form.style is Style.SERVICES and not (service and service.isprintable()):
            kind = FaultKind.NOT_A_CODE if service else FaultKind.BLANK
            self._fault(kind, number, "service", "a service line")
            return None
        if not self._first(number, row.measure.code, f"{code} {service}", "code"):
            return None
        return row.measure.code, code, service

    def _item_line(self, number: int, row: Row) -> Line | None:
        """Return the item's line, once its description is read and kept."""
        ref, name = self._text(number, "ref"), self._text(number, "name")
        attributes = self._attributes(number)
        if not name:
            self._fault(FaultKind.BLANK, number, "name", f"the name of the {row.measure.item}")
        if not ref or len(ref) > LONGEST_REF or not ref.isprintable():
            kind = FaultKind.NOT_A_CODE if ref else FaultKind.BLANK
            self._fault(kind, number, "ref", "a short reference of your own, such as S1")
            return None
        if not self._first(number, row.measure.item, ref, "ref"):
            return None
        place = self.source.places.cell(self.form.name, number, self.columns["ref"])
        self.lines.items.append(
            Item(ref=ref, name=name, kind=row.measure.item, attributes=attributes, source=place)
        )
        if self.form.style is Style.REGISTER:
            return row.measure.code, None, ref
        measure = measure_by(attributes, self.form)
        return None if measure is None else (measure, None, ref)

    def _attributes(self, number: int) -> dict[str, str]:
        """Return the words about an item; blank ones and those not in their list are faults."""
        found = {}
        for attribute in self.form.attributes:
            text = self._text(number, attribute.code)
            choices = {choice.lower(): choice for choice in attribute.choices}
            known = choices.get(text.lower(), "") if choices else text
            if known:
                found[attribute.code] = known
                continue
            if not text and not attribute.needed:
                continue
            kind = FaultKind.NOT_IN_LIST if text else FaultKind.BLANK
            expected = "one of " + ", ".join(attribute.choices) if choices else "a name or a post"
            self._fault(kind, number, attribute.code, expected)
        return found

    def _first(self, number: int, list_name: str, code: str, column: str) -> bool:
        """Return whether the code stands in its list for the first time; if not, report it."""
        if (list_name, code) in self.seen:
            self._fault(FaultKind.TWICE, number, column, "one row for each")
            return False
        self.seen.add((list_name, code))
        return True

    def _read_entries(self, number: int, measure: Measure, line: Line | None) -> None:
        """Keep what people entered in a row: of one measure, or of each that has a column."""
        if self.form.style is Style.REGISTER:
            for found in measures_of(self.form, self.source.frame):
                if found.item:
                    of = None if line is None else (found.code, None, line[2])
                    self._read_entry(number, found, of, found.code)
            return
        for code in asked(measure, self.form, frame=self.source.frame):
            self._read_entry(number, measure, line, code)
        if not measure.annual:
            self._read_total(number, measure, line, "year")

    def _read_entry(self, number: int, measure: Measure, line: Line | None, code: str) -> None:
        value, kind = _entry(self._raw(number, code), measure)
        if kind is not None:
            self._fault(kind, number, code, scale(measure.unit).expected)
        if line is not None:
            self.lines.cells.append(self._cell(line, number, code, value))

    def _read_total(self, number: int, measure: Measure, line: Line | None, code: str) -> None:
        """Keep what a formula cell declares, and report one that is not the formula sent out."""
        raw = self._raw(number, code)
        expected = formula(self.form, number, code=code, grid=self.source.structure.grid)
        if expected is not None:
            self._check_formula(raw, number, code, expected)
        if line is not None:
            value = calculated(raw.text, measure.unit) if raw.kind == "n" else Absence.MISSING
            self.lines.totals.append(self._cell(line, number, code, value))

    def _check_formula(self, raw: Raw, number: int, code: str, expected: str) -> None:
        if raw.formula is None:
            text = raw.kind == "s" and not raw.blank
            kind = FaultKind.TEXT if text else FaultKind.OVERWRITTEN
            self._fault(kind, number, code, f"the formula ={expected}")
        elif normal(raw.formula) != normal(expected):
            found = f"={raw.formula.removeprefix('=')}"
            self._fault(
                FaultKind.FORMULA_CHANGED, number, code, f"the formula ={expected}", found=found
            )

    def _cell(self, line: Line, number: int, code: str, value: int | Absence) -> Cell:
        measure, counterparty, item = line
        key = CellKey(
            organisation=self.source.organisation,
            counterparty=counterparty,
            measure=measure,
            period=self.periods[code],
            item=item,
            layer=LAYER,
        )
        place = self.source.places.cell(self.form.name, number, self.columns[code])
        return Cell(key=key, value=value, source=place)

    def _raw(self, number: int, code: str) -> Raw:
        return self.cells.get((number, self.columns.get(code, 0)), EMPTY)

    def _text(self, number: int, code: str) -> str:
        """Return what is typed, without spaces around it; a whole number as its digits."""
        raw = self._raw(number, code)
        text = raw.text.strip()
        return text.removesuffix(".0") if raw.kind == "n" else text

    def _fault(
        self, kind: FaultKind, number: int, code: str, expected: str, *, found: str | None = None
    ) -> None:
        column = self.columns[code]
        text = self._raw(number, code).shown if found is None else found
        self.lines.faults.append(
            Fault(
                kind=kind,
                place=self.source.places.cell(self.form.name, number, column),
                row=self.row_words,
                column=self.source.structure.columns[self.form.name][column].words,
                found=text[:SHOWN],
                expected=expected,
            )
        )


def _entry(raw: Raw, measure: Measure) -> tuple[int | Absence, FaultKind | None]:
    """Return the value of a cell that people fill in, and what is wrong with it, if anything."""
    if raw.blank:
        return Absence.MISSING, FaultKind.BLANK
    if raw.kind == "n":
        return smallest(raw.text, measure.unit)
    return Absence.MISSING, FaultKind.TEXT if raw.kind == "s" else FaultKind.NOT_A_NUMBER
