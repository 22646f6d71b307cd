"""Defer a capital project."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import THOUSANDS, YEAR
from equipoise.reports.pages.agreements import decision_page
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.defer import defer


@click.command("defer")
@click.argument("org")
@click.argument("project")
@click.option("--amount", type=THOUSANDS, required=True, help="How much moves, in £000.")
@click.option("--to", type=YEAR, required=True, help="The year it moves to, such as 2024/25.")
@common
def command(session: Session, org: str, project: str, amount: Pence, to: FinancialYear) -> None:
    """Propose to move part of PROJECT of ORG into a later year. It counts when ORG has signed it.

    \b
    Example: equipoise defer ZR1 ZR1-C1 --amount 1200 --to 2024/25 --as zq1.lead
    """
    one = session.round()
    whose = session.body(one, org)
    outcome = defer(one, whose, project, amount=amount, to=to, by=session.actor(), now=session.now)
    session.finish(outcome, decision_page(outcome))
