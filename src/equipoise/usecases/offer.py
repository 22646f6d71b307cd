"""Offer a move that closes a gap, counter one, answer it, or take it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Consent
from equipoise.records.queries import stream_head
from equipoise.rules.gap import Said
from equipoise.usecases.decisions import OFFER
from equipoise.usecases.drafts import Draft, decision_ref, enter, prepare
from equipoise.usecases.events import recorded
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.offering import LedgerOffer, Offered, named_offer
from equipoise.usecases.offering.offered import offered_of, proposal_of, refuse_offered
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.proposals import Proposal, propose
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def offer(
    one: OpenRound, offered: Offered, *, counters: str = "", by: Actor, now: datetime
) -> Outcome[LedgerOffer]:
    """Return the offer, recorded: it counts when every body it touches has agreed and re-signed.

    A body that offers for itself alone agrees by offering: its draft is made at once. A counter
    takes the place of the offer it answers; neither is ever changed.

    Raises: NotAllowedError; RefusedError when the plan is locked, the move cannot be, or what is
        countered is not open; UnknownError.
    """
    own = by.organisation if by.organisation in offered.sides else offered.organisation
    demand(by, "offer", one.subject(own), now.date())
    refuse_locked(one, one.system_of(offered.organisation))
    refuse_offered(one, offered, on=now.date())
    answered = _open(one, counters, on=now) if counters else None
    waits = set(offered.sides) - {by.organisation}

    def proposal(number: int) -> Proposal:
        made = proposal_of(one, offered, number=number)
        body = {**offered.body(), "counters": answered.decision.number if answered else None}
        return replace(
            made,
            kind=OFFER,
            body=body,
            moves=() if waits else made.moves,
            items=() if waits else made.items,
        )

    found = propose(one, proposal, by=by, now=now)
    name = found.result.name
    return Outcome(result=named_offer(one, name, on=now.date()), events=found.events)


def offer_answer(
    one: OpenRound, name: str, *, said: Said, reason: str = "", by: Actor, now: datetime
) -> Outcome[LedgerOffer]:
    """Return the offer with what the actor's body says to it: yes, no, or that it takes it back.

    With the last yes a draft of every body it touches is made, for its own approver to sign.

    Raises: NotAllowedError; RefusedError when it is not open, somebody of no party answers, or
        another than its maker takes it back; UnknownError.
    """
    demand(by, "offer_answer", one.subject(by.organisation), now.date())
    found = _open(one, name, on=now)
    refuse_locked(one, found.decision.system)
    maker = found.decision.organisation
    speaking = (maker,) if said is Said.WITHDRAW else tuple(found.body["sides"])
    if by.organisation not in speaking:
        raise RefusedError(f"{by.organisation} is not asked here; {', '.join(speaking)} is.")
    seen = stream_head(one.stream).sequence
    waits = {*found.stands.waits_for, *found.stands.refusing}
    drafts: tuple[Draft, ...] = ()
    if said is Said.YES and waits == {by.organisation}:
        made = proposal_of(one, offered_of(found.body), number=found.decision.number)
        drafts = prepare(one, found.decision.number, made.moves, made.items)
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        Consent.objects.create(
            decision=found.decision, organisation=by.organisation, person=by.person,
            role=by.role, at=now, answer=str(said),
        )  # fmt: skip
        facts = {"answer": str(said), "organisation": by.organisation}
        event = work.event("answer", decision_ref(one.code, found.decision.number), facts)
        enter(work, drafts, found.decision, by=by, now=now)
    return Outcome(result=named_offer(one, name, on=now.date()), events=(recorded(event),))


def _open(one: OpenRound, name: str, *, on: datetime) -> LedgerOffer:
    found = named_offer(one, name, on=on.date())
    if not found.is_open:
        raise RefusedError(
            f"{found.name} is {found.status.lower()}, and takes no answer.",
            "Make another offer: equipoise offer make.",
        )
    return found
