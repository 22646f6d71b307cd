"""What contracts pay."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.contracts import FOLDER, agreed
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import DAY, PERCENT
from equipoise.reports.pages.paying import paid_page
from equipoise.usecases.pay import pay


@click.command("pay")
@click.argument("folder", type=FOLDER)
@with_why
@click.option("--of", "body", default="", help="Only the contracts of this body, by code.")
@click.option(
    "--through",
    type=click.IntRange(1, 12),
    default=12,
    show_default=True,
    help="Up to this month of the year; 1 is April.",
)
@click.option("--known", type=DAY, help="By the rules known on this day; today's if left out.")
@click.option(
    "--break-glass",
    "band",
    type=PERCENT,
    help="Blended payment: how far from plan, in % of it, emergencies may be before both sides "
    "agree the fixed part anew.",
)
@common
def command(
    session: Session,
    folder: Path,
    whose: str | None,
    working: Path | None,
    body: str,
    through: int,
    known: date | None,
    band: Fraction | None,
) -> None:
    """Show what each contract in FOLDER pays for a year: fixed, variable, adjustments, by month.

    FOLDER holds contracts.csv and values.csv, in £000; the actual values of activity are in the
    second. Best practice cases may stand in best_practice.csv beside them. A month whose activity
    is not in is not paid, and says so.

    \b
    Examples: equipoise pay contracts --year 2023/24
              equipoise pay contracts --year 2023/24 --through 6 --of ZR1
              equipoise pay contracts --year 2019/20 --break-glass 10
              equipoise pay contracts --year 2023/24 --why 'ZQ1, ZR1' --working why.xlsx
    """
    if band is not None and band < 0:
        raise click.UsageError("The band of --break-glass is nil or more.")
    of = agreed(session, folder, known=known, band=band)
    outcome = pay(of, through=through, whose=body)
    finish(session, outcome, page=paid_page(outcome), whose=whose, working=working)
