"""Start a new version of a locked plan."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.agreements import reopened_page
from equipoise.usecases.reopen import reopen


@click.command("reopen")
@click.argument("system", required=False)
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def command(session: Session, system: str | None, reason: str) -> None:
    """Start a new version of SYSTEM's locked plan: everything carries over.

    \b
    Example: equipoise reopen ZQ1 --reason 'Letter of 8 November' --as zq1.lead
    """
    one = session.round()
    outcome = reopen(
        one, session.system(one, system), by=session.actor(), now=session.now, reason=reason
    )
    session.finish(outcome, reopened_page(outcome))
