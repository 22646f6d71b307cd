"""Forecasts of a system, body by body: what is reported, and what is whose own business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor
from equipoise.records.queries import latest_system_version
from equipoise.units import PENCE, Pence
from equipoise.usecases.forecasting import (
    Change,
    WorkingForecast,
    on_record,
    read_working,
    reported,
)
from equipoise.usecases.forecasting.private import OnRecord
from equipoise.usecases.lines import Lines
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, signed_plan
from equipoise.usecases.rights import demand, may
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Basis, Figure, Reference, Stage, Support, constant, given, total


@dataclass(frozen=True, kw_only=True)
class BodyForecast:
    """The forecast of one body. None: its plan is not there, so that nothing is forecast.

    `working` has figures for the body's own editor and approver; `exists` is for an auditor.
    """

    plan: Figure | None
    forecast: Figure | None
    pending: Change | None
    working: WorkingForecast | None
    exists: OnRecord | None

    @property
    def variance(self) -> Pence | None:
        """The forecast less the plan: above nil is favourable. None where either is not there."""
        if self.plan is None or self.forecast is None:
            return None
        return Pence(int(self.forecast.value) - int(self.plan.value))


@dataclass(frozen=True, kw_only=True)
class Forecasts:
    """Every body that the reader may see, and what the system reports; private values in none."""

    plan: Plan
    month: int
    bodies: Mapping[str, BodyForecast]

    @property
    def missing(self) -> tuple[str, ...]:
        """The bodies without a plan."""
        return tuple(code for code, body in self.bodies.items() if body.forecast is None)

    @property
    def planned(self) -> Figure:
        """What those with a plan planned.

        Raises: ValueError when there is none.
        """
        return total(body.plan for body in self.bodies.values() if body.plan is not None)

    @property
    def variance(self) -> Pence:
        """What is reported less what was planned: above nil is favourable."""
        return Pence(int(self.reported.value) - int(self.planned.value))

    @property
    def reported(self) -> Figure:
        """What those with a forecast come to.

        Raises: ValueError when there is none.
        """
        return total(body.forecast for body in self.bodies.values() if body.forecast is not None)


def forecast(
    one: OpenRound, system: str, *, by: Actor, on: date, month: int = 12
) -> Outcome[Forecasts]:
    """Return the forecasts of a system's bodies as reported by a month, on the latest plan.

    Whoever may not read the whole system sees the bodies they may. A private working forecast is
    shown to its own body's editor and approver; that one exists, to an auditor.

    Raises: NotAllowedError for who may read no body of it; UnknownError for no such system.
    """
    members = [c for c in one.members(system) if may(by, "forecast", one.subject(c), on)]
    if not members:
        demand(by, "forecast", one.subject(system), on)
    plan = plan_now(one, system)
    bodies = {code: _body(plan, code, month=month, by=by, on=on) for code in sorted(members)}
    figures = {
        Reference("figure", (one.code, system, "forecast", code, "reported"), plan.pin): found
        for code, body in bodies.items()
        if (found := body.forecast) is not None
    }
    return Outcome(
        result=Forecasts(plan=plan, month=month, bodies=bodies),
        figures=figures,
        expand=plan.expand,
    )


def forecast_exists(one: OpenRound, organisation: str, *, by: Actor, on: date) -> Outcome[OnRecord]:
    """Return that a body keeps private working forecasts, without a figure: for an auditor.

    Raises: NotAllowedError; UnknownError for no such body.
    """
    one.organisation(organisation)
    demand(by, "forecast_exists", one.subject(organisation), on)
    return Outcome(result=on_record(one, organisation))


def plan_now(one: OpenRound, system: str) -> Plan:
    """Return the latest collated plan; before there is one, what is signed."""
    if latest_system_version(one.code, system) is None:
        return signed_plan(one, system)
    return plan_of(one, collated(one, system))


def forecast_figure(planned: Figure, organisation: str, *, change: Change | None) -> Figure:
    """Return the forecast as a figure: by the change that counts, or as planned."""
    basis = Basis(
        period=planned.basis.period, unit=PENCE, stage=Stage.FORECAST, support=Support.WITH
    )
    if change is None:
        return constant(planned.value, basis, name=f"Forecast of {organisation}: its plan stands")
    ref = Reference("event", (planned.basis.period.year.code, "forecast", organisation))
    name = f"Forecast of {organisation}, change {change.number}"
    return given(change.value_pence, basis, ref, name=name)


def _body(plan: Plan, code: str, *, month: int, by: Actor, on: date) -> BodyForecast:
    one = plan.round
    known = reported(one, code)
    planned = None
    if (code, "finance") in plan.parts:
        lines = Lines(plan=plan, period=one.year.period, support=Support.WITH)
        planned = lines.derived(code, "position.including")
    subject = one.subject(code)
    sees = may(by, "forecast_work", subject, on)
    counted = may(by, "forecast_exists", subject, on)
    return BodyForecast(
        plan=planned,
        forecast=None
        if planned is None
        else forecast_figure(planned, code, change=known.at(month)),
        pending=known.pending,
        working=read_working(one, code) if sees else None,
        exists=on_record(one, code) if counted else None,
    )
