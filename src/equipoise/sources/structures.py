"""Practices with those above them, year by year: the published structures as a register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.register import Hierarchy, Kind, Link, Organisation, Register
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, read_table
from equipoise.units import FinancialYear, Period

LEVELS: Final = ("practice", "network", "commissioner", "system", "region", "nation")
STEPS: Final = (
    (Hierarchy.STATUTORY, "practice", "commissioner"),
    (Hierarchy.STATUTORY, "commissioner", "system"),
    (Hierarchy.STATUTORY, "system", "region"),
    (Hierarchy.STATUTORY, "region", "nation"),
    (Hierarchy.PLACE, "practice", "network"),
)
"""Networks cross commissioners, so a practice belongs to its network in the other hierarchy."""
STATUTORY_ICBS_FROM: Final = FinancialYear(2021)
"""From this year's edition the files speak of ICBs and their locations, before of CCGs."""


@dataclass(frozen=True, kw_only=True)
class Structure:
    """The structure of one year."""

    year: FinancialYear
    source: str
    rows: tuple[Row, ...]
    misfits: tuple[Misfit, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many different codes there are at each level."""
        return {level: len({row[level] for row in self.rows}) for level in LEVELS}

    def above(self, child: str, parent: str) -> dict[str, str]:
        """Return the code at level `parent` for each code at level `child`."""
        return {row[child]: row[parent] for row in self.rows}


def structure(path: Path) -> Structure:
    """Return the structure in a file named by its year, as structures_2023_2024.parquet.

    A body under two parents of one level is a misfit.

    Raises: ValueError when the name of the file does not hold the year.
    """
    match = re.search(r"(\d{4})_(\d{4})", path.name)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValueError(f"the name does not say the year: {path.name}")
    table = read_table(path, "practice_structures")
    misfits = list(table.misfits)
    for _, child, parent in STEPS:
        first: dict[str, str] = {}
        for row in table.rows:
            if first.setdefault(row[child], row[parent]) != row[parent]:
                why = f"{child} {row[child]} has a second {parent}"
                expected = first[row[child]]
                misfits.append(table.misfit(row, found=row[parent], expected=expected, why=why))
    return Structure(
        year=FinancialYear(int(match[1])),
        source=table.source,
        rows=table.rows,
        misfits=tuple(misfits),
    )


def structures(folder: Path) -> tuple[Structure, ...]:
    """Return the structure of every year in the folder, in order."""
    found = (structure(path) for path in folder.glob("structures_*.parquet"))
    return tuple(sorted(found, key=lambda one: one.year))


def structures_register(years: Iterable[Structure]) -> Register:
    """Return the years as one register: names and kinds of the last, links of every year.

    Links that go on unchanged from one year to the next are one link. Of two parents in one
    year, which `structure` tells of, the first counts.
    """
    listed = sorted(years, key=lambda one: one.year)
    bodies: dict[str, Organisation] = {}
    held: dict[tuple[Hierarchy, str, str], list[Period]] = {}
    sources: dict[tuple[Hierarchy, str, str], str] = {}
    for one in listed:
        first: dict[tuple[Hierarchy, str], str] = {}
        for row in one.rows:
            bodies |= _bodies(row, _kinds(one.year), one.source)
            for hierarchy, child, parent in STEPS:
                above = first.setdefault((hierarchy, row[child]), row[parent])
                key = (hierarchy, row[child], above)
                _extend(held.setdefault(key, []), one.year.period)
                sources.setdefault(key, one.source)
    links = [
        Link(
            hierarchy=hierarchy,
            child=child,
            parent=parent,
            weight=Fraction(1),
            applies=period,
            source=sources[hierarchy, child, parent],
        )
        for (hierarchy, child, parent), periods in held.items()
        for period in periods
    ]
    return Register(tuple(bodies.values()), tuple(links))


def _kinds(year: FinancialYear) -> Mapping[str, Kind]:
    statutory = year >= STATUTORY_ICBS_FROM
    return {
        "practice": Kind.PRACTICE,
        "network": Kind.PCN,
        "commissioner": Kind.SUB_ICB if statutory else Kind.CCG,
        "system": Kind.ICB if statutory else Kind.SYSTEM,
        "region": Kind.REGION,
        "nation": Kind.NATIONAL,
    }


def _bodies(row: Row, kinds: Mapping[str, Kind], source: str) -> dict[str, Organisation]:
    return {
        row[level]: Organisation(
            code=row[level], name=row[f"{level}_name"], kind=kind, source=source
        )
        for level, kind in kinds.items()
    }


def _extend(periods: list[Period], year: Period) -> None:
    if periods and periods[-1].ends_on >= year.starts_on:
        periods[-1] = Period(periods[-1].starts_on, year.ends_on)
    else:
        periods.append(year)
