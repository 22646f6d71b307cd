"""What is to be distributed, over which budgets, between which limits and under which rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from equipoise.optimise.constraint import Constraint, Sense
from equipoise.units import Pence

POT: Final = "the pot"
"""The name of the row that holds the sum of all budgets to the total."""


class Budget(NamedTuple):
    """One body's (or place's) money for one stream: what a distribution sets."""

    body: str
    stream: str

    def __str__(self) -> str:
        return f"{self.body}, {self.stream}"


Distribution = Mapping[Budget, Pence]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is known of one budget: its present plan, its need share, and how far it may move.

    Shape: `need` is None where no formula speaks of the budget: nearness to need then leaves it
        out. A budget that is not movable stays at its plan. `programme` is its programme budget
        category, for outcomes; None for money that no category describes.
    """

    plan: Pence
    least: Pence
    most: Pence
    need: Pence | None = None
    movable: bool = True
    programme: str | None = None

    @property
    def limits(self) -> tuple[Pence, Pence]:
        """The least and the most that the budget may be."""
        return (self.least, self.most) if self.movable else (self.plan, self.plan)


class ProblemError(ValueError):
    """A problem contradicts itself before any rule is asked."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A sum to distribute over budgets, under constraints; `bodies_first` is who is named first.

    Among distributions that are equally good in everything asked for, bodies that stand earlier
    keep or get more: those of `bodies_first` in its order, then all others by name; and within a
    body, streams by name.

    Raises: ProblemError for limits that cross, names that stand twice, a constraint on a budget
        that is not there, or a body first that has none.
    """

    terms: Mapping[Budget, Terms]
    total: Pence
    constraints: tuple[Constraint[Budget], ...] = ()
    bodies_first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for budget, terms in self.terms.items():
            if terms.movable and terms.least > terms.most:
                raise ProblemError(f"{budget}: the least is above the most: {terms}")
        names = Counter([POT, *(one.name for one in self.constraints)])
        if twice := sorted(name for name, times in names.items() if times > 1):
            raise ProblemError(f"more than one constraint has the name: {twice}")
        for one in self.constraints:
            if unknown := sorted(one.coefficients.keys() - self.terms.keys()):
                raise ProblemError(f"{one.name} speaks of budgets that are not there: {unknown}")
        if unnamed := set(self.bodies_first) - {budget.body for budget in self.terms}:
            raise ProblemError(f"first are bodies that have no budget: {sorted(unnamed)}")

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """All budgets, in the order of names that settles what nothing else does."""
        first = {body: place for place, body in enumerate(self.bodies_first)}
        return tuple(sorted(self.terms, key=lambda one: (first.get(one.body, len(first)), one)))

    @cached_property
    def rows(self) -> tuple[Constraint[Budget], ...]:
        """The pot, then every constraint by name."""
        pot = Constraint(
            name=POT,
            subject="the pot",
            sentence="all budgets together are the pot",
            coefficients=dict.fromkeys(self.budgets, 1),
            sense=Sense.EXACTLY,
            bound=self.total,
        )
        return (pot, *sorted(self.constraints, key=lambda one: one.name))

    def without_constraints(self) -> Problem:
        """Return the same budgets, limits and pot with no constraint."""
        return replace(self, constraints=())
