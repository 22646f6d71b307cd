"""Collate the plan."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.collation import collation_page
from equipoise.usecases.collate import collate


@click.command("collate")
@click.argument("system", required=False)
@common
def command(session: Session, system: str | None) -> None:
    """Collate the accepted returns of SYSTEM as the next version of its plan.

    Exit code 3 when it does not add up.

    \b
    Example: equipoise collate ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = collate(one, session.system(one, system), by=session.actor(), now=session.now)
    session.finish(outcome, collation_page(outcome))
