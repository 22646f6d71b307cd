"""Steps between bases: what each allows, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.rules import nil
from equipoise.rules.bases import (
    at_stage_of,
    excluding,
    held_against,
    in_period_of,
    including,
    movement,
    one,
    spanning,
    valued,
)
from equipoise.units import COUNT, PENCE, SPELLS, WTE, FinancialYear
from equipoise.workings import (
    Basis,
    Figure,
    Reference,
    Stage,
    Support,
    UnlikeBasesError,
    given,
    words,
)

YEAR = FinancialYear(2023)
PLAN = Basis(stage=Stage.PLAN, support=Support.WITH, period=YEAR.period, unit=PENCE)
BEFORE = replace(PLAN, support=Support.WITHOUT)
UNIT_COST = replace(PLAN, period=FinancialYear(2022).period, unit=WTE)
BARE = Fraction(7)


def figure(value: int, basis: Basis = PLAN) -> Figure:
    return given(value, basis, Reference("cell", ("x",)), name="x")


def test_bare_fractions_go_straight_through() -> None:
    assert nil(BARE) == 0
    assert one(BARE, unit=COUNT) == 1
    for step in (held_against, movement, at_stage_of, in_period_of, spanning):
        assert step(BARE, Fraction(3)) is BARE
    assert excluding(BARE, Fraction(3)) == 4
    assert including(BARE, Fraction(3)) == 10
    assert valued(BARE, Fraction(3)) == 21


def test_nil_and_one_stand_on_the_basis_of_another() -> None:
    assert nil(figure(7)) == figure(0)
    assert one(figure(7), unit=COUNT) == figure(1, replace(PLAN, unit=COUNT))
    told = [words.sentence(each) for each in (nil(figure(7)), one(figure(7), unit=COUNT))]
    assert told == ["Nil £0.00 by definition", "One 1 by definition"]


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (
            lambda: held_against(figure(3, replace(PLAN, unit=WTE)), figure(7)),
            "hold together figures on unlike bases: hundredths of a WTE, 2023/24, plan, "
            "including support; pence, 2023/24, plan, including support",
        ),
        (
            lambda: excluding(figure(7, BEFORE), figure(3)),
            "turn figures on unlike bases: pence, 2023/24, plan, excluding support; "
            "pence, 2023/24, plan, excluding support",
        ),
        (
            lambda: including(figure(7), figure(3)),
            "turn figures on unlike bases: pence, 2023/24, plan, including support; "
            "pence, 2023/24, plan, including support",
        ),
        (
            lambda: valued(figure(1, replace(PLAN, unit=SPELLS)), figure(3, UNIT_COST)),
            "value figures on unlike bases: spells, 2023/24, plan, including support; "
            "hundredths of a WTE, 2022/23, plan, including support",
        ),
    ],
)
def test_a_refusal_names_both_bases(refused: Callable[[], object], told: str) -> None:
    with pytest.raises(UnlikeBasesError) as caught:
        refused()
    assert str(caught.value) == f"cannot {told}"


def test_a_limit_fills_in_only_what_it_leaves_open() -> None:
    limit = figure(3, Basis(period=YEAR.period, unit=PENCE))
    assert held_against(limit, figure(7)) == figure(3)
    assert held_against(figure(3), figure(7)).basis == PLAN
    for unlike in (
        BEFORE,
        replace(PLAN, stage=Stage.ACTUAL),
        replace(PLAN, unit=WTE),
        replace(PLAN, period=YEAR.month(1)),
    ):
        with pytest.raises(UnlikeBasesError):
            held_against(figure(3, unlike), figure(7))


def test_a_movement_is_the_same_on_both_readings() -> None:
    whole = figure(3)
    assert movement(whole, figure(7)) is whole
    assert movement(figure(3, BEFORE), figure(7)) == whole
    assert movement(whole, figure(7, BEFORE)) == figure(3, BEFORE)
    for unlike in (replace(PLAN, stage=Stage.ACTUAL), replace(PLAN, unit=WTE)):
        with pytest.raises(UnlikeBasesError):
            movement(figure(3, unlike), figure(7))


def test_support_is_taken_out_once_and_put_in_once() -> None:
    assert excluding(figure(7), figure(3)) == figure(4, BEFORE)
    assert including(figure(7, BEFORE), figure(3)) == figure(10)
    with pytest.raises(UnlikeBasesError):
        excluding(figure(7, BEFORE), figure(3))
    with pytest.raises(UnlikeBasesError):
        including(figure(7), figure(3))


def test_stages_and_periods() -> None:
    actual = figure(7, replace(PLAN, stage=Stage.ACTUAL, period=FinancialYear(2024).period))
    assert at_stage_of(figure(3), actual).basis == replace(PLAN, stage=Stage.ACTUAL)
    assert in_period_of(figure(3), actual).basis == replace(PLAN, period=actual.basis.period)
    both = spanning(figure(3), actual).basis.period
    assert (both.starts_on, both.ends_on) == (YEAR.period.starts_on, actual.basis.period.ends_on)


def test_activity_is_valued_in_its_own_period() -> None:
    spells = figure(10, replace(PLAN, unit=SPELLS))
    cost = figure(300, replace(PLAN, period=FinancialYear(2022).period))
    worth = valued(spells, cost)
    assert worth == figure(3_000)
    assert words.made(worth) == "x 10 times x £3.00"
    with pytest.raises(UnlikeBasesError, match="cannot value"):
        valued(spells, spells)
