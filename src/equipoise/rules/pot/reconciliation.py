"""Reconciliation: from the pot's planned surplus, by way of the plans, to the system's position."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import held_against, nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class PotAndPlans(Generic[Number]):
    """What a pot says, and what the plans of the system's bodies say of the same year.

    Unit: pence; a surplus is positive.
    """

    sources: Number
    surplus: Number
    allocation: Number
    commissioner: Number
    trusts: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Reconciliation(Generic[Number]):
    """Two differences that should be nil, and the way on: trusts lie outside the pot."""

    sources: Number
    allocation: Number
    sources_difference: Number
    surplus: Number
    commissioner: Number
    surplus_difference: Number
    trusts: Number
    system: Number
    agrees: bool


@rule(
    applies=DEFINITIONS,
    source="House setting: a trust's deficit is not a use of the pot; the system's position is "
    "that of its ICB and its trusts",
)
def reconciliation(
    found: PotAndPlans[Number], params: Values[Number], *, known_on: date
) -> Reconciliation[Number]:
    """Return how the pot leads to the position of the system, and where it departs from plans.

    Unit: pence; a difference is the plan less the pot.
    Law the_pot_leads_to_the_position: surplus, difference and trusts make the system's position.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> both = PotAndPlans(sources=Fraction(10), surplus=Fraction(1), allocation=Fraction(10),
    ...     commissioner=Fraction(1), trusts={"ZR1": Fraction(-3)})
    >>> found = reconciliation(both, load().exact, known_on=date(2023, 4, 1))
    >>> print(found.system, found.agrees)
    -2 True
    """
    del params, known_on
    commissioner = named(found.commissioner, "Position of the ICB in the plan")
    surplus = named(held_against(found.surplus, commissioner), "Planned surplus in the pot")
    sources = named(held_against(found.sources, found.allocation), "Sources of the pot")
    trusts = total_or_nil(
        found.trusts.values(), commissioner, name="Positions of trusts, outside the pot"
    )
    by_surplus = named(commissioner - surplus, "ICB's position less the pot's surplus")
    by_sources = named(found.allocation - sources, "Allocation in the plan less the pot's sources")
    off = (by_surplus, by_sources)
    return Reconciliation(
        sources=sources,
        allocation=found.allocation,
        sources_difference=by_sources,
        surplus=surplus,
        commissioner=commissioner,
        surplus_difference=by_surplus,
        trusts=trusts,
        system=named(total((surplus, by_surplus, trusts)), "Position of the system"),
        agrees=all(not each < nil(each) and not each > nil(each) for each in off),
    )
