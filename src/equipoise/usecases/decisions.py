"""Decisions of a round, and how far each has come: confirmed by whom, signed by whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from equipoise.records.models import Decision, Version
from equipoise.records.queries import consents, decision, decisions
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.recorded import RecordedDecision
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import carried_by, latest, latest_signed

OFFER: Final = "offer"
PLAN_KINDS: Final = ("agree", "close", "defer", OFFER)
"""Kinds of decision that touch what bodies return; others are about the pot."""
WITHDRAWN: Final = "withdraw"
"""The answer by which whoever made an offer takes it back."""


class DecisionStatus(StrEnum):
    """How far a decision has come."""

    OFFERED = "Offered"
    """One side has named a value; the other has not confirmed it."""
    PROPOSED = "Proposed"
    """Drafts are made; a body has not signed its own yet."""
    AGREED = "Agreed"
    """Every body it touches has signed a version that holds it."""
    SUPERSEDED = "Superseded"
    """Another value was offered since, or a body has handed in a return of its own without it."""


@dataclass(frozen=True, kw_only=True)
class Stand(RecordedDecision):
    """A decision, how far it has come, and whose signatures it waits for."""

    status: DecisionStatus
    waits_for: tuple[str, ...]


def stand_of(one: OpenRound, found: Decision) -> Stand:
    """Return how far a decision has come."""
    ref = str(decision_ref(one.code, found.number))
    drafts = list(Version.objects.filter(round=one.code, decision=ref))
    if not drafts:
        return _without_drafts(one, found)
    waits: set[str] = set()
    for draft in drafts:
        newest = latest(one, draft.organisation, draft.part)
        if newest is None or ref not in carried_by(newest):
            return Stand(decision=found, status=DecisionStatus.SUPERSEDED, waits_for=())
        signed = latest_signed(one, draft.organisation, draft.part)
        if signed is None or ref not in carried_by(signed):
            waits.add(draft.organisation)
    status = DecisionStatus.PROPOSED if waits else DecisionStatus.AGREED
    return Stand(decision=found, status=status, waits_for=tuple(sorted(waits)))


def _without_drafts(one: OpenRound, found: Decision) -> Stand:
    """Return how far an offer has come: confirmed and changing nothing, overtaken, or open."""
    waits = _unconfirmed(found) if found.kind in PLAN_KINDS else ()
    if not waits:
        return Stand(decision=found, status=DecisionStatus.AGREED, waits_for=())
    overtaken = _taken_back(found) if found.kind == OFFER else _outbid(one, found)
    status = DecisionStatus.SUPERSEDED if overtaken else DecisionStatus.OFFERED
    return Stand(decision=found, status=status, waits_for=() if overtaken else waits)


def _taken_back(found: Decision) -> bool:
    """Return whether an offer of a move was withdrawn, or another one answers it."""
    answers = decisions(found.round_id, found.system)
    return any(row.kind == OFFER and row.body["counters"] == found.number for row in answers) or (
        any(consent.answer == WITHDRAWN for consent in consents(found))
    )


def _outbid(one: OpenRound, found: Decision) -> bool:
    """Return whether another value of the same contract was offered since."""
    pair = ("commissioner", "provider")
    return any(
        later.number > found.number
        and later.kind == found.kind
        and all(later.body[side] == found.body[side] for side in pair)
        for later in decisions(one.code, found.system)
    )


def stands(one: OpenRound, system: str) -> tuple[Stand, ...]:
    """Return every decision about returns of a system and how far it has come, by number."""
    found = (row for row in decisions(one.code, system) if row.kind in PLAN_KINDS)
    return tuple(stand_of(one, row) for row in found)


def named_decision(one: OpenRound, name: str) -> Decision:
    """Return the decision under a short name such as D3.

    Raises: UnknownError when there is none.
    """
    number = int(name[1:]) if name[:1] in ("D", "d") and name[1:].isdecimal() else 0
    found = decision(one.code, number)
    if found is None:
        raise UnknownError("decision", name)
    return found


def _unconfirmed(found: Decision) -> tuple[str, ...]:
    """Return the sides of a decision that have not said yes."""
    said = {consent.organisation for consent in consents(found) if consent.answer == "yes"}
    return tuple(sorted(set(found.body.get("sides", ())) - said - {found.organisation}))
