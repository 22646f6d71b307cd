"""Whose the gain of a new target is: read from the ledger of decisions about a system's pot.

A system that shares the gain does so by an award, as it shares any money received in the year
(`equipoise pot award`); nothing else is recorded. Until such an award is agreed nobody has
decided, and the ICB holds the gain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.potting import Act, acts_of
from equipoise.usecases.potting.kinds import AWARD
from equipoise.usecases.potting.postings import Writing
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure


@dataclass(frozen=True, kw_only=True)
class Decided:
    """An agreed award: which decision it is, why, how much, and each body's part."""

    act: Act
    amount: Figure
    parts: Mapping[str, Figure]

    @property
    def reason(self) -> str:
        """Why it was shared so, as recorded."""
        return str(self.act.body.get("reason", ""))


def decided(
    one: OpenRound, systems: tuple[str, ...], *, line: str, by: Actor, on: date
) -> Mapping[str, Decided]:
    """Return the agreed award of each system under a line of its pot, as known on a day.

    A system without one is left out; so is one that the round does not know.

    Raises: NotAllowedError for an actor who may not see a pot.
    """
    found = {}
    for system in systems:
        if system not in one.systems:
            continue
        demand(by, "pot", one.subject(system), on)
        writing = Writing(system=system, year=one.year.period, params=one.params)
        for act in acts_of(one, system, known=on):
            if act.kind == AWARD and act.body["line"] == line and act.counts:
                found[system] = Decided(
                    act=act,
                    amount=writing.money(act, act.body["amount_pence"], name=act.body["title"]),
                    parts={body: share.amount for body, share in writing.shares(act).items()},
                )
    return found
