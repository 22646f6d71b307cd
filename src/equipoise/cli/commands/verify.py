"""Prove that nothing was altered."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.verification import verification_page
from equipoise.usecases.verify import verify


@click.command("verify")
@click.option("--receipt", help="The receipt of a lock or a submission, to prove the chain with.")
@common
def command(session: Session, receipt: str | None) -> None:
    """Hash every file, event and version again, and prove that nothing was altered.

    Exit code 5 when something is not as it was written; it is named.

    \b
    Example: equipoise verify --as auditor
    """
    outcome = verify(session.round(), by=session.actor(), on=session.today, receipt=receipt)
    session.finish(outcome, verification_page(outcome))
    if outcome.result.faults:
        raise click.exceptions.Exit(5)
