"""Disputes over contracts: who does not accept the other side's value, why, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from equipoise.records.models import Decision, Event
from equipoise.rules.balance import PairKey
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference

DISPUTE: Final = "dispute"
WITHDRAW: Final = "withdraw"


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """An open dispute of one side with the other, as it was raised."""

    key: PairKey
    raised_by: str
    person: str
    reason: str
    at: datetime


def dispute_ref(round_code: str, key: PairKey) -> Reference:
    """Return what the events of a pair's disputes are about: event:2023-24/dispute/ZQ1/ZR1."""
    return Reference("event", (round_code, DISPUTE, key.commissioner, key.provider))


def open_disputes(one: OpenRound) -> tuple[Dispute, ...]:
    """Return the disputes of a round that are not over, by pair.

    One is over when it is withdrawn, or when a value that both sides have named comes after it.
    """
    raised: dict[PairKey, Event] = {}
    verbs = (DISPUTE, WITHDRAW, "confirm")
    for event in Event.objects.filter(stream=one.stream, verb__in=verbs).order_by("sequence"):
        key = _pair(one, event)
        if event.verb == DISPUTE:
            raised[key] = event
        else:
            raised.pop(key, None)
    return tuple(
        Dispute(
            key=key,
            raised_by=event.organisation,
            person=event.person,
            reason=event.reason,
            at=event.at,
        )
        for key, event in sorted(raised.items())
    )


def disputed_pairs(one: OpenRound) -> frozenset[PairKey]:
    """Return the pairs of a round that are in dispute."""
    return frozenset(found.key for found in open_disputes(one))


def _pair(one: OpenRound, event: Event) -> PairKey:
    ref = Reference.parse(event.subject)
    if ref.kind == "event":
        return PairKey(*ref.parts[2:])
    number = int(ref.parts[-1].removeprefix("D"))
    body = Decision.objects.get(round=one.code, number=number).body
    return PairKey(body.get("commissioner", ""), body.get("provider", ""))
