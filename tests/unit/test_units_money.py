from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from equipoise.units import ApportionmentError, Pence, apportion, to_pence
from equipoise.units.money import whole_parts

BARE: Any = 0.5


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^money is exact, and 0\.5 is a float$"):
        to_pence(BARE)
    with pytest.raises(TypeError, match="money is exact"):
        apportion(Pence(1), {"a": BARE})
    with pytest.raises(TypeError, match="money is exact"):
        apportion(BARE, {"a": 1})


@pytest.mark.parametrize("inexact", [Decimal(1), "1", None])
def test_what_is_no_exact_number_is_refused(inexact: Any) -> None:
    with pytest.raises(TypeError, match="money is exact"):
        to_pence(inexact)


@pytest.mark.parametrize(
    ("exact", "pence"),
    [
        (Fraction(1, 2), 1),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(-3, 2), -2),
        (7, 7),
    ],
)
def test_half_a_penny_goes_away_from_zero(exact: int | Fraction, pence: int) -> None:
    assert to_pence(exact) == pence


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_weights_that_cannot_carry_a_share_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ApportionmentError, match="non-negative and not all nil: "):
        apportion(Pence(1), weights)


def test_odd_pennies_go_to_the_largest_remainders_and_ties_to_the_earlier_key() -> None:
    # 100 in three: 33.3 each, so one penny is left; 100 by 5, 3, 3: 45.45, 27.27, 27.27
    assert apportion(Pence(100), {"c": 1, "a": 1, "b": 1}) == {"a": 34, "b": 33, "c": 33}
    assert apportion(Pence(100), {"a": 3, "b": 3, "c": 5}) == {"a": 27, "b": 27, "c": 46}
    assert apportion(Pence(-100), {"c": 1, "a": 1, "b": 1}) == {"a": -34, "b": -33, "c": -33}


def test_a_key_may_be_a_tuple() -> None:
    shares = apportion(Pence(3), {("ZR1", "M02"): 1, ("ZR1", "M01"): 1})
    assert shares == {("ZR1", "M01"): 2, ("ZR1", "M02"): 1}


def test_parts_that_do_not_sum_to_whole_pence_are_our_fault() -> None:
    with pytest.raises(AssertionError, match="parts do not sum to whole pence"):
        whole_parts({"a": Fraction(1, 3), "b": Fraction(1, 3)})
