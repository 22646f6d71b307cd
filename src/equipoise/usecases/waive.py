"""Ask for a waiver: that a finding may stand for a while, for a reason, until a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from equipoise.findings import Finding, Severity, WaiverKind
from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Waiver
from equipoise.records.queries import next_waiver, stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.judged import judged
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.system_findings import of_version
from equipoise.usecases.versions import latest
from equipoise.usecases.waivers import WaiverStand, WaiverStatus, waiver_stands
from equipoise.workings import Reference

OPEN = frozenset({WaiverStatus.ASKED, WaiverStatus.APPROVED})


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be let stand: findings of a check at a place, why, until when (excluded).

    `place` is a cell such as Workforce!D14, or the full reference that a finding names. The
    finding is one of the body's return, or of the system's plan where it names this body.
    """

    code: str
    place: str
    kind: WaiverKind
    reason: str
    until: date


def waive(
    one: OpenRound, organisation: str, *, request: Request, by: Actor, now: datetime
) -> Outcome[WaiverStand]:
    """Return the waiver as asked for; it lets nothing stand until another person approves it.

    The finding is one of the version that counts now, and the waiver ends with that file; one of
    the system's plan is of its latest version, and the waiver ends with that version.

    Raises: NotAllowedError; RefusedError without a reason, for a day that is not to come, a
        finding that only informs, one for which a waiver is open, or while the plan is locked;
        UnknownError when no such finding stands there.
    """
    demand(by, "waive", one.subject(organisation), now.date())
    refuse_locked(one, one.system_of(organisation))
    if not request.reason.strip():
        raise RefusedError("A waiver needs a reason.", "Say it with --reason.")
    if request.until <= now.date():
        raise RefusedError(
            f"A waiver until {request.until} would have run out today.", "Name a day to come."
        )
    seen = stream_head(one.stream).sequence
    found = _found(one, organisation, request)
    first = found[0]
    _refuse_twice(one, organisation, first, now.date())
    worths = [finding.worth for finding in found if finding.worth is not None]
    with change(one.stream, by=by, now=now, reason=request.reason, expected=seen) as work:
        row = Waiver.objects.create(
            round=one.record,
            number=next_waiver(one.code),
            organisation=organisation,
            part=first.part,
            code=first.code,
            place=str(first.place),
            kind=str(request.kind),
            reason=request.reason.strip(),
            worth=sum(worths) if worths else None,
            requester=by.person,
            at=now,
            expires_on=request.until,
        )
        stand = WaiverStand(row=row, answers=())
        body = {
            "organisation": organisation,
            "code": row.code,
            "place": row.place,
            "kind": row.kind,
            "worth_pence": row.worth,
            "expires_on": request.until.isoformat(),
        }
        event = work.event("waive", stand.ref, body)
    return Outcome(result=stand, events=(recorded(event),))


def _found(one: OpenRound, organisation: str, request: Request) -> list[Finding]:
    """Return the findings of the check at the place, all at one place; there is at least one."""
    rows = (
        latest(one, organisation, part) for part in one.parts(one.organisation(organisation).kind)
    )
    of_plan = of_version(one, one.system_of(organisation))
    there = [
        *(finding for row in rows if row is not None for finding in judged(one, row)),
        *(finding for finding in of_plan if finding.organisation == organisation),
    ]
    found = {
        finding: None
        for finding in there
        if finding.code.casefold() == request.code.casefold() and _is_at(finding, request.place)
    }
    places = {finding.place for finding in found}
    if not found:
        known = sorted({f"{finding.code} at {_spoken(finding.place)}" for finding in there})
        raise UnknownError(
            f"finding of {organisation}:", f"{request.code} at {request.place}", tuple(known)
        )
    if len(places) > 1:
        named = ", ".join(sorted(map(str, places)))
        raise RefusedError(f"{request.place} names several places.", f"Name one of: {named}.")
    if all(finding.severity is Severity.NOTE for finding in found):
        raise RefusedError("This finding only informs: nothing waits for it.")
    return list(found)


def _is_at(finding: Finding, place: str) -> bool:
    plain = replace(finding.place, pin=None)
    known = {_spoken(finding.place), str(finding.place), str(plain)}
    return place.casefold() in {name.casefold() for name in known}


def _spoken(place: Reference) -> str:
    """Return a place as people name it: Workforce!D14."""
    _, *within = place.parts
    return "!".join(within) if place.kind == "file" and within else str(place)


def _refuse_twice(one: OpenRound, organisation: str, found: Finding, on: date) -> None:
    for stand in waiver_stands(one, [organisation]):
        same = (stand.row.code, stand.row.place) == (found.code, str(found.place))
        if same and stand.status(on) in OPEN:
            raise RefusedError(
                f"{stand.name} is {stand.status(on).lower()} for this finding already.",
                f"Take it back with: equipoise waive --withdraw {stand.name}",
            )
