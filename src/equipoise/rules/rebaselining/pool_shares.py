"""Pool shares: money for several systems, shared by what the affected staff groups are paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.pot.award_shares import Award, AwardShare, parts_of
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, total


class PartsError(ValueError):
    """A system does not say one of the parts of the key, or says one that has no weight."""

    def __init__(self, system: str, parts: frozenset[str]) -> None:
        super().__init__(f"{system}: not by the parts of the key: {', '.join(sorted(parts))}")
        self.system, self.parts = system, parts


@dataclass(frozen=True, kw_only=True)
class Pool(Generic[Number]):
    """What is shared, what each system brings to each part of the key, and what a part weighs.

    By staff: the pay bill of each affected group, which weighs its strike days or its measured
    cost. By people, by allocation or by what was claimed: one part, which weighs one.

    Unit: whole pence; all parts of all systems in one unit; weights are ratios.
    """

    amount: Number
    parts: Mapping[str, Mapping[str, Number]]
    weights: Mapping[str, Number]


@rule(
    applies=Period.parse("2023/24"),
    published=date(2023, 11, 8),
    source="NHS England, letter of 8 November 2023, as reported by Healthcare Leader: £800m for "
    "systems, relative to the size and cost of the staffing groups affected",
)
def pool_shares(
    pool: Pool[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, AwardShare[Number]]:
    """Return each system's part of the key, and of the pool.

    Assumption: a group weighs its strike days, or what it cost, as the key says; the weights of
        2023/24 were not published.
    Unit: ratio; whole pence.
    Raises: PartsError when a system's parts are not those that have a weight; ApportionmentError
        when a weighed key is below nil, or all are nil.
    Law awards_sum_to_the_pool: to the penny, whatever the key.
    Law a_key_of_one_part_needs_no_weight: any weight above nil gives the same shares.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> bills = {"A": 300, "B": 500, "C": 200}
    >>> pool = Pool(
    ...     amount=Fraction(800),
    ...     parts={code: {"junior_doctors": Fraction(bill)} for code, bill in bills.items()},
    ...     weights={"junior_doctors": Fraction(26)})
    >>> found = pool_shares(pool, load().exact, known_on=date(2023, 11, 8))
    >>> [str(found[code].amount) for code in bills]
    ['240', '400', '160']
    """
    del params, known_on
    keys = {system: _weighed(system, parts, pool) for system, parts in pool.parts.items()}
    return parts_of(Award(amount=pool.amount, weights=keys), of="the pool")


def _weighed(system: str, parts: Mapping[str, Number], pool: Pool[Number]) -> Number:
    """Return what a system weighs by the key: each part times its weight."""
    if unlike := frozenset(parts) ^ frozenset(pool.weights):
        raise PartsError(system, unlike)
    weighed = (parts[part] * weight for part, weight in pool.weights.items())
    return named(total(weighed), f"Weighed key, {system}")
