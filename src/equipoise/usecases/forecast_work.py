"""Record a private working forecast: for the eyes of the body's own editor and approver."""

from __future__ import annotations

from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.usecases.events import recorded
from equipoise.usecases.forecasting.private import (
    PRIVATE,
    Working,
    WorkingForecast,
    private_ref,
    put_working,
)
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def forecast_work(
    one: OpenRound, organisation: str, *, working: Working, by: Actor, now: datetime
) -> Outcome[WorkingForecast]:
    """Return the private working forecast as it was recorded; it enters no total and no plan.

    Raises: NotAllowedError for everybody but the body's own editor and approver; UnknownError;
        RefusedError for no month of the year.
    """
    one.organisation(organisation)
    demand(by, "forecast_work", one.subject(organisation), now.date())
    if not 1 <= working.month <= len(one.year.months):
        raise RefusedError(f"There is no month {working.month}.", "Name M1 (April) to M12 (March).")
    seen = stream_head(one.stream).sequence
    document = put_working(one, organisation, working=working)
    with change(one.stream, by=by, now=now, expected=seen) as work:
        event = work.event(PRIVATE, private_ref(one, organisation), {"document": document})
    found = WorkingForecast(
        value_pence=working.value_pence,
        month=working.month,
        note=working.note,
        person=by.person,
        at=now,
    )
    return Outcome(result=found, events=(recorded(event),))
