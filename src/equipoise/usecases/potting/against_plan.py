"""What a pot is held against: the allocation and the positions of the system's collated plan."""

from __future__ import annotations

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.rules.balance import NobodyReturnedError
from equipoise.rules.pot import PotAndPlans, PotBalance
from equipoise.units import Absence
from equipoise.usecases.lines import Lines
from equipoise.usecases.plans import Plan
from equipoise.usecases.statement import Statement
from equipoise.workings import Figure


def against_plan(
    plan: Plan | None, system: str, *, balance: PotBalance[Figure]
) -> PotAndPlans[Figure] | Absence:
    """Return what the pot says beside what the plan does; why there is nothing to say."""
    if plan is None:
        return Absence.NOT_SUBMITTED
    lines = Lines(plan=plan, period=plan.round.year.period)
    try:
        members = Statement(plan=plan).position.members
        allocation = lines.derived(system, "allocation.total")
        commissioner = members[system].including
    except (IncompleteError, KeyError, NoCellsError, NobodyReturnedError):
        return Absence.MISSING
    return PotAndPlans(
        sources=balance.sources,
        surplus=balance.surplus,
        allocation=allocation,
        commissioner=commissioner,
        trusts={code: both.including for code, both in sorted(members.items()) if code != system},
    )
