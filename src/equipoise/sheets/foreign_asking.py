"""Ask a child process which cells of a form are open, or for a copy that is filled in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.sheets.asking import answered
from equipoise.sheets.foreign_places import Spot
from equipoise.sheets.limits import Limits
from equipoise.sheets.refusals import Refusal

COMMAND: Final = (sys.executable, "-P", "-m", "equipoise.sheets.foreign_child")
HOUSE_LIMITS: Final = Limits()


@dataclass(frozen=True, kw_only=True)
class FilledIn:
    """A form that was filled in: its bytes, and the cells left alone because of their formula."""

    content: bytes
    left: frozenset[Spot]


def open_cells(
    path: Path, limits: Limits = HOUSE_LIMITS
) -> Mapping[str, list[tuple[int, int]]] | Refusal:
    """Return the cells of each protected sheet that are open to be filled in, by row and column.

    A sheet that is not protected is not among them: all its cells are open.
    """
    found = answered(COMMAND, path, limits=limits, asked={})
    if isinstance(found, Refusal):
        return found
    inputs = found[0]["inputs"]
    return {sheet: [(row, column) for row, column in cells] for sheet, cells in inputs.items()}


def fill_in(
    path: Path, numbers: Mapping[Spot, str], limits: Limits = HOUSE_LIMITS
) -> FilledIn | Refusal:
    """Return the form with these numbers in its cells, each as text; or why it is not filled.

    A cell with a formula is left alone. Every part of the package but the sheets written to, and
    the one that then says to calculate on loading, is the same to the byte; so is every other cell.

    Law filling_changes_nothing_else: all other cells and parts are as they were.
    """
    entries: dict[str, list[tuple[int, int, str]]] = {}
    for spot, text in numbers.items():
        entries.setdefault(spot.sheet, []).append((spot.row, spot.column, text))
    found = answered(COMMAND, path, limits=limits, asked={"entries": entries})
    if isinstance(found, Refusal):
        return found
    facts, content = found
    return FilledIn(content=content, left=frozenset(Spot(*spot) for spot in facts["left"]))
