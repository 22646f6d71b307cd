"""What tables are gathered from: lines of a plan by body, sums of them, changes and shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from equipoise.register import Kind, Measure
from equipoise.rules.balance.shares import share
from equipoise.units import WTE, Absence, Period
from equipoise.usecases.lines import Lines
from equipoise.usecases.plans import Plan
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling.gathered import Entry, Gathered, Told
from equipoise.usecases.tabling.last_year import LastYear, beside
from equipoise.workings import Figure, total


@dataclass(frozen=True, kw_only=True)
class Book:
    """The lines of one plan, for these of its bodies; each is worked out once."""

    statement: Statement
    bodies: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.statement.plan

    @property
    def whole(self) -> bool:
        """Whether every body of the system is in it."""
        return set(self.bodies) == set(self.plan.members)

    def of(self, kind: Kind) -> tuple[str, ...]:
        """Return the bodies of a kind, by code."""
        return tuple(code for code in self.bodies if self.plan.members[code].kind is kind)

    def has(self, code: str, part: str) -> bool:
        """Return whether the body has returned the part."""
        return (code, part) in self.plan.parts

    def name(self, code: str) -> str:
        """Return a body's code and name."""
        return f"{code} {self.plan.members[code].name}"

    def measure(self, code: str, measure: str) -> Measure:
        """Return the line of the chart for a body."""
        return self.plan.round.workspace.chart.get(measure, self.plan.members[code].kind)

    def line(self, code: str, measure: str) -> Told:
        """Return a money line of one body over the year; not submitted where its part is not."""
        if not self.has(code, self.measure(code, measure).part):
            return Absence.NOT_SUBMITTED
        return self.year.derived(code, measure)

    def staff(self, code: str, measure: str) -> Told:
        """Return staff of one body in month 12; not submitted where its part is not there."""
        if not self.has(code, "workforce"):
            return Absence.NOT_SUBMITTED
        return self.month_12.derived(code, measure)

    @cached_property
    def year(self) -> Lines:
        """Lines over the plan year."""
        return Lines(plan=self.plan, period=self.statement.period)

    @cached_property
    def second_half(self) -> Lines:
        """Lines over months 7 to 12."""
        year = self.plan.round.year
        return Lines(plan=self.plan, period=Period(year.month(7).starts_on, year.period.ends_on))

    @cached_property
    def month_12(self) -> Lines:
        """Staff in the last month of the plan year."""
        return Lines(plan=self.plan, period=self.plan.round.year.month(12), unit=WTE)

    @cached_property
    def before(self) -> LastYear:
        """Lines of the year before."""
        return LastYear(plan=self.plan)

    def gathered(self, name: str, entries: Iterable[Entry]) -> Gathered:
        """Return the rows as the table of that name, of these bodies."""
        return Gathered(
            name=name, statement=self.statement, bodies=self.bodies, entries=tuple(entries)
        )


def summed(found: Iterable[Told], name: str) -> Told:
    """Return the sum of the figures that are there; why there is none where none is.

    Law rows_sum_to_their_total: in every table, to the penny and to the hundredth of a WTE.
    """
    told = list(found)
    figures = [figure for figure in told if isinstance(figure, Figure)]
    if not figures:
        return next((each for each in told if each is not None), None)
    return (total(figures) if figures[1:] else figures[0]).named(name)


def column_totals(rows: Iterable[Mapping[str, Told]], name: str) -> dict[str, Told]:
    """Return the sum of each column over rows that have it."""
    listed = list(rows)
    keys = dict.fromkeys(key for row in listed for key in row)
    return {key: summed((row.get(key) for row in listed), f"{name}: {key}") for key in keys}


def change(now: Told, before: Told, *, name: str) -> Told:
    """Return by how much this year is more than last; none where either is not told."""
    if isinstance(now, Figure) and isinstance(before, Figure):
        return (now - beside(before, now)).named(name)
    return Absence.MISSING if isinstance(now, Figure) else now


def proportion(part: Told, of: Told, *, name: str) -> Told:
    """Return a part as a ratio of its whole; not applicable where the whole is nil."""
    if not isinstance(part, Figure) or not isinstance(of, Figure):
        return part if not isinstance(part, Figure) else of
    whole = of if of.basis == part.basis else beside(of, part)
    return share(part, whole, name=name).ratio or Absence.NOT_APPLICABLE


def told(figure: Figure | None) -> Told:
    """Return the figure, or that there are no data."""
    return Absence.MISSING if figure is None else figure
