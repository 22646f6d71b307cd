"""The formulas of a form, as text, from where its rows and columns stand in a given workbook.

The writer asks with the places it chose, the reader with those it finds: a workbook in which rows
have moved still has the right formulas if they moved along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.register import Aggregation
from equipoise.sheets.addresses import letters
from equipoise.sheets.layout import SHOWN, Role, Row
from equipoise.sheets.shapes import MONTH_CODES, SheetForm, Style

Home = tuple[str, int]
"""A sheet, and the number of a row on it."""
ITEMS: Final = ""
"""Stands where no measure is named."""


@dataclass(frozen=True)
class Grid:
    """Where the rows and columns of a workbook stand.

    Shape: `rows` by sheet and number; `columns` by sheet and code, with all codes of the form.
    """

    rows: Mapping[str, Mapping[int, Row]]
    columns: Mapping[str, Mapping[str, int]]

    def find(self, code: str, sheet: str) -> Home | None:
        """Return the row of a measure: on `sheet`, shown on `sheet`, or else at its home."""
        for tag in (code, f"{SHOWN}{code}"):
            if (sheet, tag) in self._numbers:
                return sheet, self._numbers[sheet, tag]
        return self.home(code)

    def home(self, code: str) -> Home | None:
        """Return the row of a measure on whichever sheet it belongs to."""
        homes = ((name, code) for name in self.rows)
        return next(((at[0], self._numbers[at]) for at in homes if at in self._numbers), None)

    def cell(self, home: Home, code: str, *, sheet: str) -> str:
        """Return one column of the row, as a formula on `sheet` names it."""
        name, number = home
        before = "" if name == sheet else f"{name}!"
        return f"{before}{letters(self.columns[name][code])}{number}"

    def span(self, code: str, sheet: str) -> tuple[int, int] | None:
        """Return the first and the last row of a sheet that a total over a measure adds up."""
        found = [*self._entered.get((sheet, code), ()), *self._entered.get((sheet, ITEMS), ())]
        return (min(found), max(found)) if found else None

    @cached_property
    def _entered(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The rows of each measure that people enter, and of items, which may be of any."""
        found: dict[tuple[str, str], list[int]] = {}
        for sheet, rows in self.rows.items():
            for number, row in rows.items():
                if row.role is Role.ITEM or row.role.entered:
                    of = ITEMS if row.role is Role.ITEM else row.tag.head
                    found.setdefault((sheet, of), []).append(number)
        return found

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], int]:
        return {
            (sheet, str(row.tag)): number
            for sheet, rows in self.rows.items()
            for number, row in rows.items()
        }


def formula(form: SheetForm, number: int, *, code: str, grid: Grid) -> str | None:
    """Return the formula in one column of a row, or nothing where values are entered.

    Shape: without the sign of equality, as it stands in the file; nothing, too, when a row that
        it needs is not there.
    """
    row = grid.rows[form.name][number]
    if form.style is Style.REGISTER and (row.role.entered or code != "year"):
        return None
    if row.measure.annual and (code in MONTH_CODES or row.role.entered):
        return None
    if row.role.entered:
        return _year(form, number, row, grid) if code == "year" else None
    if row.role is Role.TOTAL:
        return _total(form, row, code, grid)
    if row.role is Role.SHOWN:
        home = grid.home(row.measure.code)
        return None if home is None else grid.cell(home, code, sheet=form.name)
    return _terms(form, row, code, grid)


def _year(form: SheetForm, number: int, row: Row, grid: Grid) -> str:
    places = grid.columns[form.name]
    first, last = (f"{letters(places[MONTH_CODES[place]])}{number}" for place in (0, -1))
    return last if row.measure.aggregation is Aggregation.CLOSING else f"SUM({first}:{last})"


def _total(form: SheetForm, row: Row, code: str, grid: Grid) -> str | None:
    """Return the sum of a measure over its rows, from the first to the last."""
    columns, measure = grid.columns[form.name], row.measure
    code = measure.code if form.style is Style.REGISTER else code
    ends = grid.span(measure.code, form.name)
    if ends is None:
        return None
    column = letters(columns[code])
    summed = f"{column}{ends[0]}:{column}{ends[1]}"
    for attribute in form.attributes:
        for word, fed in attribute.measures:
            if fed == measure.code:
                by = letters(columns[attribute.code])
                return f'SUMIF({by}{ends[0]}:{by}{ends[1]},"{word}",{summed})'
    return f"SUM({summed})"


def _terms(form: SheetForm, row: Row, code: str, grid: Grid) -> str | None:
    """Return the formula of the chart over cells: a sum of neighbours, or terms with signs."""
    terms = [(sign, grid.find(term, form.name)) for sign, term in row.measure.formula]
    homes = [(sign, home) for sign, home in terms if home is not None]
    if len(homes) < len(terms):
        return None
    numbers = [number for sign, (sheet, number) in homes if sheet == form.name and sign > 0]
    together = list(range(numbers[0], numbers[0] + len(terms))) if numbers else []
    if len(terms) > 1 and numbers == together:
        column = letters(grid.columns[form.name][code])
        return f"SUM({column}{numbers[0]}:{column}{numbers[-1]})"
    signed = ("+-"[sign < 0] + grid.cell(home, code, sheet=form.name) for sign, home in homes)
    return "".join(signed).removeprefix("+")
