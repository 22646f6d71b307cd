"""A table of long words as cards: one row at a time, each value with its head."""

from textwrap import fill
from typing import Final

from equipoise.reports.display import MoneyUnits, head, shown, tidied
from equipoise.reports.table import Row, Table

WIDTH: Final = 100
SHORT: Final = 24
"""Values up to this length stand in the first line of a card."""
INDENT: Final = "    "


def cards(table: Table, units: MoneyUnits = "m", *, width: int = WIDTH) -> str:
    """Return the table as cards for a terminal: short values in a line, long ones beneath it.

    The first value of a row is the card's own word, and stands without its head.
    """
    title = tidied(table.title)
    lines = [title, "-" * min(len(title), width)]
    lines += [fill(tidied(line), width) for line in (table.sentence, table.basis) if line]
    for number, row in enumerate(table.rows, start=1):
        lines += ["", *_card(table, row, (number, units, width))]
    return "\n".join(lines) + "\n"


def _card(table: Table, row: Row, how: tuple[int, MoneyUnits, int]) -> list[str]:
    number, units, width = how
    values = {
        head(column, units): tidied(shown(row.cells.get(column.key), column.kind, units))
        for column in table.columns
    }
    first, *others = values.items()
    told = [(name, value) for name, value in others if value]
    short = [f"{name} {value}" for name, value in told if len(value) <= SHORT]
    long = [f"{name}: {value}" for name, value in told if len(value) > SHORT]
    top = f"{number}. {first[1]}: {', '.join(short)}" if short else f"{number}. {first[1]}"
    return [
        _folded(top, width, first=""),
        *(_folded(line, width, first=INDENT) for line in long),
    ]


def _folded(line: str, width: int, *, first: str) -> str:
    """Return a line that fits; a code such as EQ-TPL-003 stays whole, so that it can be found."""
    return fill(
        line,
        width,
        initial_indent=first,
        subsequent_indent=first + INDENT,
        break_on_hyphens=False,
    )
