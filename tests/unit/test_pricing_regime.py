"""A price book in whole numbers: the scale that makes its ratios whole, and how far it carries."""

from fractions import Fraction

import pytest

from equipoise.pricing import TooFineError
from tests.pricing_books import book, laid


@pytest.mark.parametrize(
    ("factor", "scale"),
    [
        ("1", 1),
        ("1.0613", 10_000),
        ("1.002648", 10**6),
        ("1.061299920", 10**8),
        ("1.000000001", 10**9),
    ],
)
def test_the_scale_is_the_least_that_makes_every_factor_whole(factor: str, scale: int) -> None:
    found = laid(book(market_forces={"RXF": Fraction(factor), "RAE": Fraction(1)}))
    assert found.factor_scale == scale
    assert found.factor(Fraction(factor)) == Fraction(factor) * scale


@pytest.mark.parametrize("factor", [Fraction(1, 3), Fraction(1, 10**10)])
def test_a_finer_factor_is_refused(factor: Fraction) -> None:
    with pytest.raises(TooFineError, match="first"):
        laid(book(market_forces={"RXF": factor}))


def test_top_ups_have_a_scale_of_their_own() -> None:
    assert laid().rate_scale == 10_000
    assert laid(book(top_ups={})).rate_scale == 1
    assert laid(book(top_ups={"NCBPS06Z": None})).rate_scale == 1


def test_months_are_those_of_the_year_or_of_the_year_asked_for() -> None:
    assert (laid().first_month, laid().last_month) == (202204, 202303)
    assert (laid(period="2021/22").first_month, laid(period="2021/22").last_month) == (
        202104,
        202203,
    )


def test_the_product_at_the_limit_fits_64_bits_and_the_next_need_not() -> None:
    """Twice the numerator and the denominator are added before the division."""
    found = laid(book(market_forces={"RXF": Fraction("1.225985")}))
    scale = found.rate_scale * found.factor_scale
    largest = (found.limit(found.rate_scale) + 1) * found.rate_scale * 1_225_985
    assert 2 * largest + scale <= 2**63 - 1 < 2 * (largest + found.rate_scale * 1_225_985) + scale
