"""England against the mandate."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.england import england_page
from equipoise.usecases.national import national
from equipoise.workings import Support


@click.command("national")
@click.option(
    "--excluding-support", is_flag=True, help="Read every position before deficit support."
)
@common
def command(session: Session, excluding_support: bool) -> None:
    """Show every system's plan against the mandate of its year.

    \b
    Example: equipoise national --as national.lead
    """
    support = Support.WITHOUT if excluding_support else Support.WITH
    outcome = national(session.round(), by=session.actor(), on=session.today, support=support)
    session.finish(outcome, england_page(outcome))
