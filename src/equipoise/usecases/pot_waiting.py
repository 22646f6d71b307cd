"""What of a pot waits for somebody: decisions to answer, and those that were refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.potting import Act, acts_of
from equipoise.usecases.potting.agreeing import answers_for
from equipoise.usecases.potting.kinds import WITHDRAWAL
from equipoise.usecases.rights import may
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class PotStep:
    """A decision that waits: for which party or system, in words, and with which command."""

    act: Act
    party: str
    words: str
    command: str
    is_yours: bool


def pot_waiting(one: OpenRound, system: str, *, by: Actor, on: date) -> tuple[PotStep, ...]:
    """Return a step for each party that has not answered a decision about a system's pot.

    One that so many refused that it cannot count any more waits for those who proposed it.
    """
    acts = [act for act in acts_of(one, system) if act.is_open]
    return tuple(step for act in acts for step in _steps(one, act, by=by, on=on))


def _steps(one: OpenRound, act: Act, *, by: Actor, on: date) -> tuple[PotStep, ...]:
    if act.positions.is_refused:
        return (_refused(one, act, by=by, on=on),)
    own = answers_for(by, act.positions.parties)
    return tuple(
        PotStep(
            act=act,
            party=party,
            words=f"Say yes or no to {act.name}",
            command=f"equipoise pot answer {act.name} --yes",
            is_yours=party == own,
        )
        for party in act.positions.asked
    )


def _refused(one: OpenRound, act: Act, *, by: Actor, on: date) -> PotStep:
    """Return that a decision is to be taken back, or spoken about again."""
    system = act.decision.system
    verb = f"pot withdraw {act.name} --reason 'Refused'"
    return PotStep(
        act=act,
        party=system,
        words=f"{' and '.join(act.positions.refusing)} said no to {act.name}",
        command=f"equipoise {f'pot {system}' if act.kind == WITHDRAWAL else verb}",
        is_yours=may(by, "pot_withdraw", one.subject(system), on),
    )
