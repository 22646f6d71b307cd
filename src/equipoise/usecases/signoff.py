"""Sign off a body's return, or a draft that carries out a decision: its approver commits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.models import Version
from equipoise.records.queries import stream_head
from equipoise.usecases.decisions import named_decision
from equipoise.usecases.events import all_recorded
from equipoise.usecases.judged import weigh_each
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand, may
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import (
    chosen_parts,
    part_ref,
    set_heads,
    signature,
    standings,
    unsigned_since,
)
from equipoise.usecases.waivers import Carried, Weighed, carried, signed_facts
from equipoise.workings import Reference


class PreparerError(RefusedError):
    """The person who prepared a version may not sign it off."""

    def __init__(self) -> None:
        super().__init__("You prepared this version.", "Ask a colleague to sign it off.")


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """What was signed: the versions, by reference, by whom, and the waivers they rest on."""

    organisation: str
    versions: tuple[Reference, ...]
    person: str
    waivers: Carried


def signoff(
    one: OpenRound,
    organisation: str,
    *,
    by: Actor,
    now: datetime,
    parts: tuple[str, ...] = (),
    saw: Reference | None = None,
) -> Outcome[SignedOff]:
    """Return what was signed: the latest version of each part that waits for a signature.

    `saw` names the version the approver looked at; a newer one is not signed by mistake.

    Raises: NotAllowedError; PreparerError when the actor prepared any of it, as editor or as the
        one who proposed or confirmed its decision; RefusedError when nothing waits, a finding
        must be fixed or explained first, a version is stale, or the plan is locked.
    """
    if not may(by, "signoff", one.subject(organisation), now.date()):
        _refuse_preparer(one, organisation, by)
    demand(by, "signoff", one.subject(organisation), now.date())
    refuse_locked(one, one.system_of(organisation))
    seen = stream_head(one.stream).sequence
    waiting = waiting_for_signature(one, organisation, parts=parts)
    if not waiting:
        raise RefusedError(
            f"Nothing of {organisation} waits for a signature.",
            "See where each part stands with: equipoise collect.",
        )
    found = weigh_each(one, waiting, on=now.date())
    since = unsigned_since(waiting)
    for row in waiting:
        _refuse(one, row, found[row], unsigned=since[row], by=by)
        if saw is not None and saw != part_ref(row) and saw.parts == part_ref(row).parts:
            raise RefusedError(f"{saw} is stale: the latest is {part_ref(row)}.", "Look again.")
    with change(one.stream, by=by, now=now, expected=seen) as work:
        set_heads(waiting, ReturnStatus.SIGNED_OFF)
        bodies = {
            part_ref(row): {
                "cells": row.cells,
                "reading": row.reading,
                "file": row.file,
                "waivers": signed_facts(found[row]),
                "known_on": one.known_on.isoformat(),
            }
            for row in waiting
        }
        events = work.events("signoff", bodies)
    signed = SignedOff(
        organisation=organisation,
        versions=tuple(part_ref(row) for row in waiting),
        person=by.person,
        waivers=carried(events, now.date()),
    )
    return Outcome(result=signed, events=all_recorded(events))


def _refuse_preparer(one: OpenRound, organisation: str, by: Actor) -> None:
    """Tell somebody who has no right that a version they prepared is another's to sign."""
    rows = (standing.version for standing in standings(one, [organisation]))
    if by.organisation == organisation and any(
        row and row.prepared_by == by.person for row in rows
    ):
        raise PreparerError


def waiting_for_signature(
    one: OpenRound, organisation: str, *, parts: tuple[str, ...] = ()
) -> list[Version]:
    """Return the versions that wait for a signature: submitted, or drafts of a decision."""
    chosen = chosen_parts(one, organisation, parts)
    found = []
    for standing in standings(one, [organisation]):
        row = standing.version
        if standing.part not in chosen or row is None:
            continue
        is_draft = standing.status is ReturnStatus.DRAFT and row.decision and not signature(row)
        if standing.status is ReturnStatus.SUBMITTED or is_draft:
            found.append(row)
    return found


def preparers(one: OpenRound, row: Version, *, unsigned: tuple[Version, ...]) -> frozenset[str]:
    """Return who prepared a version, or proposed a decision in it that nobody has signed yet."""
    prepared = {row.prepared_by}
    for version in unsigned:
        prepared.add(version.prepared_by)
        if version.decision:
            prepared.add(named_decision(one, version.decision.rpartition("/")[2]).proposed_by)
    return frozenset(prepared)


def _refuse(
    one: OpenRound, row: Version, found: Weighed, *, unsigned: tuple[Version, ...], by: Actor
) -> None:
    if by.person in preparers(one, row, unsigned=unsigned):
        raise PreparerError
    if found.blocked:
        raise RefusedError(
            f"{part_ref(row)} has {len(found.must_fix)} to fix and {len(found.unexplained)} to "
            "explain.",
            "Put them right and submit again.",
        )
