"""A month of a system (T1), the cumulative position by month (P2's table), and an import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, listed, million, sentence
from equipoise.reports.table import Amount, Incomplete, Row, Sign, Table, Value
from equipoise.units import PENCE, Absence, Period
from equipoise.usecases.month import BodyMonth, SystemMonth
from equipoise.usecases.month_import import Imported, to_date
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Stage, Support

KEYS: Final = (
    "plan_to_date", "actual_to_date", "variance_to_date", "plan_year", "forecast",
    "variance_year", "movement",
)  # fmt: skip
RUN_RATE: Final = (
    "Run rate: the actual to date, the plan still to come, and for each month left the average "
    "variance of the months so far. Assumed: no national definition is in force."
)
STRAIGHT: Final = "Straight line: every month as the average of the months so far."


def month_page(outcome: Outcome[SystemMonth]) -> Page:
    """Return where the bodies stand and where they would end, and who has returned nothing."""
    found = outcome.result
    month = found.plan.round.year.month(found.number)
    return Page(
        title=f"{month}: {found.plan.system}",
        sentences=tuple(_sentences(found)),
        alerts=(f"No actuals are in from {listed(found.missing)}: missing, not nil.",)
        if found.missing
        else (),
        tables=(_position(found), _cumulative(found)),
        next_steps=tuple(
            f"equipoise month import FILE --org {code} --month M{found.number}"
            for code in found.missing
        ),
        facts={"month": month.code, "missing": list(found.missing),
               "straight_line_pence": found.straight_line if found.there else None,
               "run_rate_pence": found.run_rate if found.there else None},
    )  # fmt: skip


def imported_page(outcome: Outcome[Imported]) -> Page:
    """Return what became of a list of actuals, and what was found in it."""
    found = outcome.result
    what = f"actuals of {found.organisation} to the end of {str(found.month).lower()}"
    if found.version is None:
        said = f"{found.file_name} is not taken in: nothing of the {what} is recorded."
        steps: tuple[str, ...] = ("Correct it, or say why it is so with --note.",)
    else:
        same = "were on record already, as" if found.unchanged else "are on record, as"
        said = f"The {what} {same} {found.version}."
        steps = (f"equipoise month show --month {found.month.code}",)
    return Page(
        title=sentence(what),
        sentences=(said,),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=steps,
        facts={"version": str(found.version) if found.version else None,
               "unchanged": found.unchanged},
    )  # fmt: skip


def _sentences(found: SystemMonth) -> Iterator[str]:
    if not found.there:
        yield "There are no actuals to the end of this month."
        return
    who = found.plan.system if found.is_whole and not found.missing else listed(found.there)
    yield (
        f"{who}: {million(found.total('actual_to_date'))} to the end of month {found.number}, "
        f"against a plan of {million(found.total('plan_to_date'))}: "
        f"{million(found.total('variance_to_date'))} favourable / (adverse)."
    )
    yield (
        f"Reported for the year: {million(found.total('forecast'))}, against a plan of "
        f"{million(found.total('plan_year'))}. A straight line ends at "
        f"{million(found.straight_line)}, the run rate at {million(found.run_rate)}."
    )
    yield (
        "To land on the reported forecast the months left must come to "
        f"{million(found.total('forecast') - found.total('actual_to_date'))}."
    )


def _position(found: SystemMonth) -> Table:
    rows = [_row(found, code, body) for code, body in found.bodies.items()]
    if found.is_whole and found.there:
        rows.append(_system(found))
    support = "including support"
    return Table(
        name="T1",
        title="System position",
        sentence="Each body from April to the end of the month, and for the year.",
        basis=f"Plan {found.plan.pin}; month {found.number}; surplus / (deficit), {support}",
        columns=(
            words("organisation", "Organisation"),
            money("plan_to_date", "Plan to date", sign=Sign.SURPLUS),
            money("actual_to_date", "Actual to date", sign=Sign.SURPLUS),
            money("variance_to_date", "Variance to date", sign=Sign.FAVOURABLE),
            money("plan_year", "Plan, full year", sign=Sign.SURPLUS),
            money("forecast", "Forecast", sign=Sign.SURPLUS),
            money("variance_year", "Variance, full year", sign=Sign.FAVOURABLE),
            money("movement", "Forecast since last month", sign=Sign.FAVOURABLE),
            words("status", "Status"),
        ),
        rows=tuple(rows),
    )


def _row(found: SystemMonth, code: str, body: BodyMonth) -> Row:
    cells: dict[str, Value] = {"organisation": code, "status": body.status}
    for key in KEYS:
        value = getattr(body, key)
        if isinstance(value, int):
            value = _amount(found, key, value)
        cells[key] = Absence.NOT_SUBMITTED if value is None else value
    return Row(cells=cells)


def _system(found: SystemMonth) -> Row:
    """Return what those with plan and actuals come to: incomplete while one is missing."""
    cells: dict[str, Value] = {"organisation": "System", "status": ""}
    absent = {Absence.NOT_SUBMITTED: len(found.missing)}
    for key in KEYS:
        amount = _amount(found, key, found.total(key))
        cells[key] = amount
        if found.missing:
            cells[key] = Incomplete(value=int(amount.value), absent=absent, basis=amount.basis)
    return Row(cells=cells, emphasis=True)


def _cumulative(found: SystemMonth) -> Table:
    """Return plan, actual and straight line to the end of each month."""
    return Table(
        name="P2",
        title="Cumulative position by month",
        sentence=f"{STRAIGHT} {RUN_RATE}",
        basis=f"Plan {found.plan.pin}; from April to the end of each month, including support",
        columns=(
            words("month", "To the end of month"),
            money("planned", "Plan", sign=Sign.SURPLUS),
            money("actual", "Actual", sign=Sign.SURPLUS),
            money("straight", "Straight line", sign=Sign.SURPLUS),
        ),
        rows=tuple(_to_the_end(found, number) for number in range(1, 13)),
    )


def _to_the_end(found: SystemMonth, number: int) -> Row:
    """Return the row of a month: blank after the month that is looked at, absent before it."""
    period = to_date(found.plan.round.year, number)
    is_past = number <= found.number
    actual = found.actual(number) if is_past else None
    cells: dict[str, Value] = {
        "month": f"M{number}",
        "planned": _at(found.planned[number], period, Stage.PLAN),
        "actual": Absence.NOT_SUBMITTED if is_past else None,
        "straight": None,
    }
    if actual is not None:
        cells["actual"] = _at(actual, period, Stage.ACTUAL)
    if found.there:
        cells["straight"] = _at(found.straight_at(number), period, Stage.FORECAST)
    return Row(cells=cells)


def _amount(found: SystemMonth, key: str, pence: int) -> Amount:
    year = found.plan.round.year
    late = key in ("plan_year", "forecast", "variance_year", "movement")
    period = year.period if late else to_date(year, found.number)
    stage = Stage.PLAN if key.startswith("plan") else Stage.FORECAST if late else Stage.ACTUAL
    return _at(pence, period, stage)


def _at(pence: int, period: Period, stage: Stage) -> Amount:
    basis = Basis(period=period, unit=PENCE, stage=stage, support=Support.WITH)
    return Amount(value=pence, basis=basis)
