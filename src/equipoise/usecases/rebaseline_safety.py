"""Make the safety statement that a rebased plan cannot be submitted without."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining.kinds import SAFETY
from equipoise.usecases.rebaselining.recording import note, refuse_blank, working_on
from equipoise.usecases.rounds import OpenRound


def rebaseline_safety(
    one: OpenRound, system: str, *, statement: str, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the statement as a decision, in the name of who makes it; the last counts.

    Raises: NotAllowedError; RefusedError for a blank one.
    """
    exercise = working_on(one, system, verb="rebaseline_safety", by=by, now=now)
    refuse_blank(statement=statement)
    body = {"statement": statement, "person": by.person, "role": by.role}
    return note(exercise, SAFETY, body=body, by=by, now=now)
