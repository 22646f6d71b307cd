"""Lists that a re-baselining is fed with: csv files, every fault of which is told by line."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.checks.pot_lines import thousands
from equipoise.units import Pence
from equipoise.usecases.refusals import RefusedError

MOST_BYTES: Final = 4_000_000
MOST_TOLD: Final = 5
"""How many faults of a file are told at once."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line: what was found, and what was expected."""

    line: int
    found: str
    expected: str

    def __str__(self) -> str:
        return f"line {self.line}: found {self.found or 'nothing'}, expected {self.expected}"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a file: its number, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, column: str, expected: str) -> Fault:
        """Return what is wrong with a cell."""
        return Fault(self.number, f"{column} {self[column]!r}", expected)

    def pence(self, column: str) -> Pence | None:
        """Return the amount of a cell in £000 as pence; None where it is none."""
        amount = thousands(self[column])
        return None if amount is None else Pence(int(amount))


def lines_of(path: Path, heading: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of a csv file that begins with a heading.

    Raises: RefusedError for another file, or a line of more or fewer cells.
    """
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"{path.name} is larger than such a list can be.")
    try:
        reader = csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""), strict=True)
        listed = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"{path.name} is not a csv file: {error}.") from error
    if not listed or listed[0][1] != list(heading):
        raise RefusedError(f"{path.name} does not begin with: {','.join(heading)}.")
    faults = [
        Fault(number, f"{len(cells)} cells", f"{len(heading)}")
        for number, cells in listed[1:]
        if len(cells) != len(heading)
    ]
    refuse_faults(path, faults)
    if not listed[1:]:
        raise RefusedError(f"{path.name} holds no line.")
    return tuple(
        Line(number=number, cells=dict(zip(heading, cells, strict=True)))
        for number, cells in listed[1:]
    )


def refuse_faults(path: Path, faults: Sequence[Fault]) -> None:
    """Refuse a file with faults, and say which.

    Raises: RefusedError naming the first few, and how many there are.
    """
    if not faults:
        return
    told = "; ".join(map(str, faults[:MOST_TOLD]))
    more = f"; and {len(faults) - MOST_TOLD} more" if len(faults) > MOST_TOLD else ""
    raise RefusedError(
        f"Nothing was recorded of {path.name}. {told}{more}.", "Put the file right, then try again."
    )
