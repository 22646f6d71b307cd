"""Agree and lock the plan."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import needed_version
from equipoise.reports.pages.agreements import approvals_told, lock_page
from equipoise.reports.pages.collation import lock_list
from equipoise.usecases.lock import lock, preview, unapproved
from equipoise.usecases.plans import plan_waivers
from equipoise.usecases.verdict import verdict


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
    named, number = session.system(one, system), needed_version(version)
    if not yes:
        statement = preview(one, named, by=actor, on=session.today).result
        waivers = plan_waivers(statement.plan, session.today)
        facts = (
            approvals_told(unapproved(one, statement)),
            *lock_list(verdict(statement), waivers),
        )
        _ask(f"Lock version {number} of the plan of {named}?", facts)
    outcome = lock(one, named, version=number, by=actor, now=session.now)
    session.show(outcome, lock_page(outcome))


def _ask(question: str, facts: tuple[str, ...]) -> None:
    """Tell what somebody should know, and go on only when they say yes."""
    click.echo("\n".join(facts), err=True)
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:  # nobody is there to answer
        agreed = False
    if not agreed:
        click.echo("equipoise: Nothing is locked. With --yes it is not asked.", err=True)
        raise click.exceptions.Exit(4)
