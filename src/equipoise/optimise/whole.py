"""From floats to whole pence: pennies placed so that the sum is kept and every constraint met.

First by largest remainder. Where that leaves a constraint a penny short, the pennies are placed by
a small program of whole numbers: as near to the optimum as constraints allow. Either way, what is
handed on is tested exactly; what cannot be met to the penny is handed on all the same, with the
names of what it misses, for the caller to refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Final

import numpy as np

from equipoise.optimise.constraint import missed
from equipoise.optimise.problem import Budget, Problem
from equipoise.optimise.program import FREE, Program, Row
from equipoise.optimise.solver import Solver
from equipoise.units import Pence

NEAR: Final = 50
"""An amount within one part in so many of a whole penny is that penny."""
WINDOWS: Final = (0, 1, 12)
"""How many pennies beyond its own a budget may be moved, tried in turn."""


def whole_pence(problem: Problem, amounts: Sequence[float]) -> dict[Budget, Pence]:
    """Return whole pence near the amounts, in the order of budgets, as near as constraints allow.

    The sum is the pot; every budget stays within its limits, and is at most a penny from its
    amount unless a constraint asks for more.
    """
    exact = _within_limits(problem, amounts)
    by_remainder = _by_largest_remainder(problem, exact)
    if not missed(problem.rows, by_remainder):
        return by_remainder
    for window in WINDOWS:
        placed = _placed(problem, exact, window)
        if placed and not missed(problem.rows, placed):
            return placed
    return by_remainder


def _within_limits(problem: Problem, amounts: Sequence[float]) -> dict[Budget, Fraction]:
    """Return the amounts as fractions, whole where the solver means a whole penny."""
    exact = {}
    for budget, amount in zip(problem.budgets, amounts, strict=True):
        least, most = problem.terms[budget].limits
        near = Fraction(round(amount * NEAR), NEAR)
        whole = Fraction(round(amount))
        held = whole if abs(near - whole) <= Fraction(1, NEAR) else near
        exact[budget] = min(max(held, Fraction(least)), Fraction(most))
    return exact


def _by_largest_remainder(problem: Problem, exact: dict[Budget, Fraction]) -> dict[Budget, Pence]:
    """Return each rounded down, and the pennies of the pot left over at the largest remainders."""
    parts = {budget: floor(amount) for budget, amount in exact.items()}
    left_over = problem.total - sum(parts.values())
    step = 1 if left_over > 0 else -1
    order = sorted(exact, key=lambda budget: step * (parts[budget] - exact[budget]))
    for budget in order:
        least, most = problem.terms[budget].limits
        if left_over and least <= parts[budget] + step <= most:
            parts[budget] += step
            left_over -= step
    return {budget: Pence(part) for budget, part in parts.items()}


def _placed(
    problem: Problem, exact: dict[Budget, Fraction], window: int
) -> dict[Budget, Pence] | None:
    """Return pence as near to the amounts as the constraints allow, moved by a few; or None.

    A budget's columns are the penny that rounds it up, then pennies more, then pennies less.
    """
    columns: list[tuple[Budget, int]] = []
    costs, mosts = [], []
    parts = {budget: floor(amount) for budget, amount in exact.items()}
    for budget, amount in exact.items():
        least, most = problem.terms[budget].limits
        over = amount - parts[budget]
        more = min(window, most - parts[budget] - (over > 0))
        for step, pennies, cost in (
            (1, int(over > 0), 1 - 2 * over),
            (1, more, Fraction(1)),
            (-1, min(window, parts[budget] - least), Fraction(1)),
        ):
            if pennies > 0:
                columns.append((budget, step))
                mosts.append(pennies)
                costs.append(float(cost))
    program = Program(
        columns=tuple(f"{budget} {step:+}" for budget, step in columns),
        least=np.zeros(len(columns)),
        most=np.array(mosts, dtype=np.float64),
        rows=tuple(_residual_rows(problem, parts, columns)),
        whole=True,
    )
    optimum = Solver(program).minimise(np.array(costs))
    if optimum is None:
        return None
    for (budget, step), pennies in zip(columns, optimum.columns.tolist(), strict=True):
        parts[budget] += step * round(pennies)
    return {budget: Pence(part) for budget, part in parts.items()}


def _residual_rows(
    problem: Problem, parts: dict[Budget, int], columns: list[tuple[Budget, int]]
) -> list[Row]:
    """Return the rows of a problem for the pennies alone: what the parts leave to be met."""
    places: dict[Budget, list[int]] = {}
    for place, (budget, _) in enumerate(columns):
        places.setdefault(budget, []).append(place)
    rows = []
    for constraint in problem.rows:
        have = constraint.value(parts)
        least, most = constraint.limits()
        terms = {
            place: float(times * columns[place][1])
            for budget, times in constraint.coefficients.items()
            for place in places.get(budget, ())
        }
        rows.append(
            Row.of(
                constraint.name,
                terms,
                least=-FREE if least is None else float(least - have),
                most=FREE if most is None else float(most - have),
            )
        )
    return rows
