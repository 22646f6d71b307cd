"""The rebased position: what a system may spend after an award, and what it still has to find."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import at_stage_of, movement
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Rebasing(Generic[Number]):
    """The allocation, what is added to it, the forecast before actions, and the actions.

    Unit: pence; amounts are positive.
    """

    allocation: Number
    award: Number
    released: tuple[Number, ...]
    restored: Number
    forecast: Number
    actions: tuple[Number, ...]


@dataclass(frozen=True, kw_only=True)
class RebasedPosition(Generic[Number]):
    """The rebased allocation, and the gap before and after actions; below nil is to be found."""

    allocation: Number
    award: Number
    released: Number
    restored: Number
    rebased: Number
    forecast: Number
    gap_before: Number
    actions: Number
    gap_after: Number


@rule(
    applies=Period.parse("2023/24"),
    published=date(2023, 11, 8),
    source="NHS England, letter of 8 November 2023: each integrated care board agrees steps to "
    "live within its re-baselined allocation (founding requirement F-002-08)",
)
def rebased_position(
    rebasing: Rebasing[Number], params: Values[Number], *, known_on: date
) -> RebasedPosition[Number]:
    """Return what a system may spend, and how far its forecast is from it, now and with actions.

    Unit: pence; a gap is below nil, and above nil is not needed.
    Law the_gap_is_what_is_rebased_less_the_forecast: and actions close it pound for pound.
    Law every_addition_counts_once: award, release and restored elective money alike.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> rebasing = Rebasing(
    ...     allocation=Fraction(2_400), award=Fraction(16), released=(Fraction(3),),
    ...     restored=Fraction(8), forecast=Fraction(2_436), actions=(Fraction(5), Fraction(4)))
    >>> found = rebased_position(rebasing, load().exact, known_on=date(2023, 11, 8))
    >>> print(found.rebased, found.gap_before, found.gap_after)
    2427 -9 0
    """
    del params, known_on
    forecast = named(rebasing.forecast, "Forecast net expenditure before actions")

    def moved(amount: Number) -> Number:
        return movement(at_stage_of(amount, forecast), forecast)

    def beside(amount: Number, name: str) -> Number:
        return named(moved(amount), name)

    allocation = beside(rebasing.allocation, "Allocation, as planned")
    award = beside(rebasing.award, "Award")
    released = total_or_nil(
        map(moved, rebasing.released), forecast, name="Ring-fenced money released"
    )
    restored = beside(rebasing.restored, "Elective money restored")
    rebased = named(total((allocation, award, released, restored)), "Rebased allocation")
    gap = named(rebased - forecast, "Gap before actions")
    actions = total_or_nil(map(moved, rebasing.actions), forecast, name="Closing actions")
    return RebasedPosition(
        allocation=allocation,
        award=award,
        released=released,
        restored=restored,
        rebased=rebased,
        forecast=forecast,
        gap_before=gap,
        actions=actions,
        gap_after=named(gap + actions, "Gap after actions"),
    )
