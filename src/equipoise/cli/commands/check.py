"""Check a workbook."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.acts import check_page
from equipoise.usecases.check import check

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("check")
@click.argument("file", type=FILE)
@click.option("--org", help="Whose it should be; as the workbook says if left out.")
@common
def command(session: Session, file: Path, org: str | None) -> None:
    """Check FILE: everything that is wrong, at which cell, and what to do about it.

    Nothing is submitted. Exit code 1 when something must be fixed.

    \b
    Example: equipoise check ZR1-2023-24.xlsx
    """
    one = session.round()
    whose = session.body(one, org) if org else None
    outcome = check(one, file, whose, by=session.actor(), on=session.today)
    session.finish(outcome, check_page(outcome, file))
