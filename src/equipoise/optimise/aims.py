"""What a distribution can be asked to serve: need, calm, balance, or any worth of its money.

Each aim is a cost to be kept as small as can be. It is a sum over budgets of a convex `Curve`, or,
for the deficit, over bodies of what they lack; so a linear program serves it exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from equipoise.optimise.curve import Curve
from equipoise.optimise.problem import Budget, Distribution, Problem, Terms
from equipoise.units import PENCE, Pence, Unit


class Aim(Protocol):
    """Something to keep small, in a unit: by budget, and by body."""

    @property
    def name(self) -> str:
        """What it is called in sentences."""

    @property
    def unit(self) -> Unit:
        """In what it is counted."""

    def curve(self, budget: Budget, terms: Terms) -> Curve | None:
        """Return what the budget costs; None where the aim does not look at it."""

    @property
    def needed(self) -> Mapping[str, Pence]:
        """What each body needs over all its streams; what it lacks of that is a cost."""


@dataclass(frozen=True, kw_only=True)
class Closeness:
    """Nearness to need share: the sum of what each budget is away from it."""

    name: str = "closeness to need share"
    unit: Unit = PENCE
    needed: Mapping[str, Pence] = field(default_factory=dict)

    def curve(self, budget: Budget, terms: Terms) -> Curve | None:
        """Return the distance from the need share; None where there is none."""
        del budget
        return None if terms.need is None else _away_from(terms.need)


@dataclass(frozen=True, kw_only=True)
class Stability:
    """Least movement: the sum of what each budget is away from its present plan."""

    name: str = "movement from plan"
    unit: Unit = PENCE
    needed: Mapping[str, Pence] = field(default_factory=dict)

    def curve(self, budget: Budget, terms: Terms) -> Curve:
        """Return the distance from the plan."""
        del budget
        return _away_from(terms.plan)


@dataclass(frozen=True, kw_only=True)
class Deficit:
    """The sum of deficits: by body, what its expenditure is above all its budgets."""

    needed: Mapping[str, Pence]
    name: str = "deficit"
    unit: Unit = PENCE

    def curve(self, budget: Budget, terms: Terms) -> None:
        """Return None: a deficit is a body's, and no one stream's."""
        del budget, terms


@dataclass(frozen=True, kw_only=True)
class Worth:
    """A local priority: money is worth something in some budgets, and more is better.

    Unit: `per_penny` is in the smallest part of `unit`, for each penny.
    """

    name: str
    unit: Unit
    per_penny: Mapping[Budget, Fraction | int]
    needed: Mapping[str, Pence] = field(default_factory=dict)

    def curve(self, budget: Budget, terms: Terms) -> Curve | None:
        """Return the worth as a cost below nil, counted from the plan."""
        worth = self.per_penny.get(budget)
        return None if worth is None else Curve(anchor=terms.plan, turns=(), slopes=(-worth,))


def cost(aim: Aim, distribution: Distribution, *, problem: Problem) -> Fraction:
    """Return what a distribution costs an aim, exactly, in the smallest part of its unit."""
    total = Fraction(0)
    for budget in problem.budgets:
        if curve := aim.curve(budget, problem.terms[budget]):
            total += curve.at(distribution[budget])
    held = dict.fromkeys(aim.needed, 0)
    for budget in problem.budgets:
        if budget.body in held:
            held[budget.body] += distribution[budget]
    return total + sum(max(0, need - held[body]) for body, need in aim.needed.items())


def _away_from(pence: Pence) -> Curve:
    return Curve(anchor=pence, turns=(pence,), slopes=(-1, 1))
