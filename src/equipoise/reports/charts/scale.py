"""From amounts to places in a drawing: the one arithmetic that a chart does."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Maps amounts from `low` to `high` onto places from `start` to `end`."""

    low: int
    high: int
    start: float
    end: float

    def at(self, amount: int) -> float:
        """Return the place of an amount.

        >>> Scale(low=-10, high=10, start=0, end=200).at(5)
        150.0
        """
        return self.start + (self.end - self.start) * (amount - self.low) / (self.high - self.low)


def spanning(amounts: Iterable[int], *, start: float, end: float) -> Scale:
    """Return a scale that holds every amount, and nil.

    >>> spanning([-9, -11], start=0, end=110).at(0)
    110.0
    """
    listed = [0, *amounts]
    low, high = min(listed), max(listed)
    return Scale(low=low, high=high if high > low else low + 1, start=start, end=end)
