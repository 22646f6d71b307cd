"""Input growth: this year's spend at last year's prices, against last year's spend."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import at_stage_of, in_period_of, nil, one
from equipoise.rules.productivity.outcome import Growth, NotAvailable
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import RATIO
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class SpendYears(Generic[Number]):
    """Spend in two years without one-off items, and what prices did between them."""

    before: Number | None
    after: Number | None
    deflator: Number | None
    """This year's prices over last year's: 1.04 when they rose by 4%."""


@rule(
    applies=DEFINITIONS,
    source="NHS England board, NHS productivity update, February 2025: spend adjusted for "
    "inflation and pay awards, one-off items excluded",
)
def input_growth(
    years: SpendYears[Number], params: Values[Number], *, known_on: date
) -> Growth[Number] | NotAvailable:
    """Return the growth in spend at last year's prices, or why there is none.

    Unit: ratio; growth is positive.
    Law spend_that_rose_with_prices_did_not_grow: whatever the prices did.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> years = SpendYears(before=Fraction(100), after=Fraction(110), deflator=Fraction("1.1"))
    >>> input_growth(years, load().exact, known_on=date(2025, 2, 6))
    Growth(rate=Fraction(0, 1))
    >>> print(input_growth(SpendYears(before=None, after=None, deflator=None), load().exact,
    ...     known_on=date(2025, 2, 6)))
    Not available: without last year's spend, this year's spend, the deflator
    """
    del params, known_on
    before, after, deflator = years.before, years.after, years.deflator
    if before is None or after is None or deflator is None:
        given = {"last year's spend": before, "this year's spend": after, "the deflator": deflator}
        return NotAvailable(
            f"without {', '.join(name for name, number in given.items() if number is None)}"
        )
    if not before > nil(before):
        return NotAvailable("nothing was spent last year")
    if not deflator > nil(deflator):
        return NotAvailable("the deflator is not above nil")
    real = named(after / deflator, "This year's spend at last year's prices")
    growth = real / in_period_of(at_stage_of(before, real), real)
    return Growth(rate=named(growth - one(growth, unit=RATIO), "Input growth"))
