"""Match both sides of every contract: find money that exists on one side only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.findings import Finding
from equipoise.records import Actor
from equipoise.rules.balance import Mismatch, Pair, PairKey
from equipoise.usecases.confidence import seen_by
from equipoise.usecases.contracting import sides_of, still_open
from equipoise.usecases.decisions import DecisionStatus, Stand, stands
from equipoise.usecases.disputes import Dispute, open_disputes
from equipoise.usecases.due import dates_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pairs import CONTRACTS
from equipoise.usecases.plans import (
    Plan,
    collated,
    plan_of,
    plan_waivers,
    proposed_plan,
    signed_plan,
)
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.system_findings import weighed_plan
from equipoise.usecases.systems import found_wrong
from equipoise.usecases.tolerances import Tolerance
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure

CODE = "EQ-CON-001"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How to look at contracts: as drafts have them, and with which tolerance for words."""

    proposed: bool = False
    tolerance: Tolerance = Tolerance.PLAN


@dataclass(frozen=True, kw_only=True)
class Matched:
    """The pairs of a system's plan that the actor may see, what they come to, and decisions.

    `support` is None where nobody names any; `specialised` is by service line, of which.
    `waivers` are those that the parts were signed with; a trust sees its own alone. `due` says
    by when finance is due of each body, where a day is set.
    """

    plan: Plan
    statement: Statement
    mismatch: Mismatch[Figure]
    pairs: tuple[PairKey, ...]
    support: Mismatch[Figure] | None
    specialised: Mapping[str, Mismatch[Figure]]
    agreeing: Mapping[PairKey, Stand]
    disputes: Mapping[PairKey, Dispute]
    waivers: Carried
    due: Mapping[str, date]

    @property
    def every(self) -> Mapping[str, Mismatch[Figure]]:
        """Every kind of contract, by the name its figures have in references."""
        found = {"match": self.mismatch}
        if self.support is not None:
            found["match-support"] = self.support
        lines = {f"match-specialised/{line}": one for line, one in self.specialised.items()}
        return {**found, **lines}

    @property
    def apart_open(self) -> tuple[PairKey, ...]:
        """The pairs of support or of specialised lines that do not agree or are in dispute."""
        apart = (found for kind, found in self.every.items() if kind != "match")
        return tuple(dict.fromkeys(key for found in apart for key in still_open(found)))

    @property
    def without_return(self) -> tuple[str, ...]:
        """The counterparties from which income is expected, and which have not returned."""
        pairs = self.mismatch.pairs.items()
        return tuple(sorted({key.commissioner for key, pair in pairs if pair.spend is None}))


def match(
    one: OpenRound,
    system: str,
    *,
    by: Actor,
    on: date,
    version: int | None = None,
    look: Look | None = None,
) -> Outcome[Matched]:
    """Return the mismatch of a collated version, or of the parts as they are signed now.

    `version` names a collated version; without one, the latest signed parts count, or the drafts
    that `look` asks for. A body sees its own pairs, its system lead all of them. Of another body
    nobody sees what it has not submitted, and a body nothing before it has submitted itself.
    `adds_up` is False while any pair is Not agreed or Disputed.

    Raises: NotAllowedError; UnknownError when there is no such version; RefusedError when no
        body has signed a contract yet; IncompleteError when a draft that is asked for has blanks.
    """
    demand(by, "match", one.subject(system), on)
    look = look or Look()
    plan = seen_by(_plan(one, system, version, look), by)
    statement = Statement(plan=plan, tolerance=look.tolerance)
    if not statement.contracts.pairs:
        raise RefusedError(
            f"No contract of {system} is there to be matched yet.",
            "See where each part stands with: equipoise collect.",
        )
    result = _matched(statement, by, on)
    findings, _ = weighed_plan(plan, found_wrong(plan, look.tolerance), on=on)
    is_open = any(still_open(found) for found in result.every.values())
    return Outcome(
        result=result,
        findings=tuple(
            finding
            for finding in findings
            if finding.code == CODE and _is_theirs(finding, result.pairs)
        ),
        figures={
            statement.ref(f"{kind}/{key.commissioner}/{key.provider}/{name}"): figure
            for kind, found in result.every.items()
            for key, pair in found.pairs.items()
            for name, figure in sides_of(pair).items()
        },
        adds_up=not is_open,
        expand=plan.expand,
    )


def _matched(statement: Statement, by: Actor, on: date) -> Matched:
    plan, contracting = statement.plan, statement.contracting

    def visible(found: Mismatch[Figure]) -> Mismatch[Figure] | None:
        """Return the pairs that the actor may see, and what those come to."""
        kept = {key: Pair(income=pair.income, spend=pair.spend)
                for key, pair in found.pairs.items() if sees_pair(by, plan, key)}  # fmt: skip
        if len(kept) == len(found.pairs):
            return found
        return contracting.compared(kept) if kept else None

    mismatch = visible(contracting.matching)
    if mismatch is None:
        raise RefusedError(
            f"No contract of {by.organisation} is there to be matched yet.",
            "See where each part stands with: equipoise collect.",
        )
    lines = {line: visible(found) for line, found in contracting.specialised.items()}
    agreeing = {
        PairKey(stand.body["commissioner"], stand.body["provider"]): stand
        for stand in stands(plan.round, plan.system)
        if stand.decision.kind == "agree" and stand.status is not DecisionStatus.SUPERSEDED
    }
    return Matched(
        plan=plan,
        statement=statement,
        mismatch=mismatch,
        pairs=tuple(sorted(mismatch.pairs)),
        support=None if contracting.support is None else visible(contracting.support),
        specialised={line: found for line, found in lines.items() if found is not None},
        agreeing=agreeing,
        disputes={found.key: found for found in open_disputes(plan.round)},
        waivers=plan_waivers(plan, on, of=_of(plan, by)),
        due=_due(plan, mismatch.pairs, on),
    )


def _due(plan: Plan, pairs: Iterable[PairKey], on: date) -> dict[str, date]:
    """Return by when finance is due of each body of the pairs, where a day is set."""
    dates = dates_of(plan.round)
    bodies = sorted({code for key in pairs for code in key})
    found = {code: dates.of(code, part=CONTRACTS.part, on=on) for code in bodies}
    return {code: due.on for code, due in found.items() if due is not None}


def _plan(one: OpenRound, system: str, version: int | None, look: Look) -> Plan:
    if version is not None:
        return plan_of(one, collated(one, system, version))
    return proposed_plan(one, system) if look.proposed else signed_plan(one, system)


def sees_pair(by: Actor, plan: Plan, key: PairKey) -> bool:
    """Return whether the actor may see both sides of a pair: a trust sees its own pairs alone."""
    return by.organisation in key or by.organisation not in plan.providers


def _of(plan: Plan, by: Actor) -> Collection[str]:
    """Return the members whose waivers the actor may see: a trust its own alone."""
    return {by.organisation} if by.organisation in plan.providers else set(plan.members)


def _is_theirs(finding: Finding, visible: tuple[PairKey, ...]) -> bool:
    return any(finding.organisation in key for key in visible)
