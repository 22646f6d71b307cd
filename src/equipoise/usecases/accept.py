"""Accept signed returns into the system's plan: what the lead reviewed can no longer shift."""

from __future__ import annotations

from datetime import date, datetime

from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.models import Version
from equipoise.records.queries import stream_head
from equipoise.usecases.events import all_recorded
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts, part_ref, set_heads, signatures, standings
from equipoise.usecases.waivers import Carried, carried, granted
from equipoise.workings import Reference


def accept(
    one: OpenRound,
    organisations: tuple[str, ...],
    *,
    by: Actor,
    now: datetime,
    parts: tuple[str, ...] = (),
    saw: Reference | None = None,
) -> Outcome[tuple[Reference, ...]]:
    """Return the versions accepted: every signed part of these bodies that was not yet.

    `saw` names a version the lead looked at; a newer one is not accepted by mistake.

    Raises: NotAllowedError; RefusedError when nothing of a body waits to be accepted, a version
        is stale, a waiver it was signed with stands no more, or the plan is locked.
    """
    seen = stream_head(one.stream).sequence
    waiting = []
    for organisation in dict.fromkeys(organisations):
        demand(by, "accept", one.subject(organisation), now.date())
        refuse_locked(one, one.system_of(organisation))
        chosen = chosen_parts(one, organisation, parts)
        found = [
            standing.version
            for standing in standings(one, [organisation])
            if standing.part in chosen
            and standing.version is not None
            and standing.status is ReturnStatus.SIGNED_OFF
        ]
        if not found:
            raise RefusedError(
                f"Nothing of {organisation} is signed off and waiting to be accepted.",
                "See where each part stands with: equipoise collect.",
            )
        waiting += found
    signed = signatures(waiting)
    for row in waiting:
        _refuse_expired(one, row, carried([signed.get(row)], now.date()), on=now.date())
        if saw is not None and saw.parts == part_ref(row).parts and saw != part_ref(row):
            raise RefusedError(f"{saw} is stale: the latest is {part_ref(row)}.", "Look again.")
    with change(one.stream, by=by, now=now, expected=seen) as work:
        set_heads(waiting, ReturnStatus.ACCEPTED)
        events = work.events("accept", {part_ref(row): {"cells": row.cells} for row in waiting})
    return Outcome(result=tuple(part_ref(row) for row in waiting), events=all_recorded(events))


def _refuse_expired(one: OpenRound, row: Version, waivers: Carried, *, on: date) -> None:
    """Refuse a version that was signed with a waiver which has expired or was withdrawn since."""
    if not waivers:
        return
    live = {held.name for held in granted(one, row.organisation) if on < held.expires_on}
    if gone := [name for name in waivers.names if name not in live]:
        raise RefusedError(
            f"{part_ref(row)} was signed with {gone[0]}, which stands no more.",
            "The finding must be put right, or waived anew and signed again.",
        )
