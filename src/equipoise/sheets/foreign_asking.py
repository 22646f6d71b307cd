"""Ask a child process which cells of a form are open, or for a copy that is filled in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from equipoise.sheets.foreign_places import Spot
from equipoise.sheets.limits import Limits
from equipoise.sheets.refusals import Refusal, RefusalKind

COMMAND: Final = (sys.executable, "-P", "-m", "equipoise.sheets.foreign_child")
HOUSE_LIMITS: Final = Limits()
UNREADABLE: Final = Refusal(kind=RefusalKind.UNREADABLE)


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
    found = _asked(path, {}, limits)
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
    found = _asked(path, {"entries": entries}, limits)
    if isinstance(found, Refusal):
        return found
    facts, content = found
    return FilledIn(content=content, left=frozenset(Spot(*spot) for spot in facts["left"]))


def _asked(
    path: Path, asked: Mapping[str, Any], limits: Limits
) -> tuple[dict[str, Any], bytes] | Refusal:
    """Return what the child says, and the bytes after it.

    A child that dies, or takes longer than it may, or answers in part, makes the file unreadable.
    """
    with TemporaryFile() as answers:
        try:
            done = subprocess.run(
                [*COMMAND, str(path.resolve()), json.dumps(limits.plain())],
                input=json.dumps(asked).encode(),
                stdout=answers,
                stderr=subprocess.DEVNULL,
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return UNREADABLE
        answers.seek(0)
        head, content = answers.readline(), answers.read()
    try:
        facts = json.loads(head)
    except ValueError:
        return UNREADABLE
    if "refusal" in facts:
        return Refusal(kind=RefusalKind(facts["refusal"]), facts=facts["facts"])
    whole = done.returncode == 0 and len(content) == facts.get("size", 0)
    return (facts, content) if whole else UNREADABLE
