"""A best practice price set for a target share of day cases: dearer one way, cheaper the other."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.units import RATIO
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class TargetRate(Generic[Number]):
    """The average price, the share that should be day cases, and how much more those are paid."""

    average: Number
    target: Number
    difference: Number


@dataclass(frozen=True, kw_only=True)
class SettingPrices(Generic[Number]):
    """What is paid for the setting that is encouraged, and for the other."""

    day_case: Number
    ordinary: Number


@rule(
    applies=BY_PRICE,
    source="The second pattern of best practice tariffs: prices such that at the target rate the "
    "whole costs what it did; no published pair of prices was found",
)
def target_rate(
    prices: TargetRate[Number], params: Values[Number], *, known_on: date
) -> SettingPrices[Number]:
    """Return the two prices that cost the average when the target share are day cases.

    Unit: pence, exact; a book prints them rounded, and what it prints is what is paid.
    Law at_the_target_rate_the_average_is_paid: beyond it a provider gains, below it loses.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> prices = TargetRate(average=Fraction(100_000), target=Fraction(80, 100),
    ...                     difference=Fraction(30_000))
    >>> found = target_rate(prices, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.day_case, found.ordinary)
    106000 76000
    """
    del params, known_on
    rest = one(prices.target, unit=RATIO) - prices.target
    day_case = prices.average + prices.difference * rest
    return SettingPrices(
        day_case=named(day_case, "Price of a day case"),
        ordinary=named(prices.average - prices.difference * prices.target, "Ordinary price"),
    )
