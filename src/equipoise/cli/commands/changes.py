"""What changed between two versions of a part."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.changing import changes_page
from equipoise.usecases.changes import changes


@click.command("changes")
@click.argument("org")
@click.argument("part")
@click.option(
    "--from", "first", help="The earlier version, such as v1; the one before if left out."
)
@click.option(
    "--to", "last", help="The later version, such as v2; the one that counts if left out."
)
@common
def command(session: Session, org: str, part: str, first: str | None, last: str | None) -> None:
    """Show what changed in PART of ORG's return, what it is worth, and which checks flipped.

    \b
    Example: equipoise changes ZR1 finance --from v1 --to v2 --as zr1.editor
    """
    one = session.round()
    outcome = changes(
        one,
        session.body(one, org),
        part=part,
        between=(version_number(first), version_number(last)),
        by=session.actor(),
        on=session.today,
    )
    session.show(outcome, changes_page(outcome))
