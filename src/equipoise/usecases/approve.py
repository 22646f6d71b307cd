"""Record a member board's approval of one version of the system's plan, by its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Approval
from equipoise.records.queries import approvals, stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated, plan_of, plan_waivers
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import system_ref
from equipoise.usecases.waivers import Carried
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Approved:
    """The version a board approved, and the waivers its parts were signed with."""

    ref: Reference
    waivers: Carried


def approve(
    one: OpenRound, organisation: str, *, version: int, by: Actor, now: datetime
) -> Outcome[Approved]:
    """Return the version approved: `version` is the one the board saw, and must be the latest.

    Raises: NotAllowedError; RefusedError for a stale version, or one the board has approved;
        LockedError when it is locked.
    """
    demand(by, "approve", one.subject(organisation), now.date())
    system = one.system_of(organisation)
    refuse_locked(one, system)
    seen = stream_head(one.stream).sequence
    latest = collated(one, system)
    if latest.number != version:
        raise RefusedError(
            f"Version {version} is stale: the latest is version {latest.number}.",
            "Look at what changed with: equipoise bridge.",
        )
    if organisation in {row.organisation for row in approvals(one.code, system, number=version)}:
        raise RefusedError(f"{organisation} has approved version {version} already.")
    ref = system_ref(one.code, system, version)
    waivers = plan_waivers(plan_of(one, latest), now.date())
    with change(one.stream, by=by, now=now, expected=seen) as work:
        Approval.objects.create(
            round=one.record,
            system=system,
            number=version,
            manifest=latest.manifest,
            organisation=organisation,
            person=by.person,
            role=by.role,
            at=now,
        )
        body = {
            "organisation": organisation,
            "manifest": latest.manifest,
            "waivers": list(waivers.names),
        }
        event = work.event("approve", ref, body)
    return Outcome(result=Approved(ref=ref, waivers=waivers), events=(recorded(event),))
