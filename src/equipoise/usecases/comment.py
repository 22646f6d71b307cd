"""Say something on a line of a body's return, on record, for those who may see the return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.queries import head_of, stream_head
from equipoise.usecases.comments import COMMENT, Comment
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts, head_version, part_ref

DRAFTS = frozenset({ReturnStatus.DRAFT, ReturnStatus.CHECKED})


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is to be said, on which line of which part, a cell such as Workforce!D14 or words."""

    part: str
    line: str
    text: str


def comment(
    one: OpenRound,
    organisation: str,
    *,
    remark: Remark,
    by: Actor,
    now: datetime,
) -> Outcome[Comment]:
    """Return the comment, which stands on the version of the part that counts; nothing moves.

    Raises: NotAllowedError; RefusedError when the line or the text is blank, or nothing of the
        part was returned; UnknownError for no such body or part.
    """
    demand(by, "comment", one.subject(organisation), now.date())
    (chosen,) = chosen_parts(one, organisation, (remark.part,))
    line, text = remark.line.strip(), remark.text.strip()
    if not line or not text:
        raise RefusedError("A comment stands on a line.", "Name the line, and say what of it.")
    seen = stream_head(one.stream).sequence
    head = head_of(one.code, organisation, part=chosen)
    if head is None:
        raise RefusedError(
            f"{organisation} has not returned {chosen}.", "There is no line yet to speak of."
        )
    ref, on_draft = part_ref(head_version(head)), head.status in DRAFTS
    with change(one.stream, by=by, now=now, reason=text, expected=seen) as work:
        body = {"line": line, "comment": text, "on_draft": on_draft}
        event = work.event(COMMENT, ref, body)
    said = Comment(
        ref=ref,
        line=line,
        text=text,
        person=by.person,
        organisation=by.organisation,
        at=now,
        on_draft=on_draft,
    )
    return Outcome(result=said, events=(recorded(event),))
