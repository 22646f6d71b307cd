"""What became of the cells of a migrated form, place by place: from where, to where, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from equipoise.register import Chart
from equipoise.sheets.addresses import address
from equipoise.sheets.columns import Frame
from equipoise.sheets.content import Identity, Line
from equipoise.sheets.entered import Entered
from equipoise.sheets.layout import Role, laid_out
from equipoise.sheets.migration import ItemRow, Migration, Target
from equipoise.sheets.places import Places
from equipoise.sheets.reading import Reading
from equipoise.sheets.sums import filled

Fate = tuple[Entered, Target | str]


@dataclass(frozen=True, kw_only=True)
class Fared:
    """Neighbouring cells of a row that fared alike.

    Shape: `cells` and `to` are addresses, of one cell or of the first and the last; `found` holds
        what stood in each; `to_sheet` and `to` are empty for what was not carried, and `why` says
        why it was not, or what to see to.
    """

    sheet: str
    cells: str
    row: str
    found: tuple[str, ...]
    to_sheet: str = ""
    to: str = ""
    why: str = ""


def fared(
    migration: Migration,
    old: Reading,
    *,
    identity: Identity,
    chart: Chart,
    parts: Sequence[str],
) -> tuple[Fared, ...]:
    """Return what became of every cell, neighbours together, in the order of the old form.

    Raises: UnplacedError when the content has values that the new form has no row for.
    """
    spots = _Spots(migration, identity, chart, parts=tuple(parts))
    place = Places(old.digest).cell
    found = []
    for fates in _runs(migration.fates, spots):
        first, fate = fates[0]
        known = old.words.get(str(place(first.sheet, first.row, first.column)), ("", ""))
        ends = [address(one.row, one.column) for one in (first, fates[-1][0])]
        made = Fared(
            sheet=first.sheet,
            cells=":".join(dict.fromkeys(ends)),
            row=known[0],
            found=tuple(one.found for one, _ in fates),
            why=fate if isinstance(fate, str) else fate.note,
        )
        if isinstance(fate, Target):
            targets = [spots.at(to) for _, to in fates if isinstance(to, Target)]
            to = [address(row, column) for _, row, column in targets]
            first_and_last = dict.fromkeys((to[0], to[-1]))
            made = replace(made, to_sheet=targets[0][0], to=":".join(first_and_last))
        found.append(made)
    return tuple(found)


class _Spots:
    """Where the lines and items of the new form stand."""

    def __init__(
        self, migration: Migration, identity: Identity, chart: Chart, *, parts: tuple[str, ...]
    ) -> None:
        frame = Frame(kind=identity.kind, year=identity.year, chart=chart, years=identity.years)
        sheets = laid_out(frame, parts, content=migration.content)
        self.columns: Mapping[str, Mapping[str, int]] = {
            sheet.form.name: {column.code: column.place for column in sheet.columns}
            for sheet in sheets
        }
        self.rows: dict[Line | ItemRow, tuple[str, int]] = {
            (row.measure.code, row.tag.counterparty or None, row.tag.item): (sheet.form.name, at)
            for sheet in sheets
            for at, row in sheet.rows
            if row.role in (Role.ENTRY, Role.COUNTERPARTY)
        }
        items = filled(sheets, migration.content, frame=frame).items
        self.rows |= {ItemRow(item.kind, item.ref): at for at, item in items.items()}

    def at(self, target: Target) -> tuple[str, int, int]:
        """Return the sheet, the row and the column that a cell goes to."""
        sheet, row = self.rows[target.of]
        return sheet, row, self.columns[sheet][target.column]


def _runs(fates: Sequence[Fate], spots: _Spots) -> Iterator[list[Fate]]:
    """Yield the cells of each row that stand side by side and fared alike."""

    def alike(numbered: tuple[int, Fate]) -> object:
        place, (one, fate) = numbered
        to = (*spots.at(fate)[:2], fate.note) if isinstance(fate, Target) else fate
        return one.sheet, one.row, one.column - place, to

    for _, run in groupby(enumerate(fates), key=alike):
        yield [fate for _, fate in run]
