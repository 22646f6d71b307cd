"""The cells of a sheet as columns: how the child hands them over, with no object for a cell.

An answer is a line of JSON, then for each sheet its arrays one after another. Both ends are
processes of one machine, so numbers stand in its own order of bytes.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

KINDS: Final = ("", "n", "s", "b", "d")
"""What a cell holds: nothing, a number, text, a Boolean, a date or time; told by its index."""
BLANK, NUMBER, TEXT, BOOLEAN, DATE = range(len(KINDS))
TYPES: Final = {
    float: NUMBER,
    int: NUMBER,
    str: TEXT,
    bool: BOOLEAN,
    date: DATE,
    datetime: DATE,
    time: DATE,
    timedelta: DATE,
}
LONGEST: Final = 1000
"""How much of a text or formula is handed on: none that a form holds is longer."""
WHOLE: Final = "I"
SLOT: Final = "d"
"""The types of the arrays: whole for rows and for places in the list of texts, else a number."""
Place = tuple[int, int]


class NotAnAnswerError(ValueError):
    """The bytes are not an answer, or not all of one."""

    def __init__(self, found: str) -> None:
        super().__init__(f"not the answer of a child: {found}")


@dataclass(frozen=True, kw_only=True)
class Columnar:
    """The cells of one sheet, row after row; a row that holds nothing is left out.

    Shape: cell number p stands in row rows[p // width] and column p % width + 1, both counted
        from 1. It holds what KINDS[kinds[p]] says: the number numbers[p], the very double that
        the sheet holds, or the text texts[words[p]]; texts[0] is empty. `formulas` stand by row
        and column, those of cells without a value too.
    """

    name: str
    width: int
    rows: array[int]
    kinds: bytes
    numbers: array[float]
    words: array[int]
    texts: Sequence[str]
    formulas: Mapping[Place, str]

    def column(self, number: int) -> tuple[bytes, array[float], array[int]]:
        """Return the kinds, numbers and places of texts of a column, counted from 1."""
        assert 1 <= number <= self.width, f"columns are counted from 1 to {self.width}: {number}"
        cut = slice(number - 1, None, self.width)
        return self.kinds[cut], self.numbers[cut], self.words[cut]

    def text(self, place: int) -> str:
        """Return the text of cell number `place`; a number in its shortest exact spelling."""
        if self.kinds[place] == NUMBER:
            return repr(self.numbers[place])
        return self.texts[self.words[place]]


class Builder:
    """Makes a `Columnar` of rows of values as they are read."""

    def __init__(self) -> None:
        self.width = 0
        self.rows, self.words, self.numbers = array(WHOLE), array(WHOLE), array(SLOT)
        self.kinds = bytearray()
        self.texts: dict[str, int] = {"": 0}

    def add(self, number: int, row: Sequence[Any]) -> None:
        """Take a row, unless it holds nothing; rows are all as long."""
        self.width = len(row)
        kinds = bytearray(map(TYPES.__getitem__, map(type, row)))
        words = array(WHOLE, bytes(self.width * self.words.itemsize))
        amounts = row if kinds.count(NUMBER) == len(row) else self._amounts(row, kinds, words)
        if any(kinds):
            self.rows.append(number)
            self.kinds += kinds
            self.numbers.extend(amounts)
            self.words += words

    def _amounts(self, row: Sequence[Any], kinds: bytearray, words: array[int]) -> list[float]:
        """Return the row with nil for what is no number, whose text is put in the list."""
        amounts = list(row)
        for place, kind in enumerate(kinds):
            if kind == NUMBER:
                continue
            amounts[place] = 0
            text = str(row[place])[:LONGEST]
            if not text:
                kinds[place] = BLANK
                continue
            text = text.upper() if kind == BOOLEAN else text
            words[place] = self.texts.setdefault(text, len(self.texts))
        return amounts

    def built(self, name: str, formulas: Mapping[Place, str]) -> Columnar:
        """Return the sheet."""
        return Columnar(
            name=name,
            width=self.width,
            rows=self.rows,
            kinds=bytes(self.kinds),
            numbers=self.numbers,
            words=self.words,
            texts=tuple(self.texts),
            formulas={place: text[:LONGEST] for place, text in formulas.items()},
        )


def written(sheets: Iterable[Columnar]) -> Iterator[bytes]:
    """Return the answer that holds the sheets, piece by piece."""
    listed = tuple(sheets)
    heads = [
        {
            "name": sheet.name,
            "width": sheet.width,
            "rows": len(sheet.rows),
            "texts": sheet.texts,
            "formulas": [[*place, text] for place, text in sheet.formulas.items()],
        }
        for sheet in listed
    ]
    yield json.dumps({"sheets": heads}).encode() + b"\n"
    for sheet in listed:
        yield from (sheet.rows.tobytes(), sheet.kinds, sheet.numbers.tobytes())
        yield sheet.words.tobytes()


def read(heads: Iterable[Mapping[str, Any]], arrays: bytes) -> tuple[Columnar, ...]:
    """Return the sheets of an answer, given what its line of JSON lists and the bytes after it.

    Raises: NotAnAnswerError when the bytes are too few or too many, or point outside a list.
    Law what_a_child_writes_is_read: the same sheets.
    """
    left, sheets = memoryview(arrays), []
    for head in heads:
        sheet, left = _sheet(head, left)
        sheets.append(sheet)
    if left:
        raise NotAnAnswerError(f"{len(left)} bytes too many")
    return tuple(sheets)


def _sheet(head: Mapping[str, Any], left: memoryview) -> tuple[Columnar, memoryview]:
    width, rows, words = int(head["width"]), array(WHOLE), array(WHOLE)
    numbers = array(SLOT)
    count, cells = int(head["rows"]), width * int(head["rows"])
    sizes = (count * rows.itemsize, cells, cells * numbers.itemsize, cells * words.itemsize)
    pieces = []
    for size in sizes:
        if not 0 <= size <= len(left):
            raise NotAnAnswerError("cut short")
        pieces.append(left[:size])
        left = left[size:]
    rows.frombytes(pieces[0])
    numbers.frombytes(pieces[2])
    words.frombytes(pieces[3])
    sheet = Columnar(
        name=head["name"],
        width=width,
        rows=rows,
        kinds=bytes(pieces[1]),
        numbers=numbers,
        words=words,
        texts=tuple(head["texts"]),
        formulas={(row, column): text for row, column, text in head["formulas"]},
    )
    if max(sheet.kinds, default=0) >= len(KINDS) or max(words, default=0) >= len(sheet.texts):
        raise NotAnAnswerError("it points outside its lists")
    return sheet, left
