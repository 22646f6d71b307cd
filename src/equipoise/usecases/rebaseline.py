"""A re-baselining as it stands: the letter, the money, the gap, and what the gate still asks."""

from __future__ import annotations

from datetime import date

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rebaselining import Worked
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def rebaseline(
    one: OpenRound, system: str, *, known: date | None = None, by: Actor, on: date
) -> Outcome[Worked]:
    """Return the last re-baselining of a system, as known by the end of a day; today if None.

    `adds_up` says whether the gate is open; None until there are an award and a replan.

    Raises: NotAllowedError; RefusedError before one is opened; UnknownError for no such system.
    """
    demand(by, "rebaseline", one.subject(system), on)
    found = Worked(exercise=open_exercise(one, system, known=known or on))
    return Outcome(
        result=found,
        figures=found.figures(),
        adds_up=found.gate.passes if found.gate else None,
        expand=found.exercise.plan.expand,
    )
