"""Populations by practice of a synthetic England, under the headings of the published file.

Need rises and falls with deprivation and age, drawn by place and practice; a system's need as a
whole is near what its ICB is allocated, so that distances from target are as small as real ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Final

from equipoise.samples.england.bodies import System, practices
from equipoise.samples.england.drafts import ALLOCATION, England
from equipoise.samples.england.tables import numbers, rows
from equipoise.units import Pence, apportion

LIST: Final = "weighted_populations.csv"
HEADINGS: Final = (
    *("Practice_Code", "GP_Practice_Name", "Practice_Postcode", "Latitude", "Longitude"),
    *("CCG21", "Former CCG", "PCN_Code", "PCN_Name", "LOC22", "LOC22name", "ICS22", "ICS22name"),
    *("R22", "Region22", "LAD21", "LTLA21", "LA21", "UTLA21", "Patients", "pop 2022/23"),
    *("G&A WP", "CS WP", "MH WP", "Mat WP", "Health Ineq WP", "Prescr WP", "Final WP"),
    *("Primary Medical Care WP", "Final PMC WP"),
)
"""As published for 2023/24 and 2024/25; the year in the name of the population is stale in both."""
PARTS: Final = 1_000_000
"""People are weighted in parts of so many to one, as the file of 2024/25 prints them."""
NEED_OF_MEDICAL: Final = 85
"""Per cent of primary medical care that is need; the rest is health inequalities."""
IN_A_NETWORK: Final = 5
WITHOUT_MATERNITY: Final = 60
"""One practice in so many has no maternity at all, as one in 58 had in 2023/24."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """A practice, and what it is within: each by code and name. Unit: registered people."""

    code: str
    name: str
    people: int
    place: str
    system: System
    area: tuple[str, str]
    network: tuple[str, str]
    district: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Every practice of an England, with its weighted populations of the year."""

    england: England

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """Every practice, by system and code."""
        bodies = self.england.bodies
        return tuple(
            practice for system in bodies.systems for practice in _of(system, seed=bodies.seed)
        )

    @cached_property
    def weighted(self) -> Mapping[str, Mapping[str, int]]:
        """Weighted people in millionths, by column and practice; each sums to the people."""
        everybody = Pence(sum(practice.people for practice in self.practices) * PARTS)
        raw = self._raw()
        found: dict[str, Mapping[str, int]] = {
            column: apportion(everybody, weights) for column, weights in raw.items()
        }
        of_core = numbers(LIST, "column")
        mixed = {
            practice.code: sum(
                of_core[column]["of_core"] * weights[practice.code]
                for column, weights in raw.items()
            )
            for practice in self.practices
        }
        return {**found, "core": apportion(everybody, mixed)}

    def medical(self, code: str) -> int:
        """Return a practice's people weighted for primary medical care, in 100 millionths."""
        need, unequal = (self.weighted[name] for name in ("medical_need", "health_inequalities"))
        return NEED_OF_MEDICAL * need[code] + (100 - NEED_OF_MEDICAL) * unequal[code]

    def by_place(self, column: str, system: str) -> Mapping[str, int]:
        """Return weighted people by place of a system, all in one small part of a person."""
        found: dict[str, int] = {}
        for practice in self.within[system]:
            own = (
                self.medical(practice.code)
                if column == "medical"
                else self.weighted[column][practice.code]
            )
            found[practice.place] = found.get(practice.place, 0) + own
        return found

    @cached_property
    def within(self) -> Mapping[str, tuple[Practice, ...]]:
        """The practices of each system."""
        return {
            code: tuple(own)
            for code, own in groupby(self.practices, key=lambda practice: practice.system.code)
        }

    def _raw(self) -> Mapping[str, Mapping[str, int]]:
        """Return what each column is shared by: people times level times need, by practice."""
        bodies = self.england.bodies
        random = Random(f"{bodies.seed}/needs/{self.england.year.year}")
        levels = self._levels(random)
        spreads = numbers(LIST, "column")
        found: dict[str, dict[str, int]] = {row["column"]: {} for row in rows(LIST)}
        for _, own in groupby(self.practices, key=lambda practice: practice.place):
            shifts = random.randint(-250, 250), random.randint(-250, 250)
            for practice in own:
                deprived, old = (shift + random.randint(-750, 750) for shift in shifts)
                weight = practice.people * levels[practice.system.code]
                for column, weights in found.items():
                    spread = spreads[column]
                    chance = random.randint(-1000, 1000)
                    weights[practice.code] = weight * (
                        1_000_000
                        + spread["by_chance"] * chance
                        + spread["by_deprivation"] * deprived
                        + (spread["by_age"] - spread["by_youth"]) * old
                    )
                if random.randrange(WITHOUT_MATERNITY) == 0:
                    found["maternity"][practice.code] = 0
        return found

    def _levels(self, random: Random) -> Mapping[str, int]:
        """Return the need of each system in thousandths of a person's: near its allocation."""
        allocated = {
            code: sum(map(self.england.drafts[code].year, ALLOCATION)) for code in self.within
        }
        people = {code: sum(one.people for one in own) for code, own in self.within.items()}
        whole, everybody = sum(allocated.values()), sum(people.values())
        return {
            code: allocated[code] * everybody * random.randint(970, 1030) // (whole * people[code])
            for code in self.within
        }


def write_needs(folder: Path, needs: Needs) -> Path:
    """Return the file of populations, written into `folder`; its name says the year."""
    first = needs.england.year.year.starts_in
    path = folder / f"synthetic_practices_{first}_{first + 1}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADINGS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(_rows(needs))
    return path


def _rows(needs: Needs) -> Iterator[Mapping[str, str]]:
    regions = needs.england.bodies.regions
    headings = {row["column"]: row["heading"] for row in rows(LIST)} | {"core": "Final WP"}
    for practice in needs.practices:
        system, (area, district) = practice.system, (practice.area, practice.district)
        yield {
            "Practice_Code": practice.code, "GP_Practice_Name": practice.name,
            "CCG21": area[0], "Former CCG": area[1],
            "PCN_Code": practice.network[0], "PCN_Name": practice.network[1],
            "ICS22": system.code, "ICS22name": system.icb,
            "R22": system.region, "Region22": regions[system.region],
            "LAD21": district[0], "LTLA21": district[1],
            "LA21": district[0], "UTLA21": district[1],
            "pop 2022/23": str(practice.people),
            "Final PMC WP": _decimal(needs.medical(practice.code), places=8),
            **{heading: _decimal(needs.weighted[column][practice.code], places=6)
               for column, heading in headings.items()},
        }  # fmt: skip


def _of(system: System, *, seed: int) -> Iterator[Practice]:
    """Yield the practices of a system: five to a network, half its places to an area."""
    order = [code for code, _ in system.places]
    for code, place, people in practices(system, seed=seed):
        number, at = int(code[-2:]), order.index(place)
        name = system.places[at][1]
        half = at * 2 // len(order)
        first = system.places[(half * len(order) + 1) // 2][1]
        network = (number - 1) // IN_A_NETWORK + 1
        yield Practice(
            code=code,
            name=f"{name} Surgery {number}",
            people=people,
            place=name,
            system=system,
            area=(f"ZA{place[2:4]}{half + 1}", f"{first} and District"),
            network=(f"ZN{place[2:]}{network:02}", f"{name} Network {network}"),
            district=system.councils[at * len(system.councils) // len(order)],
        )


def _decimal(number: int, *, places: int) -> str:
    whole, part = divmod(number, 10**places)
    return f"{whole}.{part:0{places}}"
