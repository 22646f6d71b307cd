"""Relative need: how much more a part of a whole weighs for each head than the whole does."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


class NobodyError(ValueError):
    """A part or a whole has no people, or no weighted ones, so that nothing can be compared."""


@dataclass(frozen=True, kw_only=True)
class PartAndWhole(Generic[Number]):
    """People, and weighted people, of a part and of the whole it is compared with.

    Unit: people. A place is compared with its system, a system with England.
    """

    people: Number
    weighted: Number
    of_people: Number
    of_weighted: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, place-based allocation tool: (WP place / pop place) / (WP ICB / pop ICB)",
)
def relative_need(part: PartAndWhole[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return the need index of a part of a whole; the whole is 1.

    Indices of places and of systems are of different wholes, and are not compared.

    Unit: ratio.
    Raises: NobodyError when the part has no people, or the whole none or none weighted.
    Law parts_weigh_as_the_whole: indices of all parts, weighed by their people, average to 1.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> some, twice = Fraction(10), Fraction(20)
    >>> part = PartAndWhole(people=some, weighted=some, of_people=some, of_weighted=twice)
    >>> str(relative_need(part, load().exact, known_on=date(2023, 4, 1)))
    '1/2'
    """
    del params, known_on
    for people in (part.people, part.of_people, part.of_weighted):
        if not people > nil(people):
            raise NobodyError("nobody is there to compare with")
    each = named(part.weighted / part.people, "Weighted people for each head of the part")
    whole = named(part.of_weighted / part.of_people, "Weighted people for each head of the whole")
    return named(each / whole, "Need index")
