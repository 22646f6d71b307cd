"""The bridge from outturn to plan."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.outturning import outturn_page
from equipoise.usecases.outturn import outturn


@click.command("outturn")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; as signed now if left out.")
@common
def command(session: Session, system: str | None, version: str | None) -> None:
    """Show the way from last year's outturn to SYSTEM's plan, body by body.

    The outturn less one-off items and support, plus full-year effects, is the opening underlying
    position; growth, inflation, demand, investment and efficiency lead on to the plan. Exit code
    3 while a bridge does not lead to the plan that a body's own lines give.

    \b
    Example: equipoise outturn ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = outturn(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
    )
    session.finish(outcome, outturn_page(outcome))
