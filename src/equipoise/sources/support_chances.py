"""How likely bodies meet their plans, as a system states it, with their awards of support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import number
from equipoise.sources.misfit import Misfit
from equipoise.sources.support_years import AMOUNT, amount
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

CHANCES: Final = "support_chances"


@dataclass(frozen=True, kw_only=True)
class ChanceRow:
    """One body. Unit: pence; a ratio. `above` and `below` are by how much it hits or misses."""

    system: str
    body: str
    award: Pence
    chance: Fraction
    above: Pence
    below: Pence
    place: str


@dataclass(frozen=True, kw_only=True)
class SupportChances:
    """The rows that could be read, and what does not fit; `left_out` counts rows that could not."""

    source: str
    rows: tuple[ChanceRow, ...]
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0


def support_chances(path: Path, *, sheet: str = "") -> SupportChances:
    """Return awards and chances from a csv or a sheet of a workbook, in £000 and %."""
    table = read_table(path, CHANCES, sheet=sheet)
    found: dict[tuple[str, str], ChanceRow] = {}
    misfits = list(table.misfits)
    left_out = len(table.misfits)
    for row in table.rows:
        faults = list(_faults(table, row))
        key = (row["system"], row["body"])
        if not faults and key in found:
            why = f"{row['body']} stands in {found[key].place} too"
            faults = [table.misfit(row, found=row["body"], expected="written once", why=why)]
        if not faults:
            found[key] = _read(row)
        misfits += faults
        left_out += bool(faults)
    return SupportChances(
        source=path.name, rows=tuple(found.values()), misfits=tuple(misfits), left_out=left_out
    )


def _chance(row: Row) -> Fraction | None:
    percent = number(row["chance"].removesuffix("%"))
    return None if percent is None else percent / 100


def _read(row: Row) -> ChanceRow:
    chance = _chance(row)
    assert chance is not None, "a row is read when it has no fault"
    return ChanceRow(
        system=row["system"],
        body=row["body"],
        award=amount(row["award"]) or Pence(0),
        chance=chance,
        above=amount(row["above"]) or Pence(0),
        below=amount(row["below"]) or Pence(0),
        place=row.place,
    )


def _faults(table: Table, row: Row) -> Iterator[Misfit]:
    chance = _chance(row)
    if chance is None or not 0 <= chance <= 1:
        why, expected = "the chance is no percentage from 0 to 100", "such as 80"
        yield table.misfit(row, found=row["chance"], expected=expected, why=why)
    for name in ("award", "above", "below"):
        found = amount(row[name])
        if row[name] and (found is None or found < 0):
            why = f"{name} is not an amount of nil or more"
            yield table.misfit(row, found=row[name], expected=AMOUNT, why=why)
