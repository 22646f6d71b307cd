"""Three suggestions for a gap of 15 bodies, to tested pence, beside one program of expressions.

The peer states the proportional suggestion alone, as its users do: a variable for each line and
for what each body lacks of its share, and no pence, no tests, no prices.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.measuring import Timing, answer
from bench.optimise import made
from equipoise.params import load
from equipoise.rules.gap.move_effects import ONE_OFF, RECURRENT, SUPPORT
from equipoise.sources import StatedLimit, StatedLimits
from equipoise.units import Pence
from equipoise.usecases.gap_suggestions import PROPORTIONAL, Closable, suggestions

SEED: Final = 2026
READY: Final[dict[str, Any]] = {}
"""What is made before the time: what is asked, and the peer's solver."""


def asked(bodies: int) -> Closable:
    """Return a made-up gap: savings of each body, support of each trust by the board."""
    random = Random(SEED)
    limits = []
    for number in range(bodies):
        for kind in (RECURRENT, ONE_OFF, SUPPORT):
            if kind == SUPPORT and not number:
                continue
            most = random.randrange(10**8, 5 * 10**8)
            limits.append(
                StatedLimit(
                    body=f"B{number:02}",
                    kind=kind,
                    payer="B00" if kind == SUPPORT else "",
                    least=Pence(0),
                    most=Pence(most),
                    reason="",
                    place="",
                )
            )
    able = sum(one.most or 0 for one in limits if one.kind != SUPPORT)
    return Closable(
        gap=Pence(able * 3 // 5),
        stated=StatedLimits(source="made up", limits=tuple(limits), misfits=()),
        params=load(),
        known_on=date(2026, 4, 1),
        key="turnover",
        weights={f"B{n:02}": Fraction(random.randrange(1, 100)) for n in range(bodies)},
        one_off_share=Fraction(2, 5),
    )


def prepare(folder: Path, small: bool) -> None:
    """Write the size: 15 bodies, or few when it is only tried."""
    (folder / "size.json").write_text(json.dumps(4 if small else 15))


def set_up(folder: Path) -> Path:
    """Make what is asked, and the peer's solver, outside the time."""
    READY["asked"] = asked(json.loads((folder / "size.json").read_text()))
    READY["highs"] = made()
    return folder


def equipoise(_: Path) -> int:
    """Suggest three ways; return what bodies lack of proportional shares, in £000."""
    found = {one.name: one.proposal for one in suggestions(READY["asked"])}
    assert all(found.values()), "the limits hold together"
    proposal = found[PROPORTIONAL]
    assert proposal is not None, "as the others"
    return round(proposal.stages[0].reached / 100_000)


def expressions(_: Path) -> int:
    """State the proportional suggestion by expressions; return the same, in £000."""
    what: Closable = READY["asked"]
    highs = READY["highs"]
    own: dict[str, list[Any]] = {body: [] for body in what.bodies}
    one_off = []
    for one in what.moves:
        line = highs.addVariable(0, (one.most or 0) / 100_000)
        own[one.body].append(line)
        if one.payer:
            own[one.payer].append(-1 * line)
        if one.kind == ONE_OFF:
            one_off.append(line)
    highs.addConstr(highs.qsum(one_off) <= float(what.gap * 2 // 5) / 100_000)
    highs.addConstr(
        highs.qsum(line for lines in own.values() for line in lines) == what.gap / 100_000
    )
    lacking = []
    for body, share in what.shares(PROPORTIONAL).items():
        lacks = highs.addVariable()
        highs.addConstr(lacks + highs.qsum(own[body]) >= share / 100_000)
        lacking.append(lacks)
    highs.minimize(highs.qsum(lacking))
    return round(float(highs.getObjectiveValue()))


TIMING: Final = Timing(
    title="three suggestions for a gap of 15 bodies, with prices",
    prepare=prepare,
    set_up=set_up,
    ways={"equipoise": equipoise, "highspy expressions, one suggestion": expressions},
    gate=None,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
