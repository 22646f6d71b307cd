"""Which few constraints cannot hold together, and by how little they would have to give way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

import numpy as np

from equipoise.optimise.constraint import Constraint
from equipoise.optimise.model import SCALE, Model
from equipoise.optimise.problem import Budget
from equipoise.optimise.program import FREE, Program
from equipoise.optimise.solver import NOTICEABLE, Optimum, Solver, quiet
from equipoise.units import Pence

FAVOUR: Final = 1e-6
"""By how much more it costs for one constraint to give way than for the next by name."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Constraints that no distribution within the limits of the budgets meets together.

    Shape: `members` are in order of name, the pot first where it is one of them. `limits` are the
        budgets whose least or most amount the conflict rests on too. `relaxation` is by how much
        which constraints would have to give way, at least, in pence of their bounds: not of the
        members alone, but so that everything can hold.
    Law the_members_cannot_hold_together: with no other constraint there is a conflict still.
    Law without_any_one_member_the_rest_hold: so the set is no larger than it must be.
    Law the_relaxation_is_enough: with bounds moved by it there is no conflict.
    """

    members: tuple[Constraint[Budget], ...]
    limits: tuple[Budget, ...]
    relaxation: dict[str, Pence]


def conflict(model: Model) -> Conflict:
    """Return why the program of a model has no solution.

    The solver names a candidate set; it is then proved by leaving out one member after another,
    so that what remains has no member to spare. Other conflicts may stand behind it.
    """
    rows = {row.name: row for row in model.program.rows}
    asked = [one.name for one in model.problem.rows]
    names = [name for name in _candidates(model.program) if name in asked]
    if not impossible(model.program.only(tuple(rows[name] for name in names))):
        names = asked
    for name in sorted(names, key=asked.index, reverse=True):
        fewer = [other for other in names if other != name]
        if impossible(model.program.only(tuple(rows[other] for other in fewer))):
            names = fewer
    return Conflict(
        members=tuple(one for one in model.problem.rows if one.name in names),
        limits=_limits(model, model.program.only(tuple(rows[name] for name in names))),
        relaxation=_relaxation(model),
    )


def impossible(program: Program) -> bool:
    """Return whether nothing meets all rows of a program."""
    return Solver(program).minimise(np.zeros(len(program.columns))) is None


def _candidates(program: Program) -> list[str]:
    """Return rows that conflict, as the solver finds them: some may not be needed."""
    highs = quiet(program)
    highs.run()
    _, found = highs.getIis()
    return [program.rows[row].name for row in found.row_index_]


def _limits(model: Model, program: Program) -> tuple[Budget, ...]:
    """Return the budgets whose limits a conflict of these rows rests on.

    The price of a limit says so, where the rows give way as little as they can.
    """
    elastic = _Elastic(program, [row.name for row in program.rows])
    optimum = Solver(elastic.program).minimise(elastic.costs)
    assert optimum, "where every row may give way, there is a solution"
    bearing = np.flatnonzero(np.abs(optimum.column_prices[: len(model.owners)]) > NOTICEABLE)
    owners = sorted({int(model.owners[column]) for column in bearing.tolist()})
    return tuple(model.problem.budgets[owner] for owner in owners)


def _relaxation(model: Model) -> dict[str, Pence]:
    """Return the least by which constraints must give way, in all; the pot only if it must.

    Among equal ways, constraints that stand later by name give way first.
    """
    names = [one.name for one in model.problem.rows]
    for giving in (names[1:], names):
        elastic = _Elastic(model.program, giving)
        if optimum := Solver(elastic.program).minimise(elastic.costs):
            return elastic.given_way(optimum)
    raise AssertionError("where every row of a problem may give way, there is a solution")


class _Elastic:
    """A program in which some rows may give way, at a cost and on either side they have.

    HiGHS relaxes a program by itself too, but left it without a solution where its presolve had
    already refuted the smallest of conflicts.
    """

    def __init__(self, program: Program, giving: list[str]) -> None:
        self.ways: list[str] = []
        """Which row each column beyond those of the program lets give way."""
        at = len(program.columns)
        rows = []
        for row in program.rows:
            signs = [1.0] if row.least > -FREE else []
            signs += [-1.0] if row.most < FREE else []
            signs = signs if row.name in giving else []
            own = at + len(self.ways) + np.arange(len(signs), dtype=np.int32)
            columns = np.concatenate([row.columns, own]).astype(np.int32)
            rows.append(replace(row, columns=columns, values=np.append(row.values, signs)))
            self.ways += [row.name] * len(signs)
        extra = len(self.ways)
        self.program = Program(
            columns=(*program.columns, *(f"{name} #{way}" for way, name in enumerate(self.ways))),
            least=np.concatenate([program.least, np.zeros(extra)]),
            most=np.concatenate([program.most, np.full(extra, FREE)]),
            rows=tuple(rows),
        )
        order = [1 + FAVOUR * (len(giving) - giving.index(name)) for name in self.ways]
        self.costs = np.concatenate([np.zeros(at), order])

    def given_way(self, optimum: Optimum) -> dict[str, Pence]:
        """Return by how much each row gives way, in pence rounded up."""
        amounts = optimum.columns[len(optimum.columns) - len(self.ways) :].tolist()
        return {
            name: Pence(ceil((amount - NOTICEABLE) * SCALE))
            for name, amount in zip(self.ways, amounts, strict=True)
            if amount > NOTICEABLE
        }
