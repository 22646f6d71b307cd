"""The private working forecast of a body: what is on record of it, and its figures for its own.

The event holds the digest of a document with a secret in it, so nobody can guess the figures from
the log. The document lies in the store and is read for an editor or approver of the body alone;
whoever runs the store could read it there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from equipoise.records.canonical import canonical
from equipoise.records.models import Event
from equipoise.records.queries import events_about
from equipoise.store import Digest
from equipoise.units import Pence
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference

PRIVATE: Final = "forecast_work"


@dataclass(frozen=True, kw_only=True)
class Working:
    """What a body expects of itself, with a secret that nobody can guess.

    Unit: pence; a surplus is positive. `month` is the last whose actuals it rests on.
    """

    value_pence: Pence
    month: int
    note: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class WorkingForecast:
    """A private working forecast as its own body reads it."""

    value_pence: Pence
    month: int
    note: str
    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """That private working forecasts exist: how many, and when the last was recorded."""

    count: int
    last: datetime | None


def private_ref(one: OpenRound, organisation: str) -> Reference:
    """Return what events about the private forecast of a body are about."""
    return Reference("event", (one.code, "working-forecast", organisation))


def put_working(one: OpenRound, organisation: str, *, working: Working) -> Digest:
    """Return the digest of the figures, stored."""
    document = {"organisation": organisation, **vars(working)}
    return one.workspace.put(BytesIO(canonical(document).encode()))


def on_record(one: OpenRound, organisation: str) -> OnRecord:
    """Return that there are some, without a figure."""
    found = _recorded(one, organisation)
    return OnRecord(count=len(found), last=found[-1].at if found else None)


def read_working(one: OpenRound, organisation: str) -> WorkingForecast | None:
    """Return the last one with its figures; only for whom the right was asked."""
    found = _recorded(one, organisation)
    if not found:
        return None
    event = found[-1]
    with one.workspace.store.open(Digest(event.facts["document"])) as stream:
        content = json.load(stream)
    return WorkingForecast(
        value_pence=Pence(content["value_pence"]),
        month=content["month"],
        note=content["note"],
        person=event.person,
        at=event.at,
    )


def document_digests(one: OpenRound) -> frozenset[str]:
    """Return the digest of every document of a private forecast in the round."""
    events = Event.objects.filter(stream=one.stream, verb=PRIVATE)
    return frozenset(str(event.facts["document"]) for event in events)


def _recorded(one: OpenRound, organisation: str) -> tuple[Event, ...]:
    return events_about(str(private_ref(one, organisation)), (PRIVATE,))
