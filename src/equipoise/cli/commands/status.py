"""What needs somebody today."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.collection import status_page
from equipoise.usecases.status import status


@click.command("status")
@click.argument("system", required=False)
@common
def command(session: Session, system: str | None) -> None:
    """Show what needs you today in SYSTEM, and what waits for others, each with its command.

    Decisions about the pot that wait for an answer are among it, with the party that is asked.

    \b
    Example: equipoise status --as zq1.lead
    """
    one = session.round()
    outcome = status(one, session.system(one, system), by=session.actor(), on=session.today)
    session.show(outcome, status_page(outcome))
