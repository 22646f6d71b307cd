"""A table for the terminal: plain, the same whether piped or not, and never wider than asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import fill
from typing import Final

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from equipoise.reports.display import MoneyUnits, footnotes, head, shown, tidied
from equipoise.reports.table import Column, ColumnKind, Row, Table

WIDTH: Final = 100
NARROW: Final = 12
"""Text is squeezed into columns this narrow before a table is cut in two."""
LONGEST: Final = 30
"""A longer word is folded."""
GAP: Final = 2
HEAD_LINES: Final = 3
"""A head takes this many lines before its column is widened for it."""
LINES: Final = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
"""A rule under the heads and about totals, in characters that every file and terminal holds."""


@dataclass(frozen=True, kw_only=True)
class _Strip:
    """One column as text: its head, its cells, and how narrow and how wide it can be."""

    head: str
    cells: tuple[str, ...]
    kind: ColumnKind

    @property
    def left(self) -> bool:
        """Whether it stands to the left: words do, numbers to the right."""
        return self.kind in (ColumnKind.TEXT, ColumnKind.DATE)

    @property
    def cells_hold_words(self) -> bool:
        """Whether any of its cells says something."""
        return any(map(str.strip, self.cells))

    @property
    def least(self) -> int:
        if self.kind is ColumnKind.DATE:
            return self.most
        longest = max(cell_len(word) for text in (self.head, *self.cells) for word in _words(text))
        if self.kind is ColumnKind.TEXT:
            return min(self.most, max(NARROW, min(longest, LONGEST)))
        return longest

    @property
    def most(self) -> int:
        heads = max(-(-cell_len(self.head) // HEAD_LINES), *map(cell_len, _words(self.head)))
        return max(heads, *map(cell_len, self.cells), 1)


def text(table: Table, units: MoneyUnits = "m", *, width: int = WIDTH) -> str:
    """Return the table as lines of text. Totals stand between rules; colour says nothing.

    A table too wide is cut in two or more, each with the first column again. A piece in which
    every cell is blank is left out.
    """
    first, *others = (_strip(column, table.rows, units) for column in table.columns)
    whole, *rest = _cuts(first, others, width)
    told = [whole, *(cut for cut in rest if any(strip.cells_hold_words for strip in cut))]
    grids = [_grid([first, *cut], table.rows, width) for cut in told]
    above = [f"{table.title}", table.sentence, table.basis]
    below = [f"Note: {note}" for note in footnotes(table)]
    blocks = [_filled(above, width), *grids, _filled(below, width)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _strip(column: Column, rows: Sequence[Row], units: MoneyUnits) -> _Strip:
    return _Strip(
        head=tidied(head(column, units)),
        cells=tuple(shown(row.cells.get(column.key), column.kind, units) for row in rows),
        kind=column.kind,
    )


def _cuts(first: _Strip, others: Sequence[_Strip], width: int) -> list[list[_Strip]]:
    """Return the columns after the first in as few runs as fit, each beside the first."""
    cuts: list[list[_Strip]] = [[]]
    room = left = width - first.least
    for strip in others:
        if strip.least + GAP > left and cuts[-1]:
            cuts.append([])
            left = room
        cuts[-1].append(strip)
        left -= strip.least + GAP
    return cuts


def _widths(strips: Sequence[_Strip], width: int) -> list[int]:
    """Return a width for each column: the least, and what room is left to those that want it."""
    widths = [strip.least for strip in strips]
    left = width - sum(widths) - GAP * (len(strips) - 1)
    wordy_first = sorted(range(len(strips)), key=lambda number: not strips[number].left)
    for number in wordy_first:
        strip = strips[number]
        more = min(max(left, 0), strip.most - widths[number])
        widths[number] += more
        left -= more
    return widths


def _grid(strips: Sequence[_Strip], rows: Sequence[Row], width: int) -> str:
    grid = Grid(box=LINES, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    widths = _widths(strips, width)
    for strip, wide in zip(strips, widths, strict=True):
        grid.add_column(
            Text(strip.head),
            justify="left" if strip.left else "right",
            width=wide,
            overflow="fold",
        )
    for number, row in enumerate(rows):
        ruled = row.emphasis or any(below.emphasis for below in rows[number + 1 : number + 2])
        cells = (Text(strip.cells[number]) for strip in strips)
        grid.add_row(*cells, end_section=ruled and number + 1 < len(rows))
    console = Console(
        file=StringIO(),
        width=max(width, sum(widths) + GAP * len(widths)),
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        _environ={},  # what the caller's terminal says of itself changes nothing
    )
    with console.capture() as printed:
        console.print(grid)
    return "\n".join(line.rstrip() for line in printed.get().splitlines())


def _filled(paragraphs: Sequence[str], width: int) -> str:
    return "\n".join(fill(tidied(each), width) for each in paragraphs if each)


def _words(text: str) -> list[str]:
    return text.split() or [""]
