"""Open a re-baselining: a letter, and the locked version of a system's plan it starts from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from equipoise.records import Actor
from equipoise.records.queries import system_head
from equipoise.sources import Letter, read_letter
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated
from equipoise.usecases.potting.recording import entered
from equipoise.usecases.rebaselining import Exercise, exercise_of
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rebaselining.kinds import KEYS, LETTER
from equipoise.usecases.rebaselining.recording import refuse_unknown
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


def rebaseline_open(
    one: OpenRound, system: str, *, path: Path, by: Actor, now: datetime
) -> Outcome[Exercise]:
    """Return the re-baselining that a letter opens on the locked version of a system's plan.

    Raises: NotAllowedError; LayoutError for a letter that is not clear; RefusedError when it is
        of another year, of a later day, when the plan is not locked, or while an earlier
        re-baselining has not been sent; UnknownError for no such key.
    """
    demand(by, "rebaseline_open", one.subject(system), now.date())
    one.members(system)
    letter = read_letter(path.read_text("utf-8-sig"), path.name)
    refuse_unknown("key", [letter.key], known=KEYS)
    _refuse(one, system, letter, now=now)
    latest, head = collated(one, system), system_head(one.code, system)
    if head is None or not head.locked:
        raise RefusedError(
            f"Version {latest.number} of the plan of {system} is not locked.",
            "A re-baselining starts from an agreed plan: equipoise lock.",
        )
    body = {
        "letter": letter.code,
        "title": letter.title,
        "file": str(one.workspace.put_file(path)),
        "deadline": letter.deadline.isoformat(),
        "base": latest.number,
        "manifest": latest.manifest,
    }
    _, events = entered(one, system, decided=(LETTER, [body]), reason=letter.title, by=by, now=now)
    return Outcome(result=open_exercise(one, system), events=events)


def _refuse(one: OpenRound, system: str, letter: Letter, *, now: datetime) -> None:
    if letter.year != one.year:
        raise RefusedError(f"The letter is about {letter.year}, and the round about {one.year}.")
    if letter.dated > now.date():
        raise RefusedError(f"The letter is of {letter.dated}, which is still to come.")
    earlier = exercise_of(one, system)
    if earlier is not None and not earlier.is_sent:
        raise RefusedError(
            f"The re-baselining of {earlier.letter.dated} has not been sent.",
            f"See where it stands with: equipoise rebaseline {system}.",
        )
