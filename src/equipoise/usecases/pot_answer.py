"""Answer a decision about a pot: a party says yes or no, and may give a reason."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.usecases.delegate import refuse_without_room
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pot_move import refuse_more_than_held
from equipoise.usecases.potting import Act, acts_of
from equipoise.usecases.potting.agreeing import YES, answers_for
from equipoise.usecases.potting.kinds import DELEGATION, MOVE
from equipoise.usecases.potting.recording import consent, named_act, pot_now
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def pot_answer(
    one: OpenRound, name: str, *, answer: str, reason: str = "", by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the decision with the actor's answer on it.

    What it takes is looked at again when it is agreed: it cannot come to take more than there is.

    Raises: NotAllowedError; UnknownError for no such decision; RefusedError for somebody who is
        no party, for one agreed or withdrawn already, or where the money has gone meanwhile.
    """
    act = named_act(one, name)
    demand(by, "pot_answer", one.subject(by.organisation), now.date())
    party = answers_for(by, act.positions.parties)
    if party is None:
        parties = ", ".join(act.positions.parties) or "nobody"
        raise RefusedError(
            f"{by.person} does not speak for a party of {act.name}; it asks for {parties}."
        )
    if not act.is_open:
        raise _closed(act)
    if answer == YES:
        _refuse_gone(one, act, now=now)
    seen = stream_head(one.stream).sequence
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        consent(act.decision, answer, by=by, now=now)
        event = work.event("answer", act.ref, {"answer": answer, "party": party})
    found = next(each for each in acts_of(one, act.decision.system) if each.name == act.name)
    return Outcome(result=found, events=(recorded(event),))


def _closed(act: Act) -> RefusedError:
    """Return why a decision takes no answer any more, and what can be done instead."""
    if act.withdrawn is None:
        undo = f"Undo what is agreed with: equipoise pot withdraw {act.name}."
        return RefusedError(f"{act.name} is agreed already.", undo)
    if act.counts:
        answer = f"Answer that one: equipoise pot answer {act.withdrawn.name} --yes, or --no."
        back = act.withdrawn.name
        return RefusedError(f"{act.name} is agreed, and {back} would take it back.", answer)
    return RefusedError(f"{act.name} is withdrawn already.")


def _refuse_gone(one: OpenRound, act: Act, *, now: datetime) -> None:
    """Refuse a yes to what the pot no longer has."""
    if act.kind == MOVE:
        system, _, line = act.body["from"].partition("/")
        if line:
            pot = pot_now(one, system, on=now.date())
            refuse_more_than_held(pot, line, pence=act.body["amount_pence"], day=act.effective_on)
    if act.kind == DELEGATION:
        whole = pot_now(one, act.decision.system, on=now.date())
        refuse_without_room(whole, act.body["lines"], day=act.effective_on)
