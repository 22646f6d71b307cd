"""Remind bodies of what waits for them."""

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.reminding import reminder_page
from equipoise.usecases.remind import remind


@click.command("remind")
@click.argument("orgs", nargs=-1)
@click.option("--system", help="Of which system; the only one if left out.")
@common
def command(session: Session, orgs: tuple[str, ...], system: str | None) -> None:
    """Remind ORGS of the parts that wait for them; every body that is waited for if none is named.

    It is put on record, a body once a day. The pages send it by email as well.

    \b
    Example: equipoise remind ZR3 --as zq1.lead
    """
    one = session.round()
    bodies = tuple(session.body(one, org) for org in orgs)
    outcome = remind(
        one, session.system(one, system), organisations=bodies, by=session.actor(), now=session.now
    )
    session.finish(outcome, reminder_page(outcome))
