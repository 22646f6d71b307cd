"""The control total ladder."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.climbing import ladder_page
from equipoise.usecases.ladder import ladder


@click.command("ladder")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; the latest if left out.")
@common
def command(session: Session, system: str | None, version: str | None) -> None:
    """Show the way from SYSTEM's sum of plans to its control total, on both readings of support.

    Exit code 3 while money is still to be found or stands on one side only.

    \b
    Example: equipoise ladder ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = ladder(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
    )
    session.finish(outcome, ladder_page(outcome))
