"""Show every decision about support on a system's record, and what each still waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.supporting import SupportAct, support_acts


@dataclass(frozen=True, kw_only=True)
class DecisionsOnSupport:
    """A system's decisions about support and control totals, by number."""

    round: str
    system: str
    acts: tuple[SupportAct, ...]


def support_decisions(
    one: OpenRound, system: str, *, by: Actor, on: date, known: date | None = None
) -> Outcome[DecisionsOnSupport]:
    """Return the decisions, as known at the end of a day; as of now if None.

    Raises: NotAllowedError; UnknownError for no such system.
    """
    demand(by, "support_decisions", one.subject(system), on)
    one.members(system)
    acts = support_acts(one, system, known=known)
    return Outcome(result=DecisionsOnSupport(round=one.code, system=system, acts=acts))
