"""The price of an attendance at an emergency department, by its HRG and the department's type."""

from datetime import date
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment.at_prices import EmergencyAtPrices
from equipoise.rules.payment.exclusions import UNGROUPABLE, is_private
from equipoise.rules.payment.outcome import PointOfDelivery, Priced, Reason, unpriced
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, rounded

CONSULTANT_LED: Final = frozenset({"1", "01", "2", "02"})
MINOR_INJURY: Final = frozenset({"3", "03"})
HERE: Final = PointOfDelivery.EMERGENCY_DEPARTMENT


@rule(
    applies=BY_PRICE,
    source="National tariff workbook 2022/23, sheet 3: prices of types 1 and 2, and of type 3",
)
def emergency_price(
    visit: EmergencyAtPrices[Number], params: Values[Number], *, known_on: date
) -> Priced[Number]:
    """Return an attendance's price, or the reason why it has none.

    A department of type 3 has the lowest price, whatever was done there.

    Unit: pence, rounded once after market forces.
    Law an_emergency_is_priced_or_says_why: one of the two, never both.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import emergency
    >>> def found(kind):
    ...     visit = EmergencyAtPrices(
    ...         attendance=emergency(department_type=kind), known=True, market_forces=Fraction(1),
    ...         types_1_2=Fraction(41_000), type_3=Fraction(8_500))
    ...     return emergency_price(visit, load().exact, known_on=date(2023, 5, 4)).price
    >>> print(found("1"), found("02"), found("3"))
    41000 41000 8500
    """
    del params, known_on
    kind = visit.attendance.department_type
    base = visit.types_1_2 if kind in CONSULTANT_LED else visit.type_3
    if reason := _reason(visit, priced=base is not None):
        return unpriced(HERE, reason)
    assert base is not None
    assert visit.market_forces is not None
    base = named(base, "Price of the attendance")
    price = named(rounded(base * visit.market_forces), "Price")
    return Priced(
        point_of_delivery=HERE,
        reason=None,
        base=base,
        market_forces=visit.market_forces,
        price=price,
    )


def _reason(visit: EmergencyAtPrices[Number], *, priced: bool) -> Reason | None:
    attendance = visit.attendance
    if is_private("", attendance.commissioner):
        return Reason.PRIVATE
    if attendance.hrg.startswith(UNGROUPABLE):
        return Reason.UNGROUPABLE
    if attendance.department_type not in CONSULTANT_LED | MINOR_INJURY:
        return Reason.UNKNOWN_DELIVERY
    if not visit.known:
        return Reason.UNKNOWN_HRG
    if not priced:
        return Reason.NO_PRICE
    return Reason.NO_MARKET_FORCES if visit.market_forces is None else None
