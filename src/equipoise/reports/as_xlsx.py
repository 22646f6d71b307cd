"""Tables as a workbook for people: one table a sheet, a sheet of notes, no formulas, no merging."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from textwrap import wrap
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook

from equipoise.reports.display import MoneyUnits, footnotes, head, scaled, shown, tidied
from equipoise.reports.table import Amount, ColumnKind, Table, Value
from equipoise.workings import Figure

FORMATS: Final = {
    ColumnKind.MONEY: "#,##0.0_);(#,##0.0)",
    ColumnKind.PRICE: "#,##0_);(#,##0)",
    ColumnKind.STAFF: "#,##0.0_);(#,##0.0)",
    ColumnKind.COUNT: "#,##0_);(#,##0)",
    ColumnKind.RATIO: "0.0%_);(0.0%)",
    ColumnKind.INDEX: "0.000_);(0.000)",
    ColumnKind.DATE: "d mmmm yyyy",
}
MADE_ON: Final = datetime(1980, 1, 1)
"""Stands for the moment of making, so that the same tables make the same bytes."""
SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NOTES: Final = "Notes"
BLANK_NOTE: Final = "A blank cell is one where there is nothing to say; a value not there says so."
NARROW: Final = 16
MARGIN: Final = 3
WIDE: Final = 60
LINE_HEIGHT: Final = 15
A4: Final = 9
SHEET_NAME_LENGTH: Final = 31


def xlsx(tables: Sequence[Table], stream: BinaryIO, units: MoneyUnits = "m") -> None:
    """Write the tables to `stream`, each on a sheet of its own, their notes on the last sheet.

    Numbers are numbers, in full, and shown as on the page. Text is text whatever it begins with.
    """
    with Workbook(stream, SAFE) as book:
        book.set_properties({"title": tables[0].title if tables else NOTES, "created": MADE_ON})
        taken = {NOTES.casefold()}
        for number, table in enumerate(tables, start=1):
            _Sheet(book, _sheet_name(table.name, taken), units).write(table, f"Table_{number}")
        _write_notes(book, tables)


def printable(sheet: Any) -> None:
    """Let a sheet print as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


class _Sheet:
    """One sheet being written."""

    def __init__(self, book: Any, name: str, units: MoneyUnits) -> None:
        self.book = book
        self.sheet = book.add_worksheet(name)
        self.units = units

    def write(self, table: Table, mark: str) -> None:
        """Write the title, the sentence, the basis and the notes, and beneath them the table."""
        title = self.book.add_format({"bold": True, "font_size": 14})
        self.sheet.write_string(0, 0, tidied(table.title), title)
        above = [table.sentence, table.basis, *footnotes(table)]
        for row, line in enumerate(above, start=1):
            self.sheet.write_string(row, 0, tidied(line))
        top = len(above) + 2
        self._lay_out(top)
        self._mark(table, mark, top)
        widths = [self._write_column(table, number, top) for number in range(len(table.columns))]
        for row in range(-1, len(table.rows)):
            lines = max(map(_lines, self._texts(table, row), widths))
            self.sheet.set_row(top + 1 + row, LINE_HEIGHT * lines)

    def _lay_out(self, top: int) -> None:
        """Keep the heads in sight and on every page."""
        self.sheet.freeze_panes(top + 1, 1)
        self.sheet.repeat_rows(top)
        printable(self.sheet)

    def _mark(self, table: Table, mark: str, top: int) -> None:
        """Make a named table of the block, so that a screen reader can find it and its heads."""
        if table.rows:
            bottom = (top + len(table.rows), len(table.columns) - 1)
            heads = [{"header": each} for each in self._texts(table, -1)]
            settings = {"name": mark, "columns": heads, "autofilter": False, "style": None}
            self.sheet.add_table(top, 0, *bottom, settings)

    def _texts(self, table: Table, row: int) -> list[str]:
        """Return a row as it will look; row -1 is the heads."""
        if row < 0:
            return [tidied(head(column, self.units)) for column in table.columns]
        cells = table.rows[row].cells
        return [shown(cells.get(c.key), c.kind, self.units) for c in table.columns]

    def _write_column(self, table: Table, number: int, top: int) -> int:
        """Write head and cells, and return the width they are given."""
        column = table.columns[number]
        texts = [self._texts(table, row)[number] for row in range(-1, len(table.rows))]
        side: dict[str, object] = {"align": "right"}
        if column.kind is ColumnKind.TEXT:
            side = {"align": "left", "text_wrap": True, "indent": min(number, 1)}
        heading = {"bold": True, "bottom": 1, "valign": "bottom", **side, "text_wrap": True}
        self.sheet.write_string(top, number, texts[0], self.book.add_format(heading))
        for row, line in enumerate(table.rows):
            style = self._style(column.kind, side, line.emphasis)
            place = (top + 1 + row, number)
            self._write_cell(place, line.cells.get(column.key), column.kind, style)
        longest = max(*map(len, texts[0].split()), *map(len, texts[1:]), 0)
        width = min(max(longest + MARGIN, NARROW), WIDE)
        self.sheet.set_column(number, number, width)
        return width

    def _write_cell(
        self, place: tuple[int, int], value: Value, kind: ColumnKind, style: Any
    ) -> None:
        match value:
            case None:
                self.sheet.write_blank(*place, None, style)
            case Amount() | Figure() if kind is not ColumnKind.TEXT:
                exact = scaled(value, kind, units=self.units)
                number = exact / 100 if kind is ColumnKind.RATIO else exact
                self.sheet.write_number(*place, _double(number), style)
            case int():
                self.sheet.write_number(*place, value, style)
            case date() if kind is ColumnKind.DATE:
                self.sheet.write_datetime(*place, value, style)
            case _:
                self.sheet.write_string(*place, shown(value, kind, self.units), style)

    def _style(self, kind: ColumnKind, side: dict[str, object], emphasis: bool) -> Any:
        style = {"valign": "top", **side}
        if kind is not ColumnKind.TEXT:
            thousands = kind is ColumnKind.MONEY and self.units == "k"
            style["num_format"] = FORMATS[ColumnKind.COUNT if thousands else kind]
        if emphasis:
            style |= {"bold": True, "top": 1}
        return self.book.add_format(style)


def _write_notes(book: Any, tables: Sequence[Table]) -> None:
    sheet = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    printable(sheet)
    sheet.set_column(0, 0, NARROW * 3)
    sheet.set_column(1, 1, WIDE)
    sheet.write_string(0, 0, "About", bold)
    sheet.write_string(0, 1, "Note", bold)
    noted = [(table.title, note) for table in tables for note in (table.basis, *footnotes(table))]
    for row, (about, note) in enumerate([*noted, ("Every sheet", BLANK_NOTE)], start=1):
        sheet.write_string(row, 0, tidied(about), plain)
        sheet.write_string(row, 1, tidied(note), plain)
        sheet.set_row(row, LINE_HEIGHT * max(_lines(about, NARROW * 3), _lines(note, WIDE)))


def _lines(text: str, width: int) -> int:
    """Return how many lines the text takes in a column: a viewer may not make the room itself."""
    return max(len(wrap(text, width - MARGIN)), 1)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name a sheet may have, and no other sheet has yet."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", tidied(wanted)).strip() or "Table"
    name, number = plain[:SHEET_NAME_LENGTH], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: SHEET_NAME_LENGTH - 3]} {number}"
    taken.add(name.casefold())
    return name


def _double(exact: Fraction) -> int | float:
    """Return the number nearest to `exact` that a sheet can hold: it has only doubles."""
    return exact.numerator / exact.denominator
