"""Send a locked plan to the region: with its hash, who approved it, and who did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor, SystemStatus
from equipoise.records.changes import change
from equipoise.records.models import SystemHead
from equipoise.records.queries import approvals, stream_head, system_head
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import system_ref
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The receipt of a plan sent to the region."""

    ref: Reference
    manifest: str
    receipt: str
    without: tuple[str, ...]


def send(one: OpenRound, system: str, *, by: Actor, now: datetime) -> Outcome[Sent]:
    """Return the receipt: the version, its hash, and the hash of the event that sent it.

    Raises: NotAllowedError; RefusedError when the latest version is not locked or was sent.
    """
    demand(by, "send", one.subject(system), now.date())
    seen = stream_head(one.stream).sequence
    latest, head = collated(one, system), system_head(one.code, system)
    if head is None or not head.locked:
        raise RefusedError(
            f"Version {latest.number} is not locked.", "Agree and lock it with: equipoise lock."
        )
    if head.status == SystemStatus.SUBMITTED:
        raise RefusedError(f"Version {latest.number} has been sent to the region already.")
    approved = {row.organisation for row in approvals(one.code, system, number=latest.number)}
    without = tuple(code for code in sorted(one.members(system)) if code not in approved)
    ref = system_ref(one.code, system, latest.number)
    with change(one.stream, by=by, now=now, expected=seen) as work:
        moved = SystemHead.objects.get(round=one.record, system=system)
        moved.status = SystemStatus.SUBMITTED
        moved.save(force_update=True)
        event = work.event("send", ref, {"manifest": latest.manifest, "without": list(without)})
    sent = Sent(ref=ref, manifest=latest.manifest, receipt=event.hash, without=without)
    return Outcome(result=sent, events=(recorded(event),))
