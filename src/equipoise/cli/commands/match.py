"""Match both sides of every contract."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.matching import matching_page
from equipoise.usecases.match import match


@click.command("match")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; as signed now if left out.")
@click.option("--proposed", is_flag=True, help="Count drafts that nobody has signed yet.")
@common
def command(session: Session, system: str | None, version: str | None, proposed: bool) -> None:
    """Match what each trust expects with what its commissioner plans to pay.

    Exit code 3 while a tested pair does not agree.

    \b
    Example: equipoise match ZQ1 --as zq1.lead
    """
    one = session.round()
    outcome = match(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
        proposed=proposed,
    )
    session.finish(outcome, matching_page(outcome))
