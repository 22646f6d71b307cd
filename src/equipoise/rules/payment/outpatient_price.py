"""The price of an outpatient appointment: of its procedure, or of who saw the patient."""

from datetime import date
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment.at_prices import AttendanceAtPrices
from equipoise.rules.payment.exclusions import UNGROUPABLE, is_private
from equipoise.rules.payment.outcome import PointOfDelivery, Priced, Reason, unpriced
from equipoise.rules.payment.records import Attendance
from equipoise.rules.payment.unbundled import unbundled
from equipoise.rules.payment.years import BY_PRICE
from equipoise.rules.registry import rule
from equipoise.workings import Number, named, rounded, total

ATTENDANCE: Final = "WF"
"""What the HRG of an attendance without a priced procedure begins with."""
FIRST: Final = frozenset({"B", "D"})
"""How the HRG of a first attendance ends: face to face, or not."""
FIRST_CODES: Final = frozenset({"1", "3"})
ATTENDED: Final = frozenset({"5", "6"})
SINGLE_FIRST, SINGLE_FOLLOW_UP = "WF01B", "WF01A"


@rule(
    applies=BY_PRICE,
    source="National tariff workbook 2022/23, sheets 1 and 2; NHS data dictionary: first "
    "attendance 3 is a first one that is not face to face, not one of several professionals",
)
def outpatient_price(
    visit: AttendanceAtPrices[Number], params: Values[Number], *, known_on: date
) -> Priced[Number]:
    """Return an appointment's price, or the reason why it has none.

    A procedure whose HRG has a price is paid that; anything else the attendance price of its
    treatment function, by the WF code of its HRG. Who did not attend is not paid for. An
    attendance that is not face to face has the price of its own WF code, where one is printed.

    Assumption: a procedure without a price counts as one professional's attendance.
    Unit: pence, rounded once after market forces.
    Law an_appointment_is_priced_or_says_why: one of the two, never both.
    Law nobody_pays_for_who_did_not_come: whatever the prices.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import attendance
    >>> visit = AttendanceAtPrices(
    ...     attendance=attendance(hrg="WF02B"), procedure=None, market_forces=Fraction(1),
    ...     attendances={"WF01B": Fraction(18_100), "WF02B": Fraction(25_000)})
    >>> found = outpatient_price(visit, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.point_of_delivery, found.price)
    OPFA 25000
    """
    attendance = visit.attendance
    point, base = _delivered(visit)
    if reason := _reason(visit, priced=base is not None):
        return unpriced(point, reason)
    assert base is not None
    assert visit.market_forces is not None
    base = named(base, f"Price of the {_told(attendance)}")
    beside = unbundled(visit.unbundled, params, known_on=known_on)
    parts = [base] if beside.payment is None else [base, beside.payment]
    whole = named(total(parts), "Price before market forces")
    return Priced(
        point_of_delivery=point,
        reason=None,
        base=base,
        unbundled=beside.payment,
        market_forces=visit.market_forces,
        price=named(rounded(whole * visit.market_forces), "Price"),
        local=beside.local,
    )


def attendance_code(attendance: Attendance) -> str:
    """Return the WF code that an attendance is priced by.

    >>> from equipoise.rules.payment.sample import attendance
    >>> attendance_code(attendance(hrg="AA10Z", first_attendance="3"))
    'WF01B'
    """
    if attendance.hrg.startswith(ATTENDANCE):
        return attendance.hrg
    return SINGLE_FIRST if attendance.first_attendance in FIRST_CODES else SINGLE_FOLLOW_UP


def _delivered(visit: AttendanceAtPrices[Number]) -> tuple[PointOfDelivery, Number | None]:
    attendance = visit.attendance
    if visit.procedure is not None and not attendance.hrg.startswith(ATTENDANCE):
        return PointOfDelivery.PROCEDURE, visit.procedure
    code = attendance_code(attendance)
    first = code[-1:] in FIRST
    point = PointOfDelivery.FIRST_ATTENDANCE if first else PointOfDelivery.FOLLOW_UP_ATTENDANCE
    return point, (visit.attendances or {}).get(code)


def _reason(visit: AttendanceAtPrices[Number], *, priced: bool) -> Reason | None:
    attendance = visit.attendance
    if is_private(attendance.administrative_category, attendance.commissioner):
        return Reason.PRIVATE
    if attendance.attended not in ATTENDED:
        return Reason.NOT_ATTENDED
    if attendance.hrg.startswith(UNGROUPABLE):
        return Reason.UNGROUPABLE
    if not priced:
        return Reason.UNKNOWN_FUNCTION if visit.attendances is None else Reason.NO_PRICE
    return Reason.NO_MARKET_FORCES if visit.market_forces is None else None


def _told(attendance: Attendance) -> str:
    return "attendance" if attendance.hrg.startswith(ATTENDANCE) else "appointment"
