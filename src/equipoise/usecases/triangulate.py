"""Finance against workforce against activity, provider by provider: do they tell one story?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from equipoise.records import Actor
from equipoise.rules.triangulation import Triangulation, pay_staff_activity
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, plan_waivers, signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling.book import Book
from equipoise.usecases.tabling.plan_years import plan_years
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure, Reference

NAME: Final = "triangulate"


@dataclass(frozen=True, kw_only=True)
class Triangulated:
    """The triangulation of each provider of a plan, beside last year as the pack has it.

    `waivers` are those that the plan was signed with; a trust sees its own alone.
    """

    statement: Statement
    waivers: Carried = field(default_factory=Carried)

    @property
    def plan(self) -> Plan:
        """The plan that is looked at."""
        return self.statement.plan

    @cached_property
    def providers(self) -> Mapping[str, Triangulation[Figure]]:
        """Each provider of which any part has been returned, by code."""
        returned = {organisation for organisation, _ in self.plan.parts}
        return {code: self._found(code) for code in self.plan.providers if code in returned}

    def seen(self, by: Actor) -> Mapping[str, Triangulation[Figure]]:
        """Return the providers that the actor may see: a trust itself, its system lead all."""
        if by.organisation in self.plan.providers:
            return {code: one for code, one in self.providers.items() if code == by.organisation}
        return self.providers

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with its name: triangulate/ZR1/cost_per_wte."""
        for code, found in self.providers.items():
            for name, figure in vars(found).items():
                if isinstance(figure, Figure):
                    yield f"{NAME}/{code}/{name}", figure

    def _found(self, code: str) -> Triangulation[Figure]:
        one = self.plan.round
        years = plan_years(self._book, code)
        return pay_staff_activity(years, one.params, known_on=one.known_on)

    @cached_property
    def _book(self) -> Book:
        return Book(statement=self.statement, bodies=tuple(sorted(self.plan.members)))


def triangulate(
    one: OpenRound, system: str, *, by: Actor, on: date, version: int | None = None
) -> Outcome[Triangulated]:
    """Return pay, staff and activity of each provider beside last year, and implied unit costs.

    `version` names a collated version; without one, the latest signed parts count. A trust sees
    itself alone.

    Raises: NotAllowedError; UnknownError for no such version; RefusedError when no provider that
        the actor may see has returned a part.
    """
    demand(by, NAME, one.subject(system), on)
    plan = signed_plan(one, system)
    if version is not None:
        plan = plan_of(one, collated(one, system, version))
    own = {by.organisation} if by.organisation in plan.providers else None
    waivers = plan_waivers(plan, on, of=own)
    found = Triangulated(statement=Statement(plan=plan), waivers=waivers)
    seen = found.seen(by)
    if not seen:
        raise RefusedError(
            f"No trust of {system} has signed a return yet.",
            "See where each part stands with: equipoise collect.",
        )
    return Outcome(
        result=found,
        figures={
            Reference("figure", (one.code, system, *name.split("/")), plan.pin): figure
            for name, figure in found.named()
            if name.split("/")[1] in seen
        },
        expand=plan.expand,
    )
