"""The price a spell starts from: that of its HRG where it was delivered, or best practice's."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment.at_prices import SpellAtPrices, SpellPrices
from equipoise.rules.payment.outcome import PointOfDelivery
from equipoise.rules.payment.point_of_delivery import point_of_delivery
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named

SHORT_STAY_METHODS: Final = frozenset({"21", "22", "23", "24", "25", "28", "2A", "2B", "2C", "2D"})
"""The admission methods for which a short stay costs less; 28 of providers before CDS 6.2."""
TOLD: Final = {
    PointOfDelivery.DAY_CASE: "Day case",
    PointOfDelivery.ELECTIVE: "Elective spell",
    PointOfDelivery.OTHER_NON_ELECTIVE: "Non-elective spell",
    PointOfDelivery.NON_ELECTIVE: "Non-elective spell",
    PointOfDelivery.SHORT_STAY: "Reduced price of a short stay",
}
LOWEST_AGE: Final = "payment/short_stay/lowest_age_count"


class TwoTariffsError(ValueError):
    """Two best practice tariffs would each stand in place of a spell's price."""

    def __init__(self, tariffs: Iterable[str]) -> None:
        super().__init__(
            f"more than one best practice tariff sets the price: {', '.join(tariffs)}; "
            "a spell names the one whose criteria its HRG is paid by"
        )


@rule(
    applies=BY_PRICE,
    source="National tariff workbook 2022/23, sheets 1, 6a and 8; HFMA, introduction to payment "
    "by results: a short stay is one of less than two days",
)
def base_price(
    stay: SpellAtPrices[Number], params: Values[Number], *, known_on: date
) -> Number | None:
    """Return the price a spell starts from, as it was printed; None where a dash is.

    Either a combined price is printed or one for each elective setting. The reduced price of a
    short stay is paid for emergencies of patients of the lowest age or over. A best practice
    tariff that the spell names stands in place of the HRG's price wherever it prints one.

    Unit: pence, before top-ups, excess days and market forces.
    Raises: TwoTariffsError when two tariffs print a price for the same spell; ParameterError
        where the lowest age of the year is not known.
    Law a_short_stay_never_costs_more: where the book's reduced price is no higher.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import spell, stay
    >>> def found(**changes):
    ...     of = stay(spell(admission_method="21", length_of_stay=1, **changes))
    ...     return base_price(of, load(), known_on=date(2023, 5, 4)).value
    >>> found(age=18), found(age=19)
    (500000, 100000)
    """
    if stay.prices is None:
        return None
    point = point_of_delivery(stay, params, known_on=known_on)
    if point is PointOfDelivery.SHORT_STAY and not _reduced(stay, params, known_on):
        point = PointOfDelivery.NON_ELECTIVE
    found = {tariff: _printed(one, point) for tariff, one in sorted(stay.best_practice.items())}
    instead = {tariff: price for tariff, price in found.items() if price is not None}
    if len(instead) > 1:
        raise TwoTariffsError(instead)
    price = next(iter(instead.values()), _printed(stay.prices, point))
    return None if price is None else named(price, f"{TOLD[point]}, {stay.spell.hrg}")


def _reduced(stay: SpellAtPrices[Number], params: Values[Number], known_on: date) -> bool:
    lowest = params.at(LOWEST_AGE, stay.period, known_on=known_on)
    return stay.spell.admission_method in SHORT_STAY_METHODS and bool(stay.age >= lowest)


def _printed(prices: SpellPrices[Number], point: PointOfDelivery) -> Number | None:
    match point:
        case PointOfDelivery.DAY_CASE:
            return prices.day_case if prices.combined is None else prices.combined
        case PointOfDelivery.ELECTIVE:
            return prices.elective if prices.combined is None else prices.combined
        case PointOfDelivery.OTHER_NON_ELECTIVE | PointOfDelivery.NON_ELECTIVE:
            return prices.non_elective
        case PointOfDelivery.SHORT_STAY:
            return prices.short_stay
    return None
