"""DuckDB prices coded activity: file by file, so that memory does not grow with a nation's year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube import connected, fetched, quoted
from equipoise.pricing.activity import Activity
from equipoise.pricing.coverage import Coverage, covered
from equipoise.pricing.ingest import Progress, quietly
from equipoise.pricing.kinds import Setting, setting
from equipoise.pricing.outcomes import EVERY, OUTCOMES, POINT_WORDS, REASON_WORDS
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import PriceTable
from equipoise.pricing.text import totals

MEMORY: Final = "1GB"
"""Enough for any number of records: a file's totals are all that is held."""
FILTERS: Final = "filter_pushdown,join_filter_pushdown"
"""Every record has a row in every table, so to filter records by the keys of tables before they
are joined finds none; and pushing filters down writes the layers of the text into one another."""
INCOMING: Final = "incoming"
COLUMNS: Final = {
    "book": "VARCHAR",
    "provider": "VARCHAR",
    "commissioner": "VARCHAR",
    "point_of_delivery": "VARCHAR",
    "month": "VARCHAR",
    "reason": "VARCHAR",
    "records": "BIGINT",
    "price_pence": "BIGINT",
}
"""The columns of the totals. `reason` is blank where records are priced."""


@dataclass(frozen=True, kw_only=True)
class PricedActivity:
    """Where the totals are, by book, and for each book what is priced and what is not, and why."""

    totals: Path
    coverage: tuple[Coverage, ...]


def price(
    activity: Activity,
    regimes: Sequence[Regime],
    *,
    totals_file: Path,
    progress: Progress = quietly,
    memory: str = MEMORY,
) -> PricedActivity:
    """Price every record under every book in one pass, and write the totals as Parquet.

    Raises: TooManyBooksError.
    Law what_is_priced_and_what_is_not_are_all_there_is: the records of the totals under each
        book are the rows of the files that were read.
    """
    totals_file.parent.mkdir(parents=True, exist_ok=True)
    folders = (activity.folder, totals_file.parent)
    with connected(*folders, memory=memory, without=FILTERS) as connection:
        found = laid_out(connection, activity, regimes=regimes)
        _add_up(connection, activity, found, progress)
        _decode(connection, found, totals_file)
        coverage = covered(connection, found.regimes, totals=totals_file, records=activity.records)
    return PricedActivity(totals=totals_file, coverage=coverage)


def laid_out(
    connection: duckdb.DuckDBPyConnection, activity: Activity, *, regimes: Sequence[Regime]
) -> Setting:
    """Put the tables of the books on the connection, and return what the text is made of."""
    found = setting(
        regimes, activity.codes, kinds=activity.files, cases=cases(connection, activity)
    )
    for table in found.tables.values():
        create(connection, table)
    return found


def create(connection: duckdb.DuckDBPyConnection, table: PriceTable) -> None:
    """Make a table of whole numbers."""
    connection.register(INCOMING, dict(table.columns))
    connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM {INCOMING}")
    connection.unregister(INCOMING)


def look_at(connection: duckdb.DuckDBPyConnection, kind: Kind, *, path: Path) -> None:
    """Let the text read the records of a kind in one file."""
    source = f"read_parquet({quoted(str(path.resolve()))})"
    connection.execute(f"CREATE OR REPLACE VIEW {kind} AS SELECT * FROM {source}")


def cases(connection: duckdb.DuckDBPyConnection, activity: Activity) -> Iterator[tuple[int, int]]:
    """Yield the HRGs and best practice tariffs that may stand together on a spell.

    Every HRG may stand alone; with a tariff only those that do.
    """
    yield from ((hrg, 0) for hrg in range(len(activity.codes["hrg"]) + 1))
    paths = activity.paths(Kind.ADMITTED)
    if paths and activity.codes["best_practice"]:
        files = ", ".join(quoted(str(path.resolve())) for path in paths)
        source = f"read_parquet([{files}]) WHERE best_practice > 0"
        yield from fetched(connection, f"SELECT DISTINCT hrg, best_practice FROM {source}")


def _add_up(
    connection: duckdb.DuckDBPyConnection, activity: Activity, of: Setting, progress: Progress
) -> None:
    every = range(1, len(of.regimes) + 1)
    sums = ", ".join(f"pence_{n} BIGINT" for n in every)
    connection.execute(
        "CREATE TABLE found (provider INTEGER, commissioner INTEGER, month INTEGER,"
        f" outcome BIGINT, records BIGINT, {sums})"
    )
    files = [(kind, path) for kind in Kind for path in activity.paths(kind)]
    for place, (kind, path) in enumerate(files):
        progress("Pricing", done=place, of=len(files))
        look_at(connection, kind, path=path)
        connection.execute(f"INSERT INTO found {totals(of, kind)}")
    progress("Pricing", done=len(files), of=len(files))


def _decode(connection: duckdb.DuckDBPyConnection, of: Setting, path: Path) -> None:
    """Write the totals in words, a row for each book."""
    for name in ("provider", "commissioner"):
        _words(connection, f"{name}_words", dict(enumerate(("", *of.codes[name]))))
    _words(connection, "point_words", POINT_WORDS)
    _words(connection, "reason_words", REASON_WORDS)
    _words(connection, "books", {n: one.book.name for n, one in enumerate(of.regimes, start=1)})
    each = " UNION ALL ".join(
        f"SELECT {n} AS book, provider, commissioner, month, records, pence_{n} AS pence,"
        f" outcome // {OUTCOMES ** (n - 1)} % {OUTCOMES} AS outcome FROM found"
        for n in range(1, len(of.regimes) + 1)
    )
    month = "CASE WHEN month > 0 THEN format('{}-{:02d}', month // 100, month % 100) ELSE '' END"
    query = (
        "SELECT b.word AS book, p.word AS provider, c.word AS commissioner,"
        f" o.word AS point_of_delivery, {month} AS month, r.word AS reason, records, price_pence"
        " FROM (SELECT book, provider, commissioner, month, outcome,"
        " CAST(sum(records) AS BIGINT) AS records, CAST(sum(pence) AS BIGINT) AS price_pence"
        f" FROM ({each}) AS each GROUP BY ALL) AS added"
        " JOIN books AS b ON b.number = book"
        " JOIN provider_words AS p ON p.number = provider"
        " JOIN commissioner_words AS c ON c.number = commissioner"
        f" JOIN point_words AS o ON o.number = outcome // {EVERY}"
        f" JOIN reason_words AS r ON r.number = outcome % {EVERY}"
        " ORDER BY b.place, p.place, c.place, o.place, added.month, r.place"
    )
    described = [tuple(row[:2]) for row in fetched(connection, f"DESCRIBE {query}")]
    assert described == list(COLUMNS.items()), f"columns of other types: {described}"
    connection.execute(
        f"COPY ({query}) TO {quoted(str(path.resolve()))} (FORMAT parquet, COMPRESSION zstd)"
    )


def _words(connection: duckdb.DuckDBPyConnection, name: str, words: Mapping[int, str]) -> None:
    """Make a table of words by number, with the place of each in their order."""
    connection.execute(f"CREATE TABLE {name} (number BIGINT, word VARCHAR, place INTEGER)")
    places = {word: place for place, word in enumerate(sorted(words.values()))}
    rows = ", ".join(
        f"({number}, {quoted(word)}, {places[word]})" for number, word in words.items()
    )
    connection.execute(f"INSERT INTO {name} VALUES {rows}")
