"""A column of a sheet in whole smallest units, with no object for a cell; exact, or said not to be.

A sheet holds doubles. A double stands for the number of 15 digits that it shows (see `amounts`),
so where some whole number of units, divided back, is that double or its neighbour, it is the
number that was typed. Columns are proved so in one go; a cell that does not pass is read as in a
form.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import le, mul, sub, truediv
from typing import Final

from equipoise.sheets.amounts import scale, smallest
from equipoise.sheets.columnar import BLANK, NUMBER, SLOT, TEXT, Columnar
from equipoise.sheets.faults import FaultKind
from equipoise.units import Absence, Unit

STATES: Final = (
    None,
    FaultKind.BLANK,
    FaultKind.TEXT,
    FaultKind.NOT_A_NUMBER,
    FaultKind.TOO_PRECISE,
    FaultKind.TOO_LARGE,
)
"""What may be wrong with a cell, told by its index."""
PRESENT: Final = bytes(kind == NUMBER for kind in range(256))
STATE: Final = bytes(
    {BLANK: 1, NUMBER: 0, TEXT: 2}.get(kind, STATES.index(FaultKind.NOT_A_NUMBER))
    for kind in range(256)
)
"""What a cell of each kind is before its number is looked at: there or not, and its state."""
NEIGHBOUR: Final = 2.0**-52
"""How far apart two doubles of nearly one value are, at most, for its size."""
SIGNED: Final = "q"
"""The type of an array of whole numbers of 64 bits."""


@dataclass(frozen=True, kw_only=True)
class TypedColumn:
    """A column below its head, one value for each row that holds anything.

    Shape: values[i], in smallest units, is of the row rows[i], and is there when present[i] is 1;
        STATES[states[i]] is what is wrong with the cell, if anything.
    """

    head: str
    rows: Sequence[int]
    values: array[int]
    present: bytes
    states: bytes

    def value(self, index: int) -> int | Absence:
        """Return one value."""
        return self.values[index] if self.present[index] else Absence.MISSING

    def faults(self) -> Iterator[tuple[int, FaultKind]]:
        """Return the row and the fault of each cell that has one, blank ones too."""
        for row, state in zip(self.rows, self.states, strict=True):
            if (kind := STATES[state]) is not None:
                yield row, kind


def typed_columns(sheet: Columnar, *, head: int, unit: Unit) -> tuple[TypedColumn, ...]:
    """Return every column of a sheet below the row `head`, each cell read as one of a form is.

    Law a_typed_column_reads_as_its_cells: value and fault, cell by cell.
    """
    first = sum(1 for row in sheet.rows if row <= head)
    at = sheet.rows.index(head) * sheet.width if head in sheet.rows else -1
    spaces = [place for place, text in enumerate(sheet.texts) if place and not text.strip()]
    found = []
    for number in range(1, sheet.width + 1):
        kinds, numbers, words = sheet.column(number)
        if spaces:
            pairs = zip(kinds, words, strict=True)
            kinds = bytes(BLANK if word in spaces else kind for kind, word in pairs)
        values, present, states = _typed(kinds[first:], numbers[first:], unit)
        found.append(
            TypedColumn(
                head=sheet.text(at + number - 1) if at >= 0 else "",
                rows=sheet.rows[first:],
                values=values,
                present=present,
                states=states,
            )
        )
    return tuple(found)


def _typed(kinds: bytes, numbers: array[float], unit: Unit) -> tuple[array[int], bytes, bytes]:
    """Return the values, which are there, and their states; what is no number stands as nil."""
    present, states = bytearray(kinds.translate(PRESENT)), bytearray(kinds.translate(STATE))
    values, others = _whole(numbers, unit)
    for place in others:
        if kinds[place] == NUMBER:
            value, fault = smallest(repr(numbers[place]), unit)
            present[place] = not isinstance(value, Absence)
            values[place] = 0 if isinstance(value, Absence) else value
            states[place] = STATES.index(fault)
    return values, bytes(present), bytes(states)


def _whole(numbers: array[float], unit: Unit) -> tuple[array[int], Sequence[int]]:
    """Return the numbers in smallest units, and the places of those that must be read singly.

    A number passes when it is q or next to q, the double nearest to a whole number of the finest
    that may be typed: then q is the number of 15 digits that it shows.
    """
    finest = 10 ** scale(unit).places
    each = scale(unit).per_entry // finest
    assert each * finest == scale(unit).per_entry, "the finest typed is whole in smallest units"
    try:
        counts = list(map(round, map(mul, numbers, repeat(finest))))
    except (ValueError, OverflowError):
        return array(SIGNED, bytes(8 * len(numbers))), range(len(numbers))
    if counts and max(max(counts), -min(counts)) * each >= scale(unit).largest:
        return array(SIGNED, bytes(8 * len(numbers))), range(len(numbers))
    nearest = array(SLOT, map(truediv, counts, repeat(finest)))
    values = array(SIGNED, counts if each == 1 else map(mul, counts, repeat(each)))
    if nearest == numbers:
        return values, ()
    apart = map(abs, map(sub, numbers, nearest))
    passed = bytes(map(le, apart, map(abs, map(mul, nearest, repeat(NEIGHBOUR)))))
    return values, [place for place, fits in enumerate(passed) if not fits] if 0 in passed else ()
