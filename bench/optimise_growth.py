"""Whether ten times as many systems take at most fifteen times as long."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from bench.measuring import Timing, answer
from bench.optimise import READY, passes, problem
from equipoise.optimise import Closeness, Proposal, propose

TIMES: Final = 15


def prepare(folder: Path, small: bool) -> None:
    """Write the sizes: 42 systems and 420, or few when it is only tried."""
    (folder / "sizes.json").write_text(json.dumps([4, 40] if small else [42, 420]))


def set_up(folder: Path) -> Path:
    """Make both problems, outside the time."""
    few, many = json.loads((folder / "sizes.json").read_text())
    READY["few"], READY["many"] = (problem(size, 12, rules=30) for size in (few, many))
    return folder


def many_once(_: Path) -> bool:
    """Propose for all 420 systems; return whether there is a proposal."""
    return isinstance(propose(READY["many"], [Closeness()], test=passes), Proposal)


def few_again(_: Path) -> bool:
    """Propose for 42 systems, so many times; return whether there is a proposal each time."""
    answers = [propose(READY["few"], [Closeness()], test=passes) for _ in range(TIMES)]
    return all(isinstance(one, Proposal) for one in answers)


TIMING: Final = Timing(
    title="420 systems once, beside 42 systems fifteen times",
    prepare=prepare,
    set_up=set_up,
    ways={"420 systems": many_once, "42 systems, 15 times": few_again},
    gate=1,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
