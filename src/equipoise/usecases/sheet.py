"""Show a sheet of a file that was handed in, with every finding at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.findings import Finding, in_order
from equipoise.records import Actor
from equipoise.records.models import Version
from equipoise.sheets import Limits, Refusal, survey
from equipoise.sheets.addresses import address, letters
from equipoise.store import Digest
from equipoise.usecases.foreign import LISTS
from equipoise.usecases.held import get_held
from equipoise.usecases.judged import judged
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound

ROWS: Final = 400
COLUMNS: Final = 40
"""As much of a sheet as is shown; forms of ours are smaller."""
LINES: Final = "line"
"""The name that the lines of a list go by in places."""


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A file in the store, with what it was called and what was found in it."""

    digest: Digest
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class SheetCell:
    """A cell as the sheet shows it, with what was found there, the gravest first."""

    address: str
    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A row that is not empty, by its number."""

    number: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of a file. `sheets` are all that the file has; `cut` says that more is not shown."""

    organisation: str
    file: Digest
    file_name: str
    name: str
    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    findings: tuple[Finding, ...]
    cut: bool


def sheet(
    one: OpenRound, organisation: str, *, file: Shelved | str, name: str, by: Actor, on: date
) -> Outcome[Sheet]:
    """Return a sheet of a file by its name; the first with a finding, or the first, if blank.

    `file` is what a person holds and has not submitted, or the first letters of the digest of
    one that was handed in for this body.

    Raises: NotAllowedError; UnknownError for no such body, file or sheet; RefusedError for a
        file that cannot be shown.
    """
    demand(by, "review", one.subject(one.organisation(organisation).code), on)
    held = file if isinstance(file, Shelved) else handed_in(one, organisation, prefix=file)
    grids = _grids(one, held)
    found = name or next((each.sheet for each in held.findings if each.sheet in grids), "")
    found = found or next(iter(grids), "")
    if found not in grids:
        raise UnknownError(f"sheet of {held.name}:", found, tuple(grids))
    grid = grids[found]
    own = tuple(finding for finding in in_order(held.findings) if finding.sheet == found)
    last_row = max((row for row, _ in grid), default=0)
    last_column = max((column for _, column in grid), default=0)
    shown = Sheet(
        organisation=organisation,
        file=held.digest,
        file_name=held.name,
        name=found,
        sheets=tuple(grids),
        columns=tuple(letters(n) for n in range(1, min(last_column, COLUMNS) + 1)),
        rows=_rows(grid, own, is_list=found == LINES),
        findings=own,
        cut=last_row > ROWS or last_column > COLUMNS,
    )
    return Outcome(result=shown, findings=own)


def handed_in(one: OpenRound, organisation: str, *, prefix: str) -> Shelved:
    """Return the file of a version of the body whose digest begins so, with what was found in it.

    Raises: UnknownError when no version of the body came from such a file.
    """
    rows = Version.objects.filter(round=one.code, organisation=organisation).order_by("number")
    own = [row for row in rows if prefix and row.file.startswith(prefix) and not row.decision]
    if not own:
        raise UnknownError(f"file of {organisation}:", prefix)
    latest = {row.part: row for row in own if row.file == own[-1].file}
    findings = dict.fromkeys(found for row in latest.values() for found in judged(one, row))
    name = get_held(one.workspace, own[-1].reading).file_name
    return Shelved(digest=Digest(own[-1].file), name=name, findings=tuple(findings))


Grid = Mapping[tuple[int, int], str]


def _grids(one: OpenRound, held: Shelved) -> dict[str, Grid]:
    """Return the texts of every sheet by row and column, those of a list as one sheet."""
    path = one.workspace.store.path(held.digest)
    if Path(held.name).suffix.lower() in LISTS:
        return {LINES: _lines(path)}
    book = survey(path, Limits())
    if isinstance(book, Refusal):
        raise RefusedError(book.message)
    return {
        name: {place: raw.shown or (raw.formula or "") for place, raw in cells.items()}
        for name, cells in book.sheets.items()
    }


def _lines(path: Path) -> Grid:
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    return {(number, 1): line for number, line in enumerate(lines, start=1)}


def _rows(grid: Grid, findings: Iterable[Finding], *, is_list: bool) -> tuple[SheetRow, ...]:
    """Return the rows that are not empty, and those of which something was found."""
    by_cell: dict[str, list[Finding]] = {}
    for finding in findings:
        by_cell.setdefault(finding.cell, []).append(finding)
    width = min(max((column for _, column in grid), default=0), COLUMNS)
    numbers = sorted({row for row, _ in grid if row <= ROWS})
    return tuple(
        SheetRow(
            number=row,
            cells=tuple(
                SheetCell(
                    address=place,
                    text=grid.get((row, column), ""),
                    findings=tuple(by_cell.get(place, ())),
                )
                for column in range(1, width + 1)
                for place in (str(row) if is_list else address(row, column),)
            ),
        )
        for row in numbers
    )
