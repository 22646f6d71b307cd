"""Make a body's workbook."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.acts import template_page
from equipoise.usecases.template import template


@click.command("template")
@click.option("--org", help="Whose workbook; your own organisation's if left out.")
@click.option("--part", "parts", multiple=True, help="Only these parts; all if left out.")
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; ORG-YEAR.xlsx if left out.",
)
@common
def command(session: Session, org: str | None, parts: tuple[str, ...], to: Path | None) -> None:
    """Make a body's workbook, with its codes and its latest figures in it.

    Money is entered in £000 and staff in WTE, month by month.

    \b
    Example: equipoise template --org ZR1
    """
    one, actor = session.round(), session.actor()
    organisation = session.body(one, org)
    path = to or Path(f"{organisation}-{one.year.code}.xlsx")
    outcome = template(one, organisation, path, by=actor, on=session.today, parts=parts)
    session.finish(outcome, template_page(outcome))
