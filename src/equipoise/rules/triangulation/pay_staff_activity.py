"""Pay against staff against activity: how each changes, and what one of each costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import (
    at_stage_of,
    each_whole,
    held_against,
    in_period_of,
    nil,
    valued,
)
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import WTE, Period
from equipoise.workings import Number, named, rounded, total

ACTIVITY: Final = ("elective", "day_case", "non_elective", "outpatient", "emergency")
"""The kinds of activity that have a cost weight."""
UNIT: Final = "elective"
"""The kind of activity that one weighted unit is worth one of."""


class Flag(StrEnum):
    """Two things that move apart. It is not said how far apart is too far."""

    PAY_UP_STAFF_DOWN = "Pay rises while staff fall"
    PAY_DOWN_STAFF_UP = "Pay falls while staff rise"
    STAFF_UP_ACTIVITY_DOWN = "Staff rise while activity falls"
    STAFF_DOWN_ACTIVITY_UP = "Staff fall while activity rises"


@dataclass(frozen=True, kw_only=True)
class YearOfPlan(Generic[Number]):
    """What one provider plans for one year; None for what it has not returned.

    `staff` and `beds` are those at the end of the year; `activity` is by kind.
    """

    pay: Number | None
    cost: Number | None
    """All expenditure."""
    staff: Number | None
    activity: Mapping[str, Number | None]
    beds: Number | None


@dataclass(frozen=True, kw_only=True)
class PlanYears(Generic[Number]):
    """The plan of one provider beside the year before."""

    period: Period
    before: YearOfPlan[Number]
    after: YearOfPlan[Number]


@dataclass(frozen=True, kw_only=True)
class Triangulation(Generic[Number]):
    """Changes as ratios, and implied unit costs; None where something is not known, or is nil."""

    pay_change: Number | None
    staff_change: Number | None
    activity_change: Number | None
    """Of activity weighted by what it costs."""
    beds_change: Number | None
    cost_per_wte: Number | None
    """Pay over staff."""
    cost_per_unit: Number | None
    """All expenditure over weighted activity: that of one elective spell."""
    cost_per_wte_before: Number | None
    cost_per_unit_before: Number | None
    """Both as they were the year before."""
    weighted_activity: Number | None
    """What the activity would cost at the weights."""
    flags: tuple[Flag, ...]


@rule(
    applies=DEFINITIONS,
    source="NHS England, planning framework 2025: plans triangulate finance, workforce and "
    "activity; the measures are house definitions (checks V13 to V15)",
)
def pay_staff_activity(
    years: PlanYears[Number], params: Values[Number], *, known_on: date
) -> Triangulation[Number]:
    """Return how pay, staff, weighted activity and beds change, and the implied unit costs.

    Assumption: activity is weighted at the same costs in both years; a weighted unit is worth
        one elective spell. Staff are those of the last month, pay is the year's.
    Unit: ratios, and pence rounded once to the nearest.
    Raises: ParameterError when no cost weight was known.
    Law the_same_year_twice_changes_nothing: every change is nil, no flag is raised, and what one
        of each costs stays what it was.
    Law the_scale_of_weights_moves_no_change: only their proportions count.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> def year(pay, staff):
    ...     return YearOfPlan(pay=Fraction(pay), cost=None, staff=Fraction(staff), activity={},
    ...                       beds=None)
    >>> years = PlanYears(period=Period.parse("2023/24"), before=year(100, 50), after=year(104, 49))
    >>> found = pay_staff_activity(years, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.pay_change, found.staff_change, found.flags[0])
    1/25 -1/50 Pay rises while staff fall
    """
    weights = {
        kind: params.at(f"activity/cost_weight/{kind}_pence", years.period, known_on=known_on)
        for kind in ACTIVITY
    }
    before, after = years.before, years.after
    then = _weighted(before.activity, weights, "Last year's weighted activity")
    now = _weighted(after.activity, weights, "Weighted activity")
    pay = _change(before.pay, after.pay, "Change of pay")
    staff = _change(before.staff, after.staff, "Change of staff")
    activity = _change(then, now, "Change of weighted activity")
    return Triangulation(
        pay_change=pay,
        staff_change=staff,
        activity_change=activity,
        beds_change=_change(before.beds, after.beds, "Change of beds"),
        cost_per_wte=_per_wte(after.pay, after.staff),
        cost_per_unit=_per_unit(after.cost, now, weights[UNIT]),
        cost_per_wte_before=_per_wte(before.pay, before.staff),
        cost_per_unit_before=_per_unit(before.cost, then, weights[UNIT]),
        weighted_activity=now,
        flags=tuple(_flags(pay, staff, activity)),
    )


def _weighted(
    activity: Mapping[str, Number | None], weights: Mapping[str, Number], name: str
) -> Number | None:
    """Return activity at its weights; None where none is known or one kind is not."""
    values = []
    for kind, number in sorted(activity.items()):
        if number is None:
            return None
        values.append(valued(number, weights[kind]))
    return named(total(values), name) if values else None


def _change(before: Number | None, after: Number | None, name: str) -> Number | None:
    if before is None or after is None:
        return None
    beside = at_stage_of(in_period_of(before, after), after)
    return share(after - beside, beside, name=name).ratio


def _per_wte(pay: Number | None, staff: Number | None) -> Number | None:
    if pay is None or staff is None or not staff > nil(staff):
        return None
    return named(each_whole(pay, in_period_of(staff, pay), unit=WTE), "Pay per WTE")


def _per_unit(cost: Number | None, activity: Number | None, weight: Number) -> Number | None:
    if cost is None or activity is None or not activity > nil(activity):
        return None
    unit = held_against(in_period_of(weight, cost), cost)
    return named(rounded(unit * (cost / activity)), "Cost per weighted unit")


def _flags(pay: Number | None, staff: Number | None, activity: Number | None) -> Iterator[Flag]:
    """Yield what moves apart: one of the two up, and the other down."""
    if _up(pay) and _down(staff):
        yield Flag.PAY_UP_STAFF_DOWN
    if _down(pay) and _up(staff):
        yield Flag.PAY_DOWN_STAFF_UP
    if _up(staff) and _down(activity):
        yield Flag.STAFF_UP_ACTIVITY_DOWN
    if _down(staff) and _up(activity):
        yield Flag.STAFF_DOWN_ACTIVITY_UP


def _up(change: Number | None) -> bool:
    return change is not None and bool(change > nil(change))


def _down(change: Number | None) -> bool:
    return change is not None and bool(change < nil(change))
