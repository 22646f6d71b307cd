"""A month of a system: plan, actual and forecast by body, and where a straight line would end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.records import Actor
from equipoise.rules.balance.straight_line import MONTHS, SoFar, run_rate_forecast, straight_line
from equipoise.units import Pence, nearest
from equipoise.usecases.forecast import forecast_figure, plan_now
from equipoise.usecases.forecasting import reported
from equipoise.usecases.lines import Lines
from equipoise.usecases.month_import import ACTUAL, actual_version, to_date
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan
from equipoise.usecases.rights import demand, may
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure, Reference, Stage, Support

POSITION = "position.including"


@dataclass(frozen=True, kw_only=True)
class BodyMonth:
    """One body to the end of a month, including support. None: it is not there, and not nil.

    `history` is the actual to the end of each month so far that is there.
    """

    plan_to_date: Figure | None
    actual_to_date: Figure | None
    plan_year: Figure | None
    forecast: Figure | None
    forecast_before: Figure | None
    history: Mapping[int, int]

    @property
    def variance_to_date(self) -> int | None:
        """Actual less plan to date: favourable is positive."""
        return _less(self.actual_to_date, self.plan_to_date)

    @property
    def variance_year(self) -> int | None:
        """Forecast less plan of the year: favourable is positive."""
        return _less(self.forecast, self.plan_year)

    @property
    def movement(self) -> int | None:
        """What the forecast is better by than that reported a month earlier."""
        return _less(self.forecast, self.forecast_before)

    @property
    def status(self) -> str:
        """How the actual stands to the plan, in words."""
        if self.plan_to_date is None:
            return "No plan"
        if self.variance_to_date is None:
            return "No actuals"
        return "On plan" if self.variance_to_date >= 0 else "Adverse"


@dataclass(frozen=True, kw_only=True)
class SystemMonth:
    """A month of a system: the bodies that the reader may see, and what those there come to."""

    plan: Plan
    number: int
    bodies: Mapping[str, BodyMonth]
    planned: Mapping[int, int]
    """What those with a plan planned to the end of each month of the year."""

    @property
    def is_whole(self) -> bool:
        """Whether every member of the system is among the bodies."""
        return set(self.bodies) == set(self.plan.members)

    @property
    def missing(self) -> tuple[str, ...]:
        """The bodies without actuals to the end of the month, or without a plan."""
        return tuple(
            code for code, body in self.bodies.items()
            if body.actual_to_date is None or body.plan_to_date is None
        )  # fmt: skip

    @property
    def there(self) -> tuple[str, ...]:
        """The bodies with both."""
        return tuple(code for code in self.bodies if code not in self.missing)

    def total(self, what: str) -> int:
        """Return what the bodies with plan and actuals come to, in pence."""
        found = [getattr(self.bodies[code], what) for code in self.there]
        return sum(int(each.value) if isinstance(each, Figure) else each for each in found)

    @cached_property
    def so_far(self) -> SoFar:
        """What the straight line and the run rate are worked out from."""
        return SoFar(
            months=self.number,
            plan_to_date=Fraction(self.total("plan_to_date")),
            actual_to_date=Fraction(self.total("actual_to_date")),
            plan_year=Fraction(self.total("plan_year")),
        )

    @property
    def straight_line(self) -> Pence:
        """The year if every month is as those so far, to the nearest penny."""
        return _rounded(straight_line(self.so_far))

    def straight_at(self, number: int) -> Pence:
        """Return the straight line to the end of a month, to the nearest penny."""
        return _rounded(straight_line(self.so_far) * Fraction(number, MONTHS))

    @property
    def run_rate(self) -> Pence:
        """The year if the rest is as planned but for the same variance a month."""
        return _rounded(run_rate_forecast(self.so_far))

    def actual(self, number: int) -> int | None:
        """Return the actual to the end of a month of those there; None where one is missing."""
        values = [self.bodies[code].history.get(number) for code in self.there]
        known = [value for value in values if value is not None]
        return sum(known) if known and len(known) == len(values) else None


def month(one: OpenRound, system: str, *, number: int, by: Actor, on: date) -> Outcome[SystemMonth]:
    """Return a month of a system, body by body, on the latest plan.

    Whoever may not read the whole system sees the bodies they may.

    Raises: NotAllowedError for who may read no body of it; UnknownError for no such system.
    """
    seen = [code for code in one.members(system) if may(by, "month", one.subject(code), on)]
    if not seen:
        demand(by, "month", one.subject(system), on)
    plan = plan_now(one, system)
    bodies = {code: _body(plan, code, number) for code in sorted(seen)}
    result = SystemMonth(
        plan=plan, number=number, bodies=bodies,
        planned={each: _planned(plan, bodies, each) for each in range(1, 13)},
    )  # fmt: skip
    figures = {
        Reference("figure", (one.code, system, "month", f"M{number:02}", code, name), plan.pin): got
        for code, body in bodies.items()
        for name in ("plan_to_date", "actual_to_date", "plan_year", "forecast")
        if (got := getattr(body, name)) is not None
    }
    return Outcome(result=result, figures=figures, expand=plan.expand)


def _body(plan: Plan, code: str, number: int) -> BodyMonth:
    one = plan.round
    known = reported(one, code)
    year = _position(plan, code)
    history = {each: _actual(plan, code, each) for each in range(1, number + 1)}
    return BodyMonth(
        plan_to_date=_position(plan, code, number),
        actual_to_date=history[number],
        plan_year=year,
        forecast=year and forecast_figure(year, code, change=known.at(number)),
        forecast_before=year and forecast_figure(year, code, change=known.at(number - 1)),
        history={each: int(found.value) for each, found in history.items() if found is not None},
    )


def _planned(plan: Plan, codes: Iterable[str], number: int) -> int:
    found = (_position(plan, code, number) for code in codes)
    return sum(int(each.value) for each in found if each is not None)


def _position(plan: Plan, code: str, number: int = 12) -> Figure | None:
    """Return the planned position to the end of a month; None where it is not there."""
    if (code, "finance") not in plan.parts:
        return None
    lines = Lines(plan=plan, period=to_date(plan.round.year, number), support=Support.WITH)
    return lines.derived(code, POSITION)


def _actual(plan: Plan, code: str, number: int) -> Figure | None:
    """Return the actual position to the end of a month; None where a line of it is missing."""
    row = actual_version(plan.round, code, number=number)
    if row is None:
        return None
    pin = f"M{number:02}v{row.number}"
    actuals = Plan(round=plan.round, system=plan.system, pin=pin, versions=(row,))
    lines = Lines(
        plan=actuals, period=to_date(plan.round.year, number), support=Support.WITH,
        layers=(ACTUAL,), stage=Stage.ACTUAL,
    )  # fmt: skip
    try:
        return lines.derived(code, POSITION)
    except (IncompleteError, NoCellsError):
        return None


def _rounded(amount: Fraction) -> Pence:
    return Pence(nearest(amount.numerator, amount.denominator))


def _less(one: Figure | None, other: Figure | None) -> int | None:
    return None if one is None or other is None else int(one.value - other.value)
