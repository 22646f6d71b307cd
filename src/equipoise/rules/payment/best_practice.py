"""What best practice adds to a spell's price: the payments whose conditions are met."""

from datetime import date

from equipoise.params import Values
from equipoise.rules.payment.at_prices import SpellAtPrices
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, total


@rule(
    applies=BY_PRICE,
    source="National tariff workbook 2022/23, sheet 6a: a base price, and conditional payments "
    "when every criterion is met",
)
def best_practice(
    stay: SpellAtPrices[Number], params: Values[Number], *, known_on: date
) -> Number | None:
    """Return what the best practice tariffs that a spell names pay on top; None if nothing.

    This is the first of the three patterns. The second, a price set for a target share of day
    cases, is `target_rate`; the third, a price for part of an HRG, stands in place of the
    HRG's own price in `base_price`.

    Assumption: no specialised top-up is paid on it; the workbook says so of major trauma alone.
    Unit: pence, before market forces.
    Law conditional_payments_add_up: two tariffs pay what each pays alone.

    >>> from dataclasses import replace
    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.price_book import BestPracticePrice
    >>> from equipoise.rules.payment.sample import BOOK, spell, stay
    >>> from equipoise.units import Pence
    >>> hip = {("HN12F", "hip-fracture.met"): BestPracticePrice(additional=Pence(133_500))}
    >>> of = stay(spell(best_practice=("hip-fracture.met",)), replace(BOOK, best_practice=hip))
    >>> best_practice(of, load(), known_on=date(2023, 5, 4)).value
    133500
    """
    del params, known_on
    paid = [
        one.additional
        for _, one in sorted(stay.best_practice.items())
        if one.additional is not None
    ]
    return named(total(paid), "Best practice payments") if paid else None
