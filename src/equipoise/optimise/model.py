"""A problem as a linear program: each budget is cut into pieces where an aim's cost turns.

A budget is its least amount and its pieces, filled from nil. Costs bend only upwards, so pieces
fill in order by themselves and no row is spent on a budget: every row is the pot, a constraint,
or what a body lacks. The solver counts in thousands of pounds, so that its tolerance is far below
a penny in a pot of billions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import count, islice, pairwise
from math import isqrt, log
from typing import Final

import numpy as np

from equipoise.optimise.aims import Aim
from equipoise.optimise.constraint import Constraint
from equipoise.optimise.problem import Budget, Problem
from equipoise.optimise.program import FREE, Floats, Indices, Program, Row

SCALE: Final = 100_000
"""Pence in one unit of the solver: a thousand pounds."""


class Model:
    """The program of a problem, and what each aim costs in it. The first aim is served first."""

    def __init__(self, problem: Problem, aims: Sequence[Aim]) -> None:
        self.problem = problem
        self.aims = tuple(aims)
        limits = [problem.terms[budget].limits for budget in problem.budgets]
        self._base = np.array([least for least, _ in limits], dtype=np.float64)
        self._curves = [
            [aim.curve(budget, problem.terms[budget]) for budget in problem.budgets] for aim in aims
        ]
        owners, starts, ends = self._pieces(limits)
        self._starts = starts
        self.owners: Indices = np.array(owners, dtype=np.int32)
        """Whose piece each column is, by the place of its budget; lacks come after, unowned."""
        self._widths = (np.array(ends, np.float64) - np.array(starts, np.float64)) / SCALE
        self._counts = np.bincount(self.owners, minlength=len(limits))
        self._firsts = np.cumsum(self._counts) - self._counts
        self._lacks = [
            (place, body)
            for place, aim in enumerate(self.aims)
            for body in sorted(aim.needed.keys() & {budget.body for budget in problem.budgets})
        ]

    def _pieces(self, limits: Sequence[tuple[int, int]]) -> tuple[list[int], list[int], list[int]]:
        owners, starts, ends = [], [], []
        for place, (least, most) in enumerate(limits):
            turns = {
                turn
                for curves in self._curves
                if (curve := curves[place])
                for turn in curve.turns
                if least < turn < most
            }
            for start, end in pairwise(sorted({least, most, *turns})):
                owners.append(place)
                starts.append(start)
                ends.append(end)
        return owners, starts, ends

    @cached_property
    def program(self) -> Program:
        """The columns and rows: pieces then lacks; the pot, constraints by name, then lacks."""
        budgets = self.problem.budgets
        names = [f"{budgets[owner]} #{column}" for column, owner in enumerate(self.owners.tolist())]
        lacks = [f"{self.aims[place].name} of {body}" for place, body in self._lacks]
        rows = [self._row(one) for one in self.problem.rows]
        for column, (place, body) in enumerate(self._lacks, start=len(names)):
            rows.append(self._lack(place, body, column))
        return Program(
            columns=(*names, *lacks),
            least=np.zeros(len(names) + len(lacks)),
            most=np.concatenate([self._widths, np.full(len(lacks), FREE)]),
            rows=tuple(rows),
        )

    def costs(self, aim: Aim) -> Floats:
        """Return what each column costs an aim of the model, in its smallest part."""
        at = self.aims.index(aim)
        curves = self._curves[at]
        slopes = [
            float(curve.slope_after(start)) if (curve := curves[owner]) else 0.0
            for owner, start in zip(self.owners.tolist(), self._starts, strict=True)
        ]
        lacks = [float(place == at) for place, _ in self._lacks]
        return np.array(slopes + lacks) * SCALE

    def base_cost(self, aim: Aim) -> float:
        """Return what an aim costs where every column is nil."""
        curves = self._curves[self.aims.index(aim)]
        return sum(
            float(curve.at(int(least)))
            for curve, least in zip(curves, self._base.tolist(), strict=True)
            if curve
        )

    def order_costs(self, *, backwards: bool = False) -> Floats:
        """Return costs by which money goes to earlier names first (or, backwards, to later ones).

        The worth of a pound falls along the names as the logarithms of primes do. No whole
        numbers of them cancel, so no two ways to move money are worth the same.
        """
        along = np.array(self._worths if backwards else self._worths[::-1])
        return np.concatenate([-along[self.owners], np.zeros(len(self._lacks))])

    def amounts(self, columns: Floats) -> list[float]:
        """Return the amounts of all budgets in pence, not yet whole."""
        pieces = columns[: len(self.owners)]
        filled = np.bincount(self.owners, weights=pieces, minlength=len(self._base))
        amounts: list[float] = (self._base + filled * SCALE).tolist()
        return amounts

    def _row(self, constraint: Constraint[Budget]) -> Row:
        columns, values, base = self._expanded(
            [self._places[budget] for budget in constraint.coefficients],
            [float(times) for times in constraint.coefficients.values()],
        )
        least, most = constraint.limits()
        return Row(
            name=constraint.name,
            least=-FREE if least is None else (least - base) / SCALE,
            most=FREE if most is None else (most - base) / SCALE,
            columns=columns,
            values=values,
        )

    def _lack(self, place: int, body: str, column: int) -> Row:
        own = [at for at, budget in enumerate(self.problem.budgets) if budget.body == body]
        columns, values, base = self._expanded(own, [1.0] * len(own))
        return Row(
            name=f"{self.aims[place].name} of {body}",
            least=(self.aims[place].needed[body] - base) / SCALE,
            most=FREE,
            columns=np.append(columns, np.int32(column)),
            values=np.append(values, 1.0),
        )

    def _expanded(self, places: list[int], times: list[float]) -> tuple[Indices, Floats, float]:
        """Return columns and values for budgets and their coefficients, and the sum at the base."""
        at, values = np.array(places, dtype=np.int64), np.array(times, dtype=np.float64)
        counts = self._counts[at]
        before = np.cumsum(counts) - counts
        within = np.arange(counts.sum()) - np.repeat(before, counts)
        columns = (np.repeat(self._firsts[at], counts) + within).astype(np.int32)
        return columns, np.repeat(values, counts), float(values @ self._base[at])

    @cached_property
    def _worths(self) -> list[float]:
        return [log(prime) for prime in islice(_primes(), len(self.problem.budgets))]

    @cached_property
    def _places(self) -> dict[Budget, int]:
        return {budget: place for place, budget in enumerate(self.problem.budgets)}


def _primes() -> Iterator[int]:
    """Yield the primes, smallest first."""
    found: list[int] = []
    for number in count(2):
        small = found[: bisect_right(found, isqrt(number))]
        if all(number % prime for prime in small):
            found.append(number)
            yield number
