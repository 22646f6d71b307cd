"""Laws of proposals: constraints in whole pence, one answer for one problem, prices that hold."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.optimise import (
    Aim,
    Budget,
    Change,
    Closeness,
    Conflict,
    Constraint,
    Problem,
    Proposal,
    Sense,
    Stability,
)
from equipoise.optimise.model import Model
from equipoise.optimise.solver import Solver
from equipoise.units import Pence
from tests.optimise_cases import aims, answered, problems

PENNY = 1.0


def proposed(problem: Problem, *asked: Aim) -> Proposal:
    answer = answered(problem, *asked)
    assume(isinstance(answer, Proposal))
    assert isinstance(answer, Proposal)
    return answer


def least_cost(problem: Problem, aim: Aim) -> float | None:
    """Return what an aim costs at least, in pence, before anything is made whole."""
    model = Model(problem, [aim])
    optimum = Solver(model.program).minimise(model.costs(aim))
    return None if optimum is None else optimum.cost + model.base_cost(aim)


def with_bound(problem: Problem, name: str, bound: int) -> Problem:
    moved = tuple(
        replace(one, bound=bound) if one.name == name else one for one in problem.constraints
    )
    return replace(problem, constraints=moved)


@given(problems(), aims)
def test_a_proposal_meets_every_constraint(problem: Problem, asked: Sequence[Aim]) -> None:
    found = proposed(problem, *asked).distribution
    for constraint in problem.constraints:
        value = sum(times * found[budget] for budget, times in constraint.coefficients.items())
        if constraint.sense is Sense.AT_LEAST:
            assert value >= constraint.bound
        else:
            assert value <= constraint.bound
    for budget, terms in problem.terms.items():
        assert type(found[budget]) is int
        if terms.movable:
            assert terms.least <= found[budget] <= terms.most
        else:
            assert found[budget] == terms.plan


@given(problems(), aims)
def test_the_pot_is_kept(problem: Problem, asked: Sequence[Aim]) -> None:
    assert sum(proposed(problem, *asked).distribution.values()) == problem.total


@given(problems(), aims, st.randoms(use_true_random=False))
def test_input_order_is_irrelevant(problem: Problem, asked: Sequence[Aim], random: Random) -> None:
    budgets = list(problem.terms)
    constraints = list(problem.constraints)
    random.shuffle(budgets)
    other = Problem(
        terms={budget: problem.terms[budget] for budget in budgets},
        total=problem.total,
        constraints=tuple(reversed(constraints)),
    )
    assert answered(problem, *asked) == answered(other, *asked)


@given(problems(), st.sampled_from([Closeness(), Stability()]), st.integers(1, 4))
def test_a_price_is_what_tightening_costs(problem: Problem, aim: Aim, part: int) -> None:
    found = proposed(problem, aim)
    before = least_cost(problem, aim)
    assert before is not None
    for price in found.prices:
        bound = {one.name: one.bound for one in problem.rows}[price.constraint]
        sign = 1 if price.change is Change.MORE else -1
        room = Pence(10**6) if price.up_to is None else price.up_to
        if price.per_pound is None:
            assert least_cost(moved(problem, price.constraint, bound + sign), aim) is None
            continue
        step = room * part // 4
        after = least_cost(moved(problem, price.constraint, bound + sign * step), aim)
        assert after is not None
        slope = float(price.per_pound)
        assert abs(after - before - slope * step) <= PENNY + abs(slope)
        if price.constraint != "the pot":
            assert price.per_pound >= 0


def moved(problem: Problem, name: str, bound: int) -> Problem:
    if name == "the pot":
        return replace(problem, total=Pence(bound))
    return with_bound(problem, name, bound)


@given(problems())
def test_an_earlier_aim_is_never_traded(problem: Problem) -> None:
    alone = proposed(problem, Closeness()).stages[0]
    first = proposed(problem, Closeness(), Stability()).stages[0]
    least = least_cost(problem, Closeness())
    assert least is not None
    pennies = 2 * len(problem.terms)  # a budget made whole is moved by a penny, or two
    assert abs(first.reached - least) <= pennies
    assert abs(alone.reached - least) <= pennies


def conflicting(problem: Problem) -> Conflict:
    answer = answered(problem)
    assume(isinstance(answer, Conflict))
    assert isinstance(answer, Conflict)
    return answer


def under(problem: Problem, names: set[str]) -> bool:
    """Return whether some distribution meets these rows alone, whole pence or not."""
    model = Model(problem, [Closeness()])
    rows = tuple(row for row in model.program.rows if row.name in names)
    columns = len(model.program.columns)
    return Solver(model.program.only(rows)).minimise(np.zeros(columns)) is not None


@given(problems())
def test_the_members_cannot_hold_together(problem: Problem) -> None:
    members = {one.name for one in conflicting(problem).members}
    assert members
    assert not under(problem, members)


@given(problems())
def test_without_any_one_member_the_rest_hold(problem: Problem) -> None:
    members = {one.name for one in conflicting(problem).members}
    assert all(under(problem, members - {name}) for name in members)


@given(problems())
def test_the_relaxation_is_enough(problem: Problem) -> None:
    found = conflicting(problem)
    assert found.relaxation
    relaxed = tuple(
        given_way(one, found.relaxation.get(one.name, 0)) for one in problem.constraints
    )
    short = found.relaxation.get("the pot", 0)
    totals = {problem.total, problem.total - short, problem.total + short}
    others = (replace(problem, constraints=relaxed, total=Pence(total)) for total in sorted(totals))
    assert any(least_cost(other, Closeness()) is not None for other in others)


def given_way(one: Constraint[Budget], pence: int) -> Constraint[Budget]:
    sign = -1 if one.sense is Sense.AT_LEAST else 1
    return replace(one, bound=one.bound + sign * pence)
