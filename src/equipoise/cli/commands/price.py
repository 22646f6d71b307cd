"""Price an extract of activity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from equipoise.cli.context import Session, common
from equipoise.cli.progress import progress_bar
from equipoise.cli.references import DAY
from equipoise.params import load
from equipoise.pricing.copying import CSV, PARQUET, copy_rows, count_rows, read_rows
from equipoise.reports.as_xlsx import xlsx
from equipoise.reports.pages.prices import prices_page, records_table, totals_table
from equipoise.reports.table import Table
from equipoise.usecases.price import TOTALS, Asked, price_extract, read_books
from equipoise.usecases.workspace import scratch

FILE: Final = click.Path(path_type=Path, exists=True)
WORKBOOK: Final = ".xlsx"
SUFFIXES: Final = (PARQUET, CSV, WORKBOOK)
LISTED: Final = ", ".join(SUFFIXES)
MOST: Final = 200_000
"""Rows in a workbook; more are for Parquet or csv."""


@click.command("price")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option(
    "--book",
    "books",
    type=FILE,
    multiple=True,
    required=True,
    help="A price book: a folder or workbook by the declared template, or the published 2022/23 "
    "workbook. Again for each: up to six are laid on the records at once.",
)
@click.option("--on", "known_on", type=DAY, help="The day whose knowledge counts; today.")
@click.option(
    "--totals",
    "totals",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write records and pence by provider, commissioner, point of delivery and month to a "
    ".parquet, .csv or .xlsx file.",
)
@click.option(
    "--records",
    "records",
    type=click.Path(path_type=Path),
    help="Write each record's price, or why it has none: to a new folder, a Parquet file for each "
    "file of activity; or to one .parquet, .csv or .xlsx file.",
)
@click.option("--without", multiple=True, help="A column that is not read at all; again for each.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the coded records in this new folder, to price them again without the files.",
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --keep: write what Spark needs to price the kept records, to one file.",
)
@common
def command(
    session: Session,
    paths: tuple[Path, ...],
    books: tuple[Path, ...],
    known_on: date | None,
    totals: Path | None,
    records: Path | None,
    without: tuple[str, ...],
    keep: Path | None,
    bundle: Path | None,
) -> None:
    """Price every record of the activity in PATHS, to the penny, under each price book.

    PATHS are csv or Parquet files of spells, outpatient appointments or emergency attendances,
    or a folder of them, under the names of the commissioning data sets, SUS or HES. It needs no
    workspace. A file with a column that is named or shaped like an NHS number, a name, a
    postcode or a date of birth is refused before anything is stored.

    The records of --year are priced, or of the first book's year. What is not priced is counted
    by reason, down to the rows of the files. A book of another year shows what a year's activity
    is worth at its prices.

    \b
    Examples: equipoise price activity/*.parquet --book prices-2022-23
              equipoise price extract.csv --book tariff.xlsx --totals totals.xlsx
              equipoise price extract.csv --book prices-2022-23 --records priced
              equipoise price extract.csv --book this --book next --year 2022/23
              equipoise price activity --book first --keep coded
              equipoise price coded --book reissued --on 2022-10-01
    """
    if totals and totals.suffix not in SUFFIXES:
        raise click.UsageError(f"--totals ends in one of {LISTED}.")
    one_file = records if records and records.suffix else None
    if one_file and one_file.suffix not in SUFFIXES:
        raise click.UsageError(f"--records is a new folder, or ends in one of {LISTED}.")
    if bundle and not keep:
        raise click.UsageError("--bundle is for records that are kept: name a folder with --keep.")
    with scratch() as folder, progress_bar("files") as told:
        asked = Asked(
            paths=paths,
            books=read_books(books),
            params=load(),
            known_on=known_on or session.today,
            totals=folder / TOTALS,
            year=session.year,
            keep=keep,
            without=without,
            bundle=bundle,
            records=folder / "records" if one_file else records,
        )
        outcome = price_extract(asked, progress=told)
        found = outcome.result
        if totals and found.totals:
            _write((found.totals,), totals, what="Totals", table=partial(totals_table, found))
        if one_file and found.records:
            table = partial(records_table, found)
            _write(found.records.files, one_file, what="Records", table=table)
    session.finish(outcome, prices_page(outcome))


def _write(
    found: Sequence[Path],
    path: Path,
    *,
    what: str,
    table: Callable[[Sequence[Sequence[Any]]], Table],
) -> None:
    """Write the rows of a run to a file of the form that its name ends with."""
    if path.suffix != WORKBOOK:
        copy_rows(found, path)
    elif (rows := count_rows(found)) > MOST:
        raise click.UsageError(
            f"{rows:,} rows are too many for a workbook. Name a .parquet or .csv file."
        )
    else:
        with path.open("wb") as stream:
            xlsx([table(read_rows(found))], stream)
    click.echo(f"{what} written to {path}", err=True)
