"""A form's formula in words: the rows that it takes, as the form itself calls them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from equipoise.sheets.addresses import address
from equipoise.sheets.foreign_formulas import Apply, Cells, Node, NotUnderstoodError, parsed, terms
from equipoise.sheets.foreign_places import Finder
from equipoise.sheets.foreign_results import shown

LONGEST: Final = 400
"""How much of a formula in words a finding shows."""
FEW: Final = 4
"""A list of so many rows is told in full."""


@dataclass(frozen=True)
class FormWords:
    """Says the formulas of one sheet in the words of its form."""

    finder: Finder
    sheet: str

    def formula(self, text: str) -> str:
        """Return a formula in words, or as it stands where it is not understood.

        A formula that only adds and takes off is told as its rows.
        """
        try:
            node = parsed(text)
        except NotUnderstoodError:
            return f"={text}"[:LONGEST]
        try:
            found = self._added(node)
        except NotUnderstoodError:
            found = self._told(node)
        return found if len(found) <= LONGEST else f"{found[: LONGEST - 3]}..."

    def codes(self, text: str) -> str:
        """Return a formula that adds up by the sub codes of its rows, in the order of the rows.

        A row without a sub code is named by the address of its cell.

        Raises: NotUnderstoodError for a formula that does more.
        """
        told = []
        for sign, cells in terms(parsed(text)):
            for cell in self._each(cells):
                code = self._code(cells, cell[0]) or address(*cell)
                told.append(f"{'-' if sign < 0 else '+'} {code}")
        return " ".join(told).removeprefix("+ ")

    def _added(self, node: Node) -> str:
        told = "".join(
            f"{' less ' if sign < 0 else ' plus '}{self._cells(cells)}"
            for sign, cells in terms(node)
        )
        return told.removeprefix(" plus ").strip()

    def _told(self, node: Node) -> str:
        if isinstance(node, Cells):
            return self._cells(node)
        if not isinstance(node, Apply):
            return shown(node.value)
        inner = [self._told(part) for part in node.args]
        if node.name.isalpha():
            return f"{node.name}({', '.join(inner)})"
        return f" {node.name} ".join(inner) if len(inner) > 1 else f"{node.name}{inner[0]}"

    def _cells(self, cells: Cells) -> str:
        if cells.single:
            return self._named(cells, cells.first)
        each = self._each(cells)
        if len(each) <= FEW:
            return " plus ".join(self._named(cells, cell) for cell in each)
        ends = " to ".join(self._named(cells, cell) for cell in (each[0], each[-1]))
        return f"all of {ends}"

    def _each(self, cells: Cells) -> list[tuple[int, int]]:
        """Return the cells of a range whose rows have a name; its ends where none has."""
        (top, left), (bottom, right) = cells.first, cells.last
        if (bottom - top + 1) * (right - left + 1) > LONGEST:
            return [cells.first, cells.last]
        every = [
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        ]
        if cells.single or left != right:
            return every
        return [cell for cell in every if self._code(cells, cell[0])] or every

    def _named(self, cells: Cells, cell: tuple[int, int]) -> str:
        sheet = self.finder.sheets.get(cells.sheet or self.sheet)
        at = f"{cells.sheet}!{address(*cell)}" if cells.sheet else address(*cell)
        words = "" if sheet is None else sheet.row_words(*cell)
        code = self._code(cells, cell[0])
        named = " ".join(filter(None, (words, code)))
        return f"{named} ({at})" if named else at

    def _code(self, cells: Cells, row: int) -> str:
        sheet = self.finder.sheets.get(cells.sheet or self.sheet)
        return "" if sheet is None else sheet.row_code(row)
