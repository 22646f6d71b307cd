"""Put remarks into the cells of a workbook, and take out those of an earlier time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from equipoise.findings.finding import Severity
from equipoise.sheets.addresses import NotAnAddressError, address, position
from equipoise.sheets.limits import Limits
from equipoise.sheets.marking_list import is_list
from equipoise.sheets.marking_texts import AUTHOR, Remark, comment, earlier_in, is_ours

ALWAYS: Final = f'N("{AUTHOR}")=0'
"""A condition that always holds, and tells our fills from the sender's."""
FILLS: Final = {
    Severity.MUST_FIX.value: "F4B6C2",
    Severity.EXPLAIN.value: "FFD8A8",
    Severity.NOTE.value: "CFE2F3",
}
OTHER_FILL: Final = FILLS[Severity.NOTE.value]
EDGE: Final = Side(style="thin", color="212B32")
WIDTH: Final = 360
LINE_HEIGHT: Final = 18
LINE_LETTERS: Final = 52
TALLEST: Final = 540
"""The size of a comment, in the pixels of a spreadsheet; a longer one is scrolled."""

Place = tuple[str, str]
"""A sheet and the address of a cell on it."""


def cleared(book: Workbook) -> None:
    """Take the marks of an earlier time out of a workbook."""
    for sheet in book.worksheets:
        if is_list(sheet):
            book.remove(sheet)
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and is_ours(cell.comment.text):
                    earlier = earlier_in(cell.comment.text)
                    cell.comment = None if earlier is None else _comment(earlier[1], earlier[0])
        _set_rules(sheet, [])


def mark(book: Workbook, remarks: Sequence[Remark], *, limits: Limits) -> list[Place | None]:
    """Return where each remark was put, or nothing for one whose cell is not there.

    A remark about a cell that is merged into another stands in that one. The workbook will be
    calculated when it is opened, because the results of its formulas are not kept.
    """
    places = [_place(book, remark, limits) for remark in remarks]
    by_place: dict[Place, list[Remark]] = defaultdict(list)
    for place, remark in zip(places, remarks, strict=True):
        if place is not None:
            by_place[place].append(remark)
    fills: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (name, cell), ours in by_place.items():
        _put(book[name][cell], ours)
        fills[name][FILLS.get(ours[0].severity, OTHER_FILL)].append(cell)
    for name, cells in fills.items():
        _set_rules(book[name], [(" ".join(found), colour) for colour, found in cells.items()])
    book.calculation = book.calculation or CalcProperties()
    book.calculation.fullCalcOnLoad = True
    return places


def _place(book: Workbook, remark: Remark, limits: Limits) -> Place | None:
    sheet = {sheet.title: sheet for sheet in book.worksheets}.get(remark.sheet)
    try:
        row, column = position(remark.cell)
    except NotAnAddressError:
        return None
    if sheet is None or row > limits.rows or column > limits.columns:
        return None
    if isinstance(sheet.cell(row, column), MergedCell):
        within = address(row, column)
        merged = next(one for one in sheet.merged_cells.ranges if within in one)
        row, column = merged.min_row, merged.min_col
    return remark.sheet, address(row, column)


def _put(cell: Cell, remarks: Sequence[Remark]) -> None:
    """Put the remarks into a cell's comment, above one that it has."""
    there = cell.comment
    earlier = None if there is None else (there.author or "", there.text)
    cell.comment = _comment(comment(remarks, earlier), AUTHOR)


def _comment(text: str, author: str) -> Comment:
    lines = sum(1 + len(line) // LINE_LETTERS for line in text.splitlines()) + 1
    return Comment(text, author, height=min(TALLEST, LINE_HEIGHT * lines), width=WIDTH)


def _set_rules(sheet: Worksheet, fills: Sequence[tuple[str, str]]) -> None:
    """Give a sheet these fills of ours, above the conditional formats that are the sender's own."""
    kept = [
        (str(formatting.sqref), rule)
        for formatting in sheet.conditional_formatting
        for rule in formatting.rules
        if ALWAYS not in (rule.formula or [])
    ]
    rules = ConditionalFormattingList()
    for cells, colour in fills:
        rules.add(cells, _rule(colour))
    for cells, rule in kept:
        rule.priority += len(fills)
        rules.add(cells, rule)
    sheet.conditional_formatting = rules


def _rule(colour: str) -> Rule:
    fill = PatternFill(fill_type="solid", start_color=colour, end_color=colour)
    edges = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
    look = DifferentialStyle(fill=fill, border=edges)
    return Rule(type="expression", dxf=look, formula=[ALWAYS])
