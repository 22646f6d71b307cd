"""Withdraw a decision about a pot: what it posted is taken back, and both stay on record."""

from __future__ import annotations

from datetime import date, datetime

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act, Agreement, acts_of
from equipoise.usecases.potting.kinds import PLACES, WITHDRAWAL
from equipoise.usecases.potting.recording import (
    Terms,
    named_act,
    record,
    refuse_terms,
    withdrawals,
)
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def pot_withdraw(
    one: OpenRound,
    name: str,
    *,
    reason: str,
    effective_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Outcome[Act]:
    """Return the withdrawal of a decision, from its own first day on unless another is named.

    What several parties agreed to, they also agree to undo.

    Raises: NotAllowedError; UnknownError for no such decision; RefusedError for one that is
        withdrawn already, or is a withdrawal itself.
    """
    act = named_act(one, name)
    system = act.decision.system
    demand(by, "pot_withdraw", one.subject(system), now.date())
    if act.kind in (WITHDRAWAL, PLACES) or act.decision.number in withdrawals(acts_of(one, system)):
        raise RefusedError(f"{act.name} cannot be withdrawn, or is already.")
    was_agreed = act.agreed_at is not None
    terms = Terms(
        effective_on=effective_on or act.effective_on,
        reason=reason,
        agreement=act.positions.agreement if was_agreed else Agreement.NONE,
        parties=act.positions.parties if was_agreed else (),
    )
    refuse_terms(one, terms, own=by.organisation)
    sides = [act.body[side].partition("/") for side in ("from", "to") if side in act.body]
    body = {
        **terms.body(),
        "of": act.decision.number,
        "systems": sorted({system, *(whose for whose, _, line in sides if line)}),
    }
    made = record(one, system, decided=(WITHDRAWAL, [body]), reason=reason, by=by, now=now)
    return Outcome(result=made.result[0], events=made.events)
