"""Answer a release or a closing action: a party says yes or no, and may give a reason."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.usecases.decisions import named_decision
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.agreeing import speaks_for
from equipoise.usecases.potting.recording import consent
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rebaselining.kinds import ACTION, RELEASE
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError, demand
from equipoise.usecases.rounds import OpenRound


def rebaseline_answer(
    one: OpenRound, name: str, *, answer: str, reason: str = "", by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the decision with the actor's answer on it.

    Raises: NotAllowedError; UnknownError for no such decision; RefusedError for somebody who is
        no party, for one that asks nobody, or one agreed already.
    """
    demand(by, "rebaseline_answer", one.subject(by.organisation), now.date())
    found = named_decision(one, name)
    exercise = open_exercise(one, found.system)
    act = next((act for act in exercise.acts if act.decision.number == found.number), None)
    if act is None or act.kind not in (RELEASE, ACTION):
        raise RefusedError(f"{name} asks nobody for an answer in the re-baselining that is open.")
    party = speaks_for(by, act.positions.parties)
    if party is None:
        raise NotAllowedError(
            f"{by.person} does not speak for {', '.join(act.positions.parties)}, whom {act.name} "
            "asks."
        )
    if act.agreed_at is not None:
        raise RefusedError(f"{act.name} is agreed already.")
    seen = stream_head(one.stream).sequence
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        consent(act.decision, answer, by=by, now=now)
        event = work.event("answer", act.ref, {"answer": answer, "party": party})
    again = open_exercise(one, found.system)
    (now_said,) = (each for each in again.acts if each.name == act.name)
    return Outcome(result=now_said, events=(recorded(event),))
