"""The gap."""

from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import WEIGHT
from equipoise.reports.pages.gaps import gap_page
from equipoise.rules.gap.gap_split import KEYS
from equipoise.usecases.gap import Key, gap


@click.command("gap")
@click.argument("system", required=False)
@click.option("--key", type=click.Choice(KEYS), default="equal", show_default=True,
              help="By what the gap is split among bodies.")  # fmt: skip
@click.option("--weight", "weights", type=WEIGHT, multiple=True, metavar="ORG=NUMBER",
              help="What a body weighs by the key.")  # fmt: skip
@with_why
@common
def command(
    session: Session,
    system: str | None,
    key: str,
    weights: tuple[tuple[str, Fraction | None], ...],
    whose: str | None,
    working: Path | None,
) -> None:
    """Show SYSTEM's gap: limit less positions on the basis of the limit, split by a key, with
    every offer, what counts of it, and what holds a matter open.

    --why ZR1, or gap, says how a figure is made. Exit code 3 while money is still to be found.

    \b
    Examples: equipoise gap ZQ1 --as zq1.lead
              equipoise gap ZQ1 --key turnover --weight ZR1=600 --weight ZR2=300 --as zq1.lead
    """
    one = session.round()
    said = {}
    for body, number in weights:
        if number is None:
            raise click.UsageError(f"Say what {body} weighs, as {body}=600.")
        said[body] = number
    outcome = gap(
        one,
        session.system(one, system),
        key=Key(name=key, weights=said or None),
        by=session.actor(),
        on=session.today,
    )
    finish(session, outcome, page=gap_page(outcome), whose=whose, working=working)
