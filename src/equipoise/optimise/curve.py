"""What an aim costs as one budget changes: straight lines that only ever bend upwards."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A convex cost: nil at `anchor`, with one slope before, between and after its turns.

    Unit: turns in pence; slopes in the aim's smallest unit for a penny.
    Shape: turns rise; there is one more slope than turns, and slopes never fall.

    >>> away_from_100 = Curve(anchor=100, turns=(100,), slopes=(-1, 1))
    >>> away_from_100.at(70), away_from_100.at(101)
    (Fraction(30, 1), Fraction(1, 1))
    """

    anchor: int
    turns: tuple[int, ...]
    slopes: tuple[Fraction | int, ...]

    def __post_init__(self) -> None:
        assert len(self.slopes) == len(self.turns) + 1, "a slope on each side of a turn"
        assert all(before < after for before, after in pairwise(self.turns)), "turns rise"
        assert all(before <= after for before, after in pairwise(self.slopes)), "slopes never fall"

    def slope_after(self, pence: int) -> Fraction | int:
        """Return what the next penny costs."""
        return self.slopes[sum(turn <= pence for turn in self.turns)]

    def at(self, pence: int) -> Fraction:
        """Return the cost at an amount, exactly."""
        return self._from_first(pence) - self._from_first(self.anchor)

    def _from_first(self, pence: int) -> Fraction:
        """Return the cost beyond that at the first turn, or at nil where there is none."""
        first = self.turns[0] if self.turns else 0
        if pence < first or not self.turns:
            return Fraction(self.slopes[0] * (pence - first))
        ends = (*(turn for turn in self.turns if turn < pence), pence)
        steps = (
            slope * (end - start)
            for slope, (start, end) in zip(self.slopes[1:], pairwise(ends), strict=False)
        )
        return Fraction(sum(steps))
