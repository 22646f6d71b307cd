"""Answers of the command line: a page as text, JSON, csv, HTML, xlsx or a Data Package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import Any, Final

import click

from equipoise.cli.packages import ZIPPED, about, write_package
from equipoise.reports import (
    MoneyUnits,
    Table,
    csv_text,
    datapackage,
    text,
    xlsx,
)
from equipoise.reports.as_cards import cards
from equipoise.reports.display import tidied
from equipoise.reports.pages.answering import page_json, page_tables
from equipoise.reports.pages.as_page import page_html
from equipoise.reports.pages.page import Page
from equipoise.usecases.outcome import Outcome

WIDTH: Final = 100
"""No line of an answer is wider, unless a word is."""
HANG: Final = 4
"""What a sentence that goes on in the next line is indented by."""


class Format(StrEnum):
    """How to answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"
    DATAPACKAGE = "datapackage"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How to answer: in which format and units, to a file or the terminal, after which verb.

    `table` names the one table that a csv file holds; the first if None.
    Raises: UsageError for what could not be answered so, before anything is done.
    """

    format: Format
    units: MoneyUnits
    out: Path | None
    table: str | None
    verb: str

    def __post_init__(self) -> None:
        if self.format is Format.XLSX and self.out is None:
            raise click.UsageError("--format xlsx needs --out FILE.")
        if self.format is Format.DATAPACKAGE:
            self._refuse_place_of_package()
        elif self.out is not None and self.out.is_dir():
            raise click.UsageError(f"{self.out} is a folder. Name a file with --out.")
        if self.table is not None and self.format is not Format.CSV:
            raise click.UsageError("--table chooses what --format csv writes; add that.")
        if self.out is not None and not self.out.absolute().parent.is_dir():
            raise click.UsageError(f"There is no folder {self.out.parent} to write to.")

    def _refuse_place_of_package(self) -> None:
        if self.out is None:
            raise click.UsageError("--format datapackage needs --out FOLDER, or a file .zip.")
        if self.out.suffix == ZIPPED:
            if self.out.is_dir():
                raise click.UsageError(f"{self.out} is a folder. Name a file with --out.")
        elif self.out.is_file() or (self.out.is_dir() and any(self.out.iterdir())):
            raise click.UsageError(f"{self.out} is not an empty folder. Name a new one with --out.")


def answer(page: Page, outcome: Outcome[Any], manner: Manner, *, now: datetime) -> None:
    """Write the page in the format asked for, to the terminal or to a file, as made now.

    Raises: UsageError for a table the answer has not.
    """
    if manner.out is None:
        click.echo(_written(page, outcome, manner), nl=False)
        return
    if manner.format is Format.XLSX:
        with manner.out.open("wb") as stream:
            xlsx(page_tables(page), stream, manner.units)
    elif manner.format is Format.DATAPACKAGE:
        write_package(datapackage(page_tables(page), about(page, manner.verb, now=now)), manner.out)
    else:
        # Excel takes a csv file for utf-8 by its mark alone
        encoding = "utf-8-sig" if manner.format is Format.CSV else "utf-8"
        manner.out.write_text(_written(page, outcome, manner), encoding)
    click.echo(f"Written to {manner.out}")


def _written(page: Page, outcome: Outcome[Any], manner: Manner) -> str:
    if manner.format is Format.TABLE:
        return as_text(page, manner.units)
    if manner.format is Format.JSON:
        return page_json(page, outcome, manner.verb)
    if manner.format is Format.HTML:
        return page_html(page, manner.units)
    return csv_text(_one_table(page, manner.table), manner.units)


def as_text(page: Page, units: MoneyUnits) -> str:
    """Return the page for a terminal: title, answer, alerts, tables, next steps."""
    title = tidied(page.title)
    lines = [title, "=" * min(len(title), WIDTH)]
    lines += [folded(sentence) for sentence in page.sentences if sentence]
    lines += [folded(f"ATTENTION: {alert}") for alert in page.alerts]
    blocks = ["\n".join(lines) + "\n"]
    blocks += [text(table, units, width=WIDTH) for table in page.tables]
    blocks += [cards(table, units, width=WIDTH) for table in page.cards]
    if page.next_steps:
        steps = (folded(f"  {step}") for step in page.next_steps)
        blocks.append("\n".join(["What to do next", *steps]) + "\n")
    return "\n".join(blocks)


def folded(sentence: str) -> str:
    """Return a sentence in lines that fit the terminal; its own indent stays, the rest hangs.

    >>> folded("  " + "word " * 30).splitlines()[1][:10]
    '      word'
    """
    plain = sentence.lstrip(" ")
    indent = " " * (len(sentence) - len(plain))
    return fill(
        tidied(plain),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * HANG,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _one_table(page: Page, name: str | None) -> Table:
    tables = {table.name: table for table in reversed(page_tables(page))}
    if name is None:
        return page_tables(page)[0]
    if name not in tables:
        there = ", ".join(table.name for table in page_tables(page))
        raise click.UsageError(f"The answer has no table {name}. There is: {there}.")
    return tables[name]
