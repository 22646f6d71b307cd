"""Record elective work in core and premium capacity: activity and cost of each, never mixed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining.files import Fault, lines_of, refuse_faults
from equipoise.usecases.rebaselining.kinds import CAPACITY, CORE, PREMIUM
from equipoise.usecases.rebaselining.recording import note, working_on
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound

HEADING: Final = ("organisation", "capacity", "spells", "cost_thousands")


def rebaseline_capacity(
    one: OpenRound, system: str, *, path: Path, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the work of each body as a decision, core and premium apart; the last counts.

    Raises: NotAllowedError; RefusedError for a file with a line that is not clear, or a body
        with one of the two alone: premium work that is not stated is not nil.
    """
    exercise = working_on(one, system, verb="rebaseline_capacity", by=by, now=now)
    work = _read(path, tuple(sorted(one.members(system))))
    body = {
        "work": {code: {where: list(done) for where, done in own.items()}
                 for code, own in work.items()},
        "file": str(one.workspace.put_file(path)),
    }  # fmt: skip
    return note(exercise, CAPACITY, body=body, by=by, now=now)


def _read(path: Path, members: tuple[str, ...]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return spells and pence of each body, in core capacity and at a premium.

    Raises: RefusedError naming the lines that are not clear.
    """
    work: dict[str, dict[str, tuple[int, int]]] = {}
    faults: list[Fault] = []
    for line in lines_of(path, HEADING):
        cost, spells = line.pence("cost_thousands"), line["spells"].replace(",", "")
        own = work.setdefault(line["organisation"], {})
        if line["organisation"] not in members:
            faults.append(line.fault("organisation", f"one of {', '.join(members)}"))
        elif line["capacity"] not in (CORE, PREMIUM) or line["capacity"] in own:
            faults.append(line.fault("capacity", f"{CORE} and {PREMIUM}, each once"))
        elif not (spells.isascii() and spells.isdecimal()):
            faults.append(line.fault("spells", "a whole number"))
        elif cost is None or cost < 0:
            faults.append(line.fault("cost_thousands", "£000, nil or more"))
        else:
            own[line["capacity"]] = (int(spells), cost)
    refuse_faults(path, faults)
    if lacking := sorted(code for code, own in work.items() if len(own) == 1):
        raise RefusedError(
            f"{path.name} says one of core and premium alone of {', '.join(lacking)}.",
            "Give both, with 0 where nothing is done.",
        )
    return work
