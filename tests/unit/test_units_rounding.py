import pytest

from equipoise.units import nearest


@pytest.mark.parametrize(
    ("numerator", "denominator", "whole"),
    [(1, 2, 1), (-1, 2, -1), (49, 100, 0), (51, 100, 1), (-51, 100, -1), (7, 1, 7), (0, 3, 0)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, whole: int) -> None:
    assert nearest(numerator, denominator) == whole


def test_a_denominator_must_be_positive() -> None:
    with pytest.raises(ValueError, match="the denominator must be positive: -1"):
        nearest(1, -1)
    with pytest.raises(ZeroDivisionError):
        nearest(1, 0)
