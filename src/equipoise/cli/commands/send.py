"""Send the plan to the region."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.agreements import sent_page
from equipoise.usecases.send import send


@click.command("send")
@click.argument("system", required=False)
@common
def command(session: Session, system: str | None) -> None:
    """Submit SYSTEM's locked plan to the region, and get a receipt.

    \b
    Example: equipoise send ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = send(one, session.system(one, system), by=session.actor(), now=session.now)
    session.finish(outcome, sent_page(outcome))
