"""Remind bodies of what waits for them in the round; on record, and told to those it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.models import Event
from equipoise.records.queries import people, stream_head
from equipoise.usecases.collect import Line, collect
from equipoise.usecases.events import all_recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import Role, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What waits for a body: its parts as on the board, and the people whose step it is."""

    organisation: str
    lines: tuple[Line, ...]
    people: tuple[str, ...]


def remind(
    one: OpenRound, system: str, *, organisations: Sequence[str], by: Actor, now: datetime
) -> Outcome[tuple[Reminder, ...]]:
    """Return whom these bodies were reminded through, and of what; all bodies that are waited for
    if none is named.

    Whoever is to return or mend a part is told of it, or whoever is to sign one that is handed in.
    A body is reminded once a day. The door sends what this returns: by email, or not at all.

    Raises: NotAllowedError; UnknownError for a body that is not of the system; RefusedError when
        nothing waits for a body, or it was reminded today.
    """
    demand(by, "remind", one.subject(system), now.date())
    members = tuple(one.members(system))
    if unknown := [code for code in organisations if code not in members]:
        raise UnknownError(f"member of {system}:", unknown[0], members)
    seen = stream_head(one.stream).sequence
    board = collect(one, system, by=by, on=now.date()).result
    found = []
    for code in organisations or board.organisations:
        lines = tuple(
            line for line in board.lines if line.organisation == code and line.waits_for_body
        )
        if lines and not (_was_reminded(one, code, now) and not organisations):
            found.append(Reminder(organisation=code, lines=lines, people=_people(code, lines)))
    for code in organisations:
        _refuse(one, code, waiting=[each.organisation for each in found], now=now)
    if not found:
        raise RefusedError("Nothing waits for any body that was not reminded today.")
    bodies = {
        _ref(one, each.organisation): {
            "parts": [line.part for line in each.lines],
            "people": list(each.people),
        }
        for each in found
    }
    with change(one.stream, by=by, now=now, expected=seen) as work:
        events = work.events("remind", bodies)
    return Outcome(result=tuple(found), events=all_recorded(events))


def _people(organisation: str, lines: Sequence[Line]) -> tuple[str, ...]:
    roles = {
        Role.APPROVER if line.status is ReturnStatus.SUBMITTED else Role.EDITOR for line in lines
    }
    return tuple(person.name for person in people(organisation) if person.role in roles)


def _refuse(one: OpenRound, organisation: str, *, waiting: Sequence[str], now: datetime) -> None:
    if organisation not in waiting:
        raise RefusedError(f"Nothing waits for {organisation}.")
    if _was_reminded(one, organisation, now):
        raise RefusedError(f"{organisation} was reminded today already.")


def _was_reminded(one: OpenRound, organisation: str, now: datetime) -> bool:
    subject = str(_ref(one, organisation))
    last = Event.objects.filter(stream=one.stream, verb="remind", subject=subject)
    return any(event.at.date() == now.date() for event in last)


def _ref(one: OpenRound, organisation: str) -> Reference:
    return Reference("event", (one.code, "remind", organisation))
