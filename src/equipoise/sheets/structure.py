"""Find the rows and columns of a form in a workbook by their tags, wherever they now stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from equipoise.sheets.columns import Column, Frame, columns_of
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.forms import forms_of
from equipoise.sheets.formulas import Grid
from equipoise.sheets.layout import Role, Row, digest_of, row_of
from equipoise.sheets.meta import Meta
from equipoise.sheets.places import Places
from equipoise.sheets.shapes import AMOUNTS, META, TAGS, SheetForm
from equipoise.sheets.surveying import EMPTY, Book, Raw
from equipoise.sheets.tags import NotATagError, Tag

Cells = Mapping[tuple[int, int], Raw]
ENTERED = frozenset(AMOUNTS) - {"prior"}


@dataclass(frozen=True, kw_only=True)
class Structure:
    """The sheets that can be read, where their rows and columns stand, and what is amiss."""

    forms: tuple[SheetForm, ...]
    grid: Grid
    columns: Mapping[str, Mapping[int, Column]]
    faults: tuple[Fault, ...]


def structure_of(book: Book, meta: Meta, *, frame: Frame, places: Places) -> Structure:
    """Return where everything stands. A sheet or column that is not there is a fault.

    A sheet that lacks a column is not read: its amounts could not be told apart.
    """
    faults: list[Fault] = []
    forms, rows, columns, where = [], {}, {}, {}
    if digest_of(meta.tags, frame) != meta.layout:
        faults.append(Fault(kind=FaultKind.LAYOUT_CHANGED, place=places.sheet(META)))
    for form in forms_of(frame.kind, meta.parts, forms=frame.forms):
        cells = book.sheets.get(form.name)
        if cells is None:
            expected = f"the sheet {form.name}"
            place = places.sheet(form.name)
            faults.append(Fault(kind=FaultKind.MISSING_SHEET, place=place, expected=expected))
            continue
        found, head = _columns(cells)
        wanted = columns_of(form, frame)
        if amiss := list(_column_faults(form, found, wanted, places)):
            faults += amiss
            continue
        forms.append(form)
        columns[form.name] = {column.code: found[column.code][0] for column in wanted}
        where[form.name] = {found[column.code][0]: column for column in wanted}
        reader = _Rows(form, frame, cells, columns[form.name], places)
        rows[form.name] = reader.read(head)
        faults += reader.faults
        faults += _missing_rows(form, meta, frame, rows[form.name], places)
    grid = Grid(rows, columns)
    return Structure(forms=tuple(forms), grid=grid, columns=where, faults=tuple(faults))


def _columns(cells: Cells) -> tuple[Mapping[str, list[int]], int]:
    """Return the places of each column's tag, and the row that the tags stand in."""
    heads = [place[0] for place in cells if place[1] == 1 and cells[place].text == TAGS]
    head = min(heads, default=0)
    found: dict[str, list[int]] = {}
    for place in sorted(place for place in cells if place[0] == head and place[1] > 1):
        if not cells[place].blank:
            found.setdefault(cells[place].text.strip(), []).append(place[1])
    return found, head


def _column_faults(
    form: SheetForm,
    found: Mapping[str, list[int]],
    wanted: tuple[Column, ...],
    places: Places,
) -> Iterator[Fault]:
    place = places.sheet(form.name)
    if not found:
        yield Fault(kind=FaultKind.MISSING_COLUMN, place=place, expected="the hidden row of tags")
        return
    for column in wanted:
        at = found.get(column.code, [])
        if len(at) != 1:
            kind = FaultKind.TWICE if at else FaultKind.MISSING_COLUMN
            expected = f"the column {column.words}, once"
            yield Fault(kind=kind, place=place, column=column.words, expected=expected)


class _Rows:
    """Reads the tags of one sheet's rows."""

    def __init__(
        self,
        form: SheetForm,
        frame: Frame,
        cells: Cells,
        columns: Mapping[str, int],
        places: Places,
    ) -> None:
        self.form, self.frame, self.cells = form, frame, cells
        self.columns, self.places = columns, places
        self.faults: list[Fault] = []

    def read(self, head: int) -> dict[int, Row]:
        """Return the rows below the heads by number; what cannot be placed becomes a fault."""
        rows: dict[int, Row] = {}
        seen: set[Tag] = set()
        for number in sorted({row for row, _ in self.cells if row > head + 1}):
            tagged = self.cells.get((number, 1), EMPTY)
            if tagged.blank:
                self._refuse_loose(number)
                continue
            row = self._row(tagged.text.strip(), number)
            if row is None or row.tag in seen:
                kind = FaultKind.UNKNOWN_TAG if row is None else FaultKind.TWICE
                self._fault(kind, number, 1, tagged.text)
                continue
            seen.add(row.tag)
            rows[number] = row
        return rows

    def _row(self, text: str, number: int) -> Row | None:
        try:
            tag = Tag.parse(text)
        except NotATagError:
            return None
        name = self.cells.get((number, self.columns.get("name", 0)), EMPTY).text.strip()
        return row_of(tag, self.form, frame=self.frame, name=name)

    def _refuse_loose(self, number: int) -> None:
        """Report a row that has amounts and no tag: somebody added it, and it is not read."""
        for code, column in self.columns.items():
            raw = self.cells.get((number, column), EMPTY)
            if code in ENTERED and not raw.blank:
                self._fault(FaultKind.UNKNOWN_TAG, number, column, raw.text)
                return

    def _fault(self, kind: FaultKind, number: int, column: int, found: str) -> None:
        place = self.places.cell(self.form.name, number, column)
        expected = "a row of the form, once"
        self.faults.append(Fault(kind=kind, place=place, found=found[:60], expected=expected))


def _missing_rows(
    form: SheetForm, meta: Meta, frame: Frame, rows: Mapping[int, Row], places: Places
) -> Iterator[Fault]:
    """Return a fault for each row that the form was sent out with and that is not there.

    A row that was empty to begin with, spare or for an item, may go.
    """
    found = {str(row.tag) for row in rows.values()}
    for sheet, text in meta.tags:
        if sheet != form.name or text in found:
            continue
        row = row_of(Tag.parse(text), form, frame=frame) if _is_tag(text) else None
        if row is not None and row.role not in (Role.SPARE, Role.ITEM):
            yield Fault(
                kind=FaultKind.MISSING_ROW,
                place=places.sheet(form.name),
                row=row.words,
                expected=f"the row {row.words}",
            )


def _is_tag(text: str) -> bool:
    try:
        Tag.parse(text)
    except NotATagError:
        return False
    return True
