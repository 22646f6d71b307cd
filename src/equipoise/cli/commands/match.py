"""Match both sides of every contract."""

import click

from equipoise.cli.context import Session, common
from equipoise.cli.references import version_number
from equipoise.reports.pages.matching import matching_page
from equipoise.usecases.match import Look, match
from equipoise.usecases.tolerances import Tolerance


@click.command("match")
@click.argument("system", required=False)
@click.option("--version", help="A collated version, such as v1; as signed now if left out.")
@click.option("--proposed", is_flag=True, help="Count drafts that nobody has signed yet.")
@click.option(
    "--tolerance",
    type=click.Choice([str(one) for one in Tolerance]),
    default=str(Tolerance.PLAN),
    show_default=True,
    help="Up to which difference a pair may be explained; it moves no sum.",
)
@common
def command(
    session: Session,
    system: str | None,
    version: str | None,
    proposed: bool,
    tolerance: str,
) -> None:
    """Match what each trust expects with what its commissioner plans to pay.

    Counterparties are ICBs, NHS England, councils and other trusts; one outside the system is
    tested where it has submitted a return of its own. Nobody sees what another body has not
    submitted, or looks before its own return is in. Exit code 3 while a pair is Not agreed or
    Disputed.

    \b
    Examples: equipoise match ZQ1 --as zq1.lead
              equipoise match ZQ1 --tolerance agreement-of-balances
    """
    one = session.round()
    outcome = match(
        one,
        session.system(one, system),
        by=session.actor(),
        on=session.today,
        version=version_number(version),
        look=Look(proposed=proposed, tolerance=Tolerance(tolerance)),
    )
    session.finish(outcome, matching_page(outcome))
