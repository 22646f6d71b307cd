"""What each body plans to come to, in £000, before and after support: constructed, not real.

2023/24: 14 of 42 systems plan a deficit, £650m in all, Northmere's £9m among them. 2024/25: 31 of
42 plan £2,200m before support, and every system balances after it.

Source: the counts and the sums are those published for England; who plans what is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from equipoise.samples.england.bodies import NORTHMERE, SYSTEMS, Bodies, Trust
from equipoise.samples.england.tables import rows
from equipoise.units import FinancialYear, Pence, apportion

NORTHMERE_2023: Final = {"ZQ1": 5_900, "ZR1": -15_000, "ZR2": -9_000, "ZR3": 3_100}
"""Version 3 of its plan, excluding support."""
NORTHMERE_SUPPORT_2023: Final = {"ZR2": 6_000}


@dataclass(frozen=True, kw_only=True)
class Year:
    """What is set for all bodies of one year; ratios in thousandths, the cost of a WTE in £."""

    year: FinancialYear
    deficit_systems: int
    deficit_thousands: int
    supported: bool
    income_index: int
    award: int
    wte_cost: int
    published: str


@dataclass(frozen=True, kw_only=True)
class Positions:
    """By body, £000: the position before support, and the support."""

    excluding: Mapping[str, int]
    support: Mapping[str, int]

    def including(self, code: str) -> int:
        """Return a body's position after support."""
        return self.excluding[code] + self.support.get(code, 0)


def year_of(year: FinancialYear) -> Year:
    """Return what is set for the year.

    Raises: LookupError for a year without a synthetic England.
    """
    for row in rows("years.csv"):
        if int(row["year"]) == year.starts_in:
            numbers = {name: int(text) for name, text in row.items() if text.isdigit()}
            del numbers["year"]
            return Year(
                year=year,
                supported=row["supported"] == "yes",
                published=row["published"],
                **numbers,
            )
    known = ", ".join(str(FinancialYear(int(row["year"]))) for row in rows("years.csv"))
    raise LookupError(f"there is a synthetic England of {known}, not of {year}")


def positions(bodies: Bodies, year: Year) -> Positions:
    """Return the position of every ICB and trust.

    Shape: an ICB other than Northmere's plans balance; what its trusts plan sums to the system's.
    """
    fixed = year.year == FinancialYear(2023)
    random = Random(f"{bodies.seed}/positions/{year.year}")
    deficits = _deficits(bodies, year, random, without_northmere=fixed)
    excluding: dict[str, int] = {}
    support: dict[str, int] = {}
    for system in bodies.systems:
        if fixed and system.code == NORTHMERE:
            excluding |= NORTHMERE_2023
            support |= NORTHMERE_SUPPORT_2023
            continue
        own = _shared(bodies.members[system.code], deficits.get(system.code, 0), random)
        excluding |= {system.code: 0, **own}
        if year.supported:
            support |= _support(own, deficits.get(system.code, 0))
    return Positions(excluding=excluding, support=support)


def _deficits(
    bodies: Bodies, year: Year, random: Random, *, without_northmere: bool
) -> dict[str, int]:
    """Return what each system in deficit plans, as positive amounts."""
    count = len(bodies.systems)
    systems = [system.code for system in bodies.systems if system.code != NORTHMERE]
    total = year.deficit_thousands * count // SYSTEMS
    number = max(year.deficit_systems * count // SYSTEMS, 2)
    if without_northmere:
        northmere = sum(NORTHMERE_2023.values()) + sum(NORTHMERE_SUPPORT_2023.values())
        number, total = number - 1, total + northmere
        chosen = random.sample(systems, number)
    else:
        chosen = [NORTHMERE, *random.sample(systems, number - 1)]
    members = bodies.members
    weights = {
        code: sum(trust.income for trust in members[code]) * random.randint(60, 140)
        for code in sorted(chosen)
    }
    return {code: int(share) for code, share in apportion(Pence(total), weights).items()}


def _shared(trusts: Sequence[Trust], deficit: int, random: Random) -> dict[str, int]:
    """Return the positions of a system's trusts: its deficit shared out, one helping another."""
    weights = {trust.code: trust.income * random.randint(1, 4) for trust in trusts}
    shares = apportion(Pence(deficit), weights)
    helped, helping = random.sample([trust.code for trust in trusts], 2)
    moved = 100 * random.randint(2, 30)
    own = {code: -int(share) for code, share in shares.items()}
    own[helped] -= moved
    own[helping] += moved
    return own


def _support(own: Mapping[str, int], deficit: int) -> dict[str, int]:
    """Return the support of a system's trusts: as much as its deficit, to those with one."""
    short = {code: -position for code, position in own.items() if position < 0}
    if not deficit:
        return {}
    return {code: int(share) for code, share in apportion(Pence(deficit), short).items()}
