"""A workbook of 800,000 cells, as whoever sent it must be read: checked, limited, typed.

Ours looks through the zip and every formula, reads in a child process that is held to its memory
and time, and hands over whole pence by column. openpyxl in its full mode, the one that shows
formulas, reads the same file; calamine alone, which shows none and checks nothing, is the floor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.measuring import Timing, answer
from equipoise.sheets import Limits
from equipoise.sheets.surveying import Book, survey
from equipoise.sheets.typed import typed_columns
from equipoise.units import PENCE

SHEETS: Final = 20
ROWS: Final = 2_000
"""Rows of a sheet, one of them its head."""
NUMBERS: Final = 18
"""Columns of numbers, between a label and a total that is a formula."""
FILE: Final = "large.xlsx"
THOUSAND: Final = 100_000
"""Pence in £000."""


def prepare(folder: Path, small: bool) -> None:
    """Write the workbook; twenty rows to a sheet, when small."""
    rows = 20 if small else ROWS
    with xlsxwriter.Workbook(folder / FILE, {"constant_memory": True}) as book:
        for number in range(1, SHEETS + 1):
            sheet = book.add_worksheet(f"Part {number}")
            heads = [f"Column {column}" for column in range(1, NUMBERS + 1)]
            sheet.write_row(0, 0, ["Line", *heads, "Total"])
            for row in range(1, rows):
                values = [(number * 7 + row * 31 + place * 97) % 5_000 for place in range(NUMBERS)]
                sheet.write(row, 0, f"Line {row}")
                sheet.write_row(row, 1, values)
                sheet.write_formula(
                    row, NUMBERS + 1, f"=SUM(B{row + 1}:S{row + 1})", None, sum(values)
                )


def equipoise(folder: Path) -> list[list[int]]:
    """Return of each sheet what its columns of numbers come to, in pence, and its formulas."""
    book = survey(folder / FILE, Limits())
    assert isinstance(book, Book), "the workbook is good"
    found = []
    for name in book.sheets:
        sheet = book.columnar(name)
        columns = typed_columns(sheet, head=1, unit=PENCE)
        found.append([sum(sum(one.values) for one in columns[1:-1]), len(sheet.formulas)])
    return found


def openpyxl_full(folder: Path) -> list[list[int]]:
    """Return the same, of cells that openpyxl has made."""
    return [
        _added(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(folder / FILE)
    ]


def calamine_alone(folder: Path) -> list[list[int]]:
    """Return the same of bare values, and no formula: none is seen."""
    book = CalamineWorkbook.from_path(str(folder / FILE))
    return [_added(iter(book.get_sheet_by_name(name).to_python())) for name in book.sheet_names]


def _added(rows: Iterator[Sequence[Any]]) -> list[int]:
    next(rows)
    amount = formulas = 0
    for row in rows:
        amount += int(sum(row[1:-1]))
        formulas += isinstance(row[-1], str)
    return [amount * THOUSAND, formulas]


TIMING: Final = Timing(
    title="800,000 cells of one workbook, safely, to typed columns",
    prepare=prepare,
    ways={"equipoise": equipoise, "openpyxl": openpyxl_full, "calamine alone": calamine_alone},
    gate=5,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
