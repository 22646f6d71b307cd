"""Read a published table through its layout: text as printed, faults told."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from io import StringIO
from itertools import chain, islice
from pathlib import Path

from equipoise.cube.connection import connected, quoted
from equipoise.sources.layout import Layout, layout
from equipoise.sources.misfit import Misfit
from equipoise.sources.workbook import workbook_lines
from equipoise.units import FinancialYear


class NotATableError(ValueError):
    """What is named as a csv file holds no text, or no rows of texts between commas."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is no csv file: save it as one, or name a workbook")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: where it stands, and its texts under our names; blank is an empty text."""

    number: int
    texts: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.texts[field]

    @property
    def place(self) -> str:
        """Where the row stands, in words."""
        return f"row {self.number}"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A published table: every row that could be read, and everything that is odd.

    `unread` are headings that stand for none of our fields: what is beneath them is not read.
    """

    name: str
    layout: Layout
    rows: tuple[Row, ...]
    misfits: tuple[Misfit, ...]
    unread: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The publisher, and the file."""
        return f"{self.layout.publisher}: {self.name}"

    def by(self, field: str) -> dict[str, Row]:
        """Return the rows by one of their texts; of several with the same text, the first."""
        found: dict[str, Row] = {}
        for row in self.rows:
            found.setdefault(row[field], row)
        return found

    def misfit(self, row: Row, *, found: str, expected: str, why: str) -> Misfit:
        """Return a fact about a row of this table."""
        return Misfit(source=self.source, place=row.place, found=found, expected=expected, why=why)


def read_table(path: Path, shape: Layout | str, *, sheet: str = "") -> Table:
    """Return the table in a csv, gzipped csv, Parquet file or workbook, by a layout.

    A layout of the house is asked for by its name. `sheet` is the one of a workbook to read; that
    of the layout if blank. A row without any text is no row.

    Every fault is a misfit. A row of another length, without a text it must have, or with a
    date or year that is not one is left out; one that repeats a key is kept. Without one of its
    columns no row can be read. Where titles may stand above the headings, those are the row that
    has most of them. Surrounding blanks and a byte mark before the first heading are
    dropped. A csv that is not in UTF-8 is read as Windows-1252, which spreadsheets save.
    """
    shape = layout(shape) if isinstance(shape, str) else shape
    above, lines = _headed(shape, _lines(path, sheet or shape.sheet))
    empty = Table(name=path.name, layout=shape, rows=(), misfits=())
    headings = tuple(next(lines, ()) if shape.headings else ())
    empty = replace(empty, unread=_unknown(shape, headings))
    positions, missing = _positions(empty, headings)
    if missing:
        return replace(empty, misfits=tuple(missing))
    rows: list[Row] = []
    misfits: list[Misfit] = []
    width = 0
    for number, line in enumerate(lines, start=above + (2 if shape.headings else 1)):
        width = width or max(len(line), *(position + 1 for position in positions.values()))
        row = Row(number=number, texts=_texts(shape, positions, line, width))
        faults = list(_faults(empty, row, line, width))
        misfits += faults
        if not faults:
            rows.append(row)
    found = replace(empty, rows=tuple(rows))
    return replace(found, misfits=(*misfits, *_repeats(found)))


def _headed(shape: Layout, lines: Iterator[Sequence[str]]) -> tuple[int, Iterator[Sequence[str]]]:
    """Return how many rows stand above the headings, and the rows from the headings on."""
    first = list(islice(lines, shape.rows_above + 1)) if shape.rows_above else []
    known = {heading for listed in shape.columns.values() for heading in listed}
    found = [len(known.intersection(map(str.strip, line))) for line in first]
    above = found.index(max(found)) if found else 0
    return above, chain(first[above:], lines)


def _texts(
    shape: Layout, positions: Mapping[str, int], line: Sequence[str], width: int
) -> dict[str, str]:
    if len(line) != width:
        return {}
    texts = {field: line[position].strip() for field, position in positions.items()}
    kept = {field: "" if text in shape.blank else text for field, text in texts.items()}
    return dict.fromkeys(shape.columns, "") | kept


def _faults(table: Table, row: Row, line: Sequence[str], width: int) -> Iterator[Misfit]:
    if len(line) != width:
        why = "not as many texts as the others"
        yield table.misfit(row, found=str(len(line)), expected=str(width), why=why)
        return
    for field in sorted(table.layout.required):
        if not row[field]:
            yield table.misfit(row, found="", expected=field, why=f"{field} is blank")
    for field, parse, what in (
        *((field, date.fromisoformat, "a day") for field in sorted(table.layout.dates)),
        *((field, FinancialYear.parse, "a financial year") for field in sorted(table.layout.years)),
    ):
        try:
            if row[field]:
                parse(row[field])
        except ValueError:
            yield table.misfit(row, found=row[field], expected=what, why=f"{field} is not {what}")


def _positions(table: Table, headings: Sequence[str]) -> tuple[dict[str, int], list[Misfit]]:
    columns = table.layout.columns
    if not table.layout.headings:
        return {field: int(places[0]) - 1 for field, places in columns.items()}, []
    printed = {heading.strip(): place for place, heading in enumerate(headings)}
    positions: dict[str, int] = {}
    misfits = []
    for field, known in columns.items():
        places = [printed[heading] for heading in known if heading in printed]
        if len(places) == 1:
            positions[field] = places[0]
        if len(places) == 1 or (not places and field in table.layout.not_every_year):
            continue
        misfits.append(
            Misfit(
                source=table.source,
                place="heading",
                found=_nearest(known, table.unread) or ", ".join(printed),
                expected=" or ".join(known),
                why=f"{'more than one' if places else 'no'} column for {field}",
            )
        )
    return positions, misfits


def _unknown(shape: Layout, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings that no column of ours has had."""
    known = {heading for listed in shape.columns.values() for heading in listed}
    return tuple(one.strip() for one in headings if one.strip() and one.strip() not in known)


def _nearest(known: Sequence[str], unknown: Sequence[str]) -> str:
    """Return the unknown heading that most looks like one that is known; blank if none does."""
    alike = [(close, near) for near in known for close in get_close_matches(near, unknown, 1)]
    return max(alike, key=lambda pair: SequenceMatcher(None, *pair).ratio(), default=("", ""))[0]


def _lines(path: Path, sheet: str) -> Iterator[Sequence[str]]:
    match path.suffix:
        case ".parquet":
            return _parquet(path)
        case ".xlsx":
            return workbook_lines(path, sheet)
    return _csv(path)


def _csv(path: Path) -> Iterator[Sequence[str]]:
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError as error:
            raise NotATableError(path) from error
    try:
        yield from (line for line in csv.reader(StringIO(text), strict=True) if any(line))
    except csv.Error as error:
        raise NotATableError(path) from error


def _parquet(path: Path) -> Iterator[Sequence[str]]:
    with connected(path.parent) as connection:
        result = connection.execute(f"SELECT * FROM read_parquet({quoted(str(path.resolve()))})")
        yield [column[0] for column in result.description or ()]
        yield from sorted(
            tuple("" if text is None else str(text) for text in row) for row in result.fetchall()
        )


def _repeats(table: Table) -> Iterator[Misfit]:
    seen: dict[str, Row] = {}
    for row in table.rows if table.layout.key else ():
        key = row[table.layout.key]
        if key in seen:
            yield table.misfit(
                row,
                found=key,
                expected="written once",
                why=f"the same {table.layout.key} as {seen[key].place}",
            )
        seen.setdefault(key, row)
