"""Share a sum that may not stretch: every key between its floor and its cap."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from numbers import Rational
from typing import Generic

from equipoise.units.money import ApportionmentError, Key, Pence, refuse_inexact


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
    every cap is reached, negative when the floors alone cost more than the total.

    Raises: ApportionmentError when the total, a weight or a floor is negative, when all weights
        are nil, or when a floor is above its cap; TypeError for a float.
    Law filled_parts_and_remainder_sum_to_the_total: no penny is made or lost.
    Law floors_and_caps_hold: for every key.
    Law without_floors_and_caps_it_is_apportionment: to the penny.
    Law filling_order_is_irrelevant: listing the keys otherwise changes nothing.

    >>> waterfill(Pence(100), {"A": 1, "B": 1, "C": 2}, caps={"C": Pence(30)}).parts
    {'A': 35, 'B': 35, 'C': 30}
    """
    low = {key: Pence((floors or {}).get(key, 0)) for key in sorted(weights)}
    high = {key: (caps or {}).get(key) for key in low}
    _refuse_limits(total, weights, low, high)
    share = {key: Fraction(weights[key]) for key in low}
    exact = _filled(total, share, low, high)
    parts = {key: Pence(floor(part)) for key, part in exact.items()}
    loose = [key for key, part in exact.items() if part != parts[key]]
    left = Pence(total - sum(parts.values()))
    for key in sorted(loose, key=lambda key: parts[key] - exact[key])[:left]:  # stable: ties by key
        parts[key] = Pence(parts[key] + 1)
    remainder = Pence(total - sum(parts.values()))
    assert remainder == total - sum(exact.values()), "only whole pence may remain"
    return Filled(parts=parts, remainder=remainder)


def _filled(
    total: Pence,
    share: Mapping[Key, Fraction],
    low: Mapping[Key, Pence],
    high: Mapping[Key, Pence | None],
) -> dict[Key, Fraction]:
    """Return exact parts: raise one level, from one key's limit to the next, until full."""

    def held(level: Fraction) -> dict[Key, Fraction]:
        parts = {key: max(share[key] * level, Fraction(low[key])) for key in share}
        return {key: part if (cap := high[key]) is None else min(part, Fraction(cap))
                for key, part in parts.items()}  # fmt: skip

    limits = [*low.items(), *((key, cap) for key, cap in high.items() if cap is not None)]
    turns = sorted(
        {Fraction(0), *(Fraction(limit) / share[key] for key, limit in limits if share[key])}
    )
    below = held(Fraction(0))
    for start, end in zip(turns, [*turns[1:], None], strict=True):
        below, needed = held(start), total - sum(held(start).values())
        rising = [
            key
            for key in share
            if share[key] and share[key] * start >= low[key] and below[key] != high[key]
        ]
        if needed <= 0 or not rising:
            continue
        level = start + needed / sum(share[key] for key in rising)
        if end is None or level <= end:
            return held(level)
    return below


def _refuse_limits(
    total: Pence,
    weights: Mapping[Key, Rational | int],
    low: Mapping[Key, Pence],
    high: Mapping[Key, Pence | None],
) -> None:
    refuse_inexact(*weights.values())
    if total < 0 or min([*weights.values(), *low.values()], default=0) < 0:
        raise ApportionmentError(f"nothing here may be negative: {total}, {weights}, {low}")
    if not any(weights.values()):
        raise ApportionmentError(f"weights must not all be nil: {weights}")
    for key, cap in high.items():
        if cap is not None and cap < low[key]:
            raise ApportionmentError(f"the cap of {key} is below its floor: {cap} < {low[key]}")
