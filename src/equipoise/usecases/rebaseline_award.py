"""Share the pool among systems by a stated key, to the penny, each system's part on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome, Recorded
from equipoise.usecases.rebaselining import Worked
from equipoise.usecases.rebaselining.exercise import open_exercise
from equipoise.usecases.rebaselining.files import Fault, Line, lines_of, refuse_faults
from equipoise.usecases.rebaselining.kinds import AWARD, KEYS, STAFF
from equipoise.usecases.rebaselining.recording import (
    note,
    refuse_blank,
    refuse_unknown,
    working_on,
)
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound

HEADING: Final = ("system", "part", "amount")
PEOPLE: Final = "population"


@dataclass(frozen=True, kw_only=True)
class Shared:
    """By which key a pool is shared, from which list, what each part weighs, and why.

    `pool_pence` is the letter's own where it is None. With a key of one part no weight is named.
    """

    path: Path
    key: str
    weights: Mapping[str, Fraction]
    reason: str
    source: str = ""
    pool_pence: Pence | None = None


def rebaseline_award(
    one: OpenRound, systems: Sequence[str], *, shared: Shared, by: Actor, now: datetime
) -> Outcome[tuple[Worked, ...]]:
    """Return the re-baselinings of systems with what each has of the pool.

    Amounts of the list are in £000, or people where that is the key. The same list is recorded
    with each system, so that its part can be tied to the pool by anybody.

    Raises: NotAllowedError; UnknownError for no such key; RefusedError for a list that lacks a
        system or a part, or a weight that is not above nil.
    """
    exercises = [
        working_on(one, system, verb="rebaseline_award", by=by, now=now) for system in systems
    ]
    refuse_unknown("key", [shared.key], known=KEYS)
    refuse_blank(reason=shared.reason)
    parts = _parts(shared)
    weights = _weights(shared, {part for listed in parts.values() for part in listed})
    if missing := [system for system in systems if system not in parts]:
        raise RefusedError(f"{shared.path.name} has no line for {', '.join(missing)}.")
    _refuse_unlike(shared.path, parts, weights=weights)
    digest = str(one.workspace.put_file(shared.path))
    events: list[Recorded] = []
    for exercise in exercises:
        letter = exercise.letter
        body = {
            "pool_pence": letter.pool_pence if shared.pool_pence is None else shared.pool_pence,
            "key": shared.key,
            "parts": {
                system: {part: str(amount) for part, amount in listed.items()}
                for system, listed in parts.items()
            },
            "weights": {part: str(weight) for part, weight in weights.items()},
            "file": digest,
            "reason": shared.reason,
            "source": shared.source,
        }
        events += note(exercise, AWARD, body=body, by=by, now=now).events
    found = tuple(Worked(exercise=open_exercise(one, system)) for system in systems)
    return Outcome(result=found, events=tuple(events))


def _parts(shared: Shared) -> Mapping[str, Mapping[str, Fraction]]:
    """Return what each system brings to each part of the key."""
    found: dict[str, dict[str, Fraction]] = {}
    faults: list[Fault] = []
    for line in lines_of(shared.path, HEADING):
        amount = _amount(line, people=shared.key == PEOPLE)
        own = found.setdefault(line["system"], {})
        if amount is None or amount < 0:
            expected = "people, nil or more" if shared.key == PEOPLE else "£000, nil or more"
            faults.append(line.fault("amount", expected))
        elif line["part"] in own:
            faults.append(line.fault("part", f"each part of {line['system']} once"))
        else:
            own[line["part"]] = amount
    refuse_faults(shared.path, faults)
    return found


def _amount(line: Line, *, people: bool) -> Fraction | None:
    if not people:
        pence = line.pence("amount")
        return None if pence is None else Fraction(pence)
    digits = line["amount"].replace(",", "")
    return Fraction(digits) if digits.isascii() and digits.isdecimal() else None


def _weights(shared: Shared, parts: set[str]) -> Mapping[str, Fraction]:
    """Return what each part weighs: as named, or one where the key has a single part."""
    if shared.key != STAFF and not shared.weights and len(parts) == 1:
        return dict.fromkeys(parts, Fraction(1))
    if unlike := sorted(parts ^ shared.weights.keys()):
        raise RefusedError(
            f"Nobody has named what {', '.join(unlike)} weighs, or no system has any of it.",
            "Name each with --weight PART=NUMBER: its strike days, or its measured cost.",
        )
    if min(shared.weights.values()) <= 0:
        raise RefusedError("What a part weighs is above nil.")
    return shared.weights


def _refuse_unlike(
    path: Path, parts: Mapping[str, Mapping[str, Fraction]], *, weights: Mapping[str, Fraction]
) -> None:
    """Refuse a system that lacks one of the parts: a pay bill that is not there is not nil."""
    for system, listed in parts.items():
        if lacking := sorted(weights.keys() - listed.keys()):
            raise RefusedError(f"{path.name} has no {', '.join(lacking)} of {system}.")
    if not any(amount for listed in parts.values() for amount in listed.values()):
        raise RefusedError(f"{path.name} has nothing above nil: there is no key to share by.")
