"""The price of every record by itself, written file by file, so that memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube import connected, fetched, quoted
from equipoise.pricing.activity import COLUMNS as CODED
from equipoise.pricing.activity import Activity
from equipoise.pricing.engine import MEMORY, laid_out
from equipoise.pricing.ingest import Progress, quietly
from equipoise.pricing.kinds import Setting
from equipoise.pricing.outcomes import POINT_WORDS, REASON_WORDS
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import with_blank
from equipoise.pricing.text import records

ROW: Final = "file_row_number"
"""A record's place among those of its coded file, from 0, as DuckDB tells it."""
UNNEEDED: Final = "filter_pushdown"
"""An optimiser that writes the layers of the text into one another; there is nothing to filter."""
WORDED: Final = ("provider", "commissioner", "practice", "hrg", "treatment_function")
"""The keys of a record that are codes, in the order of the columns."""
COLUMNS: Final = {
    "book": "VARCHAR",
    "file": "VARCHAR",
    "row": "BIGINT",
    "record": "VARCHAR",
    **dict.fromkeys(WORDED, "VARCHAR"),
    "month": "VARCHAR",
    "point_of_delivery": "VARCHAR",
    "reason": "VARCHAR",
    "base_pence": "BIGINT",
    "price_pence": "BIGINT",
}
"""The columns of a file of records. `reason` says why there is no price, and is blank with one."""


@dataclass(frozen=True, kw_only=True)
class PricedRecords:
    """Where each record's price is, and what they come to: records and pence under each book."""

    files: tuple[Path, ...]
    sums: Mapping[str, tuple[int, int]]

    @property
    def rows(self) -> int:
        """How many rows the files have: a record has one for each book."""
        return sum(count for count, _ in self.sums.values())


def write_records(
    activity: Activity,
    regimes: Sequence[Regime],
    *,
    folder: Path,
    progress: Progress = quietly,
    memory: str = MEMORY,
) -> PricedRecords:
    """Write the price of every record under every book: a Parquet file for each coded file.

    Rows stand in the order of the coded file, which need not be that of the extract.

    Raises: TooManyBooksError.
    Law every_price_is_in_the_totals: the records and pence under each book are those of `price`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    named = dict(zip(activity.rows, activity.sources, strict=True))
    files: list[Path] = []
    with connected(activity.folder, folder, memory=memory, without=UNNEEDED) as connection:
        setting = laid_out(connection, activity, regimes=regimes)
        _lay_words(connection, setting)
        listed = [(kind, path) for kind in Kind for path in activity.paths(kind)]
        for place, (kind, path) in enumerate(listed):
            progress("Writing records", done=place, of=len(listed))
            _look_at(connection, kind, path=path)
            query = _query(setting, kind, path=path, file=named[path.name])
            described = [tuple(row[:2]) for row in fetched(connection, f"DESCRIBE {query}")]
            assert described == list(COLUMNS.items()), f"columns of other types: {described}"
            files.append(folder / path.name)
            connection.execute(
                f"COPY ({query} ORDER BY row, book) TO {quoted(str(files[-1].resolve()))}"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
        progress("Writing records", done=len(listed), of=len(listed))
        return PricedRecords(files=tuple(files), sums=_sums(connection, files, regimes))


def _look_at(connection: duckdb.DuckDBPyConnection, kind: Kind, *, path: Path) -> None:
    """Let the text read the records of a file, where they stand in it in place of the practice.

    The practice decides no price, and goes through the text as it is.
    """
    query = f"SELECT * REPLACE (CAST({ROW} AS INTEGER) AS practice) FROM {_source(path)}"
    connection.execute(f"CREATE OR REPLACE VIEW {kind} AS {query}")


def _source(path: Path) -> str:
    return f"read_parquet({quoted(str(path.resolve()))}, {ROW} = true)"


def _lay_words(connection: duckdb.DuckDBPyConnection, setting: Setting) -> None:
    for name in WORDED:
        _words(connection, name, dict(enumerate(with_blank(setting.codes, name))))
    _words(connection, "point", POINT_WORDS)
    _words(connection, "reason", REASON_WORDS)


def _words(connection: duckdb.DuckDBPyConnection, name: str, words: Mapping[int, str]) -> None:
    connection.execute(f"CREATE TABLE {name}_words (number BIGINT, word VARCHAR)")
    rows = ", ".join(f"({number}, {quoted(word)})" for number, word in words.items())
    connection.execute(f"INSERT INTO {name}_words VALUES {rows}")


def _query(setting: Setting, kind: Kind, *, path: Path, file: str) -> str:
    """Return SQL for the rows of a file in words, one for each record and book."""
    there = [name for name in WORDED if name in CODED[kind]]
    books = ", ".join(
        f"({n}, {quoted(one.book.name)})" for n, one in enumerate(setting.regimes, start=1)
    )
    keys = ", ".join(
        f"{name}_words.word AS {name}" if name in there else f"'' AS {name}" for name in WORDED
    )
    joins = " ".join(f"JOIN {name}_words ON {name}_words.number = coded.{name}" for name in there)
    month = "format('{}-{:02d}', coded.month // 100, coded.month % 100)"
    base = "CASE WHEN r.reason = 0 THEN CAST(r.base AS BIGINT) END"
    month = f"CASE WHEN coded.month > 0 THEN {month} ELSE '' END"
    return (
        f"SELECT r.book, {quoted(file)} AS file, coded.{ROW} + 1 AS row,"
        f" {quoted(str(kind))} AS record, {keys}, {month} AS month,"
        f" point_words.word AS point_of_delivery, reason_words.word AS reason,"
        f" {base} AS base_pence, CAST(r.price AS BIGINT) AS price_pence"
        f" FROM (SELECT priced.*, books.book, {', '.join(_of_book(setting))}"
        f" FROM ({records(setting, kind)}) AS priced"
        f" CROSS JOIN (VALUES {books}) AS books(n, book)) AS r"
        f" JOIN {_source(path)} AS coded ON coded.{ROW} = r.practice {joins}"
        " JOIN point_words ON point_words.number = r.point"
        " JOIN reason_words ON reason_words.number = r.reason"
    )


def _of_book(setting: Setting) -> Iterator[str]:
    """Yield SQL for what the text says of a record under the book of the row."""
    every = range(1, len(setting.regimes) + 1)
    for name in ("point", "reason", "base", "price"):
        chosen = " ".join(f"WHEN {n} THEN {name}_{n}" for n in every)
        yield f"CASE books.n {chosen} END AS {name}"


def _sums(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], regimes: Sequence[Regime]
) -> dict[str, tuple[int, int]]:
    """Return the records and pence of the files as they are written, read again."""
    found: dict[str, tuple[int, int]] = {one.book.name: (0, 0) for one in regimes}
    if files:
        listed = ", ".join(quoted(str(path.resolve())) for path in files)
        rows = fetched(
            connection,
            "SELECT book, count(*), CAST(coalesce(sum(price_pence), 0) AS BIGINT)"
            f" FROM read_parquet([{listed}]) GROUP BY book",
        )
        found |= {book: (count, pence) for book, count, pence in rows}
    return found
