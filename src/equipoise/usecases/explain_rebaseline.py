"""Why this number of a re-baselining: the decisions beneath it, as known by a day."""

from __future__ import annotations

from datetime import date

from equipoise.records import Actor
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rebaseline import rebaseline
from equipoise.usecases.rebaselining import Exercise
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure, Reference, assumed


def explain_rebaseline(
    one: OpenRound, ref: Reference, *, by: Actor, on: date
) -> Outcome[Explanation]:
    """Return a figure of a re-baselining, with the decisions that it comes of.

    Raises: NotAllowedError; UnknownError for no such figure, or for a pin that is no day.
    """
    seen = rebaseline(one, ref.parts[1], known=_day(ref.pin), by=by, on=on)
    asked = seen.result.ref("/".join(ref.parts[3:]))
    if asked not in seen.figures:
        raise UnknownError("figure", str(ref), tuple(sorted(map(str, seen.figures))))
    figure = seen.figures[asked]
    explanation = Explanation(
        ref=asked,
        title=figure.working.name,
        figure=figure,
        sources=_sources(seen.result.exercise, figure),
        facts=(_told(seen.result.exercise),),
        assumed=assumed(figure),
    )
    return Outcome(result=explanation, figures={asked: figure}, expand=seen.expand)


def _sources(exercise: Exercise, figure: Figure) -> dict[str, str]:
    """Return the decisions beneath a figure, and who recorded each when."""
    beneath = {step.working.ref for step in figure.everything()}
    return {
        str(act.ref): f"{act.name}, {act.kind.replace('-', ' ')}, recorded by "
        f"{act.decision.proposed_by} on {act.decision.at.date()}"
        for act in exercise.acts
        if act.ref in beneath
    }


def _told(exercise: Exercise) -> str:
    return (
        f"Re-baselining of {exercise.letter.dated}, on version {exercise.base}, as known by "
        f"{exercise.known}."
    )


def _day(pin: str | None) -> date | None:
    try:
        return None if pin is None else date.fromisoformat(pin)
    except ValueError as error:
        raise UnknownError("day such as 2023-11-20:", str(pin)) from error
