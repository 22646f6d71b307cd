"""The value of a low volume flow: the average of three years."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, named, rounded, total


@dataclass(frozen=True, kw_only=True)
class ThreeYears(Generic[Number]):
    """What the flow was worth in each of three years, at the prices of this one. Unit: pence."""

    first: Number
    second: Number
    third: Number


@rule(
    applies=Period.parse("2023-04-01 to 2029-04-01"),
    source="NHS England, NHS Payment Scheme 2023/25: set nationally, a three-year rolling average",
)
def low_volume_value(
    years: ThreeYears[Number], params: Values[Number], *, known_on: date
) -> Number:
    """Return the average of three years.

    Assumption: the three years count alike. What NHS England publishes overrides it.
    Unit: whole pence.
    Law an_average_lies_among_its_years: between the least and the most.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> years = ThreeYears(first=Fraction(100), second=Fraction(110), third=Fraction(121))
    >>> print(low_volume_value(years, load().exact, known_on=date(2023, 4, 1)))
    110
    """
    del params, known_on
    together = total((years.first, years.second, years.third))
    whole = one(together, unit=RATIO)
    return named(rounded(together / total((whole, whole, whole))), "Low volume value")
