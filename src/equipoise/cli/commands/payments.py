"""Elective money of a system, from the file on record."""

from datetime import date

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY
from equipoise.reports.pages.payments_page import payments_page
from equipoise.usecases.payments import payments


@click.command("payments")
@click.argument("system", required=False)
@click.option("--known", type=DAY, help="By the rules known on this day; today if left out.")
@common
def command(session: Session, system: str | None, known: date | None) -> None:
    """Show what SYSTEM earns or repays for elective care, and what the last change of rules did.

    Read from the file that is on record (equipoise lodge-file). Whose a gain is, is a decision:
    without one the ICB holds it.

    \b
    Examples: equipoise payments ZQ1 --as zq1.lead
              equipoise payments ZQ1 --known 2023-07-01 --as zq1.lead
    """
    one = session.round()
    outcome = payments(
        one, session.system(one, system), by=session.actor(), on=session.today, known=known
    )
    session.finish(outcome, payments_page(outcome))
