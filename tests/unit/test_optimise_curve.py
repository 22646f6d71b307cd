"""Costs that bend upwards, worked by hand."""

from fractions import Fraction

import pytest

from equipoise.optimise.curve import Curve

BENT = Curve(anchor=100, turns=(100, 150), slopes=(-2, 0, Fraction(1, 2)))


@pytest.mark.parametrize(
    ("pence", "cost", "next_penny"),
    [
        (90, 20, -2),
        (99, 2, -2),
        (100, 0, 0),
        (149, 0, 0),
        (150, 0, Fraction(1, 2)),
        (151, Fraction(1, 2), Fraction(1, 2)),
        (250, 50, Fraction(1, 2)),
    ],
)
def test_a_cost_and_its_slope(pence: int, cost: Fraction, next_penny: Fraction) -> None:
    assert BENT.at(pence) == cost
    assert BENT.slope_after(pence) == next_penny


def test_the_anchor_is_where_the_cost_is_nil() -> None:
    assert Curve(anchor=40, turns=(), slopes=(-3,)).at(42) == -6
    assert Curve(anchor=200, turns=(100,), slopes=(-1, 1)).at(50) == -50


@pytest.mark.parametrize(("turns", "slopes"), [((1,), (1,)), ((2, 2), (0, 1, 2)), ((1,), (1, 0))])
def test_what_bends_down_or_lacks_a_slope_is_ours_to_mend(
    turns: tuple[int, ...], slopes: tuple[int, ...]
) -> None:
    with pytest.raises(AssertionError):
        Curve(anchor=0, turns=turns, slopes=slopes)
