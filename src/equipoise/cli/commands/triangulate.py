"""Triangulation of finance, workforce and activity."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.triangulating import triangulation_page
from equipoise.usecases.triangulate import triangulate


@click.command("triangulate")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; as signed now if left out.")
@common
def command(session: Session, system: str | None, version: str | None) -> None:
    """Show whether pay, staff and activity of SYSTEM's trusts tell one story.

    For each trust: how pay, WTE, cost-weighted activity and beds change on last year, what a WTE
    and a weighted unit cost, and in words what moves apart.

    \b
    Example: equipoise triangulate ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = triangulate(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
    )
    session.finish(outcome, triangulation_page(outcome))
