"""A conflict of three rules planted among 30 over 300 bodies and 12 streams, named and proved."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.measuring import Timing, answer
from bench.optimise import READY, passes, prepare, problem
from equipoise.optimise import Closeness, Conflict, Problem, Sense, propose
from equipoise.optimise.conflict import impossible
from equipoise.optimise.model import Model


def set_up(folder: Path) -> Path:
    """Make the problem and plant the conflict, outside the time."""
    bodies, streams, rules = json.loads((folder / "size.json").read_text())
    READY["problem"] = planted(problem(bodies, streams, rules=rules))
    return folder


def planted(asked: Problem) -> Problem:
    """Return the problem with a cap on two streams beneath what two other rules ask of them."""
    first, second = (one for one in asked.constraints if one.name in ("rule/00", "rule/03"))
    cap = replace(
        first,
        name="rule/cap",
        sentence="two streams stay beneath what they must reach",
        coefficients={**first.coefficients, **second.coefficients},
        sense=Sense.AT_MOST,
        bound=first.bound + second.bound - 100_000,
    )
    return replace(asked, constraints=(*asked.constraints, cap))


def equipoise(_: Path) -> list[str]:
    """Ask for a proposal; return the rules that are named instead."""
    found = propose(READY["problem"], [Closeness()], test=passes)
    assert isinstance(found, Conflict), "it was planted"
    return [one.name for one in found.members]


def deletion_alone(_: Path) -> list[str]:
    """Leave out one rule of all after another, solving each time; return those that remain."""
    program = Model(READY["problem"], [Closeness()]).program
    rows = program.rows
    for row in reversed(program.rows):
        fewer = tuple(one for one in rows if one is not row)
        rows = fewer if impossible(program.only(fewer)) else rows
    return [row.name for row in rows]


TIMING: Final = Timing(
    title="a conflict of three rules among 31, named and proved",
    prepare=prepare,
    set_up=set_up,
    ways={"equipoise": equipoise, "leaving out one rule after another": deletion_alone},
    gate=None,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
