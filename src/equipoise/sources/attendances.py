"""Outpatient attendances by treatment function and month, as the hospital statistics print them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import number
from equipoise.sources.days import readings
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table

KINDS: Final = ("first", "follow_up")
"""The columns that count: first attendances and follow-ups."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many attendances of one kind a treatment function had in a month, and where it stands."""

    function: str
    kind: str
    month: date
    count: int
    source: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Attendances:
    """Every count of the files. `left_out` are rows that could not be read, `blank` counts."""

    sources: tuple[str, ...]
    counts: tuple[Counted, ...]
    misfits: tuple[Misfit, ...]
    left_out: int
    blank: int


def attendances(paths: Iterable[Path]) -> Attendances:
    """Return the counts of files by treatment function and month; a month is named by its first.

    A row whose month is no day, or with a count that is none, is left out and told, and so is one
    of a month and treatment function that stood before. A blank or suppressed count is no count.
    """
    found: dict[tuple[date, str], Row] = {}
    counts: list[Counted] = []
    misfits: list[Misfit] = []
    left_out = blank = 0
    listed = tuple(paths)
    for path in listed:
        table = read_table(path, "attendances")
        misfits += table.misfits
        left_out += len(table.misfits)
        for row in table.rows:
            faults = list(_faults(table, row, found))
            misfits += faults
            left_out += bool(faults)
            if not faults:
                read = _counts(table, row)
                found[_month(row), row["function"]] = row
                counts += read
                blank += len(KINDS) - len(read)
    return Attendances(
        sources=tuple(path.name for path in listed),
        counts=tuple(counts),
        misfits=tuple(misfits),
        left_out=left_out,
        blank=blank,
    )


def _faults(table: Table, row: Row, found: Mapping[tuple[date, str], Row]) -> Iterable[Misfit]:
    if len(readings(row["month"]).days) != 1:
        why, expected = "the month is not one day of it", "such as 31MAR21 or 2021-03-31"
        yield table.misfit(row, found=row["month"], expected=expected, why=why)
    elif (key := (_month(row), row["function"])) in found:
        of = f"{row['function']}, {row['month']}"
        why = f"{of} stands in {found[key].place} too"
        yield table.misfit(row, found=of, expected="written once", why=why)
    for kind in KINDS:
        if row[kind] and not _is_count(number(row[kind])):
            why = f"{kind.replace('_', '-')} attendances are not a count"
            yield table.misfit(row, found=row[kind], expected="a whole number", why=why)


def _is_count(read: Fraction | None) -> bool:
    return read is not None and read >= 0 and read.denominator == 1


def _counts(table: Table, row: Row) -> list[Counted]:
    return [
        Counted(
            function=row["function"],
            kind=kind,
            month=_month(row),
            count=int(number(row[kind]) or 0),
            source=table.name,
            place=row.place,
        )
        for kind in KINDS
        if row[kind]
    ]


def _month(row: Row) -> date:
    return readings(row["month"]).days[0].replace(day=1)
