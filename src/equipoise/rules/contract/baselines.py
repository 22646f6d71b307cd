"""Baselines by provider, held against the commissioner's own: they must sum to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class Baselines(Generic[Number]):
    """A commissioner's baseline, and those of its providers, by what they are of.

    Unit: pence, in one price base. Shape: keys are a point of delivery and a month, or any other
    word; at least one of the commissioner's.
    """

    commissioner: Mapping[str, Number]
    providers: Mapping[str, Mapping[str, Number]]


@dataclass(frozen=True, kw_only=True)
class BaselineGap(Generic[Number]):
    """Both sides, and the difference: above nil, what providers have beyond the commissioner's."""

    commissioner: Number
    providers: Number
    difference: Number


@rule(
    applies=DEFINITIONS,
    source="HFMA 16 June 2023: every trust has one target for each relationship with an ICB; "
    "baselines of pairs must sum to the commissioner's",
)
def baselines(
    sides: Baselines[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, BaselineGap[Number]]:
    """Return both sides and their difference, by what the baselines are of.

    What one side does not have is nil there.

    Unit: pence.
    Law differences_sum_to_the_difference: over all keys, all providers less the commissioner.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> sides = Baselines(commissioner={"EL M01": Fraction(100)},
    ...     providers={"ZR1": {"EL M01": Fraction(60)}, "ZR2": {"EL M01": Fraction(38)}})
    >>> found = baselines(sides, load().exact, known_on=date(2023, 4, 1))
    >>> print(found["EL M01"].difference)
    -2
    """
    del params, known_on
    nothing = nil(next(iter(sides.commissioner.values())))
    keys = dict.fromkeys((*sides.commissioner, *(k for of in sides.providers.values() for k in of)))
    found = {}
    for key in keys:
        own = sides.commissioner.get(key, nothing)
        theirs = total_or_nil(
            (of[key] for _, of in sorted(sides.providers.items()) if key in of),
            nothing,
            name=f"Baselines of providers, {key}",
        )
        found[key] = BaselineGap(
            commissioner=own,
            providers=theirs,
            difference=named(theirs - own, f"Providers beyond the commissioner, {key}"),
        )
    return found
