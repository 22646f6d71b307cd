"""Elective care out of activity: the file that erf takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.progress import progress_bar
from equipoise.cli.reasons import FILE_TO_WRITE
from equipoise.cli.references import DAY, YEAR
from equipoise.params import load
from equipoise.reports.pages.pricing_elective import priced_elective_page
from equipoise.units import FinancialYear
from equipoise.usecases.price import read_books
from equipoise.usecases.price_elective import ActivityOf, ElectiveAsked, price_elective

FILE = click.Path(path_type=Path, exists=True)


@click.command("price-elective")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option("--book", type=FILE, required=True, help="The price book of the year.")
@click.option("--to", "path", type=FILE_TO_WRITE, required=True, help="The csv file to write.")
@click.option("--baseline", type=FILE, help="Activity of the baseline year: files or a folder.")
@click.option("--baseline-year", type=YEAR, help="With --baseline: its year, such as 2019/20.")
@click.option("--independent", multiple=True, help="A provider that is not of the NHS, by code.")
@click.option("--devolved", multiple=True, help="A provider of another nation, by code.")
@click.option("--without", multiple=True, help="A column that is not read at all; again for each.")
@click.option("--on", "known_on", type=DAY, help="The day whose knowledge counts; today.")
@common
def command(
    session: Session,
    paths: tuple[Path, ...],
    book: Path,
    path: Path,
    baseline: Path | None,
    baseline_year: FinancialYear | None,
    known_on: date | None,
    **codes: tuple[str, ...],
) -> None:
    """Write what elective care in PATHS is worth to the file that erf takes.

    PATHS are files of activity, or records kept by price --keep. Each planned record is valued by
    the rule: at the price of --book with market forces, without top-ups or unbundled care. The
    file has system (the commissioner), provider, month, point of delivery and £000, with the
    baseline year at this year's prices. Emergencies, follow-ups and functions set aside are
    counted by why. The rule is of
    2022/23 to 2025/26; its lists are one system's, assumed for the years before 2024/25.

    \b
    Example: equipoise price-elective spells.csv clinics.csv --book prices --year 2024/25 \\
               --baseline care-2019-20 --baseline-year 2019/20 --to care.csv
    """
    if (baseline is None) != (baseline_year is None):
        raise click.UsageError("Name both --baseline and --baseline-year, or neither.")
    before = None
    if baseline and baseline_year:
        before = ActivityOf(paths=(baseline,), year=baseline_year)
    with progress_bar("files") as told:
        asked = ElectiveAsked(
            actual=ActivityOf(paths=paths, year=session.plan_year()),
            books=read_books((book,)),
            params=load(),
            known_on=known_on or session.today,
            baseline=before,
            independent=frozenset(codes["independent"]),
            devolved=frozenset(codes["devolved"]),
            without=codes["without"],
        )
        outcome = price_elective(asked, path, progress=told)
    session.finish(outcome, priced_elective_page(outcome, name=path.name))
