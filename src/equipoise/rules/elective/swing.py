"""The swing: what a change of the rules is worth for unchanged activity, and which part of it."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class BeforeAndAfter(Generic[Number]):
    """One adjustment under the rules before, and under those after. Unit: pence.

    `due` is what the terms after it give by themselves; `after` what then counts, when what
    would be taken back is kept.
    """

    before: Number
    due: Number
    after: Number


@dataclass(frozen=True, kw_only=True)
class Swing(Generic[Number]):
    """What the change is worth: by another target, and by protection. Unit: pence."""

    target: Number
    protection: Number
    swing: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, letter of 8 November 2023, as reported: a lower target, and the full "
    "allocation whatever is reached",
)
def swing(
    change: BeforeAndAfter[Number], params: Values[Number], *, known_on: date
) -> Swing[Number]:
    """Return what a change of the rules is worth, and how much of it comes of the target.

    Unit: pence; positive is a gain.
    Law a_swing_is_target_and_protection: the two parts sum to it.

    In £m, 98% of 200: (18.0) at 107%, (10.0) at 103%, nil with the full allocation.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> found = swing(BeforeAndAfter(before=Fraction(-18), due=Fraction(-10), after=Fraction(0)),
    ...     load().exact, known_on=date(2023, 11, 8))
    >>> print(found.target, found.protection, found.swing)
    8 10 18
    """
    del params, known_on
    return Swing(
        target=named(change.due - change.before, "Swing by target"),
        protection=named(change.after - change.due, "Swing by protection"),
        swing=named(change.after - change.before, "Swing"),
    )
