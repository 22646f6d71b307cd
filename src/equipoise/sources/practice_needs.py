"""Need-weighted populations by practice, as published with the place-based allocation tool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import number
from equipoise.sources.layout import Layout
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Absence

LAYOUT: Final = "practice_needs"
PEOPLE: Final = (
    *("population", "general_acute", "community", "mental_health", "maternity", "prescribing"),
    *("health_inequalities", "core", "medical_need", "medical"),
)
"""Columns that count people."""
MEASURED: Final = (
    *PEOPLE,
    *("hospital_and_community", "market_forces", "ambulance", "need_index"),
    *("without_remoteness", "target"),
)
"""Every column of numbers. Unit: people, ratios, and £000 for the last two."""


@dataclass(frozen=True, kw_only=True)
class PracticeNeed:
    """One practice as published. A blank is absent, and nil is nil."""

    code: str
    name: str
    place: str
    """Where its row stands."""
    within: Mapping[str, str]
    """Its area, network, district, system and region, by code; blank where not published."""
    numbers: Mapping[str, Fraction | Absence]

    def __getitem__(self, column: str) -> Fraction | Absence:
        return self.numbers[column]


@dataclass(frozen=True, kw_only=True)
class PracticeNeeds:
    """Every practice of a file that has its numbers, and all that does not fit."""

    source: str
    practices: Mapping[str, PracticeNeed]
    names: Mapping[str, Mapping[str, str]]
    """The names of areas, networks, districts, systems and regions, by level and code."""
    misfits: tuple[Misfit, ...]

    def column(self, name: str) -> dict[str, Fraction]:
        """Return a column of numbers by practice, without those that are absent."""
        return {
            code: found
            for code, practice in self.practices.items()
            if isinstance(found := practice[name], Fraction)
        }

    def sums(self, column: str, level: str) -> dict[str, Fraction]:
        """Return a column added up by area, network, district, system or region."""
        found: dict[str, Fraction] = {}
        for code, value in self.column(column).items():
            whole = self.practices[code].within[level]
            found[whole] = found.get(whole, Fraction(0)) + value
        return found


LEVELS: Final = ("area", "network", "district", "system", "region")


def practice_needs(path: Path, *, sheet: str = "", shape: Layout | str = LAYOUT) -> PracticeNeeds:
    """Return the populations of every practice in a published file.

    `shape` is the layout: the house knows the headings of 2018/19, 2022/23 to 2024/25 and
    2025/26; those of another year are declared in a layout of their own. A row with a text where
    a number belongs is left out, and told; so is a heading that nobody declared.

    Unit: people; £000 for targets.
    """
    table = read_table(path, shape, sheet=sheet)
    misfits = list(table.misfits)
    found = {}
    for row in table.rows:
        numbers = {column: _number(row[column]) for column in MEASURED}
        strange = [column for column, value in numbers.items() if value is None]
        misfits += (_strange(table, row, column) for column in strange)
        if not strange:
            kept = {column: value for column, value in numbers.items() if value is not None}
            found[row["practice"]] = _need(row, kept)
    return PracticeNeeds(
        source=table.source,
        practices=found,
        names={level: _names(table.rows, level) for level in LEVELS},
        misfits=tuple(misfits),
    )


def _number(text: str) -> Fraction | Absence | None:
    return number(text) if text else Absence.MISSING


def _need(row: Row, numbers: Mapping[str, Fraction | Absence]) -> PracticeNeed:
    return PracticeNeed(
        code=row["practice"],
        name=row["name"],
        place=row.place,
        within={level: row[level] for level in LEVELS},
        numbers=numbers,
    )


def _strange(table: Table, row: Row, column: str) -> Misfit:
    why = f"{column} of {row['practice']} is not a number"
    return table.misfit(row, found=row[column], expected="a number, or nothing", why=why)


def _names(rows: Iterable[Row], level: str) -> dict[str, str]:
    return {row[level]: row[f"{level}_name"] for row in rows if row[level]}
