"""Agree the value of a contract."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import THOUSANDS
from equipoise.reports.pages.agreements import decision_page
from equipoise.units import Pence
from equipoise.usecases.agree import agree


@click.command("agree")
@click.argument("commissioner")
@click.argument("provider")
@click.option("--value", type=THOUSANDS, required=True, help="The year's value, in £000.")
@common
def command(session: Session, commissioner: str, provider: str, value: Pence) -> None:
    """Name the value of the contract between COMMISSIONER and PROVIDER, or confirm it.

    When both sides have named one value, a draft of each plan is made, for its own body to sign.

    \b
    Example: equipoise agree ZQ1 ZR1 --value 1021500 --as zq1.lead
    """
    one = session.round()
    sides = session.body(one, commissioner), session.body(one, provider)
    outcome = agree(one, *sides, value=value, by=session.actor(), now=session.now)
    session.finish(outcome, decision_page(outcome))
