"""Answer a waiver: approve or refuse it as another person, or withdraw it."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Final

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import WaiverAnswer
from equipoise.records.queries import stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.waivers import WaiverStand, WaiverStatus, named_waiver

VERBS: Final = MappingProxyType(
    {
        WaiverStatus.APPROVED: "waiver_approve",
        WaiverStatus.REFUSED: "waiver_refuse",
        WaiverStatus.WITHDRAWN: "waiver_withdraw",
    }
)
"""The right that each answer asks for, and the verb of its event."""
FROM: Final = MappingProxyType(
    {
        WaiverStatus.APPROVED: frozenset({WaiverStatus.ASKED}),
        WaiverStatus.REFUSED: frozenset({WaiverStatus.ASKED}),
        WaiverStatus.WITHDRAWN: frozenset({WaiverStatus.ASKED, WaiverStatus.APPROVED}),
    }
)
"""Which waivers can be answered so."""


class RequesterError(RefusedError):
    """The person who asked for a waiver may not approve it."""


def answer_waiver(
    one: OpenRound,
    name: str,
    *,
    answer: WaiverStatus,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Outcome[WaiverStand]:
    """Return the waiver with its answer; what was asked and answered before stays on record.

    Raises: NotAllowedError; RequesterError when the actor asked for it and would approve it;
        RefusedError when it cannot be answered so any more; UnknownError for no such waiver.
    """
    stand = named_waiver(one, name)
    demand(by, VERBS[answer], one.subject(stand.row.organisation), now.date())
    if answer is WaiverStatus.APPROVED and by.person == stand.row.requester:
        raise RequesterError(f"You asked for {stand.name}.", "Ask a colleague to approve it.")
    seen = stream_head(one.stream).sequence
    status = stand.status(now.date())
    if status not in FROM[answer]:
        raise RefusedError(f"{stand.name} is {status.lower()}: it cannot be {answer.lower()} now.")
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        row = WaiverAnswer.objects.create(
            waiver=stand.row,
            answer=str(answer),
            person=by.person,
            role=by.role,
            organisation=by.organisation,
            reason=reason,
            at=now,
        )
        facts = {"organisation": stand.row.organisation, "answer": str(answer)}
        event = work.event(VERBS[answer], stand.ref, facts)
    found = WaiverStand(row=stand.row, answers=(*stand.answers, row))
    return Outcome(result=found, events=(recorded(event),))
