"""The solver behind the room: one thread, one seed, no word printed; least costs, and their face.

A program is given once. Then one objective after another is minimised over it, each among the
optima of those before: `hold` narrows the program to them. It does so by what the optimum itself
proves: a column or row with a price must stay where it is, all others may move without cost. So
no objective is written back as a row, and no slack is lent to the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from highspy._core import _Highs as Highs
from numpy.typing import NDArray

from equipoise.optimise.program import Floats, Program

NOTICEABLE: Final = 1e-7
"""From which a price counts, beside a largest cost of one: what the solver itself goes by."""
OPTIONS: Final[dict[str, bool | int | float | str]] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "iis_strategy": 2,
    "mip_abs_gap": 0,
    "mip_feasibility_tolerance": 1e-9,
}


def quiet(program: Program, *, gap: float = 0) -> Highs:
    """Return a solver that holds the program; of whole numbers it is content within `gap`.

    It is the class beneath `highspy.Highs`, which prints a banner as it is made: that would
    stand in the middle of an answer in JSON.
    """
    highs = Highs()
    for option, value in {**OPTIONS, "mip_rel_gap": gap}.items():
        assert highs.setOptionValue(option, value) == highspy.HighsStatus.kOk, option
    assert highs.passModel(program.as_passed()) == highspy.HighsStatus.kOk, "a sound program"
    return highs


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """The least cost, where it is reached, and the price of each limit.

    Of whole numbers the cost is within the gap asked for; none lies below `bound`.
    A price is what one more unit of a limit adds to the cost, over `scale`, the largest cost of a
    column; those of whole numbers are nil.
    """

    cost: float
    bound: float
    scale: float
    columns: Floats
    rows: Floats
    column_prices: Floats
    row_prices: Floats


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """Between which limits of each row its price holds; where `known`, and the others all equal."""

    least: Floats
    most: Floats
    known: NDArray[np.bool_]


class Solver:
    """One program in the solver, with the limits it has been narrowed to."""

    def __init__(self, program: Program, *, gap: float = 0) -> None:
        self.program = program
        self._highs = quiet(program, gap=gap)
        self._least, self._most = program.least.copy(), program.most.copy()
        self._row_least = np.array([row.least for row in program.rows])
        self._row_most = np.array([row.most for row in program.rows])

    def minimise(self, costs: Floats) -> Optimum | None:
        """Return the optimum under these costs of the columns; None where no row can be met."""
        largest = max(float(np.abs(costs).max(initial=0)), NOTICEABLE)
        places = np.arange(len(costs), dtype=np.int32)
        self._highs.changeColsCost(len(costs), places, costs / largest)
        return self._optimum(largest)

    def hold(self, optimum: Optimum) -> None:
        """Narrow the program to the optima that cost as little as this one, the last found."""
        at_least, at_most = optimum.column_prices > NOTICEABLE, optimum.column_prices < -NOTICEABLE
        self._most = np.where(at_least, self._least, self._most)
        self._least = np.where(at_most, self._most, self._least)
        every = np.arange(len(self._least), dtype=np.int32)
        self._highs.changeColsBounds(len(every), every, self._least, self._most)
        at_least, at_most = optimum.row_prices > NOTICEABLE, optimum.row_prices < -NOTICEABLE
        self._row_most = np.where(at_least, self._row_least, self._row_most)
        self._row_least = np.where(at_most, self._row_most, self._row_least)
        for row in np.flatnonzero(at_least | at_most).tolist():
            self._highs.changeRowBounds(row, self._row_least[row], self._row_most[row])

    def row_limits(self, row: int) -> tuple[float, float]:
        """Return between what a row is held now."""
        return float(self._row_least[row]), float(self._row_most[row])

    def ranges(self) -> Ranges:
        """Return how far the prices of the optimum last found hold."""
        status, ranging = self._highs.getRanging()
        assert status == highspy.HighsStatus.kOk, "an optimum has been found"
        basic = highspy.HighsBasisStatus.kBasic
        return Ranges(
            least=np.array(ranging.row_bound_dn.value_),
            most=np.array(ranging.row_bound_up.value_),
            known=np.array([status != basic for status in self._highs.getBasis().row_status]),
        )

    @contextmanager
    def moved(self, row: int, limits: tuple[float, float]) -> Iterator[Optimum | None]:
        """Give the optimum with one row's limits moved; then they are where they were."""
        basis, before = self._highs.getBasis(), self.row_limits(row)
        self._limit_row(row, limits)
        try:
            yield self._optimum(1)
        finally:
            self._limit_row(row, before)
            self._highs.setBasis(basis)

    def _limit_row(self, row: int, limits: tuple[float, float]) -> None:
        self._row_least[row], self._row_most[row] = limits
        self._highs.changeRowBounds(row, *limits)

    def _optimum(self, scale: float) -> Optimum | None:
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kModelEmpty:
            return self._of_nothing()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, self._highs.modelStatusToString(status)
        solution, info = self._highs.getSolution(), self._highs.getInfo()
        cost = info.objective_function_value * scale
        return Optimum(
            cost=cost,
            bound=info.mip_dual_bound * scale if self.program.whole else cost,
            scale=scale,
            columns=np.array(solution.col_value),
            rows=np.array(solution.row_value),
            column_prices=np.array(solution.col_dual),
            row_prices=np.array(solution.row_dual),
        )

    def _of_nothing(self) -> Optimum | None:
        """Return what there is where there are no columns: nil, if every row allows it."""
        if (self._row_least > NOTICEABLE).any() or (self._row_most < -NOTICEABLE).any():
            return None
        none, nil = np.zeros(0), np.zeros(len(self._row_least))
        return Optimum(
            cost=0, bound=0, scale=1, columns=none, rows=nil, column_prices=none, row_prices=nil
        )
