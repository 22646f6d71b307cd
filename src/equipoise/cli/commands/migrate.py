"""Carry an earlier form into this round's."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import FORM
from equipoise.reports.pages.migrating import migration_page
from equipoise.usecases.migrate import migrate


@click.command("migrate")
@click.argument("file", type=FORM)
@click.option(
    "--into",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write this round's form to.",
)
@common
def command(session: Session, file: Path, into: Path) -> None:
    """Carry last year's form, or another version's, into this round's: FILE, a form of ours.

    Last year's form fills the last-year column and keeps its counterparties, schemes, risks and
    projects; this year's amounts stay blank. Of the same year, every cell is carried. What was
    carried where is listed, and what could not be, with its cell and why. The form of a body that
    another followed whole becomes that one's.

    \b
    Example: equipoise migrate ZR1-2022-23.xlsx --into ZR1-2023-24.xlsx
    """
    one, actor = session.round(), session.actor()
    outcome = migrate(one, file, into=into, by=actor, on=session.today)
    session.finish(outcome, migration_page(outcome))
