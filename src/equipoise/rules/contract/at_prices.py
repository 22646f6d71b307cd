"""Price times activity for an NHS provider, without a marginal rate: where no other model holds."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class PricedMonths(Generic[Number]):
    """Services paid in a block, and activity at prices. Unit: pence."""

    fixed: Number
    activity: Number


@rule(
    applies=Period.parse("2019-04-01 to 2023-04-01"),
    source="HSJ 7026392 and 7023543 (2019/20, below the threshold of blended payment); HFMA "
    "31 March 2022 (2022/23, outside the scope of aligned payment)",
)
def at_prices(
    months: PricedMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the block of services without prices, and all other activity at its price.

    Unit: whole pence.
    Law at_prices_nothing_is_held_back: activity is paid in full, beside what is fixed.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = PricedMonths(fixed=Fraction(30), activity=Fraction(120))
    >>> print(at_prices(months, load().exact, known_on=date(2019, 4, 1)).total)
    150
    """
    del params, known_on
    return payment(months.fixed, fixed=(months.fixed,), variable=(months.activity,))
