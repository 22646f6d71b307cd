"""Settle support of all 42 systems of the synthetic England, under the terms of every fund.

Its file has plans, results and awards of 257 bodies to December; each fund from 2016/17 to 2028/29
is laid on them, with its own conditions, parts, and what recovers. Ours works in fractions, and
shares whole pence; the peer is pandas, in floats, all bodies at once. What England earns of every
fund must be the same to £1,000. Beside them is the use case of the command, whose every figure
keeps its working.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pandas as pandas_library

from bench.measuring import Timing, answer
from equipoise.params import Parameters, load
from equipoise.rules.support import Body, Quarter, Scheme, YearOfSupport, earned
from equipoise.rules.support.schemes import SCHEMES, Condition
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.support import FOLDER, YEAR, write_support
from equipoise.sources import SupportRow, SupportYears, support_years
from equipoise.units import FinancialYear, nearest
from equipoise.usecases.support import support
from equipoise.usecases.support_asked import Asked, Way
from equipoise.workings import Support

OF: Final = FinancialYear(2024)
KNOWN_ON: Final = date(2026, 11, 1)
FEW: Final = 3
"""How many systems there are when it is only tried."""
THOUSAND: Final = 100_000
"""Pence: what the sums are told to."""
Systems = Mapping[str, Mapping[str, Body[Fraction]]]
_READ: Final[dict[Path, tuple[SupportYears, Systems, Any, Parameters]]] = {}
"""What a way has read before its time begins."""


def prepare(folder: Path, small: bool) -> None:
    """Write the file of support of the synthetic England."""
    write_support(folder, england(bodies(FEW) if small else bodies(), year_of(OF)))


def read(folder: Path) -> Path:
    """Read the file for every way, outside the time."""
    years = support_years(folder / FOLDER / YEAR)
    assert not years.misfits, "every row can be read"
    names = [field.name for field in fields(SupportRow)]
    table = pandas_library.DataFrame(
        [{name: getattr(row, name) for name in names} for row in years.rows]
    )
    _READ[folder] = (years, _systems(years), table, load().admitting("suspended"))
    return folder


def _systems(years: SupportYears) -> Systems:
    rows: dict[str, dict[str, list[SupportRow]]] = {}
    for row in sorted(years.rows, key=lambda row: (row.system, row.body, row.quarter)):
        rows.setdefault(row.system, {}).setdefault(row.body, []).append(row)
    return {system: {code: _body(own) for code, own in of.items()} for system, of in rows.items()}


def _body(rows: list[SupportRow]) -> Body[Fraction]:
    quarters = (
        Quarter(plan=Fraction(row.plan), actual=Fraction(row.actual), met=row.met)
        for row in rows
        if row.actual is not None
    )
    award = sum(row.award for row in rows if row.award is not None)
    return Body(allocation=Fraction(award), quarters=tuple(quarters))


def equipoise(folder: Path) -> dict[str, int]:
    """Settle every system under every fund, in fractions; return what each fund comes to."""
    _, systems, _, params = _READ[folder]
    sums = dict.fromkeys((fund.title for fund in SCHEMES), Fraction(0))
    for fund in SCHEMES:
        for of in systems.values():
            year = YearOfSupport(scheme=fund, bodies=of, stated=Support.WITHOUT)
            found = earned(year, params.exact, known_on=KNOWN_ON)
            sums[fund.title] += sum(one.earned for one in found.values())
    return _told(sums)


def pandas(folder: Path) -> dict[str, int]:
    """Settle all bodies at once under every fund, in floats."""
    _, _, rows, params = _READ[folder]
    quarters = {number: of.set_index("body") for number, of in rows.groupby("quarter")}
    awards = rows.groupby("body")["award"].sum().astype(float)
    results = [of for of in quarters.values() if of["actual"].notna().all()]
    return _told({fund.title: _in_floats(fund, awards, results, params) for fund in SCHEMES})


def _in_floats(fund: Scheme, awards: Any, results: list[Any], params: Parameters) -> float:
    """Return what all bodies earn of a fund to date."""

    def at(path: str) -> float:
        return float(params.exact.at(path, fund.applies, known_on=KNOWN_ON))

    own, linked = Condition.OWN in fund.conditions, Condition.SYSTEM in fund.conditions
    of = f"support/{fund.path}"
    finance, tied = at(f"{of}/finance_ratio"), at(f"{of}/system_ratio") if linked else 0.0
    left = at(f"{of}/missed_ratio") if own or linked else 1.0
    again = at(f"{of}/catch_up_ratio") if own or linked else 0.0
    whole, lost = 0.0, list[list[Any]]()
    for number, quarter in enumerate(results, start=1):
        sums = quarter.groupby("system")[["plan", "actual"]].transform("sum")
        hit = (quarter["actual"] >= quarter["plan"]) | (not own)
        system_hit = (sums["actual"] >= sums["plan"]) | (not linked)
        weight = at(f"{of if fund.own_weights else 'support'}/quarter_{number}_ratio")
        parts = awards * (weight * finance * (1 - tied)), awards * (weight * finance * tied)
        kept = (
            parts[0].where(hit, parts[0] * left),
            parts[1].where(system_hit, parts[1] * left).where(hit, 0.0),
        )
        for earlier in lost:
            for place, back in enumerate((hit, hit & system_hit)):
                caught = (earlier[place] * again).where(back, 0.0)
                earlier[place] = earlier[place] - caught
                whole += caught.sum()
        lost.append([part - had for part, had in zip(parts, kept, strict=True)])
        whole += kept[0].sum() + kept[1].sum()
    return whole


def with_workings(folder: Path) -> dict[str, int]:
    """Settle as the command does: outcomes, what is earned and both positions, on the record."""
    years, _, _, params = _READ[folder]
    sums = {}
    for fund in SCHEMES:
        way = Way(terms=fund.applies.year, fund=fund.path, model=True)
        asked = Asked(years=years, year=OF, params=params, known_on=KNOWN_ON, way=way)
        parts = support(asked).result.systems.values()
        sums[fund.title] = Fraction(
            sum(one.earned.value for part in parts if part.earned for one in part.earned.values())
        )
    return _told(sums)


def _told(sums: Mapping[str, Fraction | float]) -> dict[str, int]:
    return {title: nearest(round(pence), THOUSAND) for title, pence in sums.items()}


TIMING: Final = Timing(
    title="support of 42 systems settled under each of 14 funds, exactly",
    prepare=prepare,
    ways={
        "equipoise": equipoise,
        "pandas, in floats": pandas,
        "equipoise, with every working": with_workings,
    },
    gate=None,
    same=3,
    set_up=read,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
