"""Record a commitment: its target and its day; one that is protected is never cut or put off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from equipoise.records import Actor
from equipoise.rules.rebaselining import (
    Commitment,
    Promise,
    ProtectedTargetError,
    protected_target,
)
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining import Exercise
from equipoise.usecases.rebaselining.kinds import COMMITMENT
from equipoise.usecases.rebaselining.recording import note, refuse_blank, working_on
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Committed:
    """A commitment of a system: what is promised, how much of it by when, and what there is.

    `actual` is None while it is not known. Unit: whole ones of the metric.
    """

    code: str
    metric: str
    target: int
    due_on: date
    is_protected: bool
    actual: int | None = None
    source: str = ""


def rebaseline_commitment(
    one: OpenRound, system: str, *, promised: Committed, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the commitment as a decision; the last under a code counts.

    Raises: NotAllowedError; RefusedError for a target below nil, for blank words, or for a
        protected commitment that would fall, come later, or lose its protection.
    """
    exercise = working_on(one, system, verb="rebaseline_commitment", by=by, now=now)
    refuse_blank(code=promised.code, metric=promised.metric)
    if promised.target < 0 or (promised.actual is not None and promised.actual < 0):
        raise RefusedError("A target, and what there is, are nil or more.")
    _refuse_cut(exercise, promised)
    body = {
        "code": promised.code,
        "metric": promised.metric,
        "target": promised.target,
        "due_on": promised.due_on.isoformat(),
        "is_protected": promised.is_protected,
        "actual": promised.actual,
        "source": promised.source,
    }
    return note(exercise, COMMITMENT, body=body, by=by, now=now)


def _refuse_cut(exercise: Exercise, promised: Committed) -> None:
    """Refuse to cut what is protected, by the rule; those of the letter are protected always."""
    of_letter = promised.code in exercise.letter.named("commitments")
    before = exercise.coded(COMMITMENT).get(promised.code)
    was_protected = of_letter or (before is not None and before.body["is_protected"])
    if was_protected and not promised.is_protected:
        raise RefusedError(
            f"{promised.code} is protected by the letter or by an earlier decision.",
            "Record it with --protected.",
        )
    if before is None:
        return
    held = Commitment(
        metric=promised.metric,
        is_protected=was_protected,
        before=Promise(
            target=Fraction(before.body["target"]),
            due_on=date.fromisoformat(before.body["due_on"]),
        ),
        after=Promise(target=Fraction(promised.target), due_on=promised.due_on),
    )
    try:
        protected_target(held, exercise.round.params.exact, known_on=exercise.known)
    except ProtectedTargetError as error:
        raise RefusedError(
            f"{error}: {before.body['target']:,} by {before.body['due_on']} in {before.name}, and "
            f"{promised.target:,} by {promised.due_on} now.",
            "Keep the target and the day, and close the gap with another action.",
        ) from error
