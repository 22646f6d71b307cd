"""Send a part of a return back to the body that made it, with a comment on a line."""

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

RETURNABLE = frozenset(
    {
        ReturnStatus.DRAFT,
        ReturnStatus.CHECKED,
        ReturnStatus.SUBMITTED,
        ReturnStatus.SIGNED_OFF,
        ReturnStatus.ACCEPTED,
    }
)


def send_back(
    one: OpenRound,
    organisation: str,
    part: str,
    *,
    line: str,
    comment: str,
    by: Actor,
    now: datetime,
) -> Outcome[Reference]:
    """Return the version sent back; the comment stands on `line`, a cell such as Workforce!D14.

    Raises: NotAllowedError; RefusedError when the comment or the line is blank, nothing of the
        part is there to send back, or the plan is locked.
    """
    demand(by, "send_back", one.subject(organisation), now.date())
    refuse_locked(one, one.system_of(organisation))
    (chosen,) = chosen_parts(one, organisation, (part,))
    if not comment.strip() or not line.strip():
        raise RefusedError("A return is sent back with a comment on a line.", "Name both.")
    seen = stream_head(one.stream).sequence
    head = head_of(one.code, organisation, part=chosen)
    if head is None or head.status not in RETURNABLE:
        raise RefusedError(
            f"{organisation} has no {part} that could be sent back.",
            "See where each part stands with: equipoise collect.",
        )
    row = head_version(head)
    with change(one.stream, by=by, now=now, reason=comment, expected=seen) as work:
        set_head(row, ReturnStatus.RETURNED)
        event = work.event("send_back", part_ref(row), {"line": line, "comment": comment})
    return Outcome(result=part_ref(row), events=(recorded(event),))
