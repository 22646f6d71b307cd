"""The month: plan, actual and forecast of a system, and the import of actuals."""

from __future__ import annotations

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import MONTH
from equipoise.cli.showing import ShowingGroup
from equipoise.reports.pages.months import imported_page, month_page
from equipoise.usecases.month import month
from equipoise.usecases.month_import import month_import

AT = click.option("--month", type=MONTH, required=True, help="The month, such as M6; M1 is April.")


@click.group("month", cls=ShowingGroup)
def command() -> None:
    """Show a month of a system (equipoise month ZQ1 --month M6), or import actuals of one.

    Actuals are from 1 April to the end of the month. A body that has sent none is missing, and
    counts as nothing less.
    """


@command.command("show")
@click.argument("system", required=False)
@AT
@common
def show(session: Session, system: str | None, month: int) -> None:
    """Show where SYSTEM stands at the end of a month, body by body, and where it would land.

    Plan, actual and variance to date; plan, forecast and variance of the year; what the forecast
    moved by; a straight line and a run rate with its definition.

    \b
    Examples: equipoise month show ZQ1 --month M6 --as zq1.lead
              equipoise month show --month M6 --as zr1.editor
    """
    _show(session, system, month)


def _show(session: Session, system: str | None, number: int) -> None:
    one = session.round()
    named = session.system(one, system)
    outcome = month(one, named, number=number, by=session.actor(), on=session.today)
    session.show(outcome, month_page(outcome))


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@AT
@click.option("--org", help="Whose they are; your own body's if left out.")
@click.option("--note", default="", help="Why a cost falls, or why a month is restated.")
@common
def import_(session: Session, file: Path, month: int, org: str | None, note: str) -> None:
    """Import the actuals in FILE: a csv list with the columns code,line,value, in £000.

    CODE is the body, LINE a line of the chart such as pay.agency, VALUE from 1 April to the end
    of the month. A blank stays absent. Nothing on record is written over: a list becomes a
    version, or says what is wrong with it.

    \b
    Example: equipoise month import zr1-m6.csv --month M6 --as zr1.editor
    """
    one = session.round()
    outcome = month_import(
        one, session.body(one, org), path=file, number=month, by=session.actor(),
        now=session.now, note=note,
    )  # fmt: skip
    session.finish(outcome, imported_page(outcome))
