"""The plan bridge: from the position as it was planned to the rebased one, step by step."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import at_stage_of
from equipoise.rules.rebaselining.rebased_position import RebasedPosition
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class PlannedAndRebased(Generic[Number]):
    """Net expenditure as the locked plan has it, and what the re-baselining came to."""

    planned: Number
    rebased: RebasedPosition[Number]


@dataclass(frozen=True, kw_only=True)
class PlanBridge(Generic[Number]):
    """The planned position, each step from it, and where they lead: the gap after actions."""

    original: Number
    since_plan: Number
    award: Number
    released: Number
    restored: Number
    actions: Number
    end: Number


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-002-01: the original plan is never overwritten; the "
    "reconciliation from the original to the rebased plan (fact book 3, section 3.2)",
)
def plan_bridge(
    both: PlannedAndRebased[Number], params: Values[Number], *, known_on: date
) -> PlanBridge[Number]:
    """Return the steps from the planned position to the rebased one.

    Unit: pence; a step above nil makes the position better.
    Law the_steps_lead_from_the_plan: the planned position and all steps sum to the gap after
        actions.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.rebaselining import Rebasing, rebased_position
    >>> rebasing = Rebasing(
    ...     allocation=Fraction(2_400), award=Fraction(16), released=(Fraction(3),),
    ...     restored=Fraction(8), forecast=Fraction(2_436), actions=(Fraction(9),))
    >>> rebased = rebased_position(rebasing, load().exact, known_on=date(2023, 11, 8))
    >>> both = PlannedAndRebased(planned=Fraction(2_409), rebased=rebased)
    >>> found = plan_bridge(both, load().exact, known_on=date(2023, 11, 8))
    >>> print(found.original, found.since_plan, found.end)
    -9 -27 0
    """
    del params, known_on
    found = both.rebased
    planned = at_stage_of(both.planned, found.forecast)
    return PlanBridge(
        original=named(found.allocation - planned, "Position as planned"),
        since_plan=named(planned - found.forecast, "Forecast against plan"),
        award=found.award,
        released=found.released,
        restored=found.restored,
        actions=found.actions,
        end=found.gap_after,
    )
