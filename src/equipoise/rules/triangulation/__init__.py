"""Triangulation: whether money, staff and activity of a plan tell one story."""

from equipoise.rules.triangulation.pay_staff_activity import (
    ACTIVITY,
    Flag,
    PlanYears,
    Triangulation,
    YearOfPlan,
    pay_staff_activity,
)

__all__ = [
    "ACTIVITY",
    "Flag",
    "PlanYears",
    "Triangulation",
    "YearOfPlan",
    "pay_staff_activity",
]
