"""The outcome table worked by hand: own result and system result, hit and missed. In £m."""

from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.rules.support import (
    Award,
    IncludingSupportError,
    Prospects,
    Scheme,
    Taper,
    outcomes,
)
from equipoise.workings import Support
from tests.support_cases import ANY, DSF, FRF_2020, MILLION, STF, SUSPENDED, pence


def prospects(scheme: Scheme, award: Award[Fraction], miss: int = 0) -> Prospects[Fraction]:
    return Prospects(scheme=scheme, bodies={"ZR2": award}, miss=pence(miss), stated=Support.WITHOUT)


NORTHMERE = Award(award=pence(6), plan=pence(-9), miss=Fraction(0))
"""Journey B: ZR2 of Northmere in 2023/24, replayed under the rule published for 2020/21."""


def test_journey_b() -> None:
    table = outcomes(prospects(FRF_2020, NORTHMERE), SUSPENDED, known_on=ANY)["ZR2"]
    positions = (table.both_hit, table.own_hit, table.system_hit, table.both_miss)
    assert [one.position / MILLION for one in positions] == [-3, -6, -9, -9]
    assert [one.support / MILLION for one in positions] == [6, 3, 0, 0]
    assert [one.financing / MILLION for one in positions] == [0, 3, 6, 6]
    assert [one.cash for one in positions] == [0, 0, 0, 0]
    assert [one.open_to_decision / MILLION for one in positions] == [0, 0, 3, 0]
    assert table.at_risk == pence(3)


def test_a_fund_in_arrears_leaves_cash_that_does_not_come() -> None:
    table = outcomes(prospects(DSF, NORTHMERE), SUSPENDED, known_on=ANY)["ZR2"]
    assert [table.own_hit.cash, table.own_hit.financing] == [pence(6), 0]
    assert table.own_hit.break_even == pence(-9)
    assert table.both_hit.break_even == pence(-3)
    assert table.system_hit.support == pence(6)


def test_a_surplus_is_not_below_break_even() -> None:
    award = Award(award=pence(6), plan=pence(-5), miss=Fraction(0))
    table = outcomes(prospects(DSF, award), SUSPENDED, known_on=ANY)["ZR2"]
    assert [table.both_hit.position, table.both_hit.break_even] == [pence(1), 0]


def test_a_miss_of_a_size_moves_the_position() -> None:
    award = replace(NORTHMERE, miss=pence(1))
    at = prospects(FRF_2020, award, miss=1)
    cliff = outcomes(at, SUSPENDED, known_on=ANY)["ZR2"]
    assert cliff.both_miss.position == pence(-10)
    pound = outcomes(replace(at, taper=Taper.POUND_FOR_POUND), SUSPENDED, known_on=ANY)["ZR2"]
    assert pound.both_miss.support == pence(2)  # its own half of 3, less 1
    assert pound.own_hit.support == pence(5)
    assert pound.both_miss.open_to_decision == pence(2)


def test_access_is_earned_with_the_own_part() -> None:
    award = Award(award=pence(10), plan=pence(-9), miss=Fraction(0))
    table = outcomes(prospects(STF, award), SUSPENDED, known_on=ANY)["ZR2"]
    assert table.both_hit.support == table.own_hit.support == pence(10)
    assert [table.both_miss.support, table.at_risk] == [0, 0]


def test_outcomes_are_before_support() -> None:
    at = prospects(FRF_2020, NORTHMERE)
    with pytest.raises(IncludingSupportError):
        outcomes(replace(at, stated=Support.WITH), SUSPENDED, known_on=ANY)


def test_nobody_with_support_has_no_share_of_a_miss() -> None:
    award = Award(award=Fraction(0), plan=pence(-9), miss=Fraction(0))
    at = replace(prospects(FRF_2020, award, miss=1), taper=Taper.POUND_FOR_POUND)
    assert outcomes(at, SUSPENDED, known_on=ANY)["ZR2"].both_miss.support == 0
