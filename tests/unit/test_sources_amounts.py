from fractions import Fraction

import pytest

from equipoise.sources.amounts import number, pence


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-471", -471),
        ("129215.0", 129_215),
        ("1,065", 1_065),
        ("(1,065.5)", Fraction(-2_131, 2)),
        ("", None),
        ("*", None),
        ("1,06", None),
        ("(5", None),
        ("5)", None),
        ("-(5)", None),
        ("1.2.3", None),
        ("5%", None),
        ("\u0665", None),
        ("1e3", None),
    ],
)
def test_a_printed_number(text: str, value: Fraction | int | None) -> None:
    assert number(text) == value


def test_money_finer_than_a_penny_is_none() -> None:
    assert pence("0.01", per_unit=100) == 1
    assert pence("0.001", per_unit=100) is None
    assert pence("n/a", per_unit=100) is None
