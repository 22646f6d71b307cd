"""Share a sum that may not stretch: every key between its floor and its cap."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import Generic

from equipoise.units.money import ApportionmentError, Key, Pence, refuse_inexact, whole_parts


@dataclass(frozen=True, kw_only=True)
class Filled(Generic[Key]):
    """What each key gets, and what nobody could take (positive) or nobody funds (negative)."""

    parts: dict[Key, Pence]
    remainder: Pence


def waterfill(
    total: Pence,
    weights: Mapping[Key, Rational | int],
    *,
    floors: Mapping[Key, Pence] | None = None,
    caps: Mapping[Key, Pence] | None = None,
) -> Filled[Key]:
    """Return `total` shared by `weights`, nobody below its floor or above its cap.

    A level is found at which each key's part is its weight times the level, held between its
    floor and its cap, and the parts sum to the total. A key without a floor has nil; without
    a cap, no limit. What does not fit is the remainder, never forced on anybody: positive when
    every key with a weight is at its cap, negative when the floors alone cost more than the
    total. Pennies are settled as in `apportion`.

    Raises: ApportionmentError when the total, a weight or a floor is negative, when all weights
        are nil, when a floor is above its cap, or when a limit names a key without a weight;
        TypeError for a float.
    Law filled_parts_and_remainder_sum_to_the_total: no penny is made or lost.
    Law floors_and_caps_hold: for every key.
    Law one_level_fills_everybody: each part is less than a penny from its weight times one
        level, held between its limits.
    Law nothing_remains_while_somebody_can_take_it: a positive remainder finds every key with a
        weight at its cap, a negative one finds every key at its floor.
    Law without_floors_and_caps_it_is_apportionment: to the penny.
    Law filling_order_is_irrelevant: listing the keys otherwise changes nothing.

    >>> waterfill(Pence(100), {"A": 1, "B": 1, "C": 2}, caps={"C": Pence(30)}).parts
    {'A': 35, 'B': 35, 'C': 30}
    """
    floors, caps = floors or {}, caps or {}
    _refuse(total, weights, floors, caps)
    # A part above the total would cost more than there is, so the total is a cap on everybody.
    limits = {
        key: (low := floors.get(key, Pence(0)), caps.get(key, max(low, total)))
        for key in sorted(weights)
    }
    exact = _filled(total, {key: Fraction(weights[key]) for key in limits}, limits)
    parts = whole_parts(exact)
    return Filled(parts=parts, remainder=Pence(total - sum(parts.values())))


def _filled(
    total: Pence, weights: Mapping[Key, Fraction], limits: Mapping[Key, tuple[Pence, Pence]]
) -> dict[Key, Fraction]:
    """Return exact parts at the level where they sum to `total`, or as near as limits allow.

    The sum rises with the level, in straight lines between the turns: the levels at which
    some key leaves its floor or meets its cap.
    """

    def held(level: Fraction) -> dict[Key, Fraction]:
        return {
            key: min(max(weight * level, Fraction(limits[key][0])), Fraction(limits[key][1]))
            for key, weight in weights.items()
        }

    def filled(level: Fraction) -> Fraction:
        return sum(held(level).values(), start=Fraction(0))

    turns = sorted(
        {limit / weight for key, weight in weights.items() if weight for limit in limits[key]}
    )
    after = bisect_left(turns, Fraction(total), key=filled)  # the first turn that fills the total
    if after in (0, len(turns)):
        return held(turns[min(after, len(turns) - 1)])
    start, end = turns[after - 1], turns[after]
    missing, gained = total - filled(start), filled(end) - filled(start)
    return held(start + (end - start) * missing / gained)


def _refuse(
    total: Pence,
    weights: Mapping[Key, Rational | int],
    floors: Mapping[Key, Pence],
    caps: Mapping[Key, Pence],
) -> None:
    refuse_inexact(total, *weights.values(), *floors.values(), *caps.values())
    if not any(weights.values()):
        raise ApportionmentError(f"weights must not all be nil: {weights}")
    if min(total, *weights.values(), *floors.values()) < 0:
        raise ApportionmentError(f"nothing here may be negative: {total}, {weights}, {floors}")
    if unknown := {*floors, *caps} - {*weights}:
        raise ApportionmentError(f"a limit on what has no weight: {sorted(unknown)}")
    for key, cap in caps.items():
        if cap < floors.get(key, 0):
            raise ApportionmentError(f"the cap of {key} is below its floor: {cap}, {floors}")
