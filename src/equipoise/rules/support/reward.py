"""The reward of 2020/21 for bodies newly in balance: published, and never paid."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, rounded


@dataclass(frozen=True, kw_only=True)
class NewlyInBalance(Generic[Number]):
    """A body's relevant income, and in how many of two years it is newly in balance."""

    period: Period
    income: Number
    surplus: bool
    held: bool = False


@rule(
    applies=Period.parse("2020/21"),
    published=date(2020, 1, 30),
    source="Health Service Journal, new financial regime to reset regulatory relationships, 2019 "
    "(7026075)",
)
def reward(body: NewlyInBalance[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return the reward of a body: once for a surplus, twice where it newly reached and held one.

    Unit: pence.
    Raises: ParameterError unless suspended values are admitted: the scheme never ran.
    Law a_reward_is_for_a_surplus: without one there is none.

    In £000: relevant income of 500m.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> body = NewlyInBalance(period=Period.parse("2020/21"), income=Fraction(500_000),
    ...     surplus=True)
    >>> print(reward(body, load().admitting("suspended").exact, known_on=date(2020, 2, 1)))
    2500
    """
    once = rounded(body.income * params.at("support/reward_ratio", body.period, known_on=known_on))
    if not body.surplus:
        return named(nil(once), "Reward")
    return named(once + once if body.held else once, "Reward")
