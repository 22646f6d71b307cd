"""Distributions worked by hand: what is proposed, what it costs, and what is refused."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from equipoise.optimise import (
    Budget,
    Change,
    Closeness,
    Conflict,
    Deficit,
    Price,
    Problem,
    ProblemError,
    Proposal,
    Rejected,
    Sense,
    Stability,
    Terms,
    Worth,
    propose,
)
from equipoise.units import PENCE, Pence
from tests.optimise_cases import answered, passes, rule

ACUTE, MENTAL = Budget("QA1", "acute"), Budget("QA1", "mental")
OTHER = Budget("QB2", "acute")


def terms(plan: int, least: int, most: int, need: int | None = None) -> Terms:
    return Terms(
        plan=Pence(plan),
        least=Pence(least),
        most=Pence(most),
        need=None if need is None else Pence(need),
    )


# Plan £6m and £4m; need £4m and £6m; acute must have £5m at least.
HALF = Problem(
    terms={
        ACUTE: terms(600_000_000, 300_000_000, 800_000_000, 400_000_000),
        MENTAL: terms(400_000_000, 300_000_000, 800_000_000, 600_000_000),
    },
    total=Pence(1_000_000_000),
    constraints=(rule("acute", {ACUTE: 1}, sense=Sense.AT_LEAST, bound=500_000_000),),
)


def proposal(problem: Problem, *aims: Closeness | Stability | Deficit | Worth) -> Proposal:
    answer = answered(problem, *aims)
    assert isinstance(answer, Proposal)
    return answer


def stated(price: Price) -> tuple[Fraction | int | None, int | None]:
    return price.per_pound, price.up_to


def test_need_is_served_as_far_as_a_rule_allows() -> None:
    found = proposal(HALF)
    assert found.distribution == {ACUTE: 500_000_000, MENTAL: 500_000_000}
    (stage,) = found.stages
    assert (stage.reached, stage.unconstrained, stage.given_up) == (200_000_000, 0, 200_000_000)
    assert found.settled_by_order == 0
    assert found.evidence is None


def test_a_rule_has_its_price_and_its_range() -> None:
    """£1 more for acute puts both £1 further from need: at least until acute is at its plan."""
    prices = {(one.constraint, one.change): one for one in proposal(HALF).prices}
    acute = prices["acute", Change.MORE]
    assert stated(acute) == (2, 100_000_000)
    assert acute.unit == PENCE
    # £1 more in the pot goes to mental health, nearer to its need by £1m at most
    assert prices["the pot", Change.MORE].per_pound == -1
    assert prices["the pot", Change.MORE].up_to == 100_000_000
    assert prices["the pot", Change.LESS].per_pound == 1


def test_a_rule_that_does_not_bind_costs_nothing_as_far_as_its_slack() -> None:
    slack = rule("loose", {MENTAL: 1}, sense=Sense.AT_MOST, bound=700_000_000)
    found = proposal(replace(HALF, constraints=(*HALF.constraints, slack)))
    (price,) = [one for one in found.prices if one.constraint == "loose"]
    assert price.change is Change.LESS
    assert stated(price) == (0, 200_000_000)


def test_a_rule_that_nothing_can_tighten_says_so() -> None:
    tight = replace(
        HALF, constraints=(rule("all", {ACUTE: 1}, sense=Sense.AT_LEAST, bound=700_000_000),)
    )
    (price,) = [one for one in proposal(tight).prices if one.constraint == "all"]
    assert stated(price) == (None, 0)


def test_a_price_is_that_of_tightening_where_two_lines_meet() -> None:
    """At its plan a budget is as near as can be: to go up costs, whatever going down would."""
    calm = replace(
        HALF, constraints=(rule("acute", {ACUTE: 1}, sense=Sense.AT_LEAST, bound=600_000_000),)
    )
    found = proposal(calm, Stability())
    (price,) = [one for one in found.prices if one.constraint == "acute"]
    assert found.distribution == {ACUTE: 600_000_000, MENTAL: 400_000_000}
    assert stated(price) == (2, 100_000_000)


def test_aims_are_served_in_the_order_asked_for() -> None:
    need_first, calm_first = (
        proposal(replace(HALF, constraints=()), *aims).distribution
        for aims in ((Closeness(), Stability()), (Stability(), Closeness()))
    )
    assert need_first == {ACUTE: 400_000_000, MENTAL: 600_000_000}
    assert calm_first == {ACUTE: 600_000_000, MENTAL: 400_000_000}


def test_a_tie_goes_to_the_body_named_first_and_the_answer_says_how_much() -> None:
    """Both lack £1; only £1 is there, and need and plan say the same of both."""
    even = Problem(
        terms={ACUTE: terms(100, 0, 200, 200), OTHER: terms(100, 0, 200, 200)},
        total=Pence(300),
    )
    found = proposal(even)
    assert found.distribution == {ACUTE: 200, OTHER: 100}
    assert found.settled_by_order == 100
    assert proposal(replace(even, bodies_first=("QB2",))).distribution == {ACUTE: 100, OTHER: 200}


def test_a_third_of_a_penny_goes_to_the_largest_remainder() -> None:
    """Each third of £1 is 33 and a third; the penny left goes to the first by name."""
    thirds = [Budget(body, "acute") for body in ("QA1", "QB2", "QC3")]
    equal = (
        rule("first", {thirds[0]: 3}, sense=Sense.AT_LEAST, bound=100 - 2),
        rule("second", {thirds[1]: 3}, sense=Sense.AT_LEAST, bound=100 - 1),
        rule("third", {thirds[2]: 3}, sense=Sense.AT_LEAST, bound=100 - 1),
    )
    found = proposal(
        Problem(
            terms={one: terms(0, 0, 100) for one in thirds}, total=Pence(100), constraints=equal
        ),
        Stability(),
    )
    assert found.distribution == dict(zip(thirds, (34, 33, 33), strict=True))


def test_what_no_whole_penny_meets_is_rejected_by_name() -> None:
    odd = rule("half", {ACUTE: 2}, sense=Sense.EXACTLY, bound=1_000_000_001)
    answer = answered(replace(HALF, constraints=(odd,)))
    assert isinstance(answer, Rejected)
    assert answer.failures == ("half: the sum of half is exactly 1000000001",)


def test_a_solution_that_fails_the_real_rules_is_never_a_proposal() -> None:
    answer = propose(HALF, [Closeness()], test=lambda found: [f"acute has {found[ACUTE]}"])
    assert isinstance(answer, Rejected)
    assert answer.failures == ("acute has 500000000",)


def test_a_deficit_is_what_a_body_spends_above_its_budgets() -> None:
    """Costs of £7m and £5m and a pot of £10m leave £2m; where need is served, it is £3m."""
    two = Problem(
        terms={
            ACUTE: terms(500_000_000, 0, 10**9, 300_000_000),
            OTHER: terms(500_000_000, 0, 10**9, 700_000_000),
        },
        total=Pence(1_000_000_000),
    )
    costs = Deficit(needed={"QA1": Pence(700_000_000), "QB2": Pence(500_000_000)})
    deficit, need = proposal(two, costs, Closeness()).stages
    assert (deficit.reached, need.reached) == (200_000_000, 400_000_000)
    need, deficit = proposal(two, Closeness(), costs).stages
    assert (need.reached, deficit.reached) == (0, 400_000_000)


def test_a_worth_draws_money_to_where_it_counts() -> None:
    worth = Worth(name="access", unit=PENCE, per_penny={MENTAL: Fraction(1, 2), ACUTE: 0})
    found = proposal(HALF, worth)
    assert found.distribution == {ACUTE: 500_000_000, MENTAL: 500_000_000}
    (stage,) = found.stages  # £1m more than plan, at half each
    assert stage.reached == -50_000_000
    (price,) = [one for one in found.prices if one.constraint == "acute"]
    assert price.per_pound == Fraction(1, 2)


def test_money_that_may_not_move_stays_at_plan() -> None:
    held = {**HALF.terms, ACUTE: replace(HALF.terms[ACUTE], movable=False)}
    found = proposal(replace(HALF, terms=held))
    assert found.distribution == {ACUTE: 600_000_000, MENTAL: 400_000_000}


def test_everything_held_is_the_plan_or_a_conflict() -> None:
    held = {budget: replace(one, movable=False) for budget, one in HALF.terms.items()}
    still = replace(HALF, terms=held)
    assert proposal(still).distribution == {ACUTE: 600_000_000, MENTAL: 400_000_000}
    answer = answered(replace(still, total=Pence(1_000_000_100)))
    assert isinstance(answer, Conflict)
    assert [one.name for one in answer.members] == ["the pot"]
    assert answer.relaxation == {"the pot": 100}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"terms": {**HALF.terms, ACUTE: terms(5, 9, 8)}}, "above the most"),
        ({"constraints": HALF.constraints * 2}, "more than one"),
        ({"constraints": (rule("x", {OTHER: 1}, sense=Sense.AT_LEAST, bound=1),)}, "not there"),
        ({"constraints": (rule("the pot", {}, sense=Sense.AT_LEAST, bound=1),)}, "more than one"),
        ({"bodies_first": ("QZ9",)}, "QZ9"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ProblemError, match=said):
        replace(HALF, **changed)


def test_aims_are_asked_for_once_each() -> None:
    for aims in ([], [Closeness(), Closeness()]):
        with pytest.raises(ProblemError):
            propose(HALF, aims, test=passes)


def test_help_does_not_load_the_solver_and_solving_prints_nothing() -> None:
    asks = "import sys, equipoise.cli; assert not {'highspy', 'numpy'} & set(sys.modules)"
    solves = (
        "import numpy as np; from equipoise.optimise.solver import Solver;"
        "from equipoise.optimise.program import Program, Row;"
        "row = Row.of('a', {0: 1.0}, least=1, most=2);"
        "one = Program(columns=('x',), least=np.zeros(1), most=np.ones(1) * 9, rows=(row,));"
        "assert Solver(one).minimise(np.ones(1)).cost == 1"
    )
    for program in (asks, solves):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        assert (done.stdout, done.stderr) == (b"", b"")
