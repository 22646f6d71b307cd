"""Why a figure is what it is, at the command line: in words, and as a workbook of live formulas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from equipoise.cli.context import Session
from equipoise.reports import working_workbook
from equipoise.reports.pages.page import Page
from equipoise.reports.pages.reasons import explanation_page
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.why import why

FILE_TO_WRITE: Final = click.Path(path_type=Path, dir_okay=False)


def with_why(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that ask how one figure of an answer is made."""
    for add in (
        click.option(
            "--working", type=FILE_TO_WRITE, help="With --why: write it as live formulas."
        ),
        click.option("--why", "whose", metavar="NAME", help="Show how this one's figure is made."),
    ):
        function = add(function)
    return function


def write_working(outcome: Outcome[Explanation], workbook: Path, *, title: str) -> None:
    """Write the working of an explained figure as live formulas.

    Raises: UsageError when what is explained is no figure.
    """
    figure = outcome.result.figure
    if figure is None:
        raise click.UsageError(f"{outcome.result.ref} is no figure: it has no working.")
    with workbook.open("wb") as stream:
        working_workbook(figure, outcome.expand, stream, title=title, notice=str(figure.basis))
    click.echo(f"Working written to {workbook}", err=True)


def finish(
    session: Session, outcome: Outcome[Any], *, page: Page, whose: str | None, working: Path | None
) -> None:
    """Answer with the page, or with why one area or place gets what it does."""
    if whose is None:
        if working is not None:
            raise click.UsageError("--working writes how one figure is made: say whose with --why.")
        session.finish(outcome, page)
        return
    reason = why(outcome, whose)
    told = explanation_page(reason)
    if working is not None:
        write_working(reason, working, title=told.title)
    session.finish(reason, told)
