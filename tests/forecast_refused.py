"""What somebody without any right tries with months and forecasts: each verb."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.usecases.forecast import forecast, forecast_exists
from equipoise.usecases.forecast_change import Asked, forecast_change, forecast_step
from equipoise.usecases.forecast_work import forecast_work
from equipoise.usecases.forecasting import Case, Step, Working
from equipoise.usecases.month import month
from equipoise.usecases.month_import import month_import
from tests.northmere_round import START, TODAY, Northmere, money

ASKED: Final = Asked(value_pence=money(-18_000), month=6, case=Case.A, reason="Agency")
WORKING: Final = Working(value_pence=money(-21_000), month=6, note="Agency", secret="0" * 32)


def forecast_acts(by: Actor) -> dict[str, Callable[[Northmere, Path], object]]:
    """Return each verb about months and forecasts, tried by somebody."""
    return {
        "month": lambda plan, _: month(plan.one, "ZQ1", number=6, by=by, on=TODAY),
        "month_import": lambda plan, folder: month_import(
            plan.one, "ZR1", path=folder / "none.csv", number=6, by=by, now=START
        ),
        "forecast": lambda plan, _: forecast(plan.one, "ZQ1", by=by, on=TODAY),
        "forecast_change": lambda plan, _: forecast_change(
            plan.one, "ZR1", asked=ASKED, by=by, now=START
        ),
        "forecast_step": lambda plan, _: forecast_step(
            plan.one, "ZR1", step=Step.INVOKED, evidence="Letter", by=by, now=START
        ),
        "forecast_work": lambda plan, _: forecast_work(
            plan.one, "ZR1", working=WORKING, by=by, now=START
        ),
        "forecast_exists": lambda plan, _: forecast_exists(plan.one, "ZR1", by=by, on=TODAY),
    }
