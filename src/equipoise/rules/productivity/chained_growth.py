"""Chained growth: several years' growth as one."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import in_period_of, one, spanning
from equipoise.rules.productivity.outcome import Growth, NotAvailable
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import RATIO
from equipoise.workings import Figure, Number, named


class YearsDoNotFollowError(ValueError):
    """A year is left out, or comes twice."""

    def __init__(self, earlier: Figure, later: Figure) -> None:
        super().__init__(f"{later.basis.period} does not follow on {earlier.basis.period}")


@dataclass(frozen=True, kw_only=True)
class GrowthYears(Generic[Number]):
    """Each year's growth, the earliest first."""

    years: tuple[Growth[Number] | NotAvailable, ...]


@rule(
    applies=DEFINITIONS,
    source="ONS, public service productivity: healthcare: growth chains as the product of 1 + g",
)
def chained_growth(
    growth: GrowthYears[Number], params: Values[Number], *, known_on: date
) -> Growth[Number] | NotAvailable:
    """Return the growth over all the years, or why there is none.

    Unit: ratio; growth is positive.
    Raises: YearsDoNotFollowError when the periods of figures are not end to end.
    Law chaining_a_part_first_changes_nothing: three years are two and one.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> years = (Growth(rate=Fraction(1, 10)), Growth(rate=Fraction(1, 10)))
    >>> chained_growth(GrowthYears(years=years), load().exact, known_on=date(2023, 4, 1))
    Growth(rate=Fraction(21, 100))
    """
    del params, known_on
    rates = []
    for number, year in enumerate(growth.years, start=1):
        if isinstance(year, NotAvailable):
            return NotAvailable(f"year {number} of {len(growth.years)}: {year.reason}")
        rates.append(year.rate)
    if not rates:
        return NotAvailable("no year is given")
    whole = one(rates[0], unit=RATIO) + rates[0]
    for rate in rates[1:]:
        whole = _followed(whole, one(rate, unit=RATIO) + rate)
    return Growth(rate=named(whole - one(whole, unit=RATIO), "Growth over the years"))


def _followed(so_far: Number, factor: Number) -> Number:
    _refuse_a_gap(so_far, factor)
    spanned = spanning(so_far, factor)
    return spanned * in_period_of(factor, spanned)


def _refuse_a_gap(earlier: Figure | Fraction, later: Figure | Fraction) -> None:
    if not isinstance(earlier, Figure) or not isinstance(later, Figure):
        return  # bare fractions do not say which year they are of
    if earlier.basis.period.ends_on != later.basis.period.starts_on:
        raise YearsDoNotFollowError(earlier, later)
