"""The pot of a system: what came in, what it is used for, and whether that adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.records import Actor
from equipoise.records.queries import latest_system_version
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of
from equipoise.usecases.potting import Act, Pot, acts_of
from equipoise.usecases.potting.recording import last_day, refuse_day
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import RIGHTS, NotAllowedError, demand
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import unexpanded


@dataclass(frozen=True, kw_only=True)
class Days:
    """The day a pot is looked at, and the day by whose end it was known; see `pot` for None."""

    as_at: date | None = None
    known: date | None = None


AT_THE_END: Final = Days()
"""The end of the plan year, as known today."""


@dataclass(frozen=True, kw_only=True)
class PotSeen:
    """A pot, and whose parts of it are shown: those of a body, or (None) all."""

    pot: Pot
    body: str | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The decisions that are shown: a body sees those that name it."""
        acts = self.pot.acts
        return acts if self.body is None else tuple(a for a in acts if concerns(a, self.body))


def pot(
    one: OpenRound, system: str, *, days: Days = AT_THE_END, by: Actor, on: date
) -> Outcome[PotSeen]:
    """Return a system's pot as at a day: the end of the plan year if None, as known today if None.

    A trust, a council or any other party sees its own parts and the reason for each.

    Raises: NotAllowedError; RefusedError while nothing is recorded, or for days outside the year.
    """
    one.members(system)
    known = days.known or on
    acts = acts_of(one, system, known=known)
    body = _whose(one, system, acts, by=by, on=on)
    as_at = days.as_at or last_day(one)
    refuse_day(one, as_at)
    plan = _plan(one, system, known)
    found = Pot(round=one, system=system, as_at=as_at, known=known, acts=acts, plan=plan)
    if not found.sources:
        raise RefusedError(
            f"No money is recorded in the pot of {system} by {known}, for {as_at}.",
            f"Begin with: equipoise pot template pot.csv, then equipoise pot add {system} pot.csv.",
        )
    seen = PotSeen(pot=found, body=body)
    own = {ref: figure for ref, figure in found.figures().items() if body in (None, *ref.parts)}
    return Outcome(
        result=seen,
        figures=own,
        adds_up=found.balance.adds_up if body is None else None,
        expand=unexpanded if plan is None else plan.expand,
    )


def concerns(act: Act, body: str) -> bool:
    """Return whether a decision names a body: as a party, a holder, a side, or for its share."""
    said = act.body
    holder = said.get("holder", {})
    named = {
        said.get("organisation"),
        holder.get("lead"),
        holder.get("council"),
        *said.get("weights", ()),
        *(party.partition("/")[0] for party in act.positions.parties),
    }
    return body in named


def _plan(one: OpenRound, system: str, known: date) -> Plan | None:
    """Return the plan as last collated by the end of a day; None before any was."""
    latest = latest_system_version(one.code, system)
    for number in range(latest.number if latest else 0, 0, -1):
        version = collated(one, system, number)
        if version.made_at.date() <= known:
            return plan_of(one, version)
    return None


def _whose(
    one: OpenRound, system: str, acts: tuple[Act, ...], *, by: Actor, on: date
) -> str | None:
    """Return the body whose parts the actor may see; None for all of them.

    Raises: NotAllowedError for somebody whom nothing in the pot concerns.
    """
    try:
        demand(by, "pot", one.subject(system), on)
    except NotAllowedError:
        named = by.role in RIGHTS["pot"] and any(concerns(a, by.organisation) for a in acts)
        if not named:
            raise
        return by.organisation
    partner = by.organisation in one.members(system) and by.organisation != system
    return by.organisation if partner else None
