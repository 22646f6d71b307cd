"""Finance against workforce against activity, provider by provider: do they tell one story?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.records import Actor
from equipoise.rules.triangulation import (
    ACTIVITY,
    PlanYears,
    Triangulation,
    YearOfPlan,
    pay_staff_activity,
)
from equipoise.usecases.lines import Lines
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, signed_plan
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling.book import Book
from equipoise.workings import Figure, Reference, total

NAME: Final = "triangulate"
PAY: Final = ("pay.substantive", "pay.bank", "pay.agency")
COST: Final = "expenditure.total"
STAFF: Final = "wte.total"
BEDS: Final = "activity.beds"


@dataclass(frozen=True, kw_only=True)
class Triangulated:
    """The triangulation of each provider of a plan, beside last year as the pack has it."""

    statement: Statement

    @property
    def plan(self) -> Plan:
        """The plan that is looked at."""
        return self.statement.plan

    @cached_property
    def providers(self) -> Mapping[str, Triangulation[Figure]]:
        """Each provider of which any part has been returned, by code."""
        returned = {organisation for organisation, _ in self.plan.held}
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
        years = PlanYears(period=one.year.period, before=self._last(code), after=self._now(code))
        return pay_staff_activity(years, one.params, known_on=one.known_on)

    def _now(self, code: str) -> YearOfPlan[Figure]:
        month_12 = self.plan.round.year.month(12)
        pay = [self._line(code, line) for line in PAY]
        return YearOfPlan(
            pay=_whole(pay, f"Pay, {code}"),
            cost=self._line(code, COST),
            staff=self._line(code, STAFF, Lines(plan=self.plan, period=month_12)),
            activity={kind: self._line(code, f"activity.{kind}") for kind in ACTIVITY},
            beds=self._line(code, BEDS, Lines(plan=self.plan, period=month_12)),
        )

    def _last(self, code: str) -> YearOfPlan[Figure]:
        before = self._book.before
        pay = [before.line(code, line) for line in PAY]
        return YearOfPlan(
            pay=_whole(pay, f"Pay, {code}, {before.year}"),
            cost=before.line(code, COST),
            staff=before.line(code, STAFF),
            activity={kind: self._activity_before(code, kind) for kind in ACTIVITY},
            beds=before.line(code, BEDS),
        )

    def _activity_before(self, code: str, kind: str) -> Figure | None:
        """Return last year's activity; of a kind without a row none, where another has one."""
        told = self.plan.round.prior(code)
        if not any(line[0].startswith("activity.") for line in told):
            return None
        return self._book.before.line(code, f"activity.{kind}")

    def _line(self, code: str, line: str, lines: Lines | None = None) -> Figure | None:
        """Return a line of the plan; None where its part is not returned, or a cell is blank."""
        measure = self._book.measure(code, line)
        if not self._book.has(code, measure.part):
            return None
        found = lines or self._book.year
        try:
            return Lines(plan=self.plan, period=found.period, unit=measure.unit).derived(code, line)
        except (IncompleteError, NoCellsError):
            return None

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
    found = Triangulated(statement=Statement(plan=plan))
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


def _whole(parts: list[Figure | None], name: str) -> Figure | None:
    figures = [part for part in parts if part is not None]
    return total(figures).named(name) if len(figures) == len(parts) else None
