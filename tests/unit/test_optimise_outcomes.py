"""Outcomes worked by hand: what moves, what is held, and what the evidence does not decide."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.optimise import (
    Budget,
    Closeness,
    Outcomes,
    Problem,
    ProblemError,
    Proposal,
    Terms,
    outcomes,
)
from equipoise.params import ParameterError, load
from equipoise.units import FinancialYear, Pence
from tests.optimise_cases import answered

PARAMS = load()
YEAR = FinancialYear(2026).period
DAY = date(2026, 4, 1)
HUNDRED_MILLION = Pence(10_000_000_000)
ASSUMED = (
    "outcomes/health_effect_low_ratio",
    "outcomes/health_effect_high_ratio",
    "outcomes/programme_change_ratio",
)


def aim(**freed: str) -> Outcomes:
    return outcomes(PARAMS, YEAR, known_on=DAY, freed=freed)


def spending(*programmes: str | None) -> Problem:
    """Return £100m on each programme, each free to move by a half."""
    terms = {
        Budget("QA1", f"{at} {programme}"): Terms(
            plan=HUNDRED_MILLION,
            least=Pence(HUNDRED_MILLION // 2),
            most=Pence(HUNDRED_MILLION * 3 // 2),
            programme=programme,
        )
        for at, programme in enumerate(programmes)
    }
    return Problem(terms=terms, total=Pence(HUNDRED_MILLION * len(programmes)))


def moved(problem: Problem, asked: Outcomes) -> tuple[Proposal, list[int]]:
    """Return the proposal, and by how many pounds it moves each budget."""
    answer = answered(problem, asked)
    assert isinstance(answer, Proposal)
    found = answer.distribution
    return answer, [(found[one] - HUNDRED_MILLION) // 100 for one in problem.budgets]


def test_money_goes_where_a_qaly_costs_least_as_far_as_the_limit() -> None:
    """£2m at £1,998 a QALY is 1,001.001; at £16,997 it is 117.668."""
    answer, by = moved(spending("cancer", "respiratory"), aim())
    assert by == [-2_000_000, 2_000_000]
    (stage,) = answer.stages
    assert stage.reached == -883_333  # thousandths of a QALY
    assert answer.evidence is not None
    assert answer.evidence.undecided == ()
    assert answer.evidence.words == (
        "2008 evidence, mortality-based; the same at both ends of the interval"
    )
    assert answer.evidence.assumed == ASSUMED


def test_what_lies_within_the_interval_is_not_decided_by_the_evidence() -> None:
    """Circulation at £7,038 and gastrointestinal at £7,293: nearer than the intervals are wide."""
    problem = spending("circulation", "gastrointestinal")
    answer, by = moved(problem, aim())
    assert by == [2_000_000, -2_000_000]
    assert answer.evidence is not None
    assert answer.evidence.undecided == problem.budgets
    assert answer.evidence.words.endswith("; not decided by the evidence")


@pytest.mark.parametrize(
    "held",
    [
        "maternity_and_neonates",
        "learning_disability",
        "mental_health",
        "skin",
        "dental",
        "social_care",
        "trauma",
        "other",
        None,
    ],
)
def test_what_has_no_fair_estimate_stays_at_plan(held: str | None) -> None:
    _, by = moved(spending("respiratory", "cancer", held), aim())
    assert by == [2_000_000, -2_000_000, 0]


def test_a_named_decision_frees_a_programme() -> None:
    _, by = moved(spending("respiratory", "mental_health"), aim(mental_health="decision:2026/7"))
    assert by == [2_000_000, -2_000_000]
    _, by = moved(spending("respiratory", "mental_health"), aim())
    assert by == [0, 0]


def test_a_programme_without_an_estimate_cannot_be_freed() -> None:
    with pytest.raises(ProblemError, match="trauma"):
        aim(trauma="decision:2026/8")


def test_a_need_served_first_leaves_outcomes_what_is_open() -> None:
    problem = spending("cancer", "respiratory")
    need = {one: replace(terms, need=HUNDRED_MILLION) for one, terms in problem.terms.items()}
    answer = answered(replace(problem, terms=need), Closeness(), aim())
    assert isinstance(answer, Proposal)
    assert set(answer.distribution.values()) == {HUNDRED_MILLION}


def test_a_rule_is_priced_in_qalys() -> None:
    """The limit on respiratory spend holds back £1 at a time: 1/1,998 less 1/16,997 of a QALY."""
    answer, _ = moved(spending("cancer", "respiratory"), aim())
    prices = [one.per_pound for one in answer.prices if one.per_pound]
    worth = Fraction(1, 1998) - Fraction(1, 16997)
    assert any(abs(price - worth) < Fraction(1, 10**9) for price in prices)


def test_the_estimates_are_not_known_before_they_were_published() -> None:
    with pytest.raises(ParameterError):
        outcomes(PARAMS, YEAR, known_on=date(2015, 2, 27))
    assert outcomes(PARAMS, YEAR, known_on=date(2015, 2, 28)).responses


def test_the_interval_is_half_as_much_and_half_as_little_health() -> None:
    response = aim().responses["cancer"]
    assert response.central == 1_699_700
    assert response.low == Fraction(1_699_700 * 2, 3)
    assert response.high == 3_399_400
