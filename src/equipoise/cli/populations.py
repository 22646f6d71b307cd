"""Published populations on the command line: which file, which sheet, which year."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from equipoise.cli.context import Session
from equipoise.cli.files import sheet_option
from equipoise.sources import PracticeNeeds, practice_needs, read_layout
from equipoise.units import FinancialYear
from equipoise.usecases.populations import WEIGHTS, Populations

FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)
YEARS: Final = re.compile(r"(\d{4})_(\d{4}|\d{2})")


def of_populations(function: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and the options that say where published populations are."""
    for add in (
        click.option(
            "--need",
            type=click.Choice(WEIGHTS),
            default="core",
            show_default=True,
            metavar="NEED",
            help=f"Which weighted population to share by: {', '.join(WEIGHTS)}.",
        ),
        click.option(
            "--layout",
            type=FILE,
            help="A layout of your own for headings that the house does not know yet.",
        ),
        sheet_option,
        click.argument("file", type=FILE),
    ):
        function = add(function)
    return function


def populations(session: Session, file: Path, *, sheet: str, layout: Path | None) -> Populations:
    """Return the populations of a file, for the year asked for or the one in its name.

    Raises: UsageError when neither says the year.
    """
    shape = read_layout(layout) if layout else "practice_needs"
    needs: PracticeNeeds = practice_needs(file, sheet=sheet, shape=shape)
    return Populations(needs=needs, year=session.year or _year_of(file), file=file.name)


def _year_of(file: Path) -> FinancialYear:
    found = YEARS.search(file.name)
    if found is None:
        raise click.UsageError("Say which year the populations are for, as --year 2023/24.")
    return FinancialYear(int(found[1]))
