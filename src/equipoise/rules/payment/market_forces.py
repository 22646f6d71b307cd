"""The market forces factor in prices: how dear a place is, beside the cheapest provider."""

from collections.abc import Mapping
from datetime import date

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, smallest


class NoIndexError(ValueError):
    """There is no provider, or one has an index of nil or less."""


@rule(
    applies=BY_PRICE,
    source="A guide to the Market Forces Factor: the underlying index has a mean of one; the "
    "payment index has one for the lowest provider, so that nobody is paid less than the price",
)
def market_forces(
    underlying: Mapping[str, Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Number]:
    """Return every provider's payment index: its underlying index over the lowest of all.

    Unit: ratios, exact; a book prints them rounded, and what it prints is what is paid.
    Raises: NoIndexError when nobody has an index, or one is not above nil.
    Law the_lowest_payment_index_is_one: and the order of providers is that of the underlying.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> found = market_forces({"ZR1": Fraction(9, 10), "ZR2": Fraction(117, 100)},
    ...                       load().exact, known_on=date(2023, 5, 4))
    >>> print(found["ZR1"], found["ZR2"])
    1 13/10
    """
    del params, known_on
    if not underlying:
        raise NoIndexError("no provider has an underlying index")
    lowest = named(smallest(*(underlying[code] for code in sorted(underlying))), "Lowest index")
    if not lowest > nil(lowest):
        raise NoIndexError("an underlying index is not above nil")
    return {
        code: named(index / lowest, f"Payment index of {code}")
        for code, index in underlying.items()
    }
