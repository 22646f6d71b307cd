"""What can be wrong with a return or a plan, said so that somebody can put it right.

A finding is a value, never an exception: a check yields as many as there are faults.
"""

from equipoise.findings.finding import (
    Finding,
    Group,
    Severity,
    blocking,
    grouped,
    in_order,
    without_consequences,
)
from equipoise.findings.trend import Trend, trends
from equipoise.findings.waiver import Waived, Waiver, WaiverError, WaiverKind, apart

__all__ = [
    "Finding",
    "Group",
    "Severity",
    "Trend",
    "Waived",
    "Waiver",
    "WaiverError",
    "WaiverKind",
    "apart",
    "blocking",
    "grouped",
    "in_order",
    "trends",
    "without_consequences",
]
