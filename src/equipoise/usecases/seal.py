"""Lodge a sealed first offer: nobody sees another's before all have lodged their own.

What is recorded of a sealed offer is the digest of its content; the content lies in the store and
is shown by no door until every party has lodged. Whoever runs the store could read it there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from equipoise.records import Actor
from equipoise.records.canonical import canonical
from equipoise.records.changes import Change, change
from equipoise.records.models import Decision
from equipoise.records.queries import decisions, next_decision, stream_head
from equipoise.store import Digest
from equipoise.usecases.decisions import OFFER
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.events import all_recorded
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.offering import Offered
from equipoise.usecases.offering.offered import refuse_offered
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound

SEALED = "sealed-offer"


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """What a sealed offer is about, who lodges one, and the secret that nobody can guess."""

    matter: str
    between: tuple[str, ...]
    secret: str


@dataclass(frozen=True, kw_only=True)
class Lodged:
    """A matter: who has lodged, who has not, and the offers once all are disclosed."""

    matter: str
    digest: str
    lodged: tuple[str, ...]
    waits_for: tuple[str, ...]
    disclosed: tuple[str, ...]


def seal(
    one: OpenRound, offered: Offered, *, sealing: Sealing, by: Actor, now: datetime
) -> Outcome[Lodged]:
    """Return the matter with the actor's sealed offer lodged; with the last, all are disclosed.

    Disclosed, each is an offer that every party has to agree to.

    Raises: NotAllowedError; RefusedError for somebody of no party, who has lodged already, or
        who names other parties than were named before; UnknownError.
    """
    own = by.organisation
    demand(by, "offer", one.subject(own), now.date())
    system = one.system_of(offered.organisation)
    refuse_locked(one, system)
    refuse_offered(one, offered, on=now.date())
    before = {row.organisation: row for row in lodged_of(one, system, matter=sealing.matter)}
    _refuse(one, sealing, own, before=before)
    content = {**offered.body(), "sides": sorted({*offered.sides, *sealing.between}),
               "counters": None, "matter": sealing.matter, "secret": sealing.secret}  # fmt: skip
    seen = stream_head(one.stream).sequence
    digest = one.workspace.store.put(BytesIO(canonical(content).encode()))
    body = {"matter": sealing.matter, "between": sorted(sealing.between), "digest": digest}
    with change(one.stream, by=by, now=now, expected=seen) as work:
        row = _record(one, SEALED, body, system=system, by=by, now=now)
        events = [work.event("seal", decision_ref(one.code, row.number), body)]
        lodged = {**before, own: row}
        disclosed: list[Decision] = []
        if set(lodged) == set(sealing.between):
            for each in lodged.values():
                disclosed.append(_disclosed(one, work, each, now=now))
    return Outcome(
        result=Lodged(
            matter=sealing.matter,
            digest=digest,
            lodged=tuple(sorted(lodged)),
            waits_for=tuple(sorted(set(sealing.between) - set(lodged))),
            disclosed=tuple(f"D{each.number}" for each in disclosed),
        ),
        events=all_recorded(events),
    )


def lodged_of(one: OpenRound, system: str, *, matter: str) -> Sequence[Decision]:
    """Return the sealed offers of a matter, by number."""
    return [
        row
        for row in decisions(one.code, system)
        if row.kind == SEALED and row.body["matter"] == matter
    ]


def _refuse(one: OpenRound, sealing: Sealing, own: str, *, before: Mapping[str, Decision]) -> None:
    for party in sealing.between:
        one.organisation(party)
    if own not in sealing.between or len(set(sealing.between)) < 2:
        raise RefusedError(f"{own} seals an offer beside another party.", "Name both: --between.")
    if own in before:
        raise RefusedError(f"{own} has lodged its first offer on {sealing.matter} already.")
    for row in before.values():
        if row.body["between"] != sorted(sealing.between):
            parties = ", ".join(row.body["between"])
            raise RefusedError(f"{sealing.matter} is between {parties}.", "Name the same.")


def _disclosed(one: OpenRound, work: Change, row: Decision, *, now: datetime) -> Decision:
    """Record the offer that was sealed, as it was lodged, for everybody to see."""
    with one.workspace.store.open(Digest(row.body["digest"])) as stream:
        content: dict[str, Any] = json.loads(stream.read())
    maker = Actor(person=row.proposed_by, role="", organisation=row.organisation, via="")
    made = _record(one, OFFER, content, system=row.system, by=maker, now=now)
    work.event("disclose", decision_ref(one.code, made.number),
               {**content, "sealed": row.number})  # fmt: skip
    return made


def _record(
    one: OpenRound, kind: str, body: Mapping[str, object], *, system: str, by: Actor, now: datetime
) -> Decision:
    return Decision.objects.create(
        round=one.record,
        number=next_decision(one.code),
        kind=kind,
        system=system,
        base=None,
        body=body,
        proposed_by=by.person,
        organisation=by.organisation,
        at=now,
    )
