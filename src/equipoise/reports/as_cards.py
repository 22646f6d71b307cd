"""A table of long words as cards: one row at a time, each value beneath its head."""

from textwrap import fill
from typing import Final

from equipoise.reports.display import MoneyUnits, head, shown, tidied
from equipoise.reports.table import Row, Table

WIDTH: Final = 100
SHORT: Final = 24
"""Values up to this length stand in the first line of a card."""
INDENT: Final = "    "


def cards(table: Table, units: MoneyUnits = "m", width: int = WIDTH) -> str:
    """Return the table as cards for a terminal: short values in a line, long ones beneath it."""
    lines = [table.title, "-" * len(table.title)]
    if table.sentence:
        lines.append(fill(table.sentence, width))
    for number, row in enumerate(table.rows, start=1):
        lines += ["", *_card(table, row, number, (units, width))]
    return "\n".join(lines) + "\n"


def _card(table: Table, row: Row, number: int, how: tuple[MoneyUnits, int]) -> list[str]:
    units, width = how
    values = [
        (head(column, units), tidied(shown(row.cells.get(column.key), column.kind, units)))
        for column in table.columns
    ]
    short = [value for _, value in values if value and len(value) <= SHORT]
    long = [(name, value) for name, value in values if len(value) > SHORT]
    first = fill(f"{number}. {'  '.join(short)}", width, subsequent_indent=INDENT)
    return [
        first,
        *(
            fill(f"{name}: {value}", width, initial_indent=INDENT, subsequent_indent=INDENT * 2)
            for name, value in long
        ),
    ]
