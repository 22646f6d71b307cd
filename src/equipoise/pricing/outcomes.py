"""The numbers by which outcomes go through SQL: where care was delivered, and why it has no price.

They are those of the rules, and a few that the rules never meet: faults of a file, and two that
a bulk run tells where a rule would raise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from equipoise.pricing.faults import Fault
from equipoise.rules.payment import PointOfDelivery, Reason

POINTS: Final[Mapping[PointOfDelivery, int]] = {
    point: number for number, point in enumerate(PointOfDelivery, start=1)
}
"""A point of delivery by number; 0 where a record's own fault is in the way."""
REASONS: Final[Mapping[Reason, int]] = {
    reason: number for number, reason in enumerate(Reason, start=1)
}
FIRST_FAULT: Final = 40
TWO_TARIFFS: Final = 30
"""Two best practice tariffs would each stand in place of the price."""
BEYOND_LIMIT: Final = 31
"""The price before market forces is more than 64 bits can carry exactly."""
EVERY: Final = 64
"""An outcome is a point of delivery times this, and a reason."""
OUTCOMES: Final = 1024
"""More than any outcome: that of the next book stands before it."""

PRIVATE_MARK: Final = 1
"""What a record bears in a run where its own codes say that a private patient pays."""
NOT_ATTENDED_MARK: Final = 2
MARKS: Final = 3
FAULTS: Final = max(Fault) + 1

REASON_WORDS: Final[Mapping[int, str]] = {
    0: "",
    **{number: str(reason) for reason, number in REASONS.items()},
    TWO_TARIFFS: "two_tariffs",
    BEYOND_LIMIT: "beyond_limit",
    **{FIRST_FAULT + fault: fault.word for fault in Fault},
}
POINT_WORDS: Final[Mapping[int, str]] = {
    0: "",
    **{number: str(point) for point, number in POINTS.items()},
}
