"""What changed since a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import DAY
from equipoise.reports.pages.news import news_page
from equipoise.usecases.news import Look, news


@click.command("news")
@click.argument("system", required=False)
@click.option("--since", type=DAY, required=True, help="The day you last looked.")
@common
def command(session: Session, system: str | None, since: date) -> None:
    """Show what changed in SYSTEM since a day: the lines that moved most, and what was done.

    The pages remember when each person last looked; here it is named.

    \b
    Example: equipoise news ZQ1 --since 2023-03-28 --as zr2.approver
    """
    one = session.round()
    moment = datetime.combine(since, time.min, tzinfo=UTC)
    outcome = news(
        one,
        session.system(one, system),
        since=Look(at=moment),
        by=session.actor(),
        on=session.today,
    )
    session.show(outcome, news_page(outcome))
