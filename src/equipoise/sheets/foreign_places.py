"""Where a mapping's places stand in a workbook, and what the form itself calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from equipoise.sheets.addresses import address, position
from equipoise.sheets.foreign_map import FormLine
from equipoise.sheets.surveying import EMPTY, Book, Raw

NOT_A_WORD: Final = re.compile(r"[\W_]+")
CODE_LIKE: Final = re.compile(r"(?=[A-Z0-9]{2,12}$)[A-Z]+[A-Z0-9]*[0-9][A-Z0-9]*", re.ASCII)
"""What a sub code or a main code looks like: capital letters, and a digit among them."""
HEADS: Final = 4
"""How many cells of words over a column are taken to be its heading."""


class Spot(NamedTuple):
    """One cell: its sheet, row and column, both counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address on its sheet."""
        return address(self.row, self.column)


class NotPlacedError(LookupError):
    """A workbook has not the place that a line of a mapping names, or has it more than once."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def plain(text: str) -> str:
    """Return the words of a label, without case, marks and spaces too many.

    >>> plain("(i)  Surplus/ (deficit) - TOTAL")
    'i surplus deficit total'
    """
    return NOT_A_WORD.sub(" ", text).strip().casefold()


@dataclass(frozen=True)
class SheetTexts:
    """The cells of one sheet, and where its words stand."""

    name: str
    cells: Mapping[tuple[int, int], Raw]

    def labelled(self, at: str, under: str) -> set[Spot]:
        """Return the cells in the row of one text and under another, to the right of the first."""
        found = set()
        heads = self.words.get(plain(under), [])
        for row, left in self.words.get(plain(at), []):
            above = [(line, column) for line, column in heads if line < row and column > left]
            nearest = max((line for line, _ in above), default=0)
            found |= {Spot(self.name, row, column) for line, column in above if line == nearest}
        return found

    def coded(self, subcode: str, maincode: str) -> set[Spot]:
        """Return the cells in the row of a sub code, in columns that a main code stands over."""
        columns = {column for _, column in self.codes.get(maincode, [])}
        return {
            Spot(self.name, row, column)
            for row, _ in self.codes.get(subcode, [])
            for column in columns
            if self.maincode(row, column) == maincode
        }

    def maincode(self, row: int, column: int) -> str:
        """Return the code that stands nearest over a cell; blank where there is none."""
        above = (code for line, code in reversed(self._codes_down[column]) if line < row)
        return next(above, "")

    def row_code(self, row: int) -> str:
        """Return the sub code of a row, the last code in it; blank where it has none."""
        codes = (_code(self.cells[row, column]) for column in reversed(self._columns[row]))
        return next(filter(None, codes), "")

    def row_words(self, row: int, column: int) -> str:
        """Return what the form calls a row: the words that begin furthest left in it."""
        here = ((c, self.cells[row, c]) for c in self._columns[row] if c < column)
        return next((raw.text.strip() for _, raw in here if _is_words(raw)), "")

    def column_words(self, row: int, column: int) -> str:
        """Return what stands over a column: the words nearest above, and those on top of them."""
        heads: list[str] = []
        for line in range(row - 1, 0, -1):
            raw = self.cells.get((line, column), EMPTY)
            if raw.kind == "s" and not raw.blank:
                heads.append(raw.text.strip())
            elif heads:
                break
            if len(heads) == HEADS:
                break
        return " ".join(reversed(heads))

    @cached_property
    def words(self) -> Mapping[str, list[tuple[int, int]]]:
        """Where each text stands, without its case and marks."""
        return self._found(
            plain(raw.text) if raw.kind == "s" else "" for raw in self.cells.values()
        )

    @cached_property
    def codes(self) -> Mapping[str, list[tuple[int, int]]]:
        """Where each code stands."""
        return self._found(_code(raw) for raw in self.cells.values())

    def _found(self, texts: Iterable[str]) -> Mapping[str, list[tuple[int, int]]]:
        found = defaultdict(list)
        for at, text in zip(self.cells, texts, strict=True):
            if text:
                found[text].append(at)
        return found

    @cached_property
    def _codes_down(self) -> Mapping[int, list[tuple[int, str]]]:
        found = defaultdict(list)
        for (row, column), raw in sorted(self.cells.items()):
            if code := _code(raw):
                found[column].append((row, code))
        return found

    @cached_property
    def _columns(self) -> Mapping[int, list[int]]:
        found = defaultdict(list)
        for row, column in sorted(self.cells):
            found[row].append(column)
        return found


class Finder:
    """Finds the places of a mapping in one workbook."""

    def __init__(self, book: Book) -> None:
        self.sheets = {name: SheetTexts(name, cells) for name, cells in book.sheets.items()}

    def find(self, line: FormLine) -> Spot:
        """Return the cell that a line of a mapping names.

        Raises: NotPlacedError when the workbook has no such cell, or more than one.
        """
        sheet = self.sheets.get(line.sheet)
        if sheet is None:
            raise NotPlacedError(f"the sheet {line.sheet}")
        if line.by not in ("label", "code"):
            return Spot(line.sheet, *position(line.at))
        look = sheet.labelled if line.by == "label" else sheet.coded
        found = sorted(look(line.at, line.under))
        if len(found) != 1:
            where = f"; there are {', '.join(spot.cell for spot in found)}" if found else ""
            raise NotPlacedError(f"one cell of {line.at} under {line.under}{where}")
        return found[0]

    def raw(self, spot: Spot) -> Raw:
        """Return what a cell holds."""
        return self.sheets[spot.sheet].cells.get((spot.row, spot.column), EMPTY)

    def words(self, spot: Spot) -> tuple[str, str]:
        """Return what the form calls the row and the column of a cell."""
        sheet = self.sheets[spot.sheet]
        return sheet.row_words(spot.row, spot.column), sheet.column_words(spot.row, spot.column)


def recognised(lines: Iterable[FormLine], book: Book) -> bool:
    """Return whether a workbook has every text, and sheet, that its form is recognised by.

    A mapping that says nothing of it recognises nothing.
    """
    told = [line for line in lines if line.by == "form"]
    return bool(told) and all(_there(line, book) for line in told)


def _there(line: FormLine, book: Book) -> bool:
    cells = book.sheets.get(line.sheet)
    if cells is None or not line.at:
        return cells is not None
    return plain(line.under) in plain(cells.get(position(line.at), EMPTY).text)


def _is_words(raw: Raw) -> bool:
    return raw.kind == "s" and any(map(str.isalpha, raw.text)) and not _code(raw)


def _code(raw: Raw) -> str:
    """Return the code that a cell holds; blank where it holds anything else."""
    text = raw.text.strip() if raw.kind == "s" else ""
    return text if CODE_LIKE.match(text) else ""
