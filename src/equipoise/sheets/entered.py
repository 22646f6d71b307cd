"""Every cell of a form that somebody typed into: what the form came with left out, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from equipoise.sheets.addresses import normal
from equipoise.sheets.appearance import LEGEND
from equipoise.sheets.columns import asked, measures_of
from equipoise.sheets.formulas import formula
from equipoise.sheets.layout import Role, Row
from equipoise.sheets.lines import Source
from equipoise.sheets.shapes import AMOUNTS, META, TAGS, SheetForm, Style
from equipoise.sheets.surveying import Raw

WORDS_COLUMN = 2
"""Where titles and headings stand."""
OWN = frozenset({"words", "help", "prior"})
"""Columns that come filled in, whatever the row."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """One cell that was typed into.

    Shape: `code` is that of its column, and `of` its row; both are empty where the form has no
        such place.
    """

    sheet: str
    row: int
    column: int
    code: str
    found: str
    of: Row | None


def entered_in(source: Source) -> Iterator[Entered]:
    """Yield every cell that holds anything which the form did not come with, row by row.

    A sheet that is not the form's, or could not be read, is yielded whole but for its tags.

    Law what_a_form_comes_with_is_not_typed: a form as it is sent out has no such cell.
    """
    read = {form.name: form for form in source.structure.forms}
    for name, cells in source.book.sheets.items():
        if name == META:
            continue
        if name in read:
            yield from _Sheet(source, read[name]).entered()
            continue
        for (row, column), raw in sorted(cells.items()):
            if column > 1 and _holds(raw):
                yield Entered(
                    sheet=name, row=row, column=column, code="", found=_shown(raw), of=None
                )


class _Sheet:
    """One sheet of the form, and which of its cells it came with."""

    def __init__(self, source: Source, form: SheetForm) -> None:
        self.source, self.form = source, form
        self.cells = source.book.sheets[form.name]
        self.rows: Mapping[int, Row] = source.structure.grid.rows[form.name]
        places = source.structure.grid.columns[form.name]
        self.codes = {place: code for code, place in places.items()}
        self.measures = {line.code: line for line in measures_of(form, source.frame)}
        self.tags = min(row for (row, at), raw in self.cells.items() if at == 1 and _is_tags(raw))
        self.headings = {form.heading, form.by, "Totals", *(words for _, words in form.headings)}
        self.headings |= {f"{line.title} {form.by}" for line in self.measures.values()}

    def entered(self) -> Iterator[Entered]:
        by_row: dict[int, dict[int, Raw]] = {}
        for (number, column), raw in sorted(self.cells.items()):
            if column > 1 and _holds(raw):
                by_row.setdefault(number, {})[column] = raw
        for number, cells in by_row.items():
            row = self.rows.get(number)
            if row is None and self._is_heading(number, cells):
                continue
            for column, raw in cells.items():
                code = self.codes.get(column, "") if row is not None else ""
                if not self._came_with_it(number, column, raw, row):
                    yield Entered(
                        sheet=self.form.name,
                        row=number,
                        column=column,
                        code=code,
                        found=_shown(raw),
                        of=row,
                    )

    def _is_heading(self, number: int, cells: Mapping[int, Raw]) -> bool:
        below = number > self.tags + 1
        return below and set(cells) == {WORDS_COLUMN} and cells[2].text in self.headings

    def _came_with_it(self, number: int, column: int, raw: Raw, row: Row | None) -> bool:
        if row is None:
            return self._is_head(number, column, raw)
        code = self.codes.get(column, "")
        if code in OWN:
            return True
        if code in AMOUNTS or code in self.measures:
            return self._is_calculated(number, code, raw, row)
        if row.role is Role.COUNTERPARTY:
            return code == "name" or raw.text.strip() in (row.tag.counterparty, row.tag.item)
        if row.role is Role.ITEM:
            return code in ("ref", "name") and self._is_fixed(number)
        return self.form.listed and code == "name"

    def _is_head(self, number: int, column: int, raw: Raw) -> bool:
        """Return whether a cell above the rows is a title, the legend, a tag or a head."""
        if number < self.tags - 1:
            return column == WORDS_COLUMN
        if number == self.tags - 1:
            return raw.text in {words for _, words in LEGEND}
        return number <= self.tags + 1 and column in self.codes

    def _is_calculated(self, number: int, code: str, raw: Raw, row: Row) -> bool:
        """Return whether a cell of amounts is a formula of the form, as it was sent out."""
        if raw.formula is None:
            return False
        if row.role is Role.ITEM and self.form.style is Style.REGISTER:
            return False
        made = formula(self.form, number, code=code, grid=self.source.structure.grid)
        if made is not None:
            return normal(raw.formula) == normal(made)
        asked_of = asked(row.measure, self.form, frame=self.source.frame)
        return not (row.role.entered and code in asked_of)

    def _is_fixed(self, number: int) -> bool:
        """Return whether a row is of an item that every form has, under its own name."""
        places = {code: place for place, code in self.codes.items()}
        ref, name = (self.cells.get((number, places[code])) for code in ("ref", "name"))
        return (ref and ref.text.strip(), name and name.text.strip()) in self.form.fixed


def _is_tags(raw: Raw) -> bool:
    return raw.text == TAGS


def _holds(raw: Raw) -> bool:
    return not raw.blank or raw.formula is not None


def _shown(raw: Raw) -> str:
    """Return what stands in a cell; a formula as it was typed, with its result."""
    if raw.formula is None:
        return raw.shown
    return f"{raw.shown} (={raw.formula.removeprefix('=')})"
