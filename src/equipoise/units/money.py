"""Whole pence, and the only ways to make them: round once, share out, or fill in order."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from numbers import Rational
from typing import Any, NewType, Protocol, TypeVar

from equipoise.units.rounding import nearest

Pence = NewType("Pence", int)


class Orderable(Protocol):
    """What a share can be keyed by: a code, or a tuple of codes."""

    def __lt__(self, other: Any, /) -> bool: ...


Key = TypeVar("Key", bound=Orderable)


class ApportionmentError(ValueError):
    """The weights cannot carry a share: one is negative, or they sum to nothing."""


def to_pence(exact: int | Fraction) -> Pence:
    """Return `exact` pence to the nearest penny, halves away from zero.

    Law rounding_moves_half_a_penny_at_most: the result is that near, and mirrors in sign.

    >>> to_pence(Fraction(5, 2)), to_pence(Fraction(-5, 2))
    (3, -3)
    """
    refuse_inexact(exact)
    ratio = Fraction(exact)
    return Pence(nearest(ratio.numerator, ratio.denominator))


def apportion(total: Pence, weights: Mapping[Key, Rational | int]) -> dict[Key, Pence]:
    """Return parts of `total` in proportion to `weights`, by largest remainder.

    Every part is its exact share rounded down; the pennies left over go to the largest
    remainders, and ties to the earlier key. Keys are of one orderable type.

    Raises: ApportionmentError when a weight is negative or all are nil; TypeError for a float.
    Law parts_sum_to_the_total: no penny is made or lost.
    Law nobody_is_out_by_a_penny: each part is less than one penny from its exact share.
    Law listing_order_is_irrelevant: the same weights in another order give the same parts.
    Law a_loss_is_shared_as_a_gain: the parts of `-total` are minus the parts of `total`.

    >>> apportion(Pence(100), {"RA1": 1, "RB2": 1, "RC3": 1})
    {'RA1': 34, 'RB2': 33, 'RC3': 33}
    """
    refuse_inexact(total, *weights.values())
    exact_weights = {key: Fraction(weights[key]) for key in sorted(weights)}
    whole = sum(exact_weights.values())
    if whole == 0 or min(exact_weights.values()) < 0:
        raise ApportionmentError(f"weights must be non-negative and not all nil: {weights}")
    parts = whole_parts({key: abs(total) * share / whole for key, share in exact_weights.items()})
    return {key: Pence(-part if total < 0 else part) for key, part in parts.items()}


def whole_parts(exact: Mapping[Key, Fraction]) -> dict[Key, Pence]:
    """Return exact parts as whole pence of the same sum, which must be whole already.

    Each is rounded down; the pennies left over go to the largest remainders, and ties to
    the key listed first.
    """
    parts = {key: floor(share) for key, share in exact.items()}
    left_over = sum(exact.values()) - sum(parts.values())
    assert left_over == int(left_over), f"parts do not sum to whole pence: {exact}"
    by_remainder = sorted(exact, key=lambda key: parts[key] - exact[key])  # stable: ties by key
    for key in by_remainder[: int(left_over)]:
        parts[key] += 1
    assert sum(parts.values()) == sum(exact.values())
    return {key: Pence(part) for key, part in parts.items()}


def refuse_inexact(*numbers: object) -> None:
    """Raise TypeError for a number that is not exact: a float, a decimal, a text."""
    for number in numbers:
        if not isinstance(number, Rational):
            raise TypeError(f"money is exact, and {number!r} is a {type(number).__name__}")
