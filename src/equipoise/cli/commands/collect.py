"""The collection board."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.collection import board_page
from equipoise.usecases.collect import collect


@click.command("collect")
@click.argument("system", required=False)
@common
def command(session: Session, system: str | None) -> None:
    """Show who has returned what in SYSTEM, and what stands in the way of collating.

    \b
    Example: equipoise collect ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = collect(one, session.system(one, system), by=session.actor(), on=session.today)
    session.show(outcome, board_page(outcome))
