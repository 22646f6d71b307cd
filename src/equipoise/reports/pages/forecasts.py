"""Forecasts of a system, a change of one with its checklist, and a private working forecast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, listed, million, plan_named
from equipoise.reports.table import (
    Amount,
    Column,
    ColumnKind,
    Incomplete,
    Row,
    Sign,
    Table,
    Value,
)
from equipoise.units import PENCE, Absence, FinancialYear
from equipoise.usecases.forecast import BodyForecast, Forecasts
from equipoise.usecases.forecasting import Change, Step, WorkingForecast
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.versions import system_ref
from equipoise.workings import Basis, Stage, Support

WORDS: Final = {
    Step.RAISED: "Concern raised by the body",
    Step.INVOKED: "Protocol invoked by who oversees",
    Step.EVIDENCED: "Evidence of grip and control submitted by the body",
    Step.APPROVED: "Approved by who oversees",
    Step.REJECTED: "Rejected by who oversees",
}
"""A step of the protocol as people say it."""
CONSEQUENCE: Final = (
    "From now on investment from revenue needs extra sign-off, with added reporting and review."
)
"""Source: NHS England, protocol for changes to in-year forecasts, November 2022."""


def forecast_page(outcome: Outcome[Forecasts]) -> Page:
    """Return what is reported in one sentence, by body, and what waits for a step."""
    found = outcome.result
    own = [(code, body.working) for code, body in found.bodies.items() if body.working]
    whole = set(found.bodies) == set(found.plan.members)
    return Page(
        title=f"Forecasts of {found.plan.system}, as reported by month {found.month}",
        sentences=(
            *_headline(found, whole=whole),
            *(
                f"Your own working forecast of {code} is {million(working.value_pence)}, by "
                f"{working.person} on {day(working.at.date())}: private to {code}, in no total."
                for code, working in own
            ),
        ),
        alerts=tuple(_alerts(found)),
        tables=(_table(found, whole=whole),),
        next_steps=tuple(
            f"equipoise forecast step {code} {body.pending.waits_for[0]} --evidence PAPER"
            for code, body in found.bodies.items()
            if body.pending
        ),
        facts={"month": found.month, "missing": list(found.missing)},
    )


def change_page(outcome: Outcome[Change]) -> Page:
    """Return how far a change has come: each step with its evidence, and the next."""
    found = outcome.result
    value = million(found.value_pence)
    words = f"The reported forecast of {found.organisation} stays as it was until the last step."
    if found.counts:
        words = f"The reported forecast of {found.organisation} is {value}. {CONSEQUENCE}"
    elif not found.is_open:
        words = f"The change is rejected: the forecast of {found.organisation} stays as it was."
    return Page(
        title=f"Change {found.number} of the forecast of {found.organisation}, M{found.month}",
        sentences=(
            f"{found.raised_by} asks for {value} in the report of month {found.month}: "
            f"{found.reason}.",
            words,
        ),
        tables=(_checklist(found),),
        next_steps=tuple(
            f"equipoise forecast step {found.organisation} {step} --evidence PAPER"
            for step in found.waits_for[:1]
        ),
        facts={"value_pence": found.value_pence, "counts": found.counts,
               "waits_for": [str(step) for step in found.waits_for]},
    )  # fmt: skip


def _checklist(found: Change) -> Table:
    rows = [
        Row(
            cells={
                "step": WORDS[step],
                "status": "On record" if step in found.evidence else "Waits",
                "evidence": found.evidence.get(step, ""),
            }
        )
        for step in (*found.evidence, *found.waits_for)
    ]
    return Table(
        name="protocol",
        title="The protocol, step by step",
        sentence="A change counts when each step is on record, in this order.",
        basis=f"Case {found.case}: overseen by the {'system' if found.case == 'A' else 'region'}",
        columns=(
            Column(key="step", title="Step"),
            Column(key="status", title="Status"),
            Column(key="evidence", title="Evidence"),
        ),
        rows=tuple(rows),
    )


def working_page(outcome: Outcome[WorkingForecast], organisation: str) -> Page:
    """Return that a private working forecast is kept, and for whom."""
    found = outcome.result
    return Page(
        title=f"Working forecast of {organisation}, private",
        sentences=(
            f"The working forecast of {organisation} after month {found.month} is "
            f"{million(found.value_pence)}.",
            f"Only an editor or approver of {organisation} is shown it, and no total holds it. An "
            "auditor sees that it exists. Whoever runs the store could read it there.",
        ),
        next_steps=("equipoise forecast show",),
        facts={"organisation": organisation, "value_pence": found.value_pence},
    )


def _headline(found: Forecasts, *, whole: bool) -> Iterator[str]:
    there = [code for code, body in found.bodies.items() if body.forecast is not None]
    if not there:
        yield "No plan is there, so nothing is forecast."
        return
    what = found.plan.system if whole else listed(there)
    if found.missing:
        yield f"There is no plan of {listed(found.missing)}: missing, not nil."
        what = f"The others, {listed(there)},"
    planned, reported = int(found.planned.value), int(found.reported.value)
    verb = "report" if found.missing or (len(there) > 1 and not whole) else "reports"
    yield (
        f"{what} {verb} {million(reported)} for the year, against a plan of {million(planned)}: "
        f"{million(found.variance)} favourable / (adverse)."
    )


def _alerts(found: Forecasts) -> Iterator[str]:
    for code, body in found.bodies.items():
        if body.pending is not None:
            yield (
                f"{code} has a change to {million(body.pending.value_pence)} open; it waits for: "
                f"{WORDS[body.pending.waits_for[0]].lower()}."
            )
        if body.exists is not None and body.exists.last is not None:
            yield (
                f"{code} keeps a private working forecast: {body.exists.count} on record, the "
                f"last of {day(body.exists.last.date())}. Its figures are its own."
            )


def _table(found: Forecasts, *, whole: bool) -> Table:
    plan, own = found.plan, any(body.working for body in found.bodies.values())
    columns = [
        Column(key="organisation", title="Organisation"),
        Column(key="plan", title="Plan, full year", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
        Column(key="forecast", title="Forecast", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
        Column(key="variance", title="Variance", kind=ColumnKind.MONEY, sign=Sign.FAVOURABLE),
        Column(key="status", title="Protocol"),
    ]
    if own:
        columns.append(
            Column(key="working", title="Own working forecast, private", kind=ColumnKind.MONEY,
                   sign=Sign.SURPLUS)
        )  # fmt: skip
    rows = [_row(code, body, plan.round.year) for code, body in found.bodies.items()]
    if whole and len(found.missing) < len(found.bodies):
        rows.append(_system(found))
    named = plan.pin if not plan.pin.startswith("v") else plan_named(
        system_ref(plan.round.code, plan.system, int(plan.pin[1:]))
    )  # fmt: skip
    return Table(
        name="forecasts",
        title="Forecast by organisation",
        sentence="A forecast is the plan until a change has gone through every step.",
        basis=f"Plan: {named}; including support; by month {found.month}",
        columns=tuple(columns),
        rows=tuple(rows),
    )


def _row(code: str, body: BodyForecast, year: FinancialYear) -> Row:
    if body.plan is None or body.forecast is None or body.variance is None:
        gone = Absence.NOT_SUBMITTED
        return Row(
            cells={"organisation": code, "plan": gone, "forecast": gone, "variance": gone,
                   "status": "No plan"}
        )  # fmt: skip
    cells: dict[str, Value] = {
        "organisation": code,
        "plan": body.plan,
        "forecast": body.forecast,
        "variance": _amount(body.variance, year),
        "status": _status(body),
    }
    if body.working is not None:
        cells["working"] = _amount(body.working.value_pence, year)
    return Row(cells=cells)


def _system(found: Forecasts) -> Row:
    """Return the system's row: of those there, and incomplete while one is missing."""
    year = found.plan.round.year
    values = {
        "plan": int(found.planned.value),
        "forecast": int(found.reported.value),
        "variance": found.variance,
    }
    absent = {Absence.NOT_SUBMITTED: len(found.missing)}
    cells: dict[str, Value] = {"organisation": found.plan.system + " and its trusts"}
    for key, pence in values.items():
        amount = _amount(pence, year)
        cells[key] = (
            Incomplete(value=pence, absent=absent, basis=amount.basis) if found.missing else amount
        )
    return Row(cells=cells, emphasis=True)


def _amount(pence: int, year: FinancialYear) -> Amount:
    basis = Basis(period=year.period, unit=PENCE, stage=Stage.FORECAST, support=Support.WITH)
    return Amount(value=pence, basis=basis)


def _status(body: BodyForecast) -> str:
    if body.pending is None:
        return "As planned" if body.plan is None else "Nothing open"
    return f"Waits: {WORDS[body.pending.waits_for[0]].lower()}"
