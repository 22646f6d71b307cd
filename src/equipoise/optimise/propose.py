"""Propose a distribution: one aim after another, then whole pence, then the real rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from equipoise.optimise.aims import Aim, Stability, cost
from equipoise.optimise.conflict import Conflict, conflict
from equipoise.optimise.constraint import missed
from equipoise.optimise.evidence import Evidence
from equipoise.optimise.model import Model
from equipoise.optimise.outcomes import Outcomes
from equipoise.optimise.prices import Price, prices
from equipoise.optimise.problem import Budget, Distribution, Problem, ProblemError
from equipoise.optimise.proposal import Answer, Proposal, Rejected, Stage
from equipoise.optimise.solver import Solver
from equipoise.optimise.whole import whole_pence
from equipoise.units import Pence, to_pence

Test = Callable[[Distribution], Sequence[str]]
"""The real rules: what a distribution in whole pence fails, in words; nothing where it passes."""


def propose(problem: Problem, aims: Sequence[Aim], *, test: Test) -> Answer:
    """Return the distribution that serves the aims in their order, or why there is none.

    The first aim is served as well as constraints allow, the next among all distributions that
    serve the first as well, and so on. What is left open is settled by least movement from plan,
    then by the order of names of the problem. The optimum is made whole pence, and then tested:
    exactly against the constraints, and by `test` against the real rules.

    Raises: ProblemError where there is no aim, or two of one name.
    Law a_proposal_meets_every_constraint: in whole pence, and every budget its limits.
    Law the_pot_is_kept: all budgets together are the total.
    Law input_order_is_irrelevant: budgets and constraints listed otherwise change nothing.
    Law a_price_is_what_tightening_costs: within its range, to the pennies of whole budgets.
    Law an_earlier_aim_is_never_traded: a later aim changes no earlier one.
    """
    names = [aim.name for aim in aims]
    if not names or len(set(names)) < len(names):
        raise ProblemError(f"aims are served in order, each once: {names}")
    outcomes = next((aim for aim in aims if isinstance(aim, Outcomes)), None)
    bounded = outcomes.bounded(problem) if outcomes else problem
    solved = _solved(bounded, aims)
    if isinstance(solved, Conflict):
        return solved
    found = solved.distribution
    failures = [f"{one.name}: {one.sentence}" for one in missed(bounded.rows, found)]
    if failures := [*failures, *test(found)]:
        return Rejected(distribution=found, failures=tuple(failures))
    least = _least_costs(bounded.without_constraints(), aims)
    return Proposal(
        distribution=found,
        stages=tuple(
            Stage(
                aim=aim.name,
                unit=aim.unit,
                reached=to_pence(cost(aim, found, problem=bounded)),
                unconstrained=unconstrained,
            )
            for aim, unconstrained in zip(aims, least, strict=True)
        ),
        prices=solved.prices,
        settled_by_order=solved.settled_by_order,
        evidence=_evidence(bounded, aims, found) if outcomes else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Solved:
    """An optimum in whole pence, with the prices of its first aim."""

    distribution: dict[Budget, Pence]
    prices: tuple[Price, ...]
    settled_by_order: Pence


def _solved(problem: Problem, aims: Sequence[Aim]) -> _Solved | Conflict:
    calm = next((aim for aim in aims if isinstance(aim, Stability)), None)
    model = Model(problem, aims if calm else [*aims, Stability()])
    solver = Solver(model.program)
    found: tuple[Price, ...] = ()
    for aim in model.aims:
        optimum = solver.minimise(model.costs(aim))
        if optimum is None:
            return conflict(model)
        if aim is aims[0]:
            found = prices(solver, optimum, problem=problem, aim=aim)
        solver.hold(optimum)
    backwards = solver.minimise(model.order_costs(backwards=True))
    settled = solver.minimise(model.order_costs())
    assert backwards, "what was held is still there"
    assert settled, "and in either order of names"
    amounts, others = model.amounts(settled.columns), model.amounts(backwards.columns)
    apart = sum(abs(one - other) for one, other in zip(amounts, others, strict=True)) / 2
    return _Solved(
        distribution=whole_pence(problem, amounts),
        prices=found,
        settled_by_order=Pence(round(apart)),
    )


def _least_costs(problem: Problem, aims: Sequence[Aim]) -> list[int]:
    """Return what each aim costs at least, in their order, in a problem that has a solution."""
    model = Model(problem, aims)
    solver = Solver(model.program)
    least = []
    for aim in aims:
        optimum = solver.minimise(model.costs(aim))
        assert optimum, "fewer constraints have no fewer solutions"
        solver.hold(optimum)
        least.append(round(optimum.cost + model.base_cost(aim)))
    return least


def _evidence(problem: Problem, aims: Sequence[Aim], found: Distribution) -> Evidence:
    """Return which budgets would be set otherwise at an end of the interval."""
    undecided: set[Budget] = set()
    outcomes = next(aim for aim in aims if isinstance(aim, Outcomes))
    for end in outcomes.ends():
        solved = _solved(problem, [end if aim is outcomes else aim for aim in aims])
        assert isinstance(solved, _Solved), "the constraints are the same"
        undecided |= {one for one in found if solved.distribution[one] != found[one]}
    return Evidence(undecided=tuple(sorted(undecided)), assumed=outcomes.assumed)
