"""The point of delivery of a spell: the admission method first, then how long it lasted."""

from datetime import date
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment.at_prices import SpellAtPrices
from equipoise.rules.payment.outcome import PointOfDelivery
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number

ELECTIVE_METHODS: Final = frozenset({"11", "12", "13"})
OTHER_METHODS: Final = frozenset({"31", "32", "81", "82", "83"})
"""Maternity, transfers and births: neither planned nor an emergency."""
EMERGENCY: Final = "2"
"""What every emergency admission method begins with."""
LONGEST: Final = "payment/short_stay/longest_days"


@rule(
    applies=BY_PRICE,
    source="SUS published data mapping, as implemented by a London data service (public "
    "repository highspring); national tariff workbook 2022/23, sheet 8",
)
def point_of_delivery(
    stay: SpellAtPrices[Number], params: Values[Number], *, known_on: date
) -> PointOfDelivery:
    """Return how a spell was delivered.

    A day case that stayed a night is an elective spell. An emergency is a short stay whatever
    the patient's age: it is the price that asks for that.

    Raises: ParameterError where the longest short stay of the year is not known.
    Law every_spell_has_one_point_of_delivery: one of a spell's, whatever its codes.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import spell, stay
    >>> def found(**changes):
    ...     return str(point_of_delivery(
    ...         stay(spell(**changes)), load(), known_on=date(2023, 5, 4)))
    >>> found(admission_method="12", classification="2", length_of_stay=1)
    'EL'
    >>> found(admission_method="32")
    'NELNE'
    """
    spell = stay.spell
    if spell.admission_method in ELECTIVE_METHODS:
        return _elective(spell.classification, nights=spell.length_of_stay)
    if spell.admission_method in OTHER_METHODS:
        return PointOfDelivery.OTHER_NON_ELECTIVE
    if not spell.admission_method.startswith(EMERGENCY):
        return PointOfDelivery.OTHER
    longest = params.at(LONGEST, stay.period, known_on=known_on)
    if stay.short_stay_applies and stay.length_of_stay <= longest:
        return PointOfDelivery.SHORT_STAY
    return PointOfDelivery.NON_ELECTIVE


def _elective(classification: str, *, nights: int) -> PointOfDelivery:
    match classification:
        case "3":
            return PointOfDelivery.REGULAR_DAY
        case "4":
            return PointOfDelivery.REGULAR_NIGHT
        case "2" if nights == 0:
            return PointOfDelivery.DAY_CASE
    return PointOfDelivery.ELECTIVE
