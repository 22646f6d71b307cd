"""What of a re-baselining waits for an answer, and of whom it is asked."""

from __future__ import annotations

from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining.exercise import exercise_of
from equipoise.usecases.rebaselining.kinds import ACTION, RELEASE
from equipoise.usecases.rounds import OpenRound


def waiting(one: OpenRound, system: str) -> tuple[tuple[str, Act], ...]:
    """Return each party that has not answered a release or an action, with the decision."""
    exercise = exercise_of(one, system)
    if exercise is None or exercise.is_sent:
        return ()
    return tuple(
        (party, act)
        for kind in (RELEASE, ACTION)
        for act in exercise.coded(kind).values()
        if act.is_open
        for party in act.positions.asked
    )
