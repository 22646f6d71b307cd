"""The bridge between two versions."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import needed_version
from equipoise.reports.pages.bridging import bridge_page
from equipoise.usecases.bridge import bridge


@click.command("bridge")
@click.argument("before", metavar="FROM")
@click.argument("after", metavar="TO")
@click.option("--system", help="Whose plan; your own system's if left out.")
@common
def command(session: Session, before: str, after: str, system: str | None) -> None:
    """Show what moved between two versions, by driver and by organisation.

    \b
    Example: equipoise bridge v1 v3 --as zq1.lead
    """
    one = session.round()
    outcome = bridge(
        one,
        session.system(one, system),
        before=needed_version(before),
        after=needed_version(after),
        by=session.actor(),
        on=session.today,
    )
    session.finish(outcome, bridge_page(outcome))
