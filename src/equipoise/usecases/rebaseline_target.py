"""Record a new elective target of a system, and the elective money that it restores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from equipoise.records import Actor
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.recording import refuse_day
from equipoise.usecases.rebaselining.kinds import TARGET
from equipoise.usecases.rebaselining.recording import note, refuse_blank, working_on
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Retarget:
    """A system's elective target before and after, from when, and what that restores.

    Unit: ratios of the baseline (1.03 is 103%); pence, nil or more, worked out elsewhere.
    """

    code: str
    before: Fraction
    after: Fraction
    from_day: date
    restored_pence: Pence
    source: str


def rebaseline_target(
    one: OpenRound, system: str, *, target: Retarget, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the target as a decision; of two under one code the last counts.

    Raises: NotAllowedError; RefusedError for a target that is not above nil, a day outside the
        year, money below nil, or no source for it.
    """
    exercise = working_on(one, system, verb="rebaseline_target", by=by, now=now)
    refuse_day(one, target.from_day)
    refuse_blank(code=target.code, source=target.source)
    if min(target.before, target.after) <= 0 or target.restored_pence < 0:
        raise RefusedError("Targets are above nil, and restored money is nil or more.")
    body = {
        "code": target.code,
        "before": str(target.before),
        "after": str(target.after),
        "from_day": target.from_day.isoformat(),
        "restored_pence": target.restored_pence,
        "source": target.source,
    }
    return note(exercise, TARGET, body=body, by=by, now=now)
