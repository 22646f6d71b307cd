"""Match both sides of every contract: find money that exists on one side only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.findings import Finding
from equipoise.records import Actor
from equipoise.rules.balance import Mismatch, PairKey, PairMatch, PairStatus
from equipoise.usecases.decisions import DecisionStatus, Stand, stands
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, proposed_plan, signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.systems import found_wrong
from equipoise.workings import Figure

CODE = "EQ-CON-001"


@dataclass(frozen=True, kw_only=True)
class Matched:
    """The pairs of a system's plan that the actor may see, what they come to, and decisions."""

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
        body has signed a contract yet; IncompleteError when a draft that is asked for has blanks.
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
    visible = tuple(key for key in sorted(found.pairs) if sees_pair(by, plan, key))
    if len(visible) < len(found.pairs):
        pairs = statement.contracts.pairs
        found = statement.matching_of({key: pairs[key] for key in visible})
    result = Matched(
        plan=plan, statement=statement, mismatch=found, pairs=visible, agreeing=agreeing
    )
    return Outcome(
        result=result,
        findings=tuple(
            finding
            for finding in found_wrong(plan)
            if finding.code == CODE and _is_theirs(finding, visible)
        ),
        figures={
            statement.ref(f"match/{key.commissioner}/{key.provider}/{name}"): figure
            for key in visible
            for name, figure in _sides(found.pairs[key]).items()
        },
        adds_up=all(pair.status is not PairStatus.NOT_AGREED for pair in found.pairs.values()),
        expand=plan.expand,
    )


def _plan(one: OpenRound, system: str, version: int | None, *, proposed: bool) -> Plan:
    if version is not None:
        return plan_of(one, collated(one, system, version))
    return proposed_plan(one, system) if proposed else signed_plan(one, system)


def sees_pair(by: Actor, plan: Plan, key: PairKey) -> bool:
    """Return whether the actor may see both sides of a pair: a trust sees its own pairs alone."""
    is_trust = by.organisation in plan.providers
    return by.organisation in key or not is_trust


def _is_theirs(finding: Finding, visible: tuple[PairKey, ...]) -> bool:
    return any(finding.organisation in key for key in visible)


def _sides(pair: PairMatch[Figure]) -> dict[str, Figure]:
    sides = {"income": pair.income, "spend": pair.spend, "difference": pair.difference}
    return {name: figure for name, figure in sides.items() if figure is not None}
