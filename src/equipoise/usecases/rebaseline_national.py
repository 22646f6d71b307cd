"""Every system's re-baselining side by side, and whether the awards come to the pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rebaselining import Worked, exercise_of
from equipoise.usecases.rebaselining.kinds import AWARD
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure, total


@dataclass(frozen=True, kw_only=True)
class Everywhere:
    """The re-baselinings of a round by system, those without one, and the tie to the pool.

    `elsewhere` is what the list gives to systems outside the round. `differs` are systems whose
    award rests on another list than the first.

    Unit: pence.
    """

    systems: Mapping[str, Worked]
    without: tuple[str, ...]
    awarded: Figure
    elsewhere: Mapping[str, Figure]
    pool_pence: int
    differs: tuple[str, ...]

    @property
    def ties(self) -> bool:
        """Whether the awards of one list come to the pool, to the penny."""
        whole = sum(int(figure.value) for figure in self.elsewhere.values())
        return not self.differs and int(self.awarded.value) + whole == self.pool_pence


def rebaseline_national(one: OpenRound, *, by: Actor, on: date) -> Outcome[Everywhere]:
    """Return all re-baselinings of the round.

    Raises: NotAllowedError; RefusedError before a pool was shared anywhere.
    """
    for system in one.systems:
        demand(by, "rebaseline_national", one.subject(system), on)
    found = {system: exercise_of(one, system, known=on) for system in one.systems}
    worked = {
        code: Worked(exercise=each)
        for code, each in found.items()
        if each is not None and each.last(AWARD) is not None
    }
    if not worked:
        raise RefusedError("No pool has been shared.", "Share it with: equipoise rebaseline award.")
    everywhere = _together(one, worked)
    figures = {ref: figure for each in worked.values() for ref, figure in each.figures().items()}
    return Outcome(result=everywhere, figures=figures, adds_up=everywhere.ties)


def _together(one: OpenRound, worked: Mapping[str, Worked]) -> Everywhere:
    """Return what all systems come to beside the pool of the first one's list."""
    first, *others = worked
    shares = worked[first].shares
    lists = {code: _list(each) for code, each in worked.items()}
    act = worked[first].exercise.last(AWARD)
    assert act is not None, "systems without an award were left out"
    own = [each.shares[code].amount for code, each in worked.items()]
    return Everywhere(
        systems=worked,
        without=tuple(code for code in one.systems if code not in worked),
        awarded=total(own).named("Awards of the round"),
        elsewhere={code: share.amount for code, share in shares.items() if code not in worked},
        pool_pence=act.body["pool_pence"],
        differs=tuple(code for code in others if lists[code] != lists[first]),
    )


def _list(worked: Worked) -> object:
    act = worked.exercise.last(AWARD)
    assert act is not None, "systems without an award were left out"
    return {name: act.body[name] for name in ("pool_pence", "key", "parts", "weights")}
