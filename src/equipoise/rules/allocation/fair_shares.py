"""Fair shares: a sum of money among areas, in proportion to their weighted people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, shared, total


@dataclass(frozen=True, kw_only=True)
class Weighted(Generic[Number]):
    """What there is to share, and the weighted people of each area: a system, place, practice.

    Unit: whole pence, and people.
    """

    quantum: Number
    people: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class FairShare(Generic[Number]):
    """An area's share of the sum, and what it comes to in whole pence."""

    share: Number
    target: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, allocations: an area's target is its share of weighted population times "
    "the sum; whole pence by largest remainder (house setting)",
)
def fair_shares(
    areas: Weighted[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, FairShare[Number]]:
    """Return each area's share of weighted people, and its target.

    Unit: ratio; whole pence.
    Raises: ApportionmentError when an area has fewer people than none, or nobody is weighted.
    Law formula_shares_sum_to_one: exactly.
    Law targets_sum_to_the_quantum: to the penny.
    Law areas_in_any_order: listing them otherwise changes nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> people = {"ZP1": Fraction(1), "ZP2": Fraction(2)}
    >>> areas = Weighted(quantum=Fraction(100), people=people)
    >>> found = fair_shares(areas, load().exact, known_on=date(2023, 4, 1))
    >>> [str(found[code].target) for code in ("ZP1", "ZP2")]
    ['33', '67']
    """
    del params, known_on
    everyone = named(total(areas.people.values()), "Weighted people of all areas")
    targets = shared(areas.quantum, areas.people)
    return {
        code: FairShare(
            share=named(people / everyone, f"Share of weighted people, {code}"),
            target=named(targets[code], f"Target, {code}"),
        )
        for code, people in areas.people.items()
    }
