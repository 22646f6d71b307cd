from fractions import Fraction

import pytest

from equipoise.units import COUNT, SPELLS, WTE, Unit
from equipoise.workings import (
    Basis,
    Figure,
    Op,
    Reference,
    choose,
    constant,
    largest,
    rounded,
    shared,
    smallest,
    total,
    words,
)
from equipoise.workings.figure import made
from tests.unit.reports_samples import MONEY, SHARE, YEAR, cell, months, rate, year_of_income

MILLION = 100_000_000


def million(number: int, name: str) -> Figure:
    return cell(number * MILLION, name)


def test_the_working_in_words_most_important_first() -> None:
    floor = (-(rate(Fraction(3, 4), "Floor ratio") * million(4, "Allocation"))).named("Floor")
    due = rounded(largest(floor, million(-5, "Repaid"))).named("Adjustment")
    rule = Reference("rule", ("elective_recovery", "adjustment"))
    assert words.lines(due.made_by(rule)) == [
        "Adjustment £(3.0)m = the larger of Floor £(3.0)m and Repaid £(5.0)m, to the nearest penny"
        " [rule:elective_recovery/adjustment]",
        "  Floor £(3.0)m = minus (Floor ratio 0.75 times Allocation £4.0m)",
        "    Floor ratio 0.75 from parameter:payment/Floor%20ratio@2023-03-01"
        " (NHS England, Payment Scheme, table 3; final, primary)",
        "    Allocation £4.0m from cell:Allocation",
        "  Repaid £(5.0)m from cell:Repaid",
    ]


def test_every_operation_in_words() -> None:
    a, b, c, half = million(1, "a"), million(2, "b"), million(3, "c"), rate(Fraction(1, 2), "half")
    parts = shared(million(3, "whole"), {"ZR1": a, "ZR2": b})
    for figure, told in [
        (a + b, "a £1.0m plus b £2.0m"),
        (a - b, "a £1.0m less b £2.0m"),
        (a * half, "a £1.0m times half 0.5"),
        (a / b, "a £1.0m divided by b £2.0m"),
        (-a, "minus a £1.0m"),
        (total([a, b, c]), "the total of a £1.0m, b £2.0m and c £3.0m"),
        (total([a]), "the total of a £1.0m"),
        (smallest(a, b), "the smaller of a £1.0m and b £2.0m"),
        (choose(a < b, a, c), "a £1.0m if a £1.0m < b £2.0m, otherwise c £3.0m"),
        (rounded(a), "a £1.0m, to the nearest penny"),
        (a - (b - c), "a £1.0m less (b £2.0m less c £3.0m)"),
        (made(Op.OPAQUE, 1, MONEY, a, b), "found by search from a £1.0m and b £2.0m"),
        (
            parts["ZR1"],
            "whole £3.0m shared by largest remainder: a £1.0m out of "
            "(the total of a £1.0m and b £2.0m)",
        ),
    ]:
        assert words.made(figure) == told
        assert words.sentence(figure) == f"{words.titled(figure)} = {told}"


def test_a_sum_over_cells_is_told_by_its_question() -> None:
    lines = words.lines(year_of_income(), months)
    assert lines[0] == (
        "Income of ZR1 £1,023.5m = the total of 12 cells of abababababab where "
        "measure income.patient_care; organisation ZR1"
    )
    assert len(lines) == 13
    assert lines[1].startswith("  Income, month 1 £85.3m from cell:2023-24/ZR1/")
    assert lines[1].endswith(" (file:3f2a9c1e07bd/Income/G23)")
    assert words.lines(year_of_income()) == lines[:1]


def test_what_is_from_outside_says_from_where() -> None:
    nil = constant(0, MONEY, name="Nil")
    assert words.sentence(nil) == "Nil £0.00 by definition"
    assert words.made(nil) == "by definition"
    assert words.origin(cell(1, "a")) == "from cell:a"
    assert words.titled(constant(0, MONEY, name="")) == "Result £0.00"


@pytest.mark.parametrize(
    ("pence", "told"),
    [
        (0, "£0.00"),
        (4_999_999, "£49,999.99"),
        (5_000_000, "£0.1m"),
        (-4_999_999, "£(49,999.99)"),
        (-5_000_000, "£(0.1)m"),
        (102_350_000_000, "£1,023.5m"),
        (Fraction(1, 2), "£0.01"),
        (Fraction(-1, 2), "£(0.01)"),
        (Fraction(-1, 4), "£0.00"),  # nothing is left to put brackets round
    ],
)
def test_money(pence: int | Fraction, told: str) -> None:
    assert words.amount(constant(pence, MONEY, name="a")) == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (123_456, WTE, "1,234.56 WTE"),
        (-50, WTE, "-0.5 WTE"),
        (1_234, SPELLS, "1,234"),
        (-3, COUNT, "-3"),
    ],
)
def test_other_units(value: int, unit: Unit, told: str) -> None:
    basis = Basis(period=YEAR.period, unit=unit)
    assert words.amount(constant(value, basis, name="a")) == told


def test_a_ratio_is_told_as_published_or_as_a_fraction() -> None:
    told = [
        words.amount(constant(ratio, SHARE, name="a"))
        for ratio in (Fraction(26, 25), Fraction(1, 3), Fraction(-1, 8), Fraction(2), 1_000)
    ]
    assert told == ["1.04", "1/3", "-0.125", "2", "1,000"]
