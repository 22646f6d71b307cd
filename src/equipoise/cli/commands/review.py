"""Look at one body's return."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.returning import review_page
from equipoise.usecases.review import review


@click.command("review")
@click.argument("org", required=False)
@common
def command(session: Session, org: str | None) -> None:
    """Show the return of ORG: where its parts stand, what it comes to, what was found and said.

    \b
    Example: equipoise review ZR3 --as zq1.lead
    """
    one = session.round()
    outcome = review(one, session.body(one, org), by=session.actor(), on=session.today)
    session.show(outcome, review_page(outcome, one.year))
