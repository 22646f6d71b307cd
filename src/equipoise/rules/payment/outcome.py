"""What pricing a record answers: where it was delivered, each part of its price, or why none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from equipoise.workings import Number


class PointOfDelivery(StrEnum):
    """How care was delivered, as far as prices tell it apart."""

    REGULAR_DAY = "RADAY"
    REGULAR_NIGHT = "RANIGHT"
    DAY_CASE = "DC"
    ELECTIVE = "EL"
    OTHER_NON_ELECTIVE = "NELNE"
    SHORT_STAY = "NELST"
    NON_ELECTIVE = "NEL"
    OTHER = "OTHER"
    PROCEDURE = "OPPROC"
    FIRST_ATTENDANCE = "OPFA"
    FOLLOW_UP_ATTENDANCE = "OPFU"
    EMERGENCY_DEPARTMENT = "AE"


class Reason(StrEnum):
    """Why a record has no price. Of several, the first in this order is given."""

    NO_BOOK = "no_book"
    """There is no price book for its day."""
    PRIVATE = "private"
    """The patient pays, or somebody else than the NHS."""
    NOT_ATTENDED = "not_attended"
    """Nobody came, or nobody was seen."""
    UNGROUPABLE = "ungroupable"
    """The grouper found no HRG: its record cannot be valid."""
    UNKNOWN_DELIVERY = "unknown_delivery"
    """Its codes name no point of delivery: an admission method, or a type of department."""
    REGULAR_ATTENDER = "regular_attender"
    """A regular day or night attender: no national price."""
    UNKNOWN_HRG = "unknown_hrg"
    """The book does not have the HRG."""
    UNKNOWN_FUNCTION = "unknown_function"
    """The book has no attendance of that treatment function."""
    NO_PRICE = "no_price"
    """The book prints a dash: no national price there."""
    NO_MARKET_FORCES = "no_mff"
    """The book has no market forces factor for the provider."""


@dataclass(frozen=True, kw_only=True)
class Priced(Generic[Number]):
    """A record and its price. Without a price every amount is None and there is a reason.

    Unit: pence, days, and ratios for `top_up_ratio` and `market_forces`. `price` alone is
    rounded; the other amounts are before the market forces factor, which multiplies them all.
    """

    point_of_delivery: PointOfDelivery
    reason: Reason | None
    base: Number | None = None
    top_up_ratio: Number | None = None
    top_up: Number | None = None
    additional: Number | None = None
    """What best practice adds, on which no top-up is paid."""
    excess_days: Number | None = None
    excess: Number | None = None
    unbundled: Number | None = None
    market_forces: Number | None = None
    price: Number | None = None
    local: tuple[str, ...] = ()
    """Unbundled HRGs that have no national price: left to local prices, and not in this one."""


def unpriced(point: PointOfDelivery, reason: Reason) -> Priced[Number]:
    """Return the answer for a record that has no price."""
    return Priced(point_of_delivery=point, reason=reason)
