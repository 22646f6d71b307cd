"""Dispute the value of a contract, or withdraw a dispute."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.disputing import dispute_page
from equipoise.rules.balance import PairKey
from equipoise.usecases.dispute import dispute, withdraw


@click.command("dispute")
@click.argument("commissioner")
@click.argument("provider")
@click.option("--reason", default="", help="What is not accepted, and why.")
@click.option("--withdraw", "is_withdrawn", is_flag=True, help="Take your own dispute back.")
@common
def command(
    session: Session, commissioner: str, provider: str, reason: str, is_withdrawn: bool
) -> None:
    """Say that the value of the contract between COMMISSIONER and PROVIDER is not accepted.

    Either side may. The pair shows as Disputed in match and collect, and the plan does not add
    up, until both sides have named one value (equipoise agree) or the dispute is withdrawn.

    \b
    Examples: equipoise dispute ZQ1 ZR1 --reason "Growth is not funded" --as zr1.contracts
              equipoise dispute ZQ1 ZR1 --withdraw --as zr1.contracts
    """
    one = session.round()
    key = PairKey(session.body(one, commissioner), session.body(one, provider))
    act = withdraw if is_withdrawn else dispute
    outcome = act(one, key, reason=reason, by=session.actor(), now=session.now)
    session.finish(outcome, dispute_page(outcome, is_withdrawn=is_withdrawn))
