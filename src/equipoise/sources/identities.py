"""Sums that published figures must meet, as far as their rounding lets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.units import Pence


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A printed figure beside what it comes to from other printed figures.

    Each figure is printed to the nearest `rounded_to`, so each may be out by half of that, and
    the two sides by as many halves as there are figures.

    Unit: pence
    """

    name: str
    printed: Pence
    computed: Pence
    figures: int
    rounded_to: Pence

    @property
    def difference(self) -> Pence:
        """Printed less computed."""
        return Pence(self.printed - self.computed)

    @property
    def tolerance(self) -> Pence:
        """The most that rounding alone explains."""
        return Pence(self.figures * self.rounded_to // 2)

    @property
    def exact(self) -> bool:
        """Whether both sides are equal."""
        return self.difference == 0

    @property
    def holds(self) -> bool:
        """Whether rounding alone explains the difference."""
        return abs(self.difference) <= self.tolerance


def summed(name: str, printed: Pence, *, parts: Sequence[Pence], rounded_to: Pence) -> Identity:
    """Return the identity that `printed` is the sum of `parts`.

    >>> summed("plan", Pence(10), parts=[Pence(4), Pence(7)], rounded_to=Pence(1)).holds
    True
    """
    return Identity(
        name=name,
        printed=printed,
        computed=Pence(sum(parts)),
        figures=len(parts) + 1,
        rounded_to=rounded_to,
    )
