"""Say what the cells of another workbook stand for."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import FORM, mapping_option
from equipoise.reports.pages.mapping import list_page, mapping_page
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.map_form import map_form
from equipoise.usecases.map_list import is_list, map_list


@click.command("map")
@click.argument("file", type=FORM)
@mapping_option
@click.option("--org", help="For which body; your own organisation if left out.")
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write a draft to (csv); none if left out.",
)
@common
def command(
    session: Session, file: Path, mapping: Path | None, org: str | None, to: Path | None
) -> None:
    """Say what the cells of FILE stand for, a workbook that is not ours: draft a mapping of it.

    Rows are known by the national sub codes of the year, or else by their words. Complete the
    draft and send it along once with check or submit. With a mapping, report how it fits: cells
    and lines of the plan that it leaves out, and those that it maps twice.

    FILE may also be a ledger's list of sub code, main code and value (.csv, .txt): the draft has a
    row for each of your codes. National sub codes need no map.

    \b
    Examples: equipoise map TAC.xlsx --org ZR1 --to tac-2023-24.csv
              equipoise map TAC.xlsx --with tac-2023-24.csv --org ZR1
              equipoise map ledger.csv --org ZR1 --to ledger-codes.csv
    """
    one = session.round()
    whose, given = session.body(one, org), Mapped(path=file, mapping=mapping)
    if is_list(file):
        drafted = map_list(
            one, given, organisation=whose, by=session.actor(), on=session.today, to=to
        )
        session.finish(drafted, list_page(drafted))
        return
    outcome = map_form(one, given, organisation=whose, by=session.actor(), on=session.today, to=to)
    session.finish(outcome, mapping_page(outcome))
