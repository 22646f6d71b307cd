"""A price book: read, accounted for, or begun from the template."""

from __future__ import annotations

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.reports.pages.price_book import price_book_page, price_book_template_page
from equipoise.sources import price_book_file, price_book_template
from equipoise.usecases.outcome import Outcome


@click.command("price-book")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--template", is_flag=True, help="Write an empty book into the folder PATH instead.")
@common
def command(session: Session, path: Path, template: bool) -> None:
    """Show what the price book in PATH holds, with every sheet accounted for.

    PATH is the published 2022/23 workbook, or the template of any year filled in: a folder of csv
    files, or a workbook with a sheet for each. It needs no workspace. Prices are held as they are
    printed; what does not fit is told, and then the exit code is 3.

    \b
    Examples: equipoise price-book tariff.xlsx
              equipoise price-book prices-2023-24 --template
    """
    if template:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise click.UsageError(f"{path} is there already: name a new folder.")
        written = price_book_template(path)
        session.show(Outcome(result=written), price_book_template_page(path, written))
        return
    if not path.exists():
        raise click.UsageError(f"There is no {path}. To begin a book, add --template.")
    found = price_book_file(path)
    fits = False if found.misfits else None
    session.finish(Outcome(result=found, adds_up=fits), price_book_page(found))
