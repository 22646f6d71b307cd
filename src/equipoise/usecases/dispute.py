"""Dispute a contract's value: one side says that it does not accept the other's, and why."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.rules.balance import PairKey
from equipoise.usecases.disputes import DISPUTE, WITHDRAW, Dispute, dispute_ref, open_disputes
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import signed_plan
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement


def dispute(
    one: OpenRound, key: PairKey, *, reason: str, by: Actor, now: datetime
) -> Outcome[Dispute]:
    """Return the dispute: the actor's body does not accept the other side's value of a contract.

    It moves no money. The pair is Disputed until this side withdraws it, or until both sides have
    named one value.

    Raises: NotAllowedError for somebody of neither side; UnknownError when nobody has signed such
        a contract; RefusedError without a reason, or when the pair is in dispute already.
    """
    own = _own_side(one, key, by, now)
    seen = stream_head(one.stream).sequence
    if not reason.strip():
        raise RefusedError("A dispute needs a reason.", "Say what is not accepted, and why.")
    if key not in _contracts(one, key):
        raise UnknownError("signed contract between", " and ".join(key))
    found = _open(one, key)
    if found is not None:
        raise RefusedError(
            f"{found.raised_by} disputes this contract already: {found.reason}",
            "It ends when both sides have named one value: equipoise agree.",
        )
    new = Dispute(key=key, raised_by=own, person=by.person, reason=reason, at=now)
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        event = work.event(DISPUTE, dispute_ref(one.code, key), {"organisation": own})
    return Outcome(result=new, events=(recorded(event),))


def withdraw(
    one: OpenRound, key: PairKey, *, reason: str = "", by: Actor, now: datetime
) -> Outcome[Dispute]:
    """Return the dispute that the actor's body has taken back.

    Raises: NotAllowedError for somebody of neither side; RefusedError when there is no dispute,
        or the other side raised it.
    """
    own = _own_side(one, key, by, now)
    seen = stream_head(one.stream).sequence
    found = _open(one, key)
    if found is None:
        raise RefusedError(f"{key.commissioner} and {key.provider} are not in dispute.")
    if found.raised_by != own:
        raise RefusedError(
            f"{found.raised_by} raised this dispute, and alone may withdraw it.",
            "It also ends when both sides have named one value: equipoise agree.",
        )
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        event = work.event(WITHDRAW, dispute_ref(one.code, key), {"organisation": own})
    return Outcome(result=found, events=(recorded(event),))


def _own_side(one: OpenRound, key: PairKey, by: Actor, now: datetime) -> str:
    """Return the side that the actor acts for; refuse somebody of neither."""
    own = by.organisation if by.organisation in key else one.organisation(key.commissioner).code
    demand(by, "dispute", one.subject(own), now.date())
    return own


def _contracts(one: OpenRound, key: PairKey) -> set[PairKey]:
    """Return the contracts that bodies of either side's system have signed."""
    systems = {system for system in one.systems for side in key if side in one.members(system)}
    plans = (signed_plan(one, system) for system in sorted(systems))
    return {pair for plan in plans for pair in Statement(plan=plan).contracts.pairs}


def _open(one: OpenRound, key: PairKey) -> Dispute | None:
    return next((found for found in open_disputes(one) if found.key == key), None)
