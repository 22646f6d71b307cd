"""What one more pound of tightening costs, for each constraint, and how far that price holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import floor, inf
from typing import Final

from equipoise.optimise.aims import Aim
from equipoise.optimise.constraint import Constraint, Sense
from equipoise.optimise.model import SCALE
from equipoise.optimise.problem import Budget, Problem
from equipoise.optimise.solver import Optimum, Ranges, Solver
from equipoise.units import Pence, Unit

STEP: Final = 1 / SCALE
"""One penny, as the solver counts."""
NIL: Final = 0.1 / SCALE
"""A tenth of a penny: what lies nearer to a limit lies on it."""
BOUNDLESS: Final = 1e20
"""From which the solver means that there is no end."""
DECIMALS: Final = 10**12
"""A price is given to so many parts of one."""


class Change(Enum):
    """Which way a bound is moved to be tightened."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, kw_only=True)
class Price:
    """What £1 of tightening costs the first aim: never below nil for a limit on one side.

    Unit: `per_pound` is in whole `unit` (pounds, QALYs), for one pound of the constraint's bound;
        None where the bound cannot be moved by a penny. `up_to` is how far, at least, the
        bound may be moved at that price; None where nothing ends it.
    Shape: a constraint that asks for exactly its bound has two prices, more and less, of which
        one may be below nil.
    """

    constraint: str
    change: Change
    aim: str
    unit: Unit
    per_pound: Fraction | None
    up_to: Pence | None


def prices(solver: Solver, optimum: Optimum, *, problem: Problem, aim: Aim) -> tuple[Price, ...]:
    """Return the price of tightening each row of a problem, at the optimum last found for an aim.

    A price is the slope of the least cost, on the side of tightening. Where the solver's basis
    holds for a penny or more, its dual value and range are the answer. Where it does not (several
    bases meet in one point), the bound is moved by a penny and the problem solved again.
    """
    ranges = solver.ranges() if len(optimum.columns) else None
    found = []
    for row, constraint in enumerate(problem.rows):
        for change in _changes(constraint):
            side = _Side(solver=solver, row=row, change=change, equal=_is_equal(constraint))
            slope, room = side.tightened(optimum, ranges)
            found.append(
                Price(
                    constraint=constraint.name,
                    change=change,
                    aim=aim.name,
                    unit=aim.unit,
                    per_pound=None if slope is None else _exact(slope * optimum.scale, aim.unit),
                    up_to=None if room == inf else Pence(max(0, floor((room + NIL) * SCALE))),
                )
            )
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One limit of one row, and the way in which it is tightened."""

    solver: Solver
    row: int
    change: Change
    equal: bool

    @property
    def sign(self) -> int:
        return 1 if self.change is Change.MORE else -1

    @property
    def limit(self) -> float:
        least, most = self.solver.row_limits(self.row)
        return least if self.change is Change.MORE else most

    def tightened(self, optimum: Optimum, ranges: Ranges | None) -> tuple[float | None, float]:
        """Return the slope of the least cost, and how far it holds; None where nothing is left."""
        slack = self.sign * (optimum.rows[self.row] - self.limit)
        if slack > NIL and not self.equal:
            return 0, float(slack)
        if ranges and (room := self._room(ranges, self.limit)) >= STEP:
            return self.sign * float(optimum.row_prices[self.row]), room
        return self._stepped(optimum.cost / optimum.scale)

    def _stepped(self, before: float) -> tuple[float | None, float]:
        limit = self.limit
        moved = limit + self.sign * STEP
        least, most = self.solver.row_limits(self.row)
        limits = (moved, moved if self.equal else most)
        if self.change is Change.LESS:
            limits = (moved if self.equal else least, moved)
        with self.solver.moved(self.row, limits) as there:
            if there is None:
                return None, 0
            slope = max(0, there.cost - before) if not self.equal else there.cost - before
            ranges = self.solver.ranges() if len(there.columns) else None
            beyond = self.sign * float(there.rows[self.row] - limit)
            if ranges and self._room(ranges, moved) >= 0 and self._reaches(ranges, limit):
                return self.sign * float(there.row_prices[self.row]), self._room(ranges, limit)
            return slope / STEP, max(STEP, beyond)

    def _room(self, ranges: Ranges, start: float) -> float:
        """Return how far from `start` the basis holds, tightening; nil where it says nothing."""
        if not ranges.known[self.row]:
            return 0
        end = ranges.most if self.change is Change.MORE else ranges.least
        room = self.sign * (float(end[self.row]) - start)
        return inf if room >= BOUNDLESS else room

    def _reaches(self, ranges: Ranges, limit: float) -> bool:
        """Return whether the basis of a moved row holds back to where its limit was."""
        if not ranges.known[self.row]:
            return False
        start = ranges.least if self.change is Change.MORE else ranges.most
        return self.sign * (limit - float(start[self.row])) >= -NIL


def _is_equal(constraint: Constraint[Budget]) -> bool:
    return constraint.sense is Sense.EXACTLY


def _changes(constraint: Constraint[Budget]) -> tuple[Change, ...]:
    match constraint.sense:
        case Sense.AT_LEAST:
            return (Change.MORE,)
        case Sense.AT_MOST:
            return (Change.LESS,)
        case Sense.EXACTLY:
            return (Change.MORE, Change.LESS)


def _exact(slope: float, unit: Unit) -> Fraction:
    """Return whole units per pound, from smallest parts per thousand pounds."""
    return Fraction(round(slope / (1000 * unit.per_whole) * DECIMALS), DECIMALS)
