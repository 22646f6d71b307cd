"""A version of a system's plan."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.plan_standing import plan_page
from equipoise.usecases.plan import plan


@click.command("plan")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; the latest if left out.")
@common
def command(session: Session, system: str | None, version: str | None) -> None:
    """Show a version of SYSTEM's plan: what it comes to, who approved it, and its receipts.

    Exit code 3 when it does not add up.

    \b
    Example: equipoise plan ZQ1 --version v3 --as zq1.lead
    """
    one = session.round()
    outcome = plan(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
    )
    session.finish(outcome, plan_page(outcome))
