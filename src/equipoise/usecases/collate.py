"""Collate a system's plan: the accepted returns of every member as one numbered version."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from equipoise.findings import blocking
from equipoise.records import Actor, ReturnStatus, SystemStatus
from equipoise.records.changes import change
from equipoise.records.models import SystemHead, SystemVersion, Version
from equipoise.records.queries import latest_system_version, next_system_version, stream_head
from equipoise.usecases.collatable import counting, is_same
from equipoise.usecases.events import recorded
from equipoise.usecases.judged import weigh
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.manifests import put_manifest
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, plan_waivers
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.systems import found_wrong
from equipoise.usecases.versions import (
    Standing,
    kept_at,
    set_heads,
    standings,
    status_word,
    system_ref,
)
from equipoise.usecases.waivers import Carried, carried, version_facts
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Collated:
    """A new version of a system's plan, its figures, and those of version 1 beside them.

    `waivers` are those that its parts were signed with, and `ended` those of the version before
    it as a whole, which do not cover this one.
    """

    ref: Reference
    plan: Plan
    statement: Statement
    manifest: str
    first: Statement | None
    waivers: Carried
    ended: Carried


def collate(one: OpenRound, system: str, *, by: Actor, now: datetime) -> Outcome[Collated]:
    """Return the next version of the system's plan, made of every member's accepted parts.

    A draft that carries out a decision counts once its body has signed it; until then the
    version before it stands. The manifest pins every part, the rules and all figures.

    Raises: NotAllowedError; RefusedError naming the parts that are not accepted yet, or when
        nothing has changed since the latest version, or that version is locked.
    """
    demand(by, "collate", one.subject(system), now.date())
    refuse_locked(one, system)
    seen = stream_head(one.stream).sequence
    found = standings(one, sorted(one.members(system)))
    rows = _rows(one, found, on=now.date())
    before = latest_system_version(one.code, system)
    if before is not None and is_same(one, before, rows=rows):
        raise RefusedError(
            f"Nothing has changed since version {before.number}.",
            "A version is made when a body has signed something new.",
        )
    number = 1 + (before.number if before else 0)
    plan = Plan(round=one, system=system, pin=f"v{number}", versions=tuple(rows))
    statement = Statement(plan=plan)
    manifest = put_manifest(statement, number)
    findings = found_wrong(plan)
    is_open = bool(blocking(findings) or statement.contracting.open_pairs)
    ref = system_ref(one.code, system, number)
    with change(one.stream, by=by, now=now, expected=seen) as work:
        assert next_system_version(one.code, system) == number
        status = SystemStatus.COLLATING if is_open else SystemStatus.ADDS_UP
        record_version(one, system, number, manifest=manifest, by=by, now=now, status=status)
        set_heads(_included(one, found, rows), ReturnStatus.INCLUDED)
        event = work.event("collate", ref, {"manifest": manifest, "status": str(status)})
    return Outcome(
        result=Collated(
            ref=ref,
            plan=plan,
            statement=statement,
            manifest=manifest,
            first=Statement(plan=plan_of(one, collated(one, system, 1))) if before else None,
            waivers=plan_waivers(plan, now.date()),
            ended=_ended(one, before, on=now.date()),
        ),
        findings=findings,
        events=(recorded(event),),
        figures=statement.figures(),
        adds_up=not is_open,
        expand=plan.expand,
    )


def record_version(
    one: OpenRound,
    system: str,
    number: int,
    *,
    manifest: str,
    by: Actor,
    now: datetime,
    status: SystemStatus,
) -> None:
    """Write a version of the system's plan and make it the latest, within a change."""
    SystemVersion.objects.create(
        round=one.record,
        system=system,
        number=number,
        manifest=manifest,
        made_by=by.person,
        made_at=now,
    )
    SystemHead.objects.update_or_create(
        round=one.record,
        system=system,
        defaults={"number": number, "status": status, "locked": False},
    )


def _ended(one: OpenRound, before: SystemVersion | None, *, on: date) -> Carried:
    """Return the waivers of the version before as a whole; they end with it."""
    if before is None:
        return Carried()
    of_version = version_facts(one, one.members(before.system), pin=f"v{before.number}")
    return carried((), on, of_version=of_version)


def _rows(one: OpenRound, found: Iterable[Standing], *, on: date) -> list[Version]:
    """Return the version of each part that counts; refuse while one is not there."""
    rows, waiting = [], []
    for standing in found:
        row = counting(one, standing)
        if row is None:
            word = _word(one, standing, on)
            waiting.append(f"{standing.organisation} {standing.part} ({word})")
        else:
            rows.append(row)
    if waiting:
        raise RefusedError(
            f"Not every part is accepted yet: {', '.join(waiting)}.",
            "Accept them with: equipoise accept.",
        )
    return rows


def _included(
    one: OpenRound, found: Iterable[Standing], rows: Collection[Version]
) -> list[Version]:
    """Return the versions at heads that the plan now holds; a reopened part stays so."""
    return [
        standing.version
        for standing in found
        if standing.head is not None
        and standing.version is not None
        and standing.version in rows
        and kept_at(one, standing.head) is None
    ]


def _word(one: OpenRound, standing: Standing, on: date) -> str:
    """Return the word that the board shows for a part."""
    if standing.version is None:
        return status_word(None)
    found = weigh(one, standing.version, on=on)
    return status_word(standing.status, len(found.must_fix))
