"""Send a rebased plan to the region: in time or late, with the hash that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining.kinds import SENDING
from equipoise.usecases.rebaselining.recording import note, working_on
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class RebasedSent:
    """The receipt of a rebased plan: the document, the event that sent it, and whether in time."""

    act: Act
    document: str
    receipt: str
    deadline: date
    is_late: bool
    gap_pence: int


def rebaseline_send(
    one: OpenRound, system: str, *, by: Actor, now: datetime
) -> Outcome[RebasedSent]:
    """Return the receipt of the rebased plan as it was closed.

    Raises: NotAllowedError; RefusedError when it is not closed, or was changed since.
    """
    exercise = working_on(one, system, verb="rebaseline_send", by=by, now=now)
    closing = exercise.closing
    if closing is None:
        raise RefusedError(
            "The rebased plan is not closed, or something was decided since.",
            f"Close it with: equipoise rebaseline close {system}.",
        )
    deadline = exercise.letter.deadline
    said = {
        "document": closing.body["document"],
        "is_late": now.date() > deadline,
        "gap_pence": closing.body["gap_pence"],
    }
    body = {"of": closing.decision.number, "deadline": deadline.isoformat(), **said}
    made = note(exercise, SENDING, body=body, by=by, now=now)
    (event,) = made.events
    sent = RebasedSent(act=made.result, receipt=event.hash, deadline=deadline, **said)
    return Outcome(result=sent, events=made.events)
