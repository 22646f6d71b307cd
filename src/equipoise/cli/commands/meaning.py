"""What a plan means for one body."""

from datetime import date

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY, YEAR
from equipoise.reports.pages.meaning_page import meaning_page
from equipoise.units import FinancialYear
from equipoise.usecases.meaning import meaning
from equipoise.usecases.support_asked import Way


@click.command("meaning")
@click.argument("org", required=False)
@click.option("--terms", type=YEAR, help="Replay another year's rule of support, as a model.")
@click.option("--known", type=DAY, help="Elective rules known on this day; today if left out.")
@common
def command(
    session: Session, org: str | None, terms: FinancialYear | None, known: date | None
) -> None:
    """Show what the plan means for ORG: its support by every outcome, and its elective money.

    Read from the files on record (equipoise lodge-file).

    \b
    Example: equipoise meaning ZR2 --terms 2020/21 --as zr2.approver
    """
    one = session.round()
    way = Way(terms=terms, model=terms is not None)
    outcome = meaning(
        one,
        session.body(one, org),
        way=way,
        by=session.actor(),
        on=session.today,
        known=known,
    )
    session.finish(outcome, meaning_page(outcome))
