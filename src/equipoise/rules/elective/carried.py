"""What a system carries between two ledgers: its allocation is adjusted, and so are contracts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Ledgers(Generic[Number]):
    """The adjustment of a system's allocation, and of its contracts by provider. Unit: pence."""

    allocation: Number
    contracts: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Carried(Generic[Number]):
    """Both ledgers, and what of the first the system neither passed on nor made good.

    Unit: pence; positive stays with the system, negative it has to find.
    """

    allocation: Number
    contracts: Number
    carried: Number


@rule(
    applies=DEFINITIONS,
    source="NHS Payment Scheme 2023/25 and ERF guidance as reported by HFMA: two transactions; "
    "the ICB carries the difference",
)
def carried(ledgers: Ledgers[Number], params: Values[Number], *, known_on: date) -> Carried[Number]:
    """Return the allocation ledger, the contract ledger and the difference the system carries.

    Unit: pence.
    Law what_a_system_carries_closes_the_ledgers: contracts and it are the allocation.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> found = carried(Ledgers(allocation=Fraction(0), contracts={"ZR2": Fraction(-2_500)}),
    ...     load().exact, known_on=date(2023, 11, 8))
    >>> print(found.carried)
    2500
    """
    del params, known_on
    paid = tuple(ledgers.contracts.values())
    contracts = named(total(paid) if paid else nil(ledgers.allocation), "Adjustments of contracts")
    return Carried(
        allocation=ledgers.allocation,
        contracts=contracts,
        carried=named(ledgers.allocation - contracts, "Carried by the system"),
    )
