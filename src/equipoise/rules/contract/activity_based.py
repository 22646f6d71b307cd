"""Activity-based payment: the unit price for each unit, as for providers outside the NHS."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.contract.payment import Payment, payment
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number


@dataclass(frozen=True, kw_only=True)
class ActivityMonths(Generic[Number]):
    """Activity of some months at unit prices with market forces. Unit: pence."""

    activity: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, NHS Payment Scheme 2023/25: activity-based payment, 100% of the unit "
    "price; before 2020 the tariff without its marginal rate",
)
def activity_based(
    months: ActivityMonths[Number], params: Values[Number], *, known_on: date
) -> Payment[Number]:
    """Return the value of activity, all of it variable.

    Unit: whole pence.
    Law activity_at_its_price_is_paid_in_full: nothing is fixed, and nothing held back.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> months = ActivityMonths(activity=Fraction(120))
    >>> print(activity_based(months, load().exact, known_on=date(2023, 4, 1)).variable)
    120
    """
    del params, known_on
    return payment(months.activity, variable=(months.activity,))
