"""Propose a closing action."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import THOUSANDS
from equipoise.reports.pages.agreements import decision_page
from equipoise.units import Pence
from equipoise.usecases.close import Action, close


@click.command("close")
@click.argument("org")
@click.option("--saving", type=THOUSANDS, required=True, help="The year's saving, in £000.")
@click.option("--line", required=True, help="The cost line it comes from, such as nonpay.other.")
@click.option("--name", required=True, help="What it is, in a few words.")
@click.option("--recurrent/--one-off", required=True, help="Whether it carries on next year.")
@click.option("--owner", required=True, help="Who is answerable for it.")
@click.option("--evidence", required=True, help="What it rests on.")
@click.option("--from-month", type=click.IntRange(1, 12), default=1, show_default=True,
              help="The first month it saves in, 1 being April.")  # fmt: skip
@common
def command(
    session: Session,
    org: str,
    saving: Pence,
    line: str,
    name: str,
    recurrent: bool,
    owner: str,
    evidence: str,
    from_month: int,
) -> None:
    """Propose an action of ORG that closes the gap. It counts when ORG has signed it.

    A saving is a positive amount in £000 over the year, shared over months as the line is.

    \b
    Example: equipoise close ZR1 --saving 1500 --line nonpay.other --name 'Sale of equipment'
             --one-off --owner 'Director of finance' --evidence 'Board paper 7' --as zq1.lead
    """
    one = session.round()
    action = Action(
        organisation=session.body(one, org),
        name=name,
        line=line,
        saving_pence=saving,
        is_recurrent=recurrent,
        owner=owner,
        evidence=evidence,
        from_month=from_month,
    )
    outcome = close(one, action, by=session.actor(), now=session.now)
    session.finish(outcome, decision_page(outcome))
