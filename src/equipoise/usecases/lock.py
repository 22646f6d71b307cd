"""Agree the plan and lock it: from here on nothing in this version can change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.findings import Waived, blocking
from equipoise.records import Actor, ReturnStatus, SystemStatus
from equipoise.records.changes import change
from equipoise.records.models import SystemHead, SystemVersion
from equipoise.records.queries import approvals, stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.lines import Lines
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated, plan_of, plan_waivers
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.system_findings import weighed_plan
from equipoise.usecases.systems import found_wrong
from equipoise.usecases.versions import head_number, set_head, system_ref
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure, Reference, Support


@dataclass(frozen=True, kw_only=True)
class Unapproved:
    """A body whose board has not approved a version, with both its figures.

    `in_version` is its position in the version; `own` what it handed in itself, before any
    decision; both include support.
    """

    organisation: str
    in_version: Figure
    own: Figure


@dataclass(frozen=True, kw_only=True)
class Locked:
    """A locked version, the receipt that proves it, who has not approved it, and its waivers.

    `waived` are the findings of the plan as a whole that they let stand on the day.
    """

    ref: Reference
    status: SystemStatus
    manifest: str
    chain_head: str
    approved_by: tuple[str, ...]
    without: tuple[Unapproved, ...]
    statement: Statement
    waivers: Carried
    waived: tuple[Waived, ...]


def lock(one: OpenRound, system: str, *, version: int, by: Actor, now: datetime) -> Outcome[Locked]:
    """Return the latest version, locked, with a receipt: its hash and the head of the chain.

    It becomes Agreed when every member board's approval of this hash is on record. Otherwise it
    is locked as it is and named: submitted without the approval of those missing.

    Raises: NotAllowedError; RefusedError for a stale version; LockedError when locked already.
    """
    demand(by, "lock", one.subject(system), now.date())
    refuse_locked(one, system)
    seen = stream_head(one.stream).sequence
    latest = collated(one, system)
    if latest.number != version:
        raise RefusedError(f"Version {version} is stale: the latest is version {latest.number}.")
    plan = plan_of(one, latest)
    findings, waived = weighed_plan(plan, found_wrong(plan), on=now.date())
    approved = approved_by(one, latest)
    statement = Statement(plan=plan)
    without = unapproved(one, statement)
    figures = statement.figures()
    ref = system_ref(one.code, system, version)
    with change(one.stream, by=by, now=now, expected=seen) as work:
        head = SystemHead.objects.get(round=one.record, system=system)
        head.locked = True
        if not without:
            head.status = SystemStatus.AGREED
        head.save(force_update=True)
        for row in plan.versions:
            if row.number == head_number(row):
                set_head(row, ReturnStatus.LOCKED)
        body = {
            "manifest": latest.manifest,
            "approved_by": list(approved),
            "without": {
                one_.organisation: {
                    "in_version_pence": int(one_.in_version.value),
                    "own_pence": int(one_.own.value),
                }
                for one_ in without
            },
            "status": head.status,
            "waivers": list(plan_waivers(plan, now.date()).names),
        }
        event = work.event("lock", ref, body)
    locked = Locked(
        ref=ref,
        status=SystemStatus(head.status),
        manifest=latest.manifest,
        chain_head=event.hash,
        approved_by=approved,
        without=without,
        statement=statement,
        waivers=plan_waivers(plan, now.date()),
        waived=waived,
    )
    return Outcome(
        result=locked,
        findings=findings,
        events=(recorded(event),),
        figures=figures,
        adds_up=not (blocking(findings) or statement.contracting.open_pairs),
        expand=plan.expand,
    )


def unapproved(one: OpenRound, statement: Statement) -> tuple[Unapproved, ...]:
    """Return the members of a collated plan whose boards have not approved it, by its hash."""
    plan = statement.plan
    approved = approved_by(one, collated(one, plan.system, int(plan.pin[1:])))
    return tuple(
        _unapproved(statement, code) for code in sorted(plan.members) if code not in approved
    )


def approved_by(one: OpenRound, found: SystemVersion) -> tuple[str, ...]:
    """Return the bodies whose approval of this very version is on record."""
    return tuple(
        row.organisation
        for row in approvals(one.code, found.system, number=found.number)
        if row.manifest == found.manifest
    )


def _unapproved(statement: Statement, organisation: str) -> Unapproved:
    handed_in = Lines(
        plan=statement.plan, period=statement.period, support=Support.WITH, layers=("plan",)
    )
    own = handed_in.derived(organisation, "position.including")
    return Unapproved(
        organisation=organisation,
        in_version=statement.position.members[organisation].including,
        own=own.named(f"Position of {organisation} as it handed it in"),
    )


def preview(one: OpenRound, system: str, *, by: Actor, on: date) -> Outcome[Statement]:
    """Return the latest version's figures, for somebody about to lock it.

    Raises: NotAllowedError; UnknownError when nothing is collated; LockedError when locked.
    """
    demand(by, "lock", one.subject(system), on)
    refuse_locked(one, system)
    plan = plan_of(one, collated(one, system))
    return Outcome(result=Statement(plan=plan), expand=plan.expand)
