"""A price book as a bulk run uses it: for which months, and in which whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment import PriceBook
from equipoise.rules.payment.base_price import LOWEST_AGE
from equipoise.rules.payment.point_of_delivery import LONGEST
from equipoise.units import Period

BITS: Final = 2**63 - 1
"""The largest whole number of the engines."""
FINEST: Final = 10**9
"""Factors are printed to six or nine places; a finer one is refused."""
ROOM: Final = 200_000_000
"""Pence that a price before market forces must be free to reach: two million pounds."""


class TooFineError(ValueError):
    """A ratio of a book is finer than the engines can carry."""

    def __init__(self, book: str, ratio: Fraction) -> None:
        super().__init__(
            f"{book}: the ratio {ratio} has more than nine decimal places; print it as published"
        )


@dataclass(frozen=True, kw_only=True)
class Regime:
    """A book, the months it prices, and the scales of its ratios.

    `factor_scale` makes every market forces factor whole, `rate_scale` every top-up.
    """

    book: PriceBook
    first_month: int
    last_month: int
    factor_scale: int
    rate_scale: int
    longest_days: int
    lowest_age: int

    def limit(self, rate_scale: int) -> int:
        """Return the largest price before market forces whose product is exact in one go.

        Unit: pence. `rate_scale` is 1 for records that have no top-up.
        """
        return (BITS - self.factor_scale * rate_scale) // (2 * self._largest * rate_scale) - 1

    def limit_apart(self) -> int:
        """Return the same where whole pence and their parts are multiplied apart. Unit: pence."""
        return BITS // self._largest - 1

    @property
    def _largest(self) -> int:
        factors = map(self.factor, self.book.market_forces.values())
        return max(factors, default=self.factor_scale)

    def factor(self, ratio: Fraction) -> int:
        """Return a market forces factor as a whole number."""
        return _whole(ratio, self.factor_scale)

    def rate(self, ratio: Fraction) -> int:
        """Return a top-up as a whole number."""
        return _whole(ratio, self.rate_scale)


def regime(
    book: PriceBook, params: Values[Fraction], *, known_on: date, period: Period | None = None
) -> Regime:
    """Return how a book prices the records of a period, which is its own if none is given.

    The rules' parameters are those of the book's own period: prices of one year may be laid on
    the activity of another, and are then those of that year throughout.

    Raises: TooFineError; ParameterError where the book's year lacks a parameter.
    """
    of = period or book.period
    own = book.period
    return Regime(
        book=book,
        first_month=_month(of.starts_on),
        last_month=_month(date.fromordinal(of.ends_on.toordinal() - 1)),
        factor_scale=_scale(book, book.market_forces.values()),
        rate_scale=_scale(book, (rate for rate in book.top_ups.values() if rate is not None)),
        longest_days=int(params.at(LONGEST, own, known_on=known_on)),
        lowest_age=int(params.at(LOWEST_AGE, own, known_on=known_on)),
    )


def _scale(book: PriceBook, ratios: Iterable[Fraction]) -> int:
    """Return the least power of ten that makes every ratio whole."""
    scale, listed = 1, tuple(ratios)
    of = lcm(*(ratio.denominator for ratio in listed))
    while scale % of and scale < FINEST:
        scale *= 10
    if scale % of:
        raise TooFineError(book.name, max(listed, key=lambda ratio: ratio.denominator))
    return scale


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _whole(ratio: Fraction, scale: int) -> int:
    scaled = ratio * scale
    assert scaled.denominator == 1, "the scale makes every ratio whole"
    return scaled.numerator
