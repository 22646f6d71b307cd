"""Report back on a delegation: what was spent until a day, and what it has done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Event
from equipoise.records.queries import stream_head
from equipoise.units import Pence
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.kinds import DELEGATION
from equipoise.usecases.potting.recording import named_act, refuse_day
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound

VERB = "report-back"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a holder says: how much was spent by the end of a day, and what came of it.

    Unit: pence.
    """

    up_to: date
    spent_pence: Pence
    words: str


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A report on record, with who gave it and when."""

    act: Act
    report: Report
    person: str
    organisation: str
    at: datetime


def delegate_report(
    one: OpenRound, name: str, *, report: Report, by: Actor, now: datetime
) -> Outcome[Reported]:
    """Return the report, recorded against the delegation.

    Raises: NotAllowedError for somebody who is not of its lead or its council; UnknownError;
        RefusedError for what is not an agreed delegation, a report without words, or of a day
        that is still to come.
    """
    act = named_act(one, name)
    if act.kind != DELEGATION or not act.counts:
        raise RefusedError(f"{act.name} is not a delegation that is in force.")
    holder = act.body["holder"]
    own = by.organisation if by.organisation == holder["council"] else holder["lead"]
    demand(by, "delegate_report", one.subject(own), now.date())
    if not report.words.strip() or report.spent_pence < 0:
        raise RefusedError("A report says what was spent, not below nil, and what came of it.")
    refuse_day(one, report.up_to)
    if report.up_to < act.effective_on:
        raise RefusedError(f"{act.name} begins on {act.effective_on}, after {report.up_to}.")
    if report.up_to > now.date():
        raise RefusedError(
            f"{report.up_to} is still to come: what is spent by then is not known.",
            "Report up to a day that has passed, with --up-to.",
        )
    seen = stream_head(one.stream).sequence
    body = {
        "up_to": report.up_to.isoformat(),
        "spent_pence": report.spent_pence,
        "words": report.words,
    }
    with change(one.stream, by=by, now=now, expected=seen) as work:
        event = work.event(VERB, act.ref, body)
    found = Reported(act=act, report=report, person=by.person, organisation=by.organisation, at=now)
    return Outcome(result=found, events=(recorded(event),))


def reports_of(act: Act, *, known: date) -> tuple[Reported, ...]:
    """Return what was reported on a delegation by the end of a day, in order."""
    rows = Event.objects.filter(subject=str(act.ref), verb=VERB).order_by("sequence")
    return tuple(
        Reported(
            act=act,
            report=Report(
                up_to=date.fromisoformat(row.facts["up_to"]),
                spent_pence=Pence(row.facts["spent_pence"]),
                words=row.facts["words"],
            ),
            person=row.person,
            organisation=row.organisation,
            at=row.at,
        )
        for row in rows
        if row.at.date() <= known
    )
