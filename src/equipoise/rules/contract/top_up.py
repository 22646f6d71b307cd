"""The top-up of April to September 2020: what a provider's month cost beyond its income."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, largest, named, rounded


@dataclass(frozen=True, kw_only=True)
class MonthlyCost(Generic[Number]):
    """A provider's month. Unit: pence.

    `cost` is the average of November 2019 to January 2020; `income` that of the month, blocks in.
    """

    cost: Number
    income: Number


@rule(
    applies=Period.parse("2020-04-01 to 2020-10-01"),
    published=date(2020, 3, 18),
    source="NHS England, Covid-19 block contract methodology; HSJ 7027150: the national top-up "
    "makes up the difference",
)
def top_up(month: MonthlyCost[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return the top-up of a month: cost less income, and never below nil.

    Unit: whole pence.
    Law a_top_up_is_never_taken_back: it is nil where income covers the cost.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> month = MonthlyCost(cost=Fraction(110), income=Fraction(100))
    >>> print(top_up(month, load().exact, known_on=date(2020, 4, 1)))
    10
    """
    del params, known_on
    short = named(month.cost - month.income, "Cost beyond income")
    return named(rounded(largest(nil(short), short)), "Top-up")
