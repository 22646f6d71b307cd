"""Writing decisions of a re-baselining, and what every one of them refuses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.recording import entered
from equipoise.usecases.rebaselining.exercise import Exercise, open_exercise
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def working_on(one: OpenRound, system: str, *, verb: str, by: Actor, now: datetime) -> Exercise:
    """Return the re-baselining that an act is about, once the actor may do it.

    Raises: NotAllowedError; RefusedError when none is open, or when it was sent.
    """
    demand(by, verb, one.subject(system), now.date())
    return unsent(one, system)


def unsent(one: OpenRound, system: str) -> Exercise:
    """Return the re-baselining of a system, while it can still change.

    Raises: RefusedError when none is open, or when it was sent.
    """
    found = open_exercise(one, system)
    if found.is_sent:
        raise RefusedError(
            f"The rebased plan of {system} has been sent to the region.",
            "What was sent stays as it is; another letter opens another re-baselining.",
        )
    return found


def note(
    exercise: Exercise, kind: str, *, body: Mapping[str, object], by: Actor, now: datetime
) -> Outcome[Act]:
    """Return a decision of an exercise, recorded."""
    one, system = exercise.round, exercise.system
    said = {"letter": exercise.opened.body["letter"], **body}
    numbers, events = entered(
        one, system, decided=(kind, [said]), reason=str(body.get("reason", "")), by=by, now=now
    )
    (act,) = (act for act in open_exercise(one, system).acts if act.decision.number in numbers)
    return Outcome(result=act, events=events)


def refuse_blank(**said: str) -> None:
    """Refuse what has no words where words are needed.

    Raises: RefusedError naming what is blank.
    """
    if blank := [name.replace("_", " ") for name, words in said.items() if not words.strip()]:
        raise RefusedError(f"Left blank: {', '.join(blank)}.", "Say each in a few words.")


def refuse_unknown(what: str, found: Collection[str], *, known: Collection[str]) -> None:
    """Refuse a word that is none of those there are.

    Raises: UnknownError naming them.
    """
    for word in found:
        if word not in known:
            raise UnknownError(f"{what}:", word, tuple(known))


def refuse_member(one: OpenRound, system: str, *, code: str) -> None:
    """Refuse a body that is not of the system.

    Raises: UnknownError naming its members.
    """
    refuse_unknown(f"member of {system}", [code], known=tuple(one.members(system)))


def month_of(one: OpenRound, day: date) -> int:
    """Return how many months of the plan year have ended by a day: 0 to 12."""
    return sum(1 for month in one.year.months if month.ends_on <= day)
