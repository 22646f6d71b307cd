"""What commands on contracts share: a folder of files, read for a year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import click

from equipoise.cli.context import Session
from equipoise.params import load
from equipoise.sources import contract_files
from equipoise.usecases.contracted.agreed import Agreed

FOLDER: Final = click.Path(path_type=Path, exists=True, file_okay=False)


def agreed(
    session: Session, folder: Path, *, known: date | None = None, band: Fraction | None = None
) -> Agreed:
    """Return the contracts of a folder for the year asked for, as rules were known on a day."""
    return Agreed(
        files=contract_files(folder),
        year=session.plan_year(),
        params=load(),
        known_on=known or session.today,
        band=band,
    )
