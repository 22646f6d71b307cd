"""A copy of a sender's own workbook with its findings in the cells: asked of a child process."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from equipoise.findings.finding import ORDER
from equipoise.sheets.asking import answered
from equipoise.sheets.limits import Limits
from equipoise.sheets.meta import meta_of
from equipoise.sheets.places import Places
from equipoise.sheets.refusals import Refusal, RefusalKind
from equipoise.sheets.shapes import META

COMMAND: Final = (sys.executable, "-P", "-m", "equipoise.sheets.marking_child")
HOUSE_LIMITS: Final = Limits()
GRAVITY: Final = {str(severity): place for severity, place in ORDER.items()}


@dataclass(frozen=True, kw_only=True)
class Note:
    """What to say in one cell of a workbook, in plain texts.

    Shape: `cell` is an address such as F23; it is blank, and `sheet` perhaps too, for what
        concerns no one cell.
    """

    sheet: str
    cell: str
    severity: str
    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What became of the notes: how many cells carry some, how many notes had no cell.

    A note without a cell stands in the list of findings only.
    """

    cells: int
    unplaced: int


def mark_up(
    path: Path,
    notes: Sequence[Note],
    *,
    target: BinaryIO,
    limits: Limits = HOUSE_LIMITS,
    foreign: bool = False,
) -> Marked | Refusal:
    """Return what was marked in the copy written to `target`, or why the file is not marked.

    Every cell with notes has one comment by "Equipoise", the gravest note first and its severity
    the first word, and a fill; a new first sheet, Findings, lists every note with a link to its
    cell. Nothing is written for a file that `read_return` refuses; a form that is not ours is
    refused too, unless it is `foreign`: read through a map of its own. A copy that is marked
    again loses the marks of the first time.

    The fill is a conditional format, so a cell keeps the format it had. Kept as well: values,
    formulas, formats, validations, protection, hidden sheets, rows and columns, names, tables,
    charts, comments of others. Not kept, because openpyxl does not keep them:

    - the results of formulas, so the copy is refused as not calculated until a spreadsheet
      program has opened and saved it;
    - pictures, shapes, and what Excel keeps in extensions: small charts in cells, slicers, and
      some validations and conditional formats;
    - the size and lettering of earlier comments, and their threads;
    - settings of printers, sensitivity labels, and data that other programs put beside the
      sheets;
    - a date to less than a microsecond, and the 17th digit of a number.

    A copy with more notes than `limits` have rows is too long to be sent in again.

    Raises: OSError when `target` cannot be written.
    Law the_same_marks_twice_are_the_same_bytes: no clock and no chance is in the copy.
    """
    found = marked_copy(path, notes, limits=limits)
    if isinstance(found, Refusal):
        return found
    answer, copy = found
    if not foreign and (refusal := _foreign(answer["meta"])):
        return refusal
    target.write(copy)
    return Marked(cells=answer["cells"], unplaced=answer["unplaced"])


def marked_copy(
    path: Path, notes: Sequence[Note], *, limits: Limits, command: tuple[str, ...] = COMMAND
) -> tuple[dict[str, Any], bytes] | Refusal:
    """Return what the child says of the copy, and the copy; or why there is none."""
    return answered(command, path, limits=limits, asked=_plain(notes))


def _plain(notes: Sequence[Note]) -> list[tuple[str, str, str, str, str]]:
    """Return the notes as texts, the gravest first; as they were given where equally grave.

    One whose severity is no such word comes last.
    """
    ordered = sorted(notes, key=lambda note: GRAVITY.get(note.severity, len(GRAVITY)))
    return [(note.sheet, note.cell, note.severity, note.code, note.text) for note in ordered]


def _foreign(rows: Sequence[Sequence[str]] | None) -> Refusal | None:
    """Return why the rows of a hidden sheet make no form of ours, or nothing when they do."""
    if rows is None:
        return Refusal(kind=RefusalKind.NOT_OUR_FORM, facts={"found": f"it has no sheet {META}"})
    places = Places("marked")
    found = meta_of({places.cell(META, n, 2): row for n, row in enumerate(rows, start=1)})
    return found if isinstance(found, Refusal) else None
