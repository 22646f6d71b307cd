"""What a figure is a figure of. Figures combine only when it makes sense to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from equipoise.units import RATIO, Period, Unit


class Stage(StrEnum):
    """How far a figure has come."""

    PLAN = "plan"
    FORECAST = "forecast"
    ACTUAL = "actual"


class Support(StrEnum):
    """Whether non-recurrent deficit support is counted in."""

    WITH = "including support"
    WITHOUT = "excluding support"


class UnlikeBasesError(ValueError):
    """Two figures on different bases were combined."""

    def __init__(self, verb: str, left: Basis, right: Basis) -> None:
        super().__init__(f"cannot {verb} figures on unlike bases: {left}; {right}")


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Stage, support, period and unit; stage and support are None for a published ratio."""

    period: Period
    unit: Unit
    stage: Stage | None = None
    support: Support | None = None

    def __str__(self) -> str:
        return ", ".join(map(str, filter(None, (self.unit, self.period, self.stage, self.support))))

    def alike(self, other: Basis, verb: str) -> Basis:
        """Return the basis of a sum, difference or comparison: both must share it."""
        if self != other:
            raise UnlikeBasesError(verb, self, other)
        return self

    def times(self, other: Basis) -> Basis:
        """Return the basis of a product: one side must be a ratio, and the other is kept."""
        if RATIO not in (self.unit, other.unit):
            raise UnlikeBasesError("multiply", self, other)
        if self.unit == other.unit:
            return self.alike(other, "multiply")
        return other if self.unit == RATIO else self

    def over(self, other: Basis) -> Basis:
        """Return the basis of a quotient: like over like is a ratio; over a ratio all is kept."""
        if other.unit == RATIO != self.unit:
            return self
        return replace(self.alike(other, "divide"), unit=RATIO)
