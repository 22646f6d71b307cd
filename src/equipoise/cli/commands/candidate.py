"""Which upload of a part counts."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import needed_version
from equipoise.reports.pages.changing import chosen_page
from equipoise.usecases.candidate import candidate


@click.command("candidate")
@click.argument("org")
@click.argument("part")
@click.argument("version")
@common
def command(session: Session, org: str, part: str, version: str) -> None:
    """Choose which VERSION of PART of ORG's return counts: never the last one by itself.

    It waits for a signature. What is accepted into the plan must be reopened first, and what is
    signed only its approver can set aside.

    \b
    Example: equipoise candidate ZR1 finance v1 --as zr1.editor
    """
    one = session.round()
    outcome = candidate(
        one,
        session.body(one, org),
        part=part,
        number=needed_version(version),
        by=session.actor(),
        now=session.now,
    )
    session.finish(outcome, chosen_page(outcome))
