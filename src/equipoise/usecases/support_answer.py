"""Answer a decision about support: the region, or a body whose control total moves."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.agreeing import speaks_for
from equipoise.usecases.potting.recording import consent
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.supporting import SupportAct, named_support_act


def support_answer(
    one: OpenRound, name: str, *, answer: str, reason: str = "", by: Actor, now: datetime
) -> Outcome[SupportAct]:
    """Return the decision with the actor's answer on it.

    Raises: NotAllowedError; UnknownError for no such decision; RefusedError for one that is
        agreed already.
    """
    demand(by, "support_answer", one.subject(by.organisation), now.date())
    act = named_support_act(one, name)
    party = speaks_for(by, act.positions.parties)
    if party is None:
        parties = ", ".join(act.positions.parties) or "nobody"
        raise NotAllowedError(
            f"{by.person} does not speak for a party of {act.name}; it asks for {parties}."
        )
    if act.positions.agreed_at is not None:
        raise RefusedError(
            f"{act.name} is agreed already, and stands.", "Another decision takes its place."
        )
    seen = stream_head(one.stream).sequence
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        consent(act.decision, answer, by=by, now=now)
        event = work.event("answer", act.ref, {"answer": answer, "party": party})
    return Outcome(result=named_support_act(one, name), events=(recorded(event),))
