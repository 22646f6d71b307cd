"""The price of any record: of a spell, an appointment or an emergency attendance."""

from datetime import date

from equipoise.params import Values
from equipoise.rules.payment.at_prices import (
    AttendanceAtPrices,
    EmergencyAtPrices,
    SpellAtPrices,
)
from equipoise.rules.payment.emergency_price import emergency_price
from equipoise.rules.payment.outcome import Priced
from equipoise.rules.payment.outpatient_price import outpatient_price
from equipoise.rules.payment.spell_price import spell_price
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number


@rule(
    applies=BY_PRICE,
    source="The three kinds of record of the commissioning data sets, each with its own rule",
)
def record_price(
    record: SpellAtPrices[Number] | AttendanceAtPrices[Number] | EmergencyAtPrices[Number],
    params: Values[Number],
    *,
    known_on: date,
) -> Priced[Number]:
    """Return a record's price with each of its parts, or the reason why it has none.

    This is what a faster way of pricing must agree with, to the penny and to the reason.

    Unit: pence.
    Law each_kind_of_record_has_its_rule: the answer is that rule's, and no other's.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import spell, stay
    >>> found = record_price(stay(spell()), load(), known_on=date(2023, 5, 4))
    >>> print(found.point_of_delivery, found.price.value)
    EL 769549
    """
    match record:
        case SpellAtPrices():
            return spell_price(record, params, known_on=known_on)
        case AttendanceAtPrices():
            return outpatient_price(record, params, known_on=known_on)
        case EmergencyAtPrices():
            return emergency_price(record, params, known_on=known_on)
