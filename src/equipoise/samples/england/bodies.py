"""Who there is in the synthetic England: regions, systems, trusts, councils, places, practices.

Nobody here is real. Codes begin with Z and a letter that the Organisation Data Service gives to
no body; Northmere keeps its own, and NHS England is the one real body among them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Final

from equipoise.samples.england.tables import numbers, rows
from equipoise.units import Pence, apportion

SYSTEMS: Final = 42
"""As many as there were to March 2026."""
FEWEST: Final = 3
"""Northmere, and two that send each other patients."""
MERGED: Final = 12
"""How many of them joined in pairs on 1 April 2026."""
TRUSTS: Final = 215
NATION: Final = "X24"
NORTHMERE: Final = "ZQ1"
NORTHMERE_TRUSTS: Final = {
    "ZR1": ("Northmere University Hospitals", "acute", 1_299_500),
    "ZR2": ("Calder Vale Hospitals", "acute", 586_000),
    "ZR3": ("Northmere Partnership", "mental health", 380_800),
}
"""Name, kind and income in £000, as in Northmere's own plan."""
INCOME: Final = 122_000_000
"""Income of all trusts in 2023/24, £000."""
PRACTICES: Final = 6_500
"""General practices for so much income."""
SEED: Final = 20_260_401


@dataclass(frozen=True, kw_only=True)
class System:
    """A system, under the code of its ICB. `commissions_specialised` says that it is delegated.

    `practice_count` is nil until the income of its trusts is known.
    """

    code: str
    name: str
    region: str
    places: tuple[tuple[str, str], ...]
    councils: tuple[tuple[str, str], ...]
    commissions_specialised: bool
    practice_count: int = 0

    @property
    def icb(self) -> str:
        """The name of its ICB."""
        return f"NHS {self.name} ICB"


@dataclass(frozen=True, kw_only=True)
class Trust:
    """A trust of one system; `income` is what it is planned to earn in 2023/24, £000."""

    code: str
    name: str
    kind: str
    system: str
    income: int


@dataclass(frozen=True, kw_only=True)
class Bodies:
    """Everybody, in the order of their codes; `successors` by the code that ends in 2026."""

    seed: int
    systems: tuple[System, ...]
    trusts: tuple[Trust, ...]
    successors: dict[str, tuple[str, str]]

    @cached_property
    def by_code(self) -> dict[str, System | Trust]:
        """Every system and trust."""
        found: dict[str, System | Trust] = {system.code: system for system in self.systems}
        return found | {trust.code: trust for trust in self.trusts}

    @cached_property
    def members(self) -> dict[str, tuple[Trust, ...]]:
        """The trusts of each system."""
        return {
            system.code: tuple(trust for trust in self.trusts if trust.system == system.code)
            for system in self.systems
        }

    @cached_property
    def regions(self) -> dict[str, str]:
        """The regions that have a system, by code."""
        used = {system.region for system in self.systems}
        return {row["code"]: row["name"] for row in rows("regions.csv") if row["code"] in used}

    @cached_property
    def councils(self) -> dict[str, str]:
        """Every council, by code."""
        return {code: name for system in self.systems for code, name in system.councils}

    @cached_property
    def names(self) -> dict[str, str]:
        """What every payer and every trust is called, by code."""
        named = {system.code: system.icb for system in self.systems}
        named |= {trust.code: trust.name for trust in self.trusts}
        return {**named, **self.councils, NATION: "NHS England"}


def bodies(count: int = SYSTEMS, *, seed: int = SEED) -> Bodies:
    """Return the bodies of `count` systems, Northmere the first; the same for the same seed.

    Raises: ValueError for fewer systems than three, or more than England had.
    """
    if not FEWEST <= count <= SYSTEMS:
        raise ValueError(f"systems: {FEWEST} to {SYSTEMS}, not {count}")
    random = Random(f"{seed}/bodies")
    names = _names(random)
    systems = [_northmere_system()]
    systems += [_system(number, names, random) for number in range(1, count)]
    kinds = _kinds(count, random)
    trusts = [
        Trust(code=code, name=name, kind=kind, system=NORTHMERE, income=income)
        for code, (name, kind, income) in NORTHMERE_TRUSTS.items()
    ]
    trusts += _trusts(systems[1:], kinds, names, random)
    return Bodies(
        seed=seed,
        systems=tuple(_with_practices(systems, trusts)),
        trusts=tuple(sorted(trusts, key=lambda trust: trust.code)),
        successors=_successors(systems, count),
    )


def practices(system: System, *, seed: int = SEED) -> list[tuple[str, str, int]]:
    """Return the practices of a system: code, place, registered patients.

    Shape: the code is that of its place and a number, so that no two are alike.
    """
    random = Random(f"{seed}/practices/{system.code}")
    sizes = {place: random.randint(80, 120) for place, _ in system.places}
    return [
        (f"ZK{place[2:]}{number:02}", place, random.randint(1_600, 17_400))
        for place, count in apportion(Pence(system.practice_count), sizes).items()
        for number in range(1, count + 1)
    ]


def _with_practices(systems: list[System], trusts: list[Trust]) -> list[System]:
    """Return the systems with as many practices as suit what their trusts earn."""
    earned = dict.fromkeys((system.code for system in systems), 0)
    for trust in trusts:
        earned[trust.system] += trust.income
    return [
        replace(system, practice_count=earned[system.code] * PRACTICES // INCOME)
        for system in systems
    ]


def _names(random: Random) -> list[str]:
    """Return made-up names of places, in an order of chance; they are taken from the end."""
    endings = [row["ending"] for row in rows("endings.csv")]
    made = [f"{row['stem']}{ending}" for row in rows("stems.csv") for ending in endings]
    random.shuffle(made)
    return made


def _northmere_system() -> System:
    return System(
        code=NORTHMERE,
        name="Northmere",
        region="ZY1",
        places=(("ZP001", "Northmere"), ("ZP002", "Calder Vale")),
        councils=(("ZL001", "Northmere Council"),),
        commissions_specialised=False,
    )


def _system(number: int, names: list[str], random: Random) -> System:
    name = names.pop()
    places = [name]
    places += [f"{side} {name}" for side in random.sample(["North", "South", "East", "West"], 3)]
    codes = [f"ZP{number:02}{place}" for place in range(1, len(places) + 1)]
    councils = places[: random.randint(1, 2)]
    return System(
        code=f"ZS{number:02}",
        name=name,
        region=f"ZY{1 + number % 7}",
        places=tuple(zip(codes, places, strict=True)),
        councils=tuple(
            (f"ZL{number:02}{place}", f"{council} Council")
            for place, council in enumerate(councils, start=1)
        ),
        commissions_specialised=number % 3 == 1,
    )


def _kinds(count: int, random: Random) -> list[str]:
    """Return the kind of every trust outside Northmere: an acute and a mental health one each."""
    wanted = [
        row["kind"]
        for row in rows("trust_kinds.csv")
        for _ in range(int(row["of_215"]) * count // SYSTEMS)
    ]
    others = count - 1
    own = [kind for _, kind, _ in NORTHMERE_TRUSTS.values()]
    for kind in [*own, *(["acute", "mental health"] * others)]:
        if kind in wanted:
            wanted.remove(kind)
    random.shuffle(wanted)
    return wanted


def _trusts(
    systems: list[System], kinds: list[str], names: list[str], random: Random
) -> list[Trust]:
    placed = [(system, kind) for system in systems for kind in ("acute", "mental health")]
    placed += [(systems[number % len(systems)], kind) for number, kind in enumerate(kinds)]
    placed.sort(key=lambda pair: pair[0].code)
    ranges = numbers("trust_kinds.csv", "kind")
    titles = {row["kind"]: row["title"] for row in rows("trust_kinds.csv")}
    weights = {
        number: random.randint(ranges[kind]["least_millions"], ranges[kind]["most_millions"])
        for number, (_, kind) in enumerate(placed)
    }
    northmere = sum(income for _, _, income in NORTHMERE_TRUSTS.values())
    every = len(placed) + len(NORTHMERE_TRUSTS)
    shares = apportion(Pence(INCOME * every // TRUSTS - northmere), weights)
    used: set[str] = set()
    made = []
    for number, (system, kind) in enumerate(placed):
        name = f"{system.name} {titles[kind]}"
        if name in used:
            name = f"{names.pop()} {titles[kind]}"
        used.add(name)
        made.append(
            Trust(
                code=f"ZV{number + 1:03}",
                name=name,
                kind=kind,
                system=system.code,
                income=int(shares[number]),
            )
        )
    return made


def _successors(systems: list[System], count: int) -> dict[str, tuple[str, str]]:
    """Return the system that follows each one that ends in 2026, by code and name."""
    pairs: dict[str, tuple[str, str]] = {}
    ending = [system for system in systems if system.code != NORTHMERE]
    ending = sorted(ending, key=lambda system: (system.region, system.code))
    left = MERGED * count // SYSTEMS // 2
    for one, other in pairwise(ending):
        if left and one.region == other.region and not {one.code, other.code} & pairs.keys():
            new = (f"ZN{len(pairs) // 2 + 1:02}", f"{one.name} and {other.name}")
            pairs |= {one.code: new, other.code: new}
            left -= 1
    return pairs
