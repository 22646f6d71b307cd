"""Forecasts: shown, changed step by step of the protocol, and kept private while worked on."""

from __future__ import annotations

from secrets import token_hex

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import MONTH, THOUSANDS
from equipoise.cli.showing import ShowingGroup
from equipoise.reports.pages.forecasts import change_page, forecast_page, working_page
from equipoise.units import Pence
from equipoise.usecases.forecast import forecast
from equipoise.usecases.forecast_change import Asked, forecast_change, forecast_step
from equipoise.usecases.forecast_work import forecast_work
from equipoise.usecases.forecasting import Case, Step, Working

VALUE = click.option(
    "--value", type=THOUSANDS, required=True,
    help="The position of the whole year, in £000; a deficit is negative.",
)  # fmt: skip
AT = click.option("--month", type=MONTH, required=True, help="The month it belongs to, such as M6.")


@click.group("forecast", cls=ShowingGroup)
def command() -> None:
    """Show the forecasts of a system (equipoise forecast ZQ1), or record something about one.

    A reported forecast changes when every step of the protocol is on record; until then it is the
    plan, or what was reported before. A working forecast is private to its own body.
    """


@command.command("show")
@click.argument("system", required=False)
@click.option("--month", type=MONTH, default=12, help="As reported by this month, such as M6.")
@common
def show(session: Session, system: str | None, month: int) -> None:
    """Show what the bodies of SYSTEM report, and which change waits for which step.

    An editor or approver also sees the private working forecast of their own body, which nobody
    else sees and no total holds. An auditor sees that there is one.

    \b
    Examples: equipoise forecast show ZQ1 --as zq1.lead
              equipoise forecast show --month M6 --as zr1.editor
    """
    one = session.round()
    outcome = forecast(
        one, session.system(one, system), by=session.actor(), on=session.today, month=month
    )
    session.show(outcome, forecast_page(outcome))


@command.command("work")
@click.argument("org")
@VALUE
@AT
@click.option("--note", default="", help="What it rests on, in a sentence.")
@common
def work(session: Session, org: str, value: Pence, month: int, note: str) -> None:
    """Keep a private working forecast of ORG: no door shows it to anybody but its own people.

    \b
    Example: equipoise forecast work ZR1 --value -21000 --month M6 --note 'Agency' --as zr1.editor
    """
    one = session.round()
    working = Working(value_pence=value, month=month, note=note, secret=token_hex(16))
    code = session.body(one, org)
    outcome = forecast_work(one, code, working=working, by=session.actor(), now=session.now)
    session.finish(outcome, working_page(outcome, code))


@command.command("change")
@click.argument("org")
@VALUE
@AT
@click.option(
    "--case",
    type=click.Choice([each.value for each in Case]),
    required=True,
    help="A: the system absorbs it, and oversees. B: it does not; the region oversees.",
)
@click.option("--reason", default="", help="The concern, in a sentence.")
@common
def change(session: Session, org: str, value: Pence, month: int, case: str, reason: str) -> None:
    """Raise a change of the reported forecast of ORG: it opens the protocol, and counts at its end.

    \b
    Example: equipoise forecast change ZR1 --value -18000 --month M6 --case A
                 --reason 'Agency above plan' --as zr1.approver
    """
    one = session.round()
    asked = Asked(value_pence=value, month=month, case=Case(case), reason=reason)
    code = session.body(one, org)
    outcome = forecast_change(one, code, asked=asked, by=session.actor(), now=session.now)
    session.finish(outcome, change_page(outcome))


@command.command("step")
@click.argument("org")
@click.argument("step", type=click.Choice([each.value for each in Step][1:]))
@click.option("--evidence", default="", help="The paper or letter it rests on.")
@common
def step(session: Session, org: str, step: str, evidence: str) -> None:
    """Record the next STEP of the open change of ORG, with the evidence it rests on.

    \b
    Example: equipoise forecast step ZR1 protocol-invoked --evidence 'Letter 7' --as zq1.lead
    """
    one = session.round()
    outcome = forecast_step(
        one, session.body(one, org), step=Step(step), evidence=evidence,
        by=session.actor(), now=session.now,
    )  # fmt: skip
    session.finish(outcome, change_page(outcome))
