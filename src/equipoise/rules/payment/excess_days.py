"""Days beyond the trim point: what a spell that lasts too long is paid for each."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil, valued
from equipoise.rules.payment.at_prices import SpellAtPrices
from equipoise.rules.payment.outcome import PointOfDelivery
from equipoise.rules.payment.point_of_delivery import point_of_delivery
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, largest, named

NON_ELECTIVE: Final = frozenset(
    {
        PointOfDelivery.NON_ELECTIVE,
        PointOfDelivery.SHORT_STAY,
        PointOfDelivery.OTHER_NON_ELECTIVE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Excess(Generic[Number]):
    """How many days lie beyond the trim point, and what is paid for them."""

    days: Number
    payment: Number


@rule(
    applies=BY_PRICE,
    source="HFMA, introduction to payment by results: one rate a day, elective and non-elective, "
    "with trim points of their own; national tariff workbook 2022/23, sheet 1",
)
def excess_days(
    stay: SpellAtPrices[Number], params: Values[Number], *, known_on: date
) -> Excess[Number] | None:
    """Return the days beyond the trim point and what is paid for them; None if there can be none.

    A day case has none, nor a spell for which the book prints no trim point or no rate.

    Unit: days, and pence before market forces.
    Law no_day_up_to_the_trim_point_is_excess: and each after it adds one rate.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import spell, stay
    >>> def found(days):
    ...     of = stay(spell(length_of_stay=days))
    ...     return excess_days(of, load(), known_on=date(2023, 5, 4)).payment.value
    >>> found(12), found(13), found(18)
    (0, 25000, 150000)
    """
    if stay.prices is None:
        return None
    point = point_of_delivery(stay, params, known_on=known_on)
    trim = None
    if point is PointOfDelivery.ELECTIVE:
        trim = stay.prices.elective_trim
    elif point in NON_ELECTIVE:
        trim = stay.prices.non_elective_trim
    if trim is None or stay.prices.per_day is None:
        return None
    beyond = largest(nil(trim), stay.length_of_stay - trim)
    days = named(beyond, "Days beyond the trim point")
    payment = named(valued(days, stay.prices.per_day), "Payment for excess days")
    return Excess(days=days, payment=payment)
