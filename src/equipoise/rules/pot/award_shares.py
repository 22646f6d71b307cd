"""Award shares: money received in the year, shared among bodies by the key that was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, shared, total


@dataclass(frozen=True, kw_only=True)
class Award(Generic[Number]):
    """What was received, and what each body weighs by the key: turnover, people, a number.

    Unit: whole pence; weights in one unit, whichever it is.
    """

    amount: Number
    weights: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class AwardShare(Generic[Number]):
    """A body's part of the key, and what it comes to in whole pence."""

    ratio: Number
    amount: Number


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-000-10: the system decides how to share extra money among its "
    "organisations; whole pence by largest remainder (house setting)",
)
def award_shares(
    award: Award[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, AwardShare[Number]]:
    """Return each body's part of an award.

    Unit: ratio; whole pence.
    Raises: ApportionmentError when a weight is below nil or all are nil.
    Law shares_sum_to_the_award: to the penny.
    Law awards_in_any_order: listing bodies otherwise changes nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> award = Award(amount=Fraction(100), weights={"ZR1": Fraction(1), "ZR2": Fraction(2)})
    >>> found = award_shares(award, load().exact, known_on=date(2023, 4, 1))
    >>> [str(found[code].amount) for code in ("ZR1", "ZR2")]
    ['33', '67']
    """
    del params, known_on
    return parts_of(award)


def parts_of(award: Award[Number], *, of: str = "the award") -> Mapping[str, AwardShare[Number]]:
    """Return each body's part, for whichever rule says by what it is shared, and of what."""
    parts = shared(award.amount, award.weights)
    everybody = named(total(award.weights.values()), "The key, of all bodies")
    return {
        code: AwardShare(
            ratio=named(weight / everybody, f"Share of the key, {code}"),
            amount=named(parts[code], f"Share of {of}, {code}"),
        )
        for code, weight in award.weights.items()
    }
