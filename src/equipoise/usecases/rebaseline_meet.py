"""Enter a meeting on a system's rebased plan: when, who was there, what was agreed, on what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rebaselining.kinds import ACTION, MEETING
from equipoise.usecases.rebaselining.recording import note, refuse_unknown
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import system_ref


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting: the day, who was there, the actions agreed (by code), and a note of it."""

    on: date
    present: tuple[str, ...]
    agreed: tuple[str, ...] = ()
    words: str = ""


def rebaseline_meet(
    one: OpenRound, system: str, *, meeting: Meeting, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the meeting as a decision; its papers are the locked version, by its hash.

    A day to come is a date in the calendar; nothing can have been agreed on it yet.

    Raises: NotAllowedError; UnknownError for no such action; RefusedError before the first day
        of meetings, for a meeting of nobody, or for what is agreed on a day to come.
    """
    demand(by, "rebaseline_meet", one.subject(system), now.date())
    exercise = open_exercise(one, system)
    if meeting.on < exercise.letter.meetings_from:
        raise RefusedError(f"Meetings are from {exercise.letter.meetings_from} on.")
    if not any(name.strip() for name in meeting.present):
        raise RefusedError("Name who is there with --with, each by name and role.")
    if meeting.agreed and meeting.on > now.date():
        raise RefusedError(f"{meeting.on} is still to come: nothing was agreed on it.")
    actions = exercise.coded(ACTION)
    refuse_unknown("closing action", meeting.agreed, known=actions)
    body = {
        "on": meeting.on.isoformat(),
        "present": list(meeting.present),
        "agreed": [f"{code}, {actions[code].name}" for code in meeting.agreed],
        "words": meeting.words,
        "papers": str(system_ref(one.code, system, exercise.base)),
        "manifest": exercise.opened.body["manifest"],
    }
    return note(exercise, MEETING, body=body, by=by, now=now)
