"""Prices and conflicts as they are said."""

from fractions import Fraction

import pytest

from equipoise.optimise import (
    Budget,
    Change,
    Conflict,
    Constraint,
    Price,
    Sense,
    conflict_in_words,
    price_in_words,
)
from equipoise.optimise.outcomes import QALY
from equipoise.units import PENCE, Pence, Unit

AT = Budget("QA1", "mental health")


def constraint(name: str, sentence: str) -> Constraint[Budget]:
    return Constraint(
        name=name,
        subject="mental health spend",
        sentence=sentence,
        coefficients={AT: 1},
        sense=Sense.AT_LEAST,
        bound=1,
    )


MHIS = constraint("rule:mhis", "mental health spend grows with the allocation")
BOTH = constraint("rule:both", "all spend is within the pot")


@pytest.mark.parametrize(
    ("unit", "per_pound", "up_to", "said"),
    [
        (
            PENCE,
            Fraction(43, 100),
            219_999_999,
            "£1 more of mental health spend costs £0.43 of the aim, up to £2.1m at least",
        ),
        (PENCE, Fraction(2), None, "£1 more of mental health spend costs £2.00 of the aim"),
        (
            PENCE,
            Fraction(-1),
            99_999_999,
            "£1 more of mental health spend gains £1.00 of the aim, up to £999,999.99 at least",
        ),
        (
            PENCE,
            Fraction(0),
            100_000_000,
            "£1 more of mental health spend costs nothing of the aim, up to £1.0m at least",
        ),
        (
            PENCE,
            None,
            0,
            "mental health spend can be no more: nothing within the limits allows it",
        ),
        (
            QALY,
            Fraction(1, 16997),
            None,
            "£1m more of mental health spend costs 58.8 QALY of the aim",
        ),
    ],
)
def test_a_price_is_said_with_its_unit_and_range(
    unit: Unit, per_pound: Fraction | None, up_to: int | None, said: str
) -> None:
    price = Price(
        constraint="rule:mhis",
        change=Change.MORE,
        aim="the aim",
        unit=unit,
        per_pound=per_pound,
        up_to=None if up_to is None else Pence(up_to),
    )
    assert price_in_words(price, MHIS) == said


def test_a_conflict_says_what_where_and_what_would_have_to_give() -> None:
    found = Conflict(members=(BOTH, MHIS), limits=(AT,) * 5, relaxation={"rule:mhis": Pence(5_000)})
    assert conflict_in_words(found) == [
        "These 2 cannot hold together: rule:both: all spend is within the pot; "
        "rule:mhis: mental health spend grows with the allocation",
        "It rests on the limits of QA1, mental health; QA1, mental health; QA1, mental health; "
        "2 more",
        "The least that would have to give way: rule:mhis by £50.00",
    ]


def test_one_rule_alone_cannot_hold_within_the_limits() -> None:
    found = Conflict(members=(MHIS,), limits=(), relaxation={"rule:mhis": Pence(1)})
    assert conflict_in_words(found) == [
        "This one cannot hold within the limits of the budgets: "
        "rule:mhis: mental health spend grows with the allocation",
        "The least that would have to give way: rule:mhis by £0.01",
    ]
