"""A board's approval."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import needed_version
from equipoise.reports.pages.agreements import approval_page
from equipoise.usecases.approve import approve


@click.command("approve")
@click.argument("org", required=False)
@click.option("--version", required=True, help="The version the board saw, such as v3.")
@common
def command(session: Session, org: str | None, version: str) -> None:
    """Record that ORG's board approves a version of its system's plan, by its hash.

    \b
    Example: equipoise approve ZR1 --version v3 --as zr1.approver
    """
    one = session.round()
    outcome = approve(
        one,
        session.body(one, org),
        version=needed_version(version),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, approval_page(outcome))
