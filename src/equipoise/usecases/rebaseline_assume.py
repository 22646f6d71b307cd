"""Record a planning assumption, or that one is broken: what depends on it is then named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome, Recorded
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining import Exercise, exercise_of
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rebaselining.kinds import ACTION, ASSUMPTION, REPLAN
from equipoise.usecases.rebaselining.recording import note, refuse_blank
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """What is assumed, whether it is broken, and where that was read."""

    code: str
    words: str
    is_broken: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """An assumption on record, and what rests on it: plans and actions by system."""

    act: Act
    depends: Mapping[str, tuple[str, ...]]


def rebaseline_assume(
    one: OpenRound, system: str, *, assumption: Assumption, by: Actor, now: datetime
) -> Outcome[Assumed]:
    """Return the assumption, and the plans of every system of the round that depend on it.

    Raises: NotAllowedError; RefusedError for blank words, or a break without a reason.
    """
    demand(by, "rebaseline_assume", one.subject(system), now.date())
    exercise = open_exercise(one, system)
    known = exercise.letter.named("assumptions")
    words = assumption.words or (known[assumption.code].words if assumption.code in known else "")
    refuse_blank(code=assumption.code, words=words)
    if assumption.is_broken:
        refuse_blank(reason=assumption.reason)
    body = {
        "code": assumption.code,
        "words": words,
        "is_broken": assumption.is_broken,
        "reason": assumption.reason,
    }
    made = note(exercise, ASSUMPTION, body=body, by=by, now=now)
    events: tuple[Recorded, ...] = made.events
    return Outcome(
        result=Assumed(act=made.result, depends=depending(one, assumption.code)), events=events
    )


def depending(one: OpenRound, code: str) -> Mapping[str, tuple[str, ...]]:
    """Return what rests on an assumption: the replan and the actions of each system by name."""
    open_ones = (exercise_of(one, system) for system in one.systems)
    found = {each.system: _resting(each, code) for each in open_ones if each is not None}
    return {system: names for system, names in found.items() if names}


def _resting(exercise: Exercise, code: str) -> tuple[str, ...]:
    replan = exercise.last(REPLAN)
    plans = [f"replan {replan.name}"] if replan and code in replan.body["rests_on"] else []
    actions = [
        f"action {name}"
        for name, act in exercise.coded(ACTION).items()
        if code in act.body["rests_on"]
    ]
    return (*plans, *actions)
