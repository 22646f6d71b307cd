"""Read a returned form: what it says it is, its cells, what its totals declare, and its faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from equipoise.cube import Cell
from equipoise.register import Chart, Kind
from equipoise.sheets.columns import Frame
from equipoise.sheets.content import Item, Line
from equipoise.sheets.faults import Fault
from equipoise.sheets.forms_earlier import TODAYS, Edition
from equipoise.sheets.limits import Limits
from equipoise.sheets.lines import Lines, Source, read_lines
from equipoise.sheets.meta import Meta, meta_of
from equipoise.sheets.places import Places, Words
from equipoise.sheets.refusals import Refusal, RefusalKind
from equipoise.sheets.shapes import META
from equipoise.sheets.structure import Structure, structure_of
from equipoise.sheets.surveying import Book, survey
from equipoise.units import FinancialYear
from equipoise.workings import Reference

HOUSE_LIMITS: Final = Limits()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a returned form holds. That it is from the right body and year is judged elsewhere.

    Shape: `organisation`, `kind`, `round`, `year` and `parts` as the form says on its hidden
        sheet; `cells` are the months and years as entered, missing where blank or not a number;
        `years` how many the plan has; `totals`
        what formula cells declare, of a year or of a month, a total over counterparties or items
        having neither; `words` gives the row and column words of a place written as text;
        `prior` is last year as a form that is not ours shows it; `organisation_place` and
        `year_place` are where the form says them.
    """

    digest: str
    form: str
    version: str
    organisation: str
    kind: Kind
    round: str
    year: FinancialYear
    parts: tuple[str, ...]
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    words: Mapping[str, tuple[str, str]]
    organisation_place: Reference
    year_place: Reference
    prior: tuple[Cell, ...] = ()
    years: int = 1

    def declared(
        self, measure: str, counterparty: str | None = None, item: str = ""
    ) -> Cell | None:
        """Return the declared year total of a line, its source the place of it in the file."""
        return self._declared.get((measure, counterparty, item))

    def place(
        self, measure: str, counterparty: str | None = None, item: str = ""
    ) -> Reference | None:
        """Return the place of the year total of a line, or nothing when the form has no such."""
        cell = self.declared(measure, counterparty, item)
        return None if cell is None else cell.source

    @cached_property
    def _declared(self) -> Mapping[Line, Cell]:
        year = self.year.period
        return {
            (cell.key.measure, cell.key.counterparty, cell.key.item): cell
            for cell in self.totals
            if cell.key.period == year
        }


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A form as it was read: what it holds, the workbook it stands in, and its version."""

    reading: Reading
    source: Source
    edition: Edition


def read_return(
    path: Path,
    *,
    digest: str,
    chart: Chart,
    limits: Limits = HOUSE_LIMITS,
) -> Reading | Refusal:
    """Return what the form at `path` holds, or why the file is not read at all.

    `digest` is the sha-256 of the file, as the store gave it; its first letters are in every
    place. The file is opened by another process only, under `limits`.

    Law a_reader_lives: whatever the bytes, it returns one of the two.
    """
    book = survey(path, limits)
    if isinstance(book, Refusal):
        return book
    return read_book(book, digest=digest, chart=chart)


def read_book(book: Book, *, digest: str, chart: Chart) -> Reading | Refusal:
    """Return what the form holds whose cells were read already."""
    found = read_whole(book, digest=digest, chart=chart)
    return found if isinstance(found, Refusal) else found.reading


def read_whole(
    book: Book, *, digest: str, chart: Chart, editions: Sequence[Edition] = (TODAYS,)
) -> Whole | Refusal:
    """Return what a form of one of these versions holds, and the workbook as it was read."""
    meta = _meta(book, places := Places(digest), editions)
    if isinstance(meta, Refusal):
        return meta
    edition = next(one for one in editions if one.version == meta.version)
    frame = Frame(
        kind=meta.kind,
        year=meta.year,
        chart=edition.chart(chart),
        years=meta.years,
        forms=edition.forms,
    )
    structure = structure_of(book, meta, frame=frame, places=places)
    source = Source(
        book=book,
        structure=structure,
        frame=frame,
        places=places,
        organisation=meta.organisation,
    )
    reading = _reading(digest, meta, structure, read_lines(source), places)
    return Whole(reading=reading, source=source, edition=edition)


def _meta(book: Book, places: Places, editions: Sequence[Edition]) -> Meta | Refusal:
    cells = book.sheets.get(META)
    if cells is None:
        return Refusal(kind=RefusalKind.NOT_OUR_FORM, facts={"found": f"it has no sheet {META}"})
    rows: dict[int, list[str]] = {}
    for (row, _), raw in sorted(cells.items()):
        rows.setdefault(row, []).append(raw.text.strip())
    placed = {places.cell(META, row, 2): texts for row, texts in rows.items()}
    return meta_of(placed, editions=editions)


def _reading(
    digest: str, meta: Meta, structure: Structure, lines: Lines, places: Places
) -> Reading:
    columns = {
        sheet: {place: column.words for place, column in found.items()}
        for sheet, found in structure.columns.items()
    }
    return Reading(
        digest=digest,
        form=meta.form,
        version=meta.version,
        organisation=meta.organisation,
        kind=meta.kind,
        round=meta.round,
        year=meta.year,
        parts=meta.parts,
        cells=tuple(lines.cells),
        totals=tuple(lines.totals),
        items=tuple(lines.items),
        faults=(*structure.faults, *lines.faults),
        words=Words(places, lines.words, columns),
        organisation_place=meta.places["organisation"],
        year_place=meta.places["year"],
        years=meta.years,
    )
