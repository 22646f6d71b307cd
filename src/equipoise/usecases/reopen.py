"""Start a new version of a locked plan: everything carries over, and can change again."""

from __future__ import annotations

from datetime import datetime

from equipoise.findings import blocking
from equipoise.records import Actor, ReturnStatus, SystemStatus
from equipoise.records.changes import change
from equipoise.records.queries import next_system_version, stream_head, system_head
from equipoise.usecases.collate import record_version
from equipoise.usecases.events import recorded
from equipoise.usecases.manifests import put_manifest
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.systems import found_wrong
from equipoise.usecases.versions import head_number, set_head, system_ref
from equipoise.workings import Reference


def reopen(
    one: OpenRound, system: str, *, by: Actor, now: datetime, reason: str = ""
) -> Outcome[Reference]:
    """Return the new version, equal to the locked one; the locked one stays as it is.

    Raises: NotAllowedError; RefusedError when the latest version is not locked.
    """
    demand(by, "reopen", one.subject(system), now.date())
    seen = stream_head(one.stream).sequence
    latest, head = collated(one, system), system_head(one.code, system)
    if head is None or not head.locked:
        raise RefusedError(f"Version {latest.number} is not locked: it can be changed as it is.")
    before = plan_of(one, latest)
    number = latest.number + 1
    plan = Plan(round=one, system=system, pin=f"v{number}", versions=before.versions)
    manifest = put_manifest(Statement(plan=plan), number)
    status = SystemStatus.COLLATING if blocking(found_wrong(plan)) else SystemStatus.ADDS_UP
    ref = system_ref(one.code, system, number)
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        assert next_system_version(one.code, system) == number
        record_version(one, system, number, manifest=manifest, by=by, now=now, status=status)
        for row in plan.versions:
            if row.number == head_number(row):
                set_head(row, ReturnStatus.INCLUDED)
        event = work.event("reopen", ref, {"manifest": manifest, "from": latest.manifest})
    return Outcome(result=ref, events=(recorded(event),))
