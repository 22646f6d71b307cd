"""Deficit support taken away by steps: what is left of an award in each later year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import in_period_of
from equipoise.rules.registry import rule
from equipoise.units import FinancialYear, Period
from equipoise.workings import Number, named, rounded

YEARS: Final = tuple(map(FinancialYear, range(2025, 2029)))


@dataclass(frozen=True, kw_only=True)
class AwardOf2025(Generic[Number]):
    """What a body or a system has of deficit support in 2025/26. Unit: pence."""

    award: Number


@rule(
    applies=Period.parse("2025-04-01 to 2029-04-01"),
    source="NHS England, medium term planning framework, 24 October 2025: withdrawn gradually, "
    "and gone by 2028/29; the steps between are the house's",
)
def withdrawal(
    award: AwardOf2025[Number], params: Values[Number], *, known_on: date
) -> Mapping[FinancialYear, Number]:
    """Return what is left of an award in each year to 2028/29, which has nothing.

    Unit: pence.
    Law support_is_withdrawn_step_by_step: no later year has more than one before it.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> found = withdrawal(AwardOf2025(award=Fraction(30)), load().exact, known_on=date(2026, 5, 4))
    >>> print(*(f"{year}: {left}" for year, left in found.items()))
    2025/26: 30 2026/27: 20 2027/28: 10 2028/29: 0
    """
    found = {}
    for year in YEARS:
        ratio = params.at("support/dsf/remaining_ratio", year.period, known_on=known_on)
        left = rounded(in_period_of(award.award, ratio) * ratio)
        found[year] = named(left, f"Deficit support {year}")
    return found
