"""Match both sides of every contract: find money that exists on one side only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.rules.balance import Mismatch, PairKey, PairStatus
from equipoise.usecases.decisions import DecisionStatus, Stand, stands
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, proposed_plan, signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import Role, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.systems import found_wrong
from equipoise.workings import Figure

CODE = "EQ-CON-001"


@dataclass(frozen=True, kw_only=True)
class Matched:
    """All pairs of a system's plan, and the decisions that wait on each.

    `pairs` are those the actor may see; the sums are of all.
    """

    plan: Plan
    statement: Statement
    mismatch: Mismatch[Figure]
    pairs: tuple[PairKey, ...]
    agreeing: Mapping[PairKey, Stand]


def match(
    one: OpenRound,
    system: str,
    *,
    by: Actor,
    on: date,
    version: int | None = None,
    proposed: bool = False,
) -> Outcome[Matched]:
    """Return the mismatch of a collated version, or of the parts as they are signed now.

    `version` names a collated version; without one, the latest signed parts count, or with
    `proposed` the latest drafts. A body sees its own pairs, its system lead all of them.
    `adds_up` is False while any tested pair is Not agreed.

    Raises: NotAllowedError; UnknownError when there is no such version; RefusedError when no
        body has signed a contract yet.
    """
    demand(by, "match", one.subject(system), on)
    plan = _plan(one, system, version, proposed=proposed)
    statement = Statement(plan=plan)
    if not statement.contracts.pairs:
        raise RefusedError(
            f"No contract of {system} is there to be matched yet.",
            "See where each part stands with: equipoise collect.",
        )
    found = statement.matching
    agreeing = {
        PairKey(stand.body["commissioner"], stand.body["provider"]): stand
        for stand in stands(one, system)
        if stand.decision.kind == "agree" and stand.status is not DecisionStatus.SUPERSEDED
    }
    narrow = by.role == Role.EDITOR or (
        by.role == Role.APPROVER and by.organisation not in plan.commissioners
    )
    visible = tuple(key for key in sorted(found.pairs) if not narrow or by.organisation in key)
    result = Matched(
        plan=plan, statement=statement, mismatch=found, pairs=visible, agreeing=agreeing
    )
    return Outcome(
        result=result,
        findings=tuple(f for f in found_wrong(plan) if f.code == CODE),
        figures={
            ref: figure
            for ref, figure in statement.figures().items()
            if ref.parts[2] == "match" and _may_see(ref.parts, visible)
        },
        adds_up=all(pair.status is not PairStatus.NOT_AGREED for pair in found.pairs.values()),
        expand=plan.cells.expand,
    )


def _plan(one: OpenRound, system: str, version: int | None, *, proposed: bool) -> Plan:
    if version is not None:
        return plan_of(one, collated(one, system, version))
    return proposed_plan(one, system) if proposed else signed_plan(one, system)


def _may_see(parts: tuple[str, ...], visible: tuple[PairKey, ...]) -> bool:
    is_pair = len(parts) == 6
    return not is_pair or PairKey(parts[3], parts[4]) in visible
