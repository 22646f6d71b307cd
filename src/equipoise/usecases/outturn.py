"""The bridge from last year's outturn to the plan, of every body and of the system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.records import Actor
from equipoise.rules.balance import Drivers, OutturnBridge, outturn_bridge
from equipoise.usecases.lines import Lines
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, plan_waivers, signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure, Reference, Support, total

NAME: Final = "outturn"
SYSTEM: Final = "system"
"""Stands where a body's code would, in the name of a figure of all bodies together."""
LINES: Final = (
    "outturn", "one_off", "support", "full_year", "growth", "inflation", "demand", "investment",
    "efficiency",
)  # fmt: skip
"""The lines of the form, each `bridge.<name>`, by the names the drivers have."""


@dataclass(frozen=True, kw_only=True)
class Outturn:
    """The bridge of each body that has returned one, and of the system once all have.

    `missing` are the bodies whose bridge is not there or has a blank. `waivers` are those that
    the parts were signed with; a trust sees its own alone.
    """

    statement: Statement
    waivers: Carried = field(default_factory=Carried)

    @property
    def plan(self) -> Plan:
        """The plan that the bridges lead to."""
        return self.statement.plan

    @cached_property
    def bodies(self) -> Mapping[str, OutturnBridge[Figure]]:
        """The bridge of each body, by code."""
        return {code: self._bridge(drivers) for code, drivers in self._drivers.items()}

    @property
    def missing(self) -> tuple[str, ...]:
        """The members without a bridge."""
        return tuple(code for code in sorted(self.plan.members) if code not in self._drivers)

    @cached_property
    def system(self) -> OutturnBridge[Figure] | None:
        """The bridge of all bodies together; None while one is missing."""
        if self.missing:
            return None
        own = self._drivers.values()
        sums = {name: total(getattr(each, name) for each in own) for name in LINES}
        position = self.statement.position.excluding
        return self._bridge(Drivers(**sums, position=position))

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with its name: outturn/ZR1/inflation, outturn/system/plan."""
        every = {**self.bodies, **({SYSTEM: self.system} if self.system is not None else {})}
        for whose, found in every.items():
            yield f"{NAME}/{whose}/outturn", found.outturn
            for step, figure in found.steps.items():
                yield f"{NAME}/{whose}/{step}", figure
            yield f"{NAME}/{whose}/opening", found.opening
            yield f"{NAME}/{whose}/plan", found.plan
            if found.unexplained is not None:
                yield f"{NAME}/{whose}/unexplained", found.unexplained

    def seen(self, by: Actor) -> Mapping[str, OutturnBridge[Figure]]:
        """Return the bridges that the actor may see: a trust its own, its system lead all."""
        if by.organisation in self.plan.providers:
            return {code: found for code, found in self.bodies.items() if code == by.organisation}
        return self.bodies

    @cached_property
    def _drivers(self) -> Mapping[str, Drivers[Figure]]:
        found = {}
        positions = self.statement.position.members
        for code in sorted(self.plan.members):
            drivers = self._entered(code)
            if drivers is not None and code in positions:
                found[code] = replace(drivers, position=positions[code].excluding)
        return found

    def _entered(self, code: str) -> Drivers[Figure] | None:
        """Return a body's bridge as it entered it; None where a line is not there or is blank."""
        period = self.plan.round.year.period
        moved = Lines(plan=self.plan, period=period)
        reported = Lines(plan=self.plan, period=period, support=Support.WITH)
        try:
            entered = {
                name: (reported if name == "outturn" else moved).entered(
                    code, f"bridge.{name}", f"{name.replace('_', ' ').capitalize()}, {code}"
                )
                for name in LINES
            }
        except (NoCellsError, IncompleteError):
            return None
        return Drivers(**entered)

    def _bridge(self, drivers: Drivers[Figure]) -> OutturnBridge[Figure]:
        one = self.plan.round
        return outturn_bridge(drivers, one.params, known_on=one.known_on)


def outturn(
    one: OpenRound, system: str, *, by: Actor, on: date, version: int | None = None
) -> Outcome[Outturn]:
    """Return the bridge from outturn of each body, and of the system once every body has one.

    `version` names a collated version; without one, the latest signed parts count. `adds_up` is
    False while a bridge does not lead to the plan that the body's own lines give.

    Raises: NotAllowedError; UnknownError for no such version; RefusedError when no body that the
        actor may see has returned a bridge.
    """
    demand(by, NAME, one.subject(system), on)
    plan = (
        signed_plan(one, system)
        if version is None
        else plan_of(one, collated(one, system, version))
    )
    own = {by.organisation} if by.organisation in plan.providers else None
    waivers = plan_waivers(plan, on, of=own)
    found = Outturn(statement=Statement(plan=plan), waivers=waivers)
    seen = found.seen(by)
    if not seen:
        raise RefusedError(
            f"No bridge from outturn of {system} has been returned yet.",
            "It is in the finance part of the return, under: Bridge from outturn.",
        )
    whole = {} if found.system is None or len(seen) < len(found.bodies) else {SYSTEM: found.system}
    gaps = [each.unexplained for each in (*seen.values(), *whole.values())]
    return Outcome(
        result=found,
        figures={
            Reference("figure", (one.code, system, *name.split("/")), plan.pin): figure
            for name, figure in found.named()
            if name.split("/")[1] in {*seen, *whole}
        },
        adds_up=all(gap is None or gap.value == 0 for gap in gaps),
        expand=plan.expand,
    )
