"""Record a proposal that touches bodies' plans, with a draft of each part it touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Decision
from equipoise.records.queries import next_decision, stream_head
from equipoise.sheets import Item
from equipoise.usecases.decisions import Stand, stand_of
from equipoise.usecases.drafts import Move, decision_ref, enter, prepare
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is proposed: its kind and facts, what it moves, and the schemes it adds.

    `items` gives each with the body and the part it belongs to.
    """

    kind: str
    system: str
    body: Mapping[str, object]
    moves: Sequence[Move]
    items: Sequence[tuple[str, str, Item]] = ()
    reason: str = ""


def propose(
    one: OpenRound, make: Callable[[int], Proposal], *, by: Actor, now: datetime
) -> Outcome[Stand]:
    """Return the proposal that `make` writes, given its number, recorded with its drafts.

    Raises: StaleError when somebody else changed the round meanwhile.
    """
    seen = stream_head(one.stream).sequence
    numbers = Decision.objects.filter(round=one.code).values_list("number", flat=True)
    number = 1 + max(numbers, default=0)
    proposal = make(number)
    drafts = prepare(one, number, proposal.moves, proposal.items)
    with change(one.stream, by=by, now=now, reason=proposal.reason, expected=seen) as work:
        assert next_decision(one.code) == number, "the stream was held since the number was taken"
        found = Decision.objects.create(
            round=one.record,
            number=number,
            kind=proposal.kind,
            system=proposal.system,
            base=None,
            body=proposal.body,
            proposed_by=by.person,
            organisation=by.organisation,
            at=now,
        )
        event = work.event(proposal.kind, decision_ref(one.code, number), proposal.body)
        enter(work, drafts, found, by=by, now=now)
    return Outcome(result=stand_of(one, found), events=(recorded(event),))
