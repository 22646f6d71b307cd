"""Consent to a lodged agreement, or refuse it, for the party one speaks for."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.recording import consent
from equipoise.usecases.rights import NotAllowedError, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.sharing_risk.lodged import Lodged, named_lodged, party_of


def riskshare_sign(
    one: OpenRound, name: str, *, answer: str, reason: str = "", by: Actor, now: datetime
) -> Outcome[Lodged]:
    """Return the agreement with the answer of the actor's party; its last answer counts.

    What was settled while a consent stood, stays settled.

    Raises: NotAllowedError for somebody of no party; UnknownError for no such agreement;
        RefusedError for an earlier version.
    """
    demand(by, "riskshare_sign", one.subject(by.organisation), now.date())
    lodged = named_lodged(one, name)
    party = party_of(one, lodged.decision.system, organisation=by.organisation)
    if party not in lodged.body["asked"]:
        raise NotAllowedError(
            f"{by.person} does not speak for a party of {lodged.body['name']}; it asks for "
            f"{', '.join(lodged.body['asked'])}."
        )
    seen = stream_head(one.stream).sequence
    ref = decision_ref(one.code, lodged.decision.number)
    facts = {"answer": answer, "party": party, "file": lodged.body["file"]}
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        consent(lodged.decision, answer, by=by, now=now)
        event = work.event("answer", ref, facts)
    return Outcome(result=named_lodged(one, name), events=(recorded(event),))
