"""Make a body's workbook."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.acts import template_page
from equipoise.usecases.template import Filling, template


@click.command("template")
@click.option("--org", help="Whose workbook; your own organisation's if left out.")
@click.option("--part", "parts", multiple=True, help="Only these parts; all if left out.")
@click.option(
    "--version",
    "number",
    type=click.IntRange(min=1),
    help="Filled from this version, such as 1; from the latest if left out.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; ORG-YEAR.xlsx if left out.",
)
@common
def command(
    session: Session, org: str | None, parts: tuple[str, ...], number: int | None, to: Path | None
) -> None:
    """Make a body's workbook, with its codes and its latest figures in it, or an earlier version's.

    Money is entered in £000 and staff in WTE, month by month.

    \b
    Examples: equipoise template --org ZR1
              equipoise template --org ZR1 --part finance --version 2
    """
    one, actor = session.round(), session.actor()
    organisation = session.body(one, org)
    path = to or Path(f"{organisation}-{one.year.code}.xlsx")
    filling = Filling(parts=parts, number=number)
    outcome = template(one, organisation, path, by=actor, on=session.today, filling=filling)
    session.finish(outcome, template_page(outcome))
