"""Check a workbook."""

from io import BytesIO
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import FILE, handed_in, mapping_option
from equipoise.reports.pages.acts import check_page
from equipoise.usecases.check import check


@click.command("check")
@click.argument("file", type=FILE)
@mapping_option
@click.option("--org", help="Whose it should be; as the workbook says if left out.")
@click.option(
    "--marked-up",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a copy of the workbook with a comment in every cell that has a finding.",
)
@common
def command(
    session: Session, file: Path, mapping: Path | None, org: str | None, marked_up: Path | None
) -> None:
    """Check FILE: everything that is wrong, at which cell, and what to do about it.

    FILE is our own workbook, another one with the mapping of its cells, or a ledger's list of sub
    code, main code and value (.csv, .txt, or - for what is pasted). Nothing is submitted. Exit
    code 1 when something must be fixed.

    \b
    Examples: equipoise check ZR1-2023-24.xlsx
              equipoise check ZR1-2023-24.xlsx --marked-up ZR1-marked.xlsx
              equipoise check TAC.xlsx --with tac-2023-24.csv --org ZR1
    """
    one = session.round()
    whose = session.body(one, org) if org else None
    copy = None if marked_up is None else BytesIO()
    with handed_in(file, mapping) as given:
        outcome = check(one, given, whose, by=session.actor(), on=session.today, copy=copy)
    if marked_up is not None and copy is not None:
        _write(marked_up, copy.getvalue(), of=file)
    session.finish(outcome, check_page(outcome, file))


def _write(marked_up: Path, copy: bytes, *, of: Path) -> None:
    """Write the copy, or say that there is none: the list of what was found stands all the same."""
    if copy:
        marked_up.write_bytes(copy)
        click.echo(f"Marked-up copy written to {marked_up}", err=True)
    else:
        click.echo(f"{of} cannot be copied, so there is no copy to mark up.", err=True)
