"""Efficiency: what is to be saved, and how much of it lasts, is late, or is not yet known."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import Share, share
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class Efficiencies(Generic[Number]):
    """Planned savings. The first two make the whole; the others are parts of it.

    None where a part was not asked for: it has no share.
    """

    recurrent: Number
    non_recurrent: Number
    second_half: Number | None = None
    """Planned for months 7 to 12."""
    unidentified: Number | None = None
    high_risk: Number | None = None
    system_stretch: Number | None = None
    """Held by the system, and owned by no body yet."""


@dataclass(frozen=True, kw_only=True)
class Efficiency(Generic[Number]):
    """The total, and each part with its share of it."""

    total: Number
    recurrent: Share[Number]
    non_recurrent: Share[Number]
    second_half: Share[Number] | None
    unidentified: Share[Number] | None
    high_risk: Share[Number] | None
    system_stretch: Share[Number] | None


@rule(
    applies=DEFINITIONS,
    source="House definition; shares as boards report them (Lancashire and South Cumbria by phase, "
    "Humber and North Yorkshire by maturity, 2024/25)",
)
def efficiency(
    plans: Efficiencies[Number],
    params: Values[Number],
    *,
    known_on: date,
) -> Efficiency[Number]:
    """Return the total and the share of each part; the denominator of each is the total.

    Unit: pence, and ratios; saving is positive.
    Law shares_sum_to_one: of recurrent and non-recurrent, unless there is nothing to share.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plans = Efficiencies(recurrent=Fraction(62_400), non_recurrent=Fraction(33_600))
    >>> print(efficiency(plans, load().exact, known_on=date(2023, 5, 4)).recurrent.ratio)
    13/20
    """
    del params, known_on
    whole = named(plans.recurrent + plans.non_recurrent, "Efficiency")

    def part(number: Number | None, name: str) -> Share[Number] | None:
        return None if number is None else share(number, whole, name=f"{name} share of efficiency")

    return Efficiency(
        total=whole,
        recurrent=share(plans.recurrent, whole, name="Recurrent share of efficiency"),
        non_recurrent=share(plans.non_recurrent, whole, name="Non-recurrent share of efficiency"),
        second_half=part(plans.second_half, "Second-half"),
        unidentified=part(plans.unidentified, "Unidentified"),
        high_risk=part(plans.high_risk, "High-risk"),
        system_stretch=part(plans.system_stretch, "System stretch"),
    )
