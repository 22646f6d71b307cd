"""Find and read the tables of a sheet of prices: rows as printed, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from equipoise.sources.misfit import Misfit
from equipoise.sources.tariff_layout import PriceTable

Rows = Sequence[Sequence[str]]
FOOTNOTE: Final = "*"
"""What a code may end with where a note beneath the table speaks of it; no part of the code."""
DASHES: Final = frozenset({"", "-"})


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """One row: its key, its texts under our names (blank for a dash), and where it stands.

    `of` is the second part of the key, where the table has one.
    """

    key: str
    texts: Mapping[str, str]
    place: str
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class TableRead:
    """A table's rows in the order printed, the numbers of those rows, and what is odd."""

    table: PriceTable
    rows: tuple[PriceRow, ...]
    numbers: frozenset[int]
    misfits: tuple[Misfit, ...]


def plain(text: str) -> str:
    """Return a text with line breaks and runs of blanks as one blank each.

    >>> plain("Outpatient \\nprocedure (£)")
    'Outpatient procedure (£)'
    """
    return " ".join(text.split())


def read_price_table(rows: Rows, table: PriceTable, *, source: str) -> TableRead:
    """Return what a sheet holds of one table.

    The table starts at the row that has all its headings, after the line it is declared to
    stand under, and ends before the first row without a key, or whose key stands alone or
    starts a note. A heading that is missing leaves the whole table out; one that is not known is
    told beside the nearest that is. Both are misfits, and so is a key that is printed twice.
    """
    start, misfits = _headings(rows, table, source)
    if start is None:
        return TableRead(table=table, rows=(), numbers=frozenset(), misfits=tuple(misfits))
    heads = {plain(text): place for place, text in enumerate(rows[start]) if plain(text)}
    columns = {field: heads[heading] for field, heading in table.columns.items()}
    found: dict[tuple[str, str], PriceRow] = {}
    numbers = set()
    ended = False
    for number in range(start + 1, len(rows)):
        row = _row(rows[number], table, columns, place=f"sheet {table.sheet}, row {number + 1}")
        ended = ended or row is None
        if row is None or (ended and table.after):
            continue
        if ended or (row.key, row.of) in found:
            misfits.append(_beside(row, found.get((row.key, row.of)), source))
            continue
        found[row.key, row.of] = row
        numbers.add(number)
    return TableRead(
        table=table,
        rows=tuple(found.values()),
        numbers=frozenset(numbers),
        misfits=tuple(misfits),
    )


def _row(
    texts: Sequence[str], table: PriceTable, columns: Mapping[str, int], *, place: str
) -> PriceRow | None:
    """Return what a row prints; None if it has no key, or nothing beside it."""
    found = {field: texts[column].strip() for field, column in columns.items()}
    key = found.pop("key").rstrip(FOOTNOTE).strip()
    of = found.pop("of", "")
    if not key or not any(found.values()):
        return None
    dashes = DASHES | table.blank
    kept = {field: "" if text in dashes else text for field, text in found.items()}
    return PriceRow(key=key, of=of, texts=kept, place=place)


def _beside(row: PriceRow, first: PriceRow | None, source: str) -> Misfit:
    """Return that a row is not held: its code is printed twice, or the table had ended."""
    why, expected = "beneath the end of its table: not held", "no blank line within a table"
    if first:
        why, expected = f"the same code as {first.place}; the first is held", "printed once"
    return Misfit(source=source, place=row.place, found=row.key, expected=expected, why=why)


def _headings(rows: Rows, table: PriceTable, source: str) -> tuple[int | None, list[Misfit]]:
    """Return the row of the headings, and what is odd about them."""
    known = {*table.columns.values(), *table.ignored}
    wanted = set(table.columns.values())
    first = _after(rows, table.after)
    if first is None:
        return None, [_misfit(source, table, table.after, "", why="no table under this line")]
    likely = max(
        range(first, len(rows)),
        key=lambda number: (len(wanted & _texts(rows[number])), -number),
        default=first,
    )
    there = _texts(rows[likely])
    nearest = list(_near(sorted(wanted - there), sorted(there - known)))
    if wanted - there:
        return None, [
            _misfit(source, table, heading, near, why="no such heading: the table is left out")
            for heading, near in nearest
        ]
    unknown = [
        _misfit(
            source,
            table,
            next(iter(get_close_matches(heading, known, 1)), "a known heading"),
            heading,
            why="a heading that is not known: its column is not read",
        )
        for heading in sorted(there - known)
    ]
    return likely, unknown


def _after(rows: Rows, line: str) -> int | None:
    """Return the row after the last one that holds `line`; the first of all if it is blank."""
    if not line:
        return 0
    places = [number for number, row in enumerate(rows) if line in _texts(row)]
    return places[-1] + 1 if places else None


def _texts(row: Sequence[str]) -> set[str]:
    return {plain(text) for text in row if plain(text)}


def _near(missing: Sequence[str], unknown: Sequence[str]) -> Iterator[tuple[str, str]]:
    for heading in missing:
        yield heading, next(iter(get_close_matches(heading, unknown, 1)), "")


def _misfit(source: str, table: PriceTable, expected: str, found: str, *, why: str) -> Misfit:
    return Misfit(
        source=source, place=f"sheet {table.sheet}", found=found, expected=expected, why=why
    )
