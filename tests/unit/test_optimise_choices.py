"""Schemes funded or not, by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.optimise import (
    Choice,
    Constraint,
    Impossible,
    ProblemError,
    Scheme,
    Sense,
    choose,
)
from equipoise.units import Pence


def scheme(name: str, value: int, first: int, second: int = 0) -> Scheme:
    return Scheme(name=name, value=value, costs={"2026/27": Pence(first), "2027/28": Pence(second)})


def over(name: str, weights: dict[str, Fraction | int], *, least: int) -> Constraint[str]:
    return Constraint(
        name=name,
        subject=name,
        sentence=name,
        coefficients=weights,
        sense=Sense.AT_LEAST,
        bound=least,
    )


# By value for money A is first; yet B and C together fill the budget and are worth more.
SCHEMES = (scheme("A", 60, 5_100, 10), scheme("B", 50, 5_000, 90), scheme("C", 50, 5_000, 10))
BUDGETS = {"2026/27": Pence(10_000), "2027/28": Pence(100)}


def test_the_most_value_that_the_budgets_pay_for() -> None:
    assert choose(SCHEMES, BUDGETS) == Choice(
        funded=("B", "C"),
        value=100,
        left={"2026/27": Pence(0), "2027/28": Pence(0)},
        at_most=100,
        gap=Fraction(0),
    )


def test_a_penny_less_in_either_year_leaves_one() -> None:
    for year in BUDGETS:
        found = choose(SCHEMES, {**BUDGETS, year: Pence(BUDGETS[year] - 1)})
        assert isinstance(found, Choice)
        assert (found.funded, found.value) == (("A",), 60)


def test_one_only_with_another() -> None:
    found = choose(
        SCHEMES, BUDGETS, constraints=[over("C only with A", {"A": 1, "C": -1}, least=0)]
    )
    assert isinstance(found, Choice)
    assert found.funded == ("A",)


def test_what_must_be_funded_and_cannot_is_named() -> None:
    both = over("A and B", {"A": 1, "B": 1}, least=2)
    idle = over("A or C", {"A": 1, "C": 1}, least=1)
    found = choose(SCHEMES, BUDGETS, constraints=[idle, both])
    assert found == Impossible(members=("budget of 2026/27", "A and B"))


def test_nothing_to_choose_from_is_worth_nothing() -> None:
    found = choose((), BUDGETS)
    assert isinstance(found, Choice)
    assert (found.funded, found.value, found.at_most) == ((), 0, 0)
    assert found.left == BUDGETS


def test_budgets_of_billions_are_kept_to_the_penny() -> None:
    """Two schemes of £5bn fit exactly, and not with a penny less."""
    dear = [scheme("A", 1, 500_000_000_000), scheme("B", 1, 500_000_000_001)]
    for budget, value in ((1_000_000_000_001, 2), (1_000_000_000_000, 1)):
        found = choose(dear, {"2026/27": Pence(budget), "2027/28": Pence(0)})
        assert isinstance(found, Choice)
        assert found.value == value


def test_what_contradicts_itself_is_refused() -> None:
    with pytest.raises(ProblemError, match="more than one"):
        choose([*SCHEMES, SCHEMES[0]], BUDGETS)
    with pytest.raises(ProblemError, match="2027/28"):
        choose(SCHEMES, {"2026/27": Pence(1)})
    with pytest.raises(ProblemError, match="'D'"):
        choose(SCHEMES, BUDGETS, constraints=[over("x", {"D": 1}, least=0)])
    with pytest.raises(ProblemError, match="more than one"):
        choose(SCHEMES, BUDGETS, constraints=[replace(over("x", {}, least=0))] * 2)
