"""Fill another workbook in."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import FORM
from equipoise.reports.pages.mapping import filled_page
from equipoise.usecases.fill_form import fill_form
from equipoise.usecases.foreign import Mapped


@click.command("fill-form")
@click.argument("file", type=FORM)
@click.option(
    "--with",
    "mapping",
    required=True,
    type=FORM,
    help="What the cells of the form stand for (a csv file).",
)
@click.option("--org", help="Whose figures; your own organisation's if left out.")
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write the filled form to.",
)
@common
def command(session: Session, file: Path, mapping: Path, org: str | None, to: Path) -> None:
    """Fill another workbook in with a body's latest figures: FILE, a form that is not ours.

    Only the cells of the mapping change, and no formula. Open the copy and save it, so that its
    own totals are worked out.

    \b
    Example: equipoise fill-form TAC.xlsx --with tac-2023-24.csv --org ZR1 --to ZR1-TAC.xlsx
    """
    one = session.round()
    given = Mapped(path=file, mapping=mapping)
    whose, actor = session.body(one, org), session.actor()
    outcome = fill_form(one, whose, form=given, by=actor, on=session.today, to=to)
    session.finish(outcome, filled_page(outcome))
