"""A national rule, or a local one, as a named linear constraint; and its exact test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Generic

from equipoise.units import Key


class Sense(Enum):
    """On which side of its bound a constraint must stay."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    EXACTLY = "exactly"


@dataclass(frozen=True, kw_only=True)
class Constraint(Generic[Key]):
    """What must hold of a weighted sum: `coefficients` times amounts, against `bound`.

    Unit: the bound is in what the amounts are in: pence for a distribution.
    Shape: `name` is the reference of the rule, unique in a problem; `sentence` says what must
        hold; `subject` says what the weighted sum is, such as "mental health spend".

    >>> most = Constraint(
    ...     name="cap", subject="spend of A and B", sentence="A and B take at most £1",
    ...     coefficients={"A": 1, "B": 1}, sense=Sense.AT_MOST, bound=100,
    ... )
    >>> most.slack({"A": 60, "B": 41})
    Fraction(-1, 1)
    """

    name: str
    subject: str
    sentence: str
    coefficients: Mapping[Key, Fraction | int]
    sense: Sense
    bound: int

    def value(self, amounts: Mapping[Key, int]) -> Fraction:
        """Return the weighted sum, exactly."""
        return Fraction(sum(times * amounts[key] for key, times in self.coefficients.items()))

    def slack(self, amounts: Mapping[Key, int]) -> Fraction:
        """Return by how much the constraint is met; below nil, by how much it is missed.

        One that asks for exactly its bound is met by nil or not at all.
        """
        over = self.value(amounts) - self.bound
        match self.sense:
            case Sense.AT_LEAST:
                return over
            case Sense.AT_MOST:
                return -over
            case Sense.EXACTLY:
                return -abs(over)

    def limits(self) -> tuple[int | None, int | None]:
        """Return the least and the most that the weighted sum may be; None where there is none."""
        return (
            None if self.sense is Sense.AT_MOST else self.bound,
            None if self.sense is Sense.AT_LEAST else self.bound,
        )


def missed(
    constraints: tuple[Constraint[Key], ...], amounts: Mapping[Key, int]
) -> tuple[Constraint[Key], ...]:
    """Return the constraints that the amounts do not meet, tested exactly."""
    return tuple(one for one in constraints if one.slack(amounts) < 0)
