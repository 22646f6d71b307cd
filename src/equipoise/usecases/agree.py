"""Agree the value of a contract: one side names it, the other confirms, both re-sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from equipoise.records import Actor
from equipoise.records.changes import Change, change
from equipoise.records.models import Consent, Decision, Event
from equipoise.records.queries import consents, decisions, next_decision, stream_head
from equipoise.register import Kind
from equipoise.rules.balance import Pair, PairKey
from equipoise.units import Pence
from equipoise.usecases.decisions import Stand, stand_of
from equipoise.usecases.drafts import Move, decision_ref, enter, prepare
from equipoise.usecases.events import all_recorded
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, proposed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement


def agree(
    one: OpenRound, commissioner: str, provider: str, *, value: Pence, by: Actor, now: datetime
) -> Outcome[Stand]:
    """Return the decision on a contract's value for the year, named or confirmed by one side.

    The first side to name a value makes an offer. When the other names the same value, a draft
    of each body whose plan differs is made, for its own approver to sign. Naming another value
    is a counter-offer: it takes the place of what was offered before.

    Raises: NotAllowedError for somebody of neither side; RefusedError when the plan is locked,
        or the pair is not one of an ICB and a trust of the same system; UnknownError;
        IncompleteError while the latest draft of a member has a blank among its contracts.
    """
    sides = (commissioner, provider)
    refuse_pair(one, commissioner=commissioner, provider=provider)
    own = by.organisation if by.organisation in sides else commissioner
    demand(by, "agree", one.subject(own), now.date())
    system = one.system_of(commissioner)
    refuse_locked(one, system)
    seen = stream_head(one.stream).sequence
    open_offer = _offer(one, system, sides)
    body = {
        "commissioner": commissioner,
        "provider": provider,
        "value_pence": value,
        "sides": list(sides),
    }
    confirms = (
        open_offer is not None
        and open_offer.body["value_pence"] == value
        and open_offer.organisation != own
    )
    if open_offer is not None and not confirms and _same(open_offer, own, value):
        raise RefusedError(
            f"{own} has offered this value already.",
            f"{_other(sides, own)} can confirm it with: equipoise agree.",
        )
    moves = _moves(proposed_plan(one, system), commissioner, provider, value)
    number = open_offer.number if confirms and open_offer else 0
    drafts = prepare(one, number, moves) if confirms else ()
    with change(one.stream, by=by, now=now, expected=seen) as work:
        if confirms and open_offer is not None:
            found = open_offer
            events = [_confirm(work, found, by=by, now=now, own=own)]
            enter(work, drafts, found, by=by, now=now)
        else:
            found = Decision.objects.create(
                round=one.record,
                number=next_decision(one.code),
                kind="agree",
                system=system,
                base=None,
                body=body,
                proposed_by=by.person,
                organisation=own,
                at=now,
            )
            events = [work.event("offer", decision_ref(one.code, found.number), body)]
    return Outcome(result=stand_of(one, found), events=all_recorded(events))


def refuse_pair(one: OpenRound, *, commissioner: str, provider: str) -> None:
    """Refuse a pair that is not an ICB and a trust of its own system.

    Raises: RefusedError.
    """
    kinds = (one.organisation(commissioner).kind, one.organisation(provider).kind)
    if kinds != (Kind.ICB, Kind.PROVIDER):
        raise RefusedError(
            f"{commissioner} and {provider} are not an ICB and a trust.",
            "Name the ICB first, then the trust.",
        )
    if one.system_of(commissioner) != one.system_of(provider):
        raise RefusedError(f"{commissioner} and {provider} are not in one system.")


def _offer(one: OpenRound, system: str, sides: tuple[str, str]) -> Decision | None:
    """Return the latest offer on this contract, unless the other side has confirmed it."""
    found = [
        row
        for row in decisions(one.code, system)
        if row.kind == "agree" and (row.body["commissioner"], row.body["provider"]) == sides
    ]
    return found[-1] if found and not consents(found[-1]) else None


def _same(offer: Decision, own: str, value: Pence) -> bool:
    return offer.organisation == own and bool(offer.body["value_pence"] == value)


def _other(sides: tuple[str, str], own: str) -> str:
    return next(side for side in sides if side != own)


def _moves(plan: Plan, commissioner: str, provider: str, value: Pence) -> list[Move]:
    """Return what each side's plan must change by; nothing for a side that has the value."""
    key = PairKey(commissioner, provider)
    pair = Statement(plan=plan).contracts.pairs.get(key, Pair(income=None, spend=None))
    sides = (
        (provider, ("income.patient_care", commissioner, ""), pair.income),
        (commissioner, ("spend.healthcare", provider, ""), pair.spend),
    )
    return [
        Move(
            organisation=organisation,
            part="finance",
            line=line,
            pence=value - int(figure.value if figure is not None else 0),
        )
        for organisation, line, figure in sides
        if figure is None or figure.value != value
    ]


def _confirm(work: Change, found: Decision, *, by: Actor, now: datetime, own: str) -> Event:
    Consent.objects.create(
        decision=found, organisation=own, person=by.person, role=by.role, at=now, answer="yes"
    )
    facts: dict[str, Any] = {"answer": "yes", "organisation": own}
    return work.event("confirm", decision_ref(found.round_id, found.number), facts)
