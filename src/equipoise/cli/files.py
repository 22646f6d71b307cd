"""Files that are handed in: by name or pasted, with the mapping of a form that is not ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from equipoise.cli.references import DAY
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.workspace import scratch

FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
FORM: Final = click.Path(path_type=Path, exists=True, dir_okay=False)
PASTED: Final = "pasted.txt"
mapping_option = click.option(
    "--with",
    "mapping",
    type=FORM,
    help="What the cells of another workbook, or the codes of a ledger, stand for (a csv file).",
)

on_option = click.option(
    "--on", "on_", type=DAY, help="The day whose knowledge of the rules counts; today."
)
sheet_option = click.option(
    "--sheet", default="", help="The sheet of a workbook; the first if left out."
)


@contextmanager
def handed_in(file: Path, mapping: Path | None) -> Iterator[Mapped]:
    """Yield the file with its mapping; what stands on standard input where the file is `-`."""
    if str(file) != "-":
        yield Mapped(path=file, mapping=mapping)
        return
    with scratch() as folder:
        pasted = folder / PASTED
        pasted.write_bytes(sys.stdin.buffer.read())
        yield Mapped(path=pasted, mapping=mapping)
