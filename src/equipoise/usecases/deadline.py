"""Set or move the day by which a part is due, for all bodies or for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import DueDate
from equipoise.records.queries import stream_head
from equipoise.usecases.due import dates_of
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A due date that was set: of which part, of one body or (blank) of all; and what it was."""

    part: str
    organisation: str
    due_on: date
    before: date | None


def deadline(
    one: OpenRound,
    part: str,
    *,
    due_on: date,
    reason: str,
    by: Actor,
    now: datetime,
    organisation: str = "",
) -> Outcome[Moved]:
    """Return the due date as it was set; what it was before stays on record.

    Raises: NotAllowedError; UnknownError for a part the round does not ask for, or no such body;
        RefusedError without a reason, or when it is due on that day already.
    """
    for whose in (organisation,) if organisation else one.systems:
        demand(by, "deadline", one.subject(whose), now.date())
    if part not in one.record.parts:
        raise UnknownError("part of this round:", part, tuple(one.record.parts))
    if organisation:
        chosen_parts(one, organisation, (part,))
    if not reason.strip():
        raise RefusedError("A deadline is set for a reason.", "Say it with --reason.")
    seen = stream_head(one.stream).sequence
    dates = dates_of(one).dates
    before = dates.get((organisation, part)) or dates.get(("", part))
    if before == due_on:
        raise RefusedError(f"{part} is due on {due_on} already.")
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        DueDate.objects.create(
            round=one.record,
            part=part,
            organisation=organisation,
            due_on=due_on,
            reason=reason,
            person=by.person,
            at=now,
        )
        body = {
            "part": part,
            "organisation": organisation,
            "from": None if before is None else before.isoformat(),
            "due_on": due_on.isoformat(),
        }
        event = work.event("deadline", Reference("event", (one.code, "deadline", part)), body)
    moved = Moved(part=part, organisation=organisation, due_on=due_on, before=before)
    return Outcome(result=moved, events=(recorded(event),))
