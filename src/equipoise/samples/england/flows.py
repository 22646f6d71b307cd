"""Who pays whom in the synthetic England, £000 a year: every contract once, from the payee's side.

The payer's side is taken from this list too, so that both agree until a difference is planted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from equipoise.samples.england.bodies import NATION, NORTHMERE, Bodies, System, Trust
from equipoise.samples.england.positions import Year
from equipoise.samples.england.tables import numbers, rows
from equipoise.units import FinancialYear, Pence, apportion

BOUGHT_PER_MILLE = 4
"""What the largest acute trust of a system buys from another trust of it, of its own income."""


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What `payee` is to earn from `payer`: general care, specialised services, or direct ones."""

    payer: str
    payee: str
    general: int = 0
    specialised: Mapping[str, int] = field(default_factory=dict)
    """By service line."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.general + sum(self.specialised.values())


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Every contract of a year, in the order of payees and payers."""

    contracts: tuple[Contract, ...]

    @cached_property
    def earned(self) -> Mapping[str, tuple[Contract, ...]]:
        """The contracts of each payee."""
        return self._by("payee")

    @cached_property
    def paid(self) -> Mapping[str, tuple[Contract, ...]]:
        """The contracts of each payer."""
        return self._by("payer")

    def _by(self, side: str) -> Mapping[str, tuple[Contract, ...]]:
        found: dict[str, list[Contract]] = {}
        for contract in self.contracts:
            found.setdefault(getattr(contract, side), []).append(contract)
        return {code: tuple(own) for code, own in found.items()}


def flows(bodies: Bodies, year: Year) -> Flows:
    """Return the contracts of all trusts but those whose plan is Northmere's own."""
    random = Random(f"{bodies.seed}/flows/{year.year}")
    bought = _bought(bodies, year)
    found = []
    for trust in bodies.trusts:
        if has_own_plan(trust.system, year.year):
            continue
        found += _earned(bodies, trust, year, random, bought=bought)
    ordered = sorted(found, key=lambda contract: (contract.payee, contract.payer))
    return Flows(contracts=tuple(ordered))


def has_own_plan(system: str, year: FinancialYear) -> bool:
    """Return whether a system's plan is not made here: Northmere's of 2023/24 is its own."""
    return system == NORTHMERE and year == FinancialYear(2023)


def income(trust: Trust, year: Year) -> int:
    """Return all that a trust is planned to earn in a year before support, £000."""
    return trust.income * year.income_index // 1000


def _earned(
    bodies: Bodies, trust: Trust, year: Year, random: Random, *, bought: dict[str, tuple[str, int]]
) -> list[Contract]:
    system = bodies.by_code[trust.system]
    assert isinstance(system, System), "a trust is in a system"
    share = numbers("trust_kinds.csv", "kind")[trust.kind]
    whole = income(trust, year)
    amounts = {
        name: whole * share[name] // 1000
        for name in ("other_icbs", "specialised", "direct", "council", "other")
    }
    own = whole - sum(amounts.values())
    found: list[Contract] = []
    if trust.code in bought:
        buyer, amount = bought[trust.code]
        own -= amount
        found.append(Contract(payer=buyer, payee=trust.code, general=amount))
    if amounts["council"]:
        council = system.councils[random.randrange(len(system.councils))][0]
        found.append(Contract(payer=council, payee=trust.code, general=amounts["council"]))
    lines = _lines(amounts["specialised"])
    delegated = system.commissions_specialised and trust.kind in ("acute", "specialist")
    found.append(
        Contract(
            payer=NATION,
            payee=trust.code,
            general=amounts["direct"],
            specialised={} if delegated else lines,
        )
    )
    neighbours = _neighbours(bodies, system, random)
    parts = apportion(Pence(amounts["other_icbs"]), dict(neighbours))
    found += [
        Contract(payer=code, payee=trust.code, general=int(part)) for code, part in parts.items()
    ]
    found.append(
        Contract(
            payer=system.code,
            payee=trust.code,
            general=own,
            specialised=lines if delegated else {},
        )
    )
    return [contract for contract in found if contract.total]


def _lines(amount: int) -> dict[str, int]:
    weights = {row["code"]: int(row["per_mille"]) for row in rows("service_lines.csv")}
    return {code: int(part) for code, part in apportion(Pence(amount), weights).items() if part}


def _neighbours(bodies: Bodies, system: System, random: Random) -> list[tuple[str, int]]:
    """Return one to three other systems that send patients, of the same region where it can be."""
    others = [other for other in bodies.systems if other.code not in (system.code, NORTHMERE)]
    near = [other.code for other in others if other.region == system.region]
    near = near or [other.code for other in others]
    chosen = random.sample(near, min(random.randint(1, 3), len(near)))
    return [(code, random.randint(1, 5)) for code in sorted(chosen)]


def _bought(bodies: Bodies, year: Year) -> dict[str, tuple[str, int]]:
    """Return who buys from a trust, and for how much: the largest acute trust of its system."""
    found = {}
    for system in bodies.systems:
        if has_own_plan(system.code, year.year):
            continue
        own = sorted(bodies.members[system.code], key=lambda trust: (-trust.income, trust.code))
        buyer = next(trust for trust in own if trust.kind == "acute")
        seller = next(trust for trust in own if trust.kind in ("community", "mental health"))
        found[seller.code] = (buyer.code, income(buyer, year) * BOUGHT_PER_MILLE // 1000)
    return found
