"""Reopen one accepted part: its body may hand in another, and until then the plan keeps it."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.queries import head_of, stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts, head_version, part_ref, set_head
from equipoise.workings import Reference

REOPENABLE = frozenset({ReturnStatus.ACCEPTED, ReturnStatus.INCLUDED})


def reopen_part(
    one: OpenRound, organisation: str, *, part: str, reason: str, by: Actor, now: datetime
) -> Outcome[Reference]:
    """Return the accepted version, which stays in the plan until another is accepted.

    The part goes back to draft: what its body hands in next is signed and accepted anew.

    Raises: NotAllowedError; RefusedError without a reason, for a part that is not accepted, or
        while the plan is locked.
    """
    demand(by, "reopen_part", one.subject(organisation), now.date())
    refuse_locked(one, one.system_of(organisation))
    (chosen,) = chosen_parts(one, organisation, (part,))
    if not reason.strip():
        raise RefusedError("A part is reopened for a reason.", "Say it with --reason.")
    seen = stream_head(one.stream).sequence
    head = head_of(one.code, organisation, part=chosen)
    if head is None or head.status not in REOPENABLE:
        raise RefusedError(
            f"{organisation} {chosen} is not accepted: its body can hand in another as it is.",
            "See where each part stands with: equipoise collect.",
        )
    row = head_version(head)
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        set_head(row, ReturnStatus.DRAFT)
        event = work.event("reopen_part", part_ref(row), {"cells": row.cells})
    return Outcome(result=part_ref(row), events=(recorded(event),))
