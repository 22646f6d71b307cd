"""Ask a child process what a file holds, and live whatever becomes of the child."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress, repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

from equipoise.sheets.asking import UNREADABLE
from equipoise.sheets.columnar import BLANK, KINDS, Columnar, Place, read
from equipoise.sheets.limits import Limits
from equipoise.sheets.ready import Ask, told_here
from equipoise.sheets.refusals import Refusal, RefusalKind


class Raw(NamedTuple):
    """One cell as it stands: its kind of value, its text, its formula.

    Shape: kind is n for a number in its shortest spelling, s for text, b for a Boolean, d for a
        date or time, and empty when the cell has a formula only.
    """

    kind: str = ""
    text: str = ""
    formula: str | None = None

    @property
    def blank(self) -> bool:
        """Whether the cell holds nothing that anybody would see."""
        return self.kind == "" or (self.kind == "s" and not self.text.strip())

    @property
    def shown(self) -> str:
        """The text as a sheet shows it: 4321 for 4321.0."""
        return self.text.removesuffix(".0") if self.kind == "n" else self.text


EMPTY: Final = Raw()


class SheetCells(Mapping[Place, Raw]):
    """The cells of a sheet by row and column, each made when it is asked for."""

    def __init__(self, columnar: Columnar) -> None:
        self.columnar: Final = columnar
        self._width: Final = columnar.width
        self._starts = {row: at * columnar.width for at, row in enumerate(columnar.rows)}

    def __getitem__(self, place: Place) -> Raw:
        if (found := self._found(place)) is None:
            raise KeyError(place)
        return found

    def get(self, place: Place, default: Any = None) -> Any:
        """Return the cell, or `default` where there is none, without the cost of an exception."""
        found = self._found(place)
        return default if found is None else found

    def _found(self, place: Place) -> Raw | None:
        sheet, formula = self.columnar, self.columnar.formulas.get(place)
        if (at := self._at(place)) is not None and (kind := KINDS[sheet.kinds[at]]):
            return Raw(kind, sheet.text(at), formula)
        return None if formula is None else Raw(formula=formula)

    def _at(self, place: Place) -> int | None:
        """Return the number of the cell, or nothing where its row or column holds nothing."""
        row, column = place
        start = self._starts.get(row)
        return start + column - 1 if start is not None and 1 <= column <= self._width else None

    def __iter__(self) -> Iterator[Place]:
        """Return the places of cells that hold a value, row by row, then of formulas without."""
        columns = range(1, self._width + 1)
        for row, start in self._starts.items():
            kinds = self.columnar.kinds[start : start + self._width]
            yield from zip(repeat(row), compress(columns, kinds), strict=False)
        yield from self._without()

    def __len__(self) -> int:
        kinds = self.columnar.kinds
        return len(kinds) - kinds.count(BLANK) + sum(1 for _ in self._without())

    def _without(self) -> Iterator[Place]:
        kinds = self.columnar.kinds
        for place in self.columnar.formulas:
            at = self._at(place)
            if at is None or kinds[at] == BLANK:
                yield place


@dataclass(frozen=True)
class Book:
    """The cells of a workbook that are not empty, by sheet, row and column, counted from 1."""

    sheets: Mapping[str, Mapping[Place, Raw]] = field(default_factory=dict)

    def columnar(self, name: str) -> Columnar:
        """Return a sheet that a child has read, as columns."""
        cells = self.sheets[name]
        assert isinstance(cells, SheetCells), "the sheets of a file are columns"
        return cells.columnar


def survey(path: Path, limits: Limits, *, ask: Ask = told_here) -> Book | Refusal:
    """Return what the workbook at `path` holds, or why it is refused.

    A child that dies, or takes longer than it may, or answers in part, makes the file unreadable.
    """
    said = ask(path, limits=limits)
    return book_of(said[1]) if said is not None and said[0] == 0 else UNREADABLE


def book_of(answer: bytes) -> Book | Refusal:
    """Return what an answer of a child says; one that is not whole makes the file unreadable."""
    line, _, arrays = answer.partition(b"\n")
    try:
        head = json.loads(line)
        if "refusal" in head:
            return Refusal(kind=RefusalKind(head["refusal"]), facts=head["facts"])
        sheets = read(head["sheets"], arrays)
    except (ValueError, LookupError, TypeError):
        return UNREADABLE
    return Book({sheet.name: SheetCells(sheet) for sheet in sheets})
