"""Cells of a working told by the row they stand in: a year's months are one line, not twelve."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from equipoise.workings import Figure, NotAReferenceError, Reference, constant, words

MONTH: Final = re.compile(r"M\d\d")
ADDRESS: Final = re.compile(r"([A-Z]{1,3})(\d+)")
PLAIN_SHEET: Final = re.compile(r"\w+")
PERIOD: Final = 3
"""Where a cell's reference holds its period: after the year, the organisation and the measure."""
FILE_PARTS: Final = 3
"""A place in a file is its digest, its sheet and its address."""


def source(cell: Figure) -> Reference | None:
    """Return where a cell was read, or who decided it, as its note tells."""
    try:
        return Reference.parse(cell.working.note)
    except NotAReferenceError:
        return None


def place(ref: Reference) -> str:
    """Return a place in a file as people say it, and any other reference as it is.

    >>> place(Reference.parse("file:3f2a9c1e07bd/Income/G23"))
    'Income!G23 of file 3f2a9c1e07bd'
    """
    if ref.kind != "file" or len(ref.parts) != FILE_PARTS:
        return str(ref)
    digest, sheet, address = ref.parts
    name = sheet if PLAIN_SHEET.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{address} of file {digest}"


def in_rows(cells: Iterable[Figure]) -> list[tuple[Figure, ...]]:
    """Return the cells in runs: those of one line of a plan, side by side in one row of a sheet."""
    runs: list[list[Figure]] = []
    for cell in cells:
        if runs and _follows(runs[-1][-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [tuple(run) for run in runs]


def told(run: Sequence[Figure]) -> str:
    """Return a run of cells as one line: how many, where they stand, and what they come to."""
    if len(run) == 1:
        return f"{words.titled(run[0])} from {where(run)}"
    return f"{where(run)}, total {summed(run)} ({', '.join(_line(run[0])[0])})"


def where(run: Sequence[Figure]) -> str:
    """Return where a run of cells stands, and how many there are if more than one."""
    first, last = source(run[0]), source(run[-1])
    if first is None or last is None:
        return str(run[0].working.ref)
    if len(run) == 1:
        return place(first)
    span = Reference("file", (*first.parts[:2], f"{first.parts[2]}:{last.parts[2]}"))
    months = all(MONTH.fullmatch(_line(cell)[1]) for cell in run)
    return f"{len(run)} {'months' if months else 'cells'}, {place(span)}"


def summed(cells: Sequence[Figure]) -> str:
    """Return what cells of one unit come to."""
    return words.amount(
        constant(sum(cell.value for cell in cells), cells[0].basis, name="The cells")
    )


def _follows(left: Figure, right: Figure) -> bool:
    """Return whether the cells are of one line, and neighbours in one row of one sheet."""
    ones, others = source(left), source(right)
    if not (ones and others and _line(left)[0] == _line(right)[0]):
        return False
    before, after = _column(ones), _column(others)
    return (
        ones.parts[:2] == others.parts[:2]
        and before is not None
        and after is not None
        and (before[0] + 1, before[1]) == after
    )


def _column(ref: Reference) -> tuple[int, int] | None:
    """Return the number of the column and of the row, for a place in a file."""
    if ref.kind != "file" or len(ref.parts) != FILE_PARTS:
        return None
    match = ADDRESS.fullmatch(ref.parts[2])
    if not match:
        return None
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number, int(match[2])


def _line(cell: Figure) -> tuple[tuple[str, ...], str]:
    """Return which line of a plan the cell is of, in words of its reference, and its period."""
    parts = cell.working.ref.parts if cell.working.ref else ()
    if len(parts) <= PERIOD + 1:
        return parts, ""
    named = (*parts[1:PERIOD], *parts[PERIOD + 1 :])
    return tuple(part for part in named if part != "-"), parts[PERIOD]
