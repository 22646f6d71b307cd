"""Delegation room: what a fund or a line still has to be delegated, and what would be left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Delegated(Generic[Number]):
    """What there is, and what of it is to be delegated, line by line (at least one)."""

    available: Number
    asked: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Room(Generic[Number]):
    """What is asked, what would be left, and whether it fits: to the penny it still does."""

    asked: Number
    left: Number
    fits: bool


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-004-05; screen S9: delegations may not exceed the allocation",
)
def delegation_room(
    wanted: Delegated[Number], params: Values[Number], *, known_on: date
) -> Room[Number]:
    """Return what would be left of what there is, and whether that is not below nil.

    Unit: pence.
    Law what_fits_leaves_nothing_below_nil: and what does not would.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> wanted = Delegated(available=Fraction(10), asked={"a": Fraction(11)})
    >>> found = delegation_room(wanted, load().exact, known_on=date(2023, 4, 1))
    >>> print(found.left, found.fits)
    -1 False
    """
    del params, known_on
    asked = named(total(wanted.asked.values()), "To be delegated")
    left = named(wanted.available - asked, "Left")
    return Room(asked=asked, left=left, fits=bool(left >= nil(left)))
