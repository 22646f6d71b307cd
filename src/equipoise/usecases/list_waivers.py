"""List the waivers that somebody may see: what was asked, by whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import may
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.waivers import WaiverStand, waiver_stands


@dataclass(frozen=True, kw_only=True)
class Waivers:
    """Waivers by number, as they stand on a day."""

    on: date
    stands: tuple[WaiverStand, ...]


def list_waivers(one: OpenRound, *, by: Actor, on: date) -> Outcome[Waivers]:
    """Return every waiver of the bodies whose board the actor may see; none where there is none."""
    bodies = dict.fromkeys(code for system in one.systems for code in one.members(system))
    seen = [code for code in bodies if may(by, "collect", one.subject(code), on)]
    return Outcome(result=Waivers(on=on, stands=waiver_stands(one, seen)))
