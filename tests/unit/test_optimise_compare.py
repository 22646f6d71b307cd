"""Distributions side by side, by hand."""

import pytest

from equipoise.optimise import (
    Budget,
    By,
    Closeness,
    Problem,
    ProblemError,
    Sense,
    Stability,
    Terms,
    compare,
)
from equipoise.units import Pence
from tests.optimise_cases import rule

NORTH, SOUTH = Budget("North", "acute"), Budget("South", "acute")
CARE = Budget("South", "community")
PROBLEM = Problem(
    terms={
        one: Terms(plan=Pence(plan), need=Pence(need), least=Pence(0), most=Pence(1000))
        for one, plan, need in ((NORTH, 500, 400), (SOUTH, 300, 300), (CARE, 200, 300))
    },
    total=Pence(1000),
    constraints=(rule("care", {CARE: 3}, sense=Sense.AT_LEAST, bound=700),),
    bodies_first=("South",),
)
PLAN = {one: terms.plan for one, terms in PROBLEM.terms.items()}
NEED = {NORTH: Pence(400), SOUTH: Pence(300), CARE: Pence(300)}


def test_each_row_has_an_amount_for_each_distribution() -> None:
    found = compare({"plan": PLAN, "need": NEED}, problem=PROBLEM, aims=[Closeness(), Stability()])
    assert found.names == ("plan", "need")
    assert [(row.by, row.name, row.amounts) for row in found.rows] == [
        (By.PLACE, "South", (500, 600)),
        (By.PLACE, "North", (500, 400)),
        (By.STREAM, "acute", (800, 700)),
        (By.STREAM, "community", (200, 300)),
        (By.RULE, "the pot", (0, 0)),
        (By.RULE, "care", (-100, 200)),
        (By.PRIORITY, "closeness to need share", (200, 0)),
        (By.PRIORITY, "movement from plan", (0, 200)),
    ]


def test_one_to_five_are_compared() -> None:
    five = {str(number): PLAN for number in range(5)}
    assert len(compare(five, problem=PROBLEM, aims=()).rows[0].amounts) == 5
    for many in ({}, {**five, "6": PLAN}):
        with pytest.raises(ProblemError, match="one to 5"):
            compare(many, problem=PROBLEM, aims=())


def test_a_distribution_covers_every_budget() -> None:
    with pytest.raises(ProblemError, match="short"):
        compare({"short": {NORTH: Pence(1000)}}, problem=PROBLEM, aims=())


def test_a_rule_missed_by_a_third_of_a_penny_is_missed() -> None:
    odd = Problem(
        terms=PROBLEM.terms,
        total=Pence(1000),
        constraints=(rule("third", {CARE: 3}, sense=Sense.EXACTLY, bound=601),),
    )
    (row,) = [
        one for one in compare({"plan": PLAN}, problem=odd, aims=()).rows if one.name == "third"
    ]
    assert row.amounts == (-1,)
