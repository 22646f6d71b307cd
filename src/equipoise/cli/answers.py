"""Answers of the command line: a page as text, JSON, csv or xlsx; errors as one clear line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from equipoise.reports import MoneyUnits, csv_text, json_text, text, xlsx
from equipoise.reports.as_cards import cards
from equipoise.reports.pages.page import Page
from equipoise.usecases.errors import DAMAGED, REFUSED, WRONG
from equipoise.usecases.outcome import Outcome


class Format(StrEnum):
    """How to answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How to answer: in which format and units, to a file or the terminal, after which verb."""

    format: Format
    units: MoneyUnits
    out: Path | None
    verb: str


def answer(page: Page, outcome: Outcome[Any], manner: Manner) -> None:
    """Write the page in the format asked for, to the terminal or to a file.

    Raises: UsageError for xlsx without a file, or csv of a page without a table.
    """
    if manner.format is Format.XLSX:
        if manner.out is None:
            raise click.UsageError("--format xlsx needs --out FILE.")
        with manner.out.open("wb") as stream:
            xlsx(_tables(page), stream, manner.units)
        click.echo(f"Written to {manner.out}")
        return
    written = {
        Format.TABLE: lambda: as_text(page, manner.units),
        Format.JSON: lambda: as_json(page, outcome, manner.verb),
        Format.CSV: lambda: csv_text(_tables(page)[0], manner.units),
    }[manner.format]()
    if manner.out is None:
        click.echo(written, nl=False)
    else:
        manner.out.write_text(written, "utf-8")
        click.echo(f"Written to {manner.out}")


def as_text(page: Page, units: MoneyUnits) -> str:
    """Return the page for a terminal: title, answer, alerts, tables, next steps."""
    lines = [page.title, "=" * len(page.title), *filter(None, page.sentences)]
    lines += [f"ATTENTION: {alert}" for alert in page.alerts]
    blocks = ["\n".join(lines) + "\n"]
    blocks += [text(table, units) for table in page.tables]
    blocks += [cards(table, units) for table in page.cards]
    if page.next_steps:
        blocks.append("What to do next\n" + "".join(f"  {step}\n" for step in page.next_steps))
    return "\n".join(blocks)


def as_json(page: Page, outcome: Outcome[Any], verb: str) -> str:
    """Return the page for a program: its tables in whole pence, its sentences and its facts."""
    extra: dict[str, object] = {
        "verb": verb,
        "title": page.title,
        "sentences": list(filter(None, page.sentences)),
        "alerts": list(page.alerts),
        "next": list(page.next_steps),
        "facts": dict(page.facts),
        "adds_up": outcome.adds_up,
        "findings": [_plain(finding) for finding in outcome.findings],
        "figures": {
            str(ref): {
                "value": str(figure.value),
                "unit": str(figure.basis.unit),
                "basis": str(figure.basis),
            }
            for ref, figure in outcome.figures.items()
        },
        "events": [vars(event) for event in outcome.events],
    }
    return json_text((*page.tables, *page.cards), extra)


def guarded(home: Path, act: Callable[[], None]) -> None:
    """Run a command; turn what it raises into one line and an exit code, never a traceback."""
    try:
        act()
    except click.ClickException:
        raise
    except (click.exceptions.Exit, click.Abort):
        raise
    except DAMAGED as error:
        _leave(5, str(error))
    except REFUSED as error:
        _leave(4, str(error))
    except (*WRONG, FileNotFoundError, IsADirectoryError, PermissionError) as error:
        _leave(2, str(error))
    except Exception as error:  # the last door: say it in a line, keep the rest in a file
        _leave(70, f"Our fault: {error or type(error).__name__}. Details: {_logged(home)}")


def _tables(page: Page) -> tuple[Any, ...]:
    if not page.tables and not page.cards:
        raise click.UsageError("This answer has no table; use --format table or json.")
    return (*page.tables, *page.cards)


def _plain(finding: Any) -> dict[str, object]:
    fields = {name: str(value) for name, value in vars(finding).items() if name != "caused_by"}
    return {**fields, "sheet": finding.sheet, "cell": finding.cell}


def _leave(code: int, message: str) -> None:
    click.echo(f"equipoise: {message}", err=True)
    raise click.exceptions.Exit(code)


def _logged(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    path = home / "fault.log"
    with path.open("a", encoding="utf-8") as log:
        traceback.print_exc(file=log)
    sys.stderr.flush()
    return path
