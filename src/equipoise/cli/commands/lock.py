"""Agree and lock the plan."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import needed_version
from equipoise.reports.pages.acts import lock_page
from equipoise.reports.pages.collation import lock_list
from equipoise.usecases.lock import lock, preview


@click.command("lock")
@click.argument("system", required=False)
@click.option("--version", required=True, help="The version you saw, such as v3.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@common
def command(session: Session, system: str | None, version: str, yes: bool) -> None:
    """Agree SYSTEM's plan and lock this version: nothing in it can change after.

    \b
    Example: equipoise lock ZQ1 --version v3 --as zq1.lead
    """
    one, actor = session.round(), session.actor()
    named = session.system(one, system)
    if not yes:
        statement = preview(one, named, by=actor, on=session.today).result
        click.echo("\n".join(lock_list(statement)), err=True)
        click.confirm(f"Lock {version} of {named}?", abort=True, err=True)
    outcome = lock(one, named, version=needed_version(version), by=actor, now=session.now)
    session.show(outcome, lock_page(outcome))
