"""When a part is due."""

from __future__ import annotations

from datetime import date

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY
from equipoise.reports.pages.deadlines import deadline_page
from equipoise.usecases.deadline import deadline


@click.command("deadline")
@click.argument("part")
@click.argument("due_on", metavar="DATE", type=DAY)
@click.option("--org", help="Of this body alone; of every body if left out.")
@click.option("--reason", default="", help="Why, in a sentence.")
@common
def command(session: Session, part: str, due_on: date, org: str | None, reason: str) -> None:
    """Set or move the DATE by which PART is due, and say why.

    The board says how many days are left from a week before, and how many late after it.

    \b
    Example: equipoise deadline finance 2023-05-11 --org ZR1 --reason 'Auditors' --as zq1.lead
    """
    one = session.round()
    outcome = deadline(
        one,
        part,
        due_on=due_on,
        organisation=session.body(one, org) if org else "",
        reason=reason,
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, deadline_page(outcome))
