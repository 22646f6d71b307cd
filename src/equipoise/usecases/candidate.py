"""Choose which upload of a part counts: it is never implied by which came last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.models import ReturnHead, Version
from equipoise.records.queries import head_of, stream_head, version
from equipoise.usecases.events import recorded
from equipoise.usecases.judged import weigh
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import Role, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import IN_PLAN, chosen_parts, part_ref, set_head
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The version that counts from now on, the one that did before, and how far it is."""

    ref: Reference
    before: Reference | None
    status: ReturnStatus


def candidate(
    one: OpenRound,
    organisation: str,
    *,
    part: str,
    number: int,
    by: Actor,
    now: datetime,
) -> Outcome[Chosen]:
    """Return the version chosen; it waits for a signature, whatever was signed of it before.

    Raises: NotAllowedError; UnknownError for no such part or version; RefusedError when it counts
        already, when the version that counts is accepted, or signed and the actor is not the
        body's approver, or while the plan is locked.
    """
    demand(by, "candidate", one.subject(organisation), now.date())
    refuse_locked(one, one.system_of(organisation))
    (chosen,) = chosen_parts(one, organisation, (part,))
    seen = stream_head(one.stream).sequence
    row = version(one.code, organisation, part=chosen, number=number)
    if row is None:
        raise UnknownError(f"version of {organisation} {chosen}:", f"v{number}")
    head = head_of(one.code, organisation, part=chosen)
    if head is not None:
        _refuse(head, row, by)
    blocked = bool(row.decision) or weigh(one, row, on=now.date()).blocked
    status = ReturnStatus.DRAFT if blocked else ReturnStatus.SUBMITTED
    before = None if head is None else Reference("version", part_ref(row).parts, f"v{head.number}")
    with change(one.stream, by=by, now=now, expected=seen) as work:
        set_head(row, status)
        body = {"instead_of": None if head is None else head.number, "reading": row.reading}
        event = work.event("candidate", part_ref(row), body)
    found = Chosen(ref=part_ref(row), before=before, status=status)
    return Outcome(result=found, events=(recorded(event),))


def _refuse(head: ReturnHead, row: Version, by: Actor) -> None:
    named = f"Version {head.number} of {row.organisation} {row.part}"
    if head.number == row.number:
        raise RefusedError(f"{named} counts already.")
    if head.status in IN_PLAN:
        raise RefusedError(
            f"{named} is accepted into the plan.",
            f"The system lead can reopen it: equipoise reopen {row.organisation} {row.part}",
        )
    if head.status == ReturnStatus.SIGNED_OFF and by.role != Role.APPROVER:
        raise RefusedError(f"{named} is signed off.", "Its approver can choose another.")
