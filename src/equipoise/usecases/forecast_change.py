"""Change the reported forecast of a body: raised, then step by step of the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.queries import stream_head
from equipoise.units import Pence
from equipoise.usecases.events import recorded
from equipoise.usecases.forecasting.protocol import (
    CHANGE,
    STEP,
    Case,
    Change,
    Step,
    forecast_ref,
    may_record,
    reported,
)
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError, demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a forecast is to become: in the report of which month, overseen as which case, and why.

    Unit: pence; a surplus is positive.
    """

    value_pence: Pence
    month: int
    case: Case
    reason: str


def forecast_change(
    one: OpenRound, organisation: str, *, asked: Asked, by: Actor, now: datetime
) -> Outcome[Change]:
    """Return the change as raised: the protocol is open, and nothing counts until its last step.

    Assumption: a change for the better goes through the same steps as one for the worse.

    Raises: NotAllowedError; UnknownError; RefusedError while another change is open, without a
        reason, for no month of the year, or for what is reported already.
    """
    one.organisation(organisation)
    demand(by, "forecast_change", one.subject(organisation), now.date())
    _refuse(one, organisation, asked)
    seen = stream_head(one.stream).sequence
    body = {"value_pence": asked.value_pence, "month": asked.month, "case": str(asked.case)}
    with change(one.stream, by=by, now=now, reason=asked.reason, expected=seen) as work:
        event = work.event(CHANGE, forecast_ref(one, organisation), body)
    return Outcome(result=reported(one, organisation).changes[-1], events=(recorded(event),))


def forecast_step(
    one: OpenRound, organisation: str, *, step: Step, evidence: str, by: Actor, now: datetime
) -> Outcome[Change]:
    """Return the change with one more step on record; after the last it is the forecast.

    Raises: NotAllowedError for somebody whom the step does not fall to; UnknownError; RefusedError
        with no change open, out of order, or without evidence.
    """
    one.organisation(organisation)
    demand(by, "forecast_step", one.subject(organisation), now.date())
    found = reported(one, organisation).pending
    if found is None:
        raise RefusedError(
            f"No change of the forecast of {organisation} is open.",
            "Raise one: equipoise forecast change.",
        )
    _refuse_step(found, step, evidence=evidence, by=by)
    seen = stream_head(one.stream).sequence
    with change(one.stream, by=by, now=now, reason=evidence, expected=seen) as work:
        event = work.event(STEP, forecast_ref(one, organisation), {"step": str(step)})
    return Outcome(result=reported(one, organisation).changes[-1], events=(recorded(event),))


def _refuse(one: OpenRound, organisation: str, asked: Asked) -> None:
    known = reported(one, organisation)
    if not asked.reason.strip():
        raise RefusedError("A forecast is changed for a reason.", "Say it with --reason.")
    if not 1 <= asked.month <= len(one.year.months):
        raise RefusedError(f"There is no month {asked.month}.", "Name M1 (April) to M12 (March).")
    if known.pending is not None:
        raise RefusedError(
            f"The protocol of change {known.pending.number} of {organisation} is open.",
            f"Record its next step: {known.pending.waits_for[0]}.",
        )
    last = known.at(len(one.year.months))
    if last is not None and last.month > asked.month:
        raise RefusedError(
            f"Month {last.month} was reported already.", "Name that month or a later one."
        )
    if last is not None and last.value_pence == asked.value_pence:
        raise RefusedError("That is what is reported already.")


def _refuse_step(found: Change, step: Step, *, evidence: str, by: Actor) -> None:
    following = found.waits_for[0]
    if step is not following and not (step is Step.REJECTED and following is Step.APPROVED):
        raise RefusedError(f"{step} is out of order.", f"The next step is {following}.")
    if not evidence.strip():
        raise RefusedError("A step rests on evidence.", "Name it with --evidence.")
    if not may_record(found, step, by=by):
        raise NotAllowedError(
            f"{by.person} ({by.role.replace('_', ' ')} of {by.organisation}) cannot record {step} "
            f"for {found.organisation}.",
            "Evidence is the body's own; the system oversees case A, the region case B, and "
            "nobody approves what they raised.",
        )
