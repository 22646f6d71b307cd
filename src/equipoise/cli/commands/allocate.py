"""Share a sum by formula."""

from fractions import Fraction
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.populations import FILE, of_populations, populations
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import PERCENT, THOUSANDS
from equipoise.params import load
from equipoise.reports.pages.allocation import allocation_page
from equipoise.reports.pages.pace import pace_page
from equipoise.sources import openings
from equipoise.units import Pence
from equipoise.usecases.allocate import LEVELS, allocate
from equipoise.usecases.pace import Limits, pace
from equipoise.usecases.populations import Sharing


@click.command("allocate")
@of_populations
@with_why
@click.option("--sum", "quantum", type=THOUSANDS, required=True, help="What to share, in £000.")
@click.option(
    "--by",
    "level",
    type=click.Choice(LEVELS),
    default="system",
    show_default=True,
    help="Among which areas.",
)
@click.option(
    "--openings",
    "opened",
    type=FILE,
    help="A csv of area and allocation, in £000: move from these towards target.",
)
@click.option(
    "--minimum",
    type=PERCENT,
    help="With --openings: the least growth of an allocation; nil if left out.",
)
@click.option(
    "--maximum",
    type=PERCENT,
    help="With --openings: the most growth of an allocation; no limit if left out.",
)
@common
def command(
    session: Session,
    file: Path,
    sheet: str,
    layout: Path | None,
    need: str,
    whose: str | None,
    working: Path | None,
    quantum: Pence,
    level: str,
    opened: Path | None,
    minimum: Fraction | None,
    maximum: Fraction | None,
) -> None:
    """Share a sum among areas by the weighted populations in FILE, to the penny.

    FILE is a published list of populations by practice: a csv, gzipped or not, or a workbook,
    of 2018/19 or 2022/23 to 2025/26. It needs no workspace. What does not fit is told.

    \b
    Examples: equipoise allocate 2023_2024.csv.gz --sum 107600000
              equipoise allocate 2023_2024.csv.gz --sum 107600000 --by district --format csv
              equipoise allocate 2023_2024.csv.gz --sum 107600000 --why QF7 --working qf7.xlsx
              equipoise allocate 2023_2024.csv.gz --sum 107600000 --openings last.csv --minimum 2
    """
    found = populations(session, file, sheet=sheet, layout=layout)
    sharing = Sharing(quantum=quantum, params=load(), known_on=session.today, column=need)
    outcome = allocate(found, sharing, level=level)
    if opened is None:
        if minimum is not None or maximum is not None:
            raise click.UsageError(
                "--minimum and --maximum limit growth: say from what, with --openings."
            )
        finish(session, outcome, page=allocation_page(outcome), whose=whose, working=working)
        return
    limits = Limits(minimum=minimum or Fraction(0), maximum=maximum)
    paced = pace(outcome.result, openings(opened), sharing=sharing, limits=limits)
    finish(session, paced, page=pace_page(paced), whose=whose, working=working)
