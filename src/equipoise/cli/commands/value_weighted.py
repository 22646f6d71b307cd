"""Value-weighted activity: a year's attendances beside another year's, at one book's prices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.reasons import finish, with_why
from equipoise.cli.references import DAY, YEAR
from equipoise.params import load
from equipoise.reports.pages.weighing import weighted_page
from equipoise.units import FinancialYear
from equipoise.usecases.price import read_books
from equipoise.usecases.value_weighted import WeightedAsked, value_weighted

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
BOOK = click.Path(path_type=Path, exists=True)


@click.command("value-weighted")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option("--book", type=BOOK, required=True, help="The price book that both years are at.")
@click.option("--against", type=YEAR, required=True, help="The earlier year, such as 2019/20.")
@click.option("--on", "known_on", type=DAY, help="The day whose knowledge counts; today.")
@with_why
@common
def command(
    session: Session,
    paths: tuple[Path, ...],
    book: Path,
    against: FinancialYear,
    known_on: date | None,
    whose: str | None,
    working: Path | None,
) -> None:
    """Weigh the outpatient attendances in PATHS by price: --year beside the year --against.

    PATHS are csv files, gzipped or not, of attendances by treatment function and month, such as
    the monthly hospital statistics publish: month, treatment function, first and follow-up
    attendances. Both years are at the prices of one book, so that only activity differs. What
    has no price counts by number alone, and how much that is stands beside the result.

    \b
    Examples: equipoise value-weighted HES_2020-21.csv.gz --book tariff.xlsx --year 2020/21
                  --against 2019/20
              equipoise value-weighted counts.csv --book prices --year 2020/21 --against 2019/20
                  --why M04 --working april.xlsx
    """
    asked = WeightedAsked(
        paths=paths,
        books=read_books((book,)),
        params=load(),
        known_on=known_on or session.today,
        year=session.plan_year(),
        before=against,
    )
    outcome = value_weighted(asked)
    finish(session, outcome, page=weighted_page(outcome), whose=whose, working=working)
