"""Distance from target: how far an allocation lies above or below what the formula gives."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


class NoTargetError(ValueError):
    """An area's target is nil or less, so that nothing can be so many per cent away from it."""


@dataclass(frozen=True, kw_only=True)
class AllocationAndTarget(Generic[Number]):
    """What an area is given, and what the formula gives it, of one sum. Unit: pence."""

    allocation: Number
    target: Number


@dataclass(frozen=True, kw_only=True)
class Distance(Generic[Number]):
    """How far above (positive) or below target, in pence and as a share of the target."""

    amount: Number
    ratio: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, Gateway 00337, annex A: 2013/14 allocation and indicative target "
    "allocation: (under)/over in £000 and in %",
)
def distance_from_target(
    area: AllocationAndTarget[Number], params: Values[Number], *, known_on: date
) -> Distance[Number]:
    """Return how far an allocation lies from its target; above is positive.

    Unit: pence, and a ratio to the target.
    Raises: NoTargetError when the target is nil or less.
    Law target_and_distance_are_the_allocation: to the penny.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> area = AllocationAndTarget(allocation=Fraction(95), target=Fraction(100))
    >>> distance_from_target(area, load().exact, known_on=date(2013, 12, 1))
    Distance(amount=Fraction(-5, 1), ratio=Fraction(-1, 20))
    """
    del params, known_on
    if not area.target > nil(area.target):
        raise NoTargetError("there is no distance from a target of nil or less")
    amount = named(area.allocation - area.target, "Distance from target")
    return Distance(amount=amount, ratio=named(amount / area.target, "Distance from target, share"))
