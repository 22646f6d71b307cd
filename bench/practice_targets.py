"""Target every practice of England by formula: 7,325 practices, all components, exactly.

Both ways start from the same csv of made-up populations, read before the time begins. Ours works
in fractions, and its targets sum to England's with no penny lost; the peer is pandas, in floats.
Both must find the same sum and the same weighted people to six places.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final

import pandas as pandas_library

from bench.measuring import Timing, answer
from equipoise.params import Exact, load
from equipoise.rules.allocation import Need, Needs, core_target
from equipoise.units import FinancialYear

PRACTICES: Final = 7_325
AREAS: Final = 192
FILE: Final = "practices.csv"
YEAR: Final = FinancialYear(2018)
KNOWN_ON: Final = date(2019, 4, 1)
PEOPLE: Final = (
    *("population", "general_acute", "community", "mental_health", "maternity"),
    *("prescribing", "health_inequalities"),
)
INDICES: Final = ("market_forces", "ambulance")
REMOTENESS: Final = {f"ZA{number:03}": 500_000_000 + number for number in range(7)}
"""What remoteness adds to seven areas, in pence."""
_READ: Final[dict[Path, Any]] = {}
"""What a way has read before its time begins."""


def prepare(folder: Path, small: bool) -> None:
    """Write the populations."""
    random = Random(7)
    with (folder / FILE).open("w", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(("practice", "area", *PEOPLE, *INDICES))
        for number in range(PRACTICES // (20 if small else 1)):
            people = [f"{random.uniform(1500, 25000):.10f}" for _ in PEOPLE]
            indices = [f"{random.uniform(0.93, 1.15):.16f}" for _ in INDICES]
            lines.writerow((f"ZP{number:05}", f"ZA{number % AREAS:03}", *people, *indices))


def rows(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the lines of the file by heading."""
    with (folder / FILE).open(newline="") as stream:
        yield from csv.DictReader(stream)


def read(folder: Path) -> Path:
    """Read the file in both ways, outside the time."""
    _READ[folder] = (load().exact, _needs(folder), pandas_library.read_csv(folder / FILE))
    return folder


def _needs(folder: Path) -> Needs[Fraction]:
    practices = {
        row["practice"]: Need(
            area=row["area"], **{name: Fraction(row[name]) for name in (*PEOPLE, *INDICES)}
        )
        for row in rows(folder)
    }
    there = {need.area for need in practices.values()}
    remoteness = {area: Fraction(added) for area, added in REMOTENESS.items() if area in there}
    return Needs(period=YEAR.period, practices=practices, remoteness=remoteness)


def equipoise(folder: Path) -> dict[str, str]:
    """Work every target out in fractions."""
    values: Exact
    values, needs, _ = _READ[folder]
    found = core_target(needs, values, known_on=KNOWN_ON)
    first = found[min(found)]
    return {
        "target": f"{float(sum(one.target for one in found.values())):.0f}",
        "people": f"{float(first.weighted_population):.6f}",
    }


def pandas(folder: Path) -> dict[str, str]:
    """Work every target out in floats."""
    values, _, table = _READ[folder]

    def at(name: str) -> float:
        return float(values.at(f"allocation/core/{name}", YEAR.period, known_on=KNOWN_ON))

    components = ("general_acute", "community", "mental_health", "maternity")
    needed = sum(table[name] * at(f"{name}_ratio") for name in components)
    unequal, rest = table["health_inequalities"], 1 - at("health_inequalities_ratio")
    share = at("health_inequalities_ratio")
    hospital = (needed * rest + unequal * share) * at("hospital_and_community_pence")
    prescribing = (table["prescribing"] * rest + unequal * share) * at("prescribing_pence")
    target = hospital * table["market_forces"] * table["ambulance"] + prescribing
    people = table.groupby("area")["population"].transform("sum")
    target += table["area"].map(REMOTENESS).fillna(0) * table["population"] / people
    weighted = target * (table["population"].sum() / target.sum())
    return {"target": f"{target.sum():.0f}", "people": f"{weighted.iloc[0]:.6f}"}


TIMING: Final = Timing(
    title="7,325 practices, all components to target, exactly",
    prepare=prepare,
    ways={"equipoise": equipoise, "pandas, in floats": pandas},
    gate=None,
    set_up=read,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
