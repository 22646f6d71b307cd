"""The sheet of a marked copy that lists every remark, with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from equipoise.sheets.marking_texts import FINDINGS, Remark, printable

TITLE: Final = "Findings of Equipoise"
"""Stands in the first cell, and tells our sheet from one that the sender made."""
HELP: Final = (
    "Each cell below carries the same words in a comment, and a fill. Put it right, let the "
    "spreadsheet program calculate, save, and send. This sheet and the comments may stay."
)
HEADS: Final = {"Severity": 12, "Code": 14, "Sheet": 22, "Cell": 24, "What is wrong": 110}
HEAD_ROW: Final = 4
NAVY: Final = "003087"
LINK: Final = "005EB8"
BEGINS_FORMULA: Final = ("=", "+", "-", "@")
NO_CELL: Final = "no such cell"
HIDDEN: Final = "(hidden sheet)"


def is_list(sheet: Worksheet) -> bool:
    """Return whether the sheet is the list of an earlier time."""
    return sheet.title.startswith(FINDINGS) and sheet["A1"].value == TITLE


def write_list(
    book: Workbook, remarks: Sequence[Remark], *, places: Sequence[tuple[str, str] | None]
) -> None:
    """Write the list as the first sheet, and the one that is open.

    Each remark stands as it was given; the link goes to the place where it was put.
    """
    sheet = book.create_sheet(_name(book), 0)
    _text(sheet["A1"], TITLE).font = Font(bold=True, size=16, color=NAVY)
    _text(sheet["A2"], counted(len(remarks), list(places).count(None)))
    _text(sheet["A3"], HELP)
    for column, (head, width) in enumerate(HEADS.items(), start=1):
        cell = _text(sheet.cell(HEAD_ROW, column), head)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill(fill_type="solid", start_color=NAVY, end_color=NAVY)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, (remark, place) in enumerate(zip(remarks, places, strict=True), start=HEAD_ROW + 1):
        texts = (remark.severity, remark.code, remark.sheet, remark.cell, remark.text)
        for column, text in enumerate(texts, start=1):
            cell = _text(sheet.cell(row, column), text)
            cell.alignment = Alignment(vertical="top", wrap_text=column == len(texts))
        _link(book, sheet.cell(row, 4), place)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1)
    _print_well(sheet)
    _open(book, sheet)


def _name(book: Workbook) -> str:
    """Return a name that no sheet has; spreadsheets do not tell capitals from small letters."""
    taken = {name.lower() for name in book.sheetnames}
    names = (FINDINGS, *(f"{FINDINGS} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)


def counted(remarks: int, unplaced: int) -> str:
    """Return how many remarks there are, and how many of them have no cell, in words."""
    words = f"{remarks} finding{'' if remarks == 1 else 's'}."
    if unplaced:
        words += f" {unplaced} concern{'s' if unplaced == 1 else ''} no cell of this workbook."
    return words


def _text(cell: Cell, text: str) -> Cell:
    """Return the cell with the text in it, which stays a text whatever it begins with."""
    shown = printable(text)
    cell.value = shown
    if shown:
        cell.data_type = "s"
    if shown.startswith(BEGINS_FORMULA):
        cell.quotePrefix = True
    return cell


def _link(book: Workbook, cell: Cell, place: tuple[str, str] | None) -> None:
    """Link a cell of the list to the place of its remark, or say why there is no link."""
    if place is None:
        _text(cell, f"{cell.value or ''} ({NO_CELL})".strip())
        return
    name, where = place
    if book[name].sheet_state != "visible":
        _text(cell, f"{cell.value} {HIDDEN}")
        return
    quoted = name.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{where}")
    cell.font = Font(color=LINK, underline="single")


def _print_well(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _open(book: Workbook, sheet: Worksheet) -> None:
    """Show this sheet first, and no other with it: what is typed goes into every sheet chosen."""
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for chart in book.chartsheets:
        for view in chart.sheetViews.sheetView:
            view.tabSelected = False
    book.active = 0
