"""The price of one record, step by step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.populations import FILE
from equipoise.cli.reasons import FILE_TO_WRITE, write_working
from equipoise.cli.references import DAY
from equipoise.params import load
from equipoise.pricing import Kind
from equipoise.reports.pages.pricing_one import priced_record_page
from equipoise.rules.payment import Record
from equipoise.sources import price_book_file
from equipoise.usecases.price_record import RecordAsked, price_record, why_price
from equipoise.usecases.record_texts import record_in, record_of


@click.command("price-one")
@click.argument("kind", metavar="KIND", type=click.Choice([kind.value for kind in Kind]))
@click.argument("said", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option(
    "--book",
    "books",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    required=True,
    help="A price book: the published 2022/23 workbook, or the template filled in.",
)
@click.option("--from", "file", type=FILE, help="Take the record from this csv file.")
@click.option("--row", type=int, default=2, show_default=True, help="Which row of the file.")
@click.option("--on", type=DAY, help="The day whose knowledge counts; today.")
@click.option("--working", type=FILE_TO_WRITE, help="Write the working as live formulas.")
@common
def command(
    session: Session,
    kind: str,
    said: tuple[str, ...],
    books: tuple[Path, ...],
    file: Path | None,
    row: int,
    on: date | None,
    working: Path | None,
) -> None:
    """Price one record and show each step, with the rule and the place in the book it comes from.

    KIND is admitted, outpatient or emergency. The record is typed as FIELD=VALUE, under our names
    or those of the commissioning data sets, or is a row of a csv file. It needs no workspace.

    \b
    Examples: equipoise price-one admitted --book tariff.xlsx provider=RCF hrg=HN12F \\
                admission_method=12 classification=1 length_of_stay=9 age=70 \\
                discharged_on=2022-05-04
              equipoise price-one admitted --book tariff.xlsx --from spells.csv --row 7 \\
                --working price.xlsx
    """
    read = [price_book_file(path) for path in books]
    asked = RecordAsked(
        record=_record(Kind(kind), said, file, row=row),
        books=tuple(each.book for each in read),
        params=load(),
        known_on=on or session.today,
        place=f"{file.name}-row-{row}" if file else "record",
    )
    outcome = price_record(asked)
    misfits = tuple(misfit for each in read for misfit in each.misfits)
    page = priced_record_page(outcome, misfits)
    if working is not None:
        write_working(why_price(outcome), working, title=page.title)
    session.finish(outcome, page)


def _record(kind: Kind, said: tuple[str, ...], file: Path | None, *, row: int) -> Record:
    if file is not None:
        if said:
            raise click.UsageError("Type the record, or take it from a file: not both.")
        return record_in(kind, file, row=row)
    unlike = [text for text in said if "=" not in text]
    if unlike:
        raise click.UsageError(f"A field is typed as FIELD=VALUE: {unlike[0]!r}.")
    return record_of(kind, dict(text.split("=", 1) for text in said))
