"""Pricing of spells by others, from the same coded records, to the same penny.

PostgreSQL and SQLite are here, which share one text; `frames` has Polars and pandas. All look
prices up in the same tables of whole numbers, made from the price book and not by our program's
pricing, so that whoever agrees has found the prices another way. They price what the made-up
nation delivers: no best practice, and one price for both settings.
"""

from __future__ import annotations

import atexit
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.activity import CODED, activity_in, priced, read, regimes_of
from bench.server import binaries, create, running, url
from equipoise.cube import connected, fetched, quoted
from equipoise.pricing import Kind

RATE_SCALE: Final = 10_000
FACTOR_SCALE: Final = 1_000_000
WHOLE: Final = RATE_SCALE * FACTOR_SCALE
NEVER: Final = 10**9
"""A trim point where none is printed."""
LONGEST_DAYS: Final = 1
LOWEST_AGE: Final = 19
COLUMNS: Final = (
    *("fault", "month", "provider", "commissioner", "hrg", "admission_method", "classification"),
    *("administrative_category", "length_of_stay", "age", "specialised", "unbundled"),
)
KEYS: Final = ("provider", "commissioner", "month", "point")
POINTS: Final = ("DC", "EL", "NELNE", "NELST", "NEL")
"""Where spells with a price are delivered, numbered from 1, by the names of our totals."""
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "hrgs": (
        *("hrg", "combined", "elective_trim", "full_price", "reduced", "applies", "trim"),
        "per_day",
    ),
    "methods": ("admission_method", "way"),
    "settings": ("classification", "setting"),
    "categories": ("administrative_category", "private"),
    "rates": ("specialised", "rate"),
    "others": ("unbundled", "beside"),
    "factors": ("provider", "factor"),
}
"""Price tables by name: the key, which is a column of the records, then what is looked up."""
ELECTIVE, OTHER, EMERGENCY = 1, 2, 3
WAYS: Final = {"1": ELECTIVE, "3": OTHER, "8": OTHER, "2": EMERGENCY}
"""How a spell began, by what its admission method begins with."""
DATABASE: Final = "spells.sqlite3"
POSTGRES: Final = "postgres"
SETTINGS: Final = (
    "-c shared_buffers=2GB -c work_mem=512MB -c max_parallel_workers_per_gather=2 -c jit=on"
)
CHUNK: Final = 100_000
_SERVED: Final[set[Path]] = set()
"""The folders whose servers are running."""
Found = dict[str, list[int]]
"""Records that have a price, and pence, by point of delivery."""
Row = tuple[int, ...]


def equipoise(folder: Path) -> Found:
    """Price as the program does."""
    (found,) = priced(folder)
    return {point: list(found.by_point[point]) for point in POINTS if point in found.by_point}


@cache
def tables_in(folder: Path) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of the price tables, by the numbers that codes have in the folder."""
    codes, book = activity_in(folder).codes, regimes_of(1)[0].book

    def each(field: str, cells: Callable[[str], Sequence[int] | None]) -> tuple[Row, ...]:
        listed = enumerate(("", *codes[field]))
        return tuple((n, *found) for n, code in listed if (found := cells(code)) is not None)

    def hrg(code: str) -> Sequence[int] | None:
        price = book.admitted.get(code)
        if price is None or price.combined is None or price.non_elective is None:
            return None
        trims = price.elective_trim, price.non_elective_trim
        first, second = (NEVER if trim is None else trim for trim in trims)
        reduced, applies = price.short_stay or 0, int(price.short_stay_applies)
        of = (price.combined, first, price.non_elective, reduced, applies, second)
        return (*of, price.per_day or 0)

    return {
        "hrgs": each("hrg", hrg),
        "methods": each("admission_method", lambda code: [WAYS.get(code[:1], 0)]),
        "settings": each("classification", lambda code: [int(code or 0)]),
        "categories": each("administrative_category", lambda code: [int(code in ("2", "02"))]),
        "rates": each("specialised", lambda c: [int((book.top_ups.get(c) or 0) * RATE_SCALE)]),
        "others": each("unbundled", lambda c: [book.unbundled[c].price or 0 if c else 0]),
        "factors": each(
            "provider", lambda c: [int(book.market_forces[c] * FACTOR_SCALE)] if c else None
        ),
    }


def sql(*, most: str) -> str:
    """Return the text that prices; `most` is what the engine calls the larger of two."""
    joins = " ".join(f"JOIN {name} USING ({of[0]})" for name, of in TABLES.items())
    return f"""
WITH placed AS (
    SELECT spells.*, {", ".join(name for of in TABLES.values() for name in of[1:])},
        CASE way WHEN {ELECTIVE} THEN
            CASE WHEN setting IN (3, 4) THEN 0
                WHEN setting = 2 AND length_of_stay = 0 THEN 1 ELSE 2 END
            WHEN {OTHER} THEN 3
            WHEN {EMERGENCY} THEN
                CASE WHEN applies = 1 AND length_of_stay <= {LONGEST_DAYS} THEN 4 ELSE 5 END
            ELSE 0 END AS point
    FROM spells {joins} WHERE fault = 0 AND private = 0
), based AS (
    SELECT provider, commissioner, month, point, rate, per_day, beside, factor,
        CASE WHEN point <= 2 THEN combined WHEN point = 4 AND age >= {LOWEST_AGE} THEN reduced
            ELSE full_price END AS base,
        CASE point WHEN 1 THEN 0 WHEN 2 THEN {most}(length_of_stay - elective_trim, 0)
            ELSE {most}(length_of_stay - trim, 0) END AS excess
    FROM placed WHERE point > 0
), scaled AS (
    SELECT provider, commissioner, month, point, factor,
        base * ({RATE_SCALE} + rate) + (excess * per_day + beside) * {RATE_SCALE} AS scaled
    FROM based
), totals AS (
    SELECT provider, commissioner, month, point, count(*) AS records,
        sum((2 * scaled * factor + {WHOLE}) / {2 * WHOLE}) AS pence
    FROM scaled GROUP BY provider, commissioner, month, point
)
SELECT point, CAST(sum(records) AS BIGINT), CAST(sum(pence) AS BIGINT) FROM totals GROUP BY point
"""


def told(rows: Iterable[Row]) -> Found:
    """Return records and pence by point of delivery, from rows of its number and both."""
    found = {POINTS[int(point) - 1]: [int(records), int(pence)] for point, records, pence in rows}
    return {point: found[point] for point in POINTS if point in found}


def coded(folder: Path) -> str:
    """Return SQL that reads the spells."""
    paths = activity_in(folder).paths(Kind.ADMITTED)
    return f"read_parquet([{', '.join(quoted(str(path.resolve())) for path in paths)}])"


def load_sqlite(folder: Path) -> None:
    """Copy spells and price tables into a file of SQLite."""
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        for name, of in TABLES.items():
            key, *rest = of
            columns = ", ".join(f"{one} INTEGER" for one in rest)
            database.execute(f"CREATE TABLE {name} ({key} INTEGER PRIMARY KEY, {columns})")
            marks = ", ".join("?" * len(of))
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", tables_in(folder)[name])
        database.execute(f"CREATE TABLE spells ({', '.join(f'{one} INTEGER' for one in COLUMNS)})")
        with connected(folder / CODED) as connection:
            result = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM {coded(folder)}")
            while rows := result.fetchmany(CHUNK):
                marks = ", ".join("?" * len(COLUMNS))
                database.executemany(f"INSERT INTO spells VALUES ({marks})", rows)
        database.execute("ANALYZE")


def sqlite(folder: Path) -> Found:
    """Price in SQLite."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return told(database.execute(sql(most="max")).fetchall())


def load_postgres(folder: Path) -> None:
    """Make a server's data in the folder, and copy spells and price tables into it."""
    programs = binaries()
    assert programs is not None, "PostgreSQL is not installed"
    place = folder / POSTGRES
    place.mkdir()
    if os.geteuid() == 0:
        for passed in (folder, folder.parent):
            passed.chmod(passed.stat().st_mode | 0o011)  # its owner is nobody, and passes through
    create(programs, place)
    with running(programs, place, settings=SETTINGS), psycopg.connect(url(place)) as connection:
        for name, of in TABLES.items():
            _copied(connection, name, of, rows=tables_in(folder)[name])
        columns = ", ".join(f"{one} INTEGER" for one in COLUMNS)
        connection.execute(f"CREATE UNLOGGED TABLE spells ({columns})".encode())
        lines = folder / "spells.csv"
        with connected(folder) as reader:
            fetched(
                reader,
                f"COPY (SELECT {', '.join(COLUMNS)} FROM {coded(folder)})"
                f" TO {quoted(str(lines.resolve()))} (FORMAT csv, HEADER false)",
            )
        with (
            lines.open("rb") as stream,
            connection.cursor().copy(b"COPY spells FROM STDIN (FORMAT csv)") as copy,
        ):
            while block := stream.read(1 << 20):
                copy.write(block)
        lines.unlink()
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _copied(
    connection: psycopg.Connection[Any], name: str, of: Sequence[str], *, rows: Sequence[Row]
) -> None:
    columns = ", ".join(f"{one} BIGINT" for one in of)
    connection.execute(f"CREATE TABLE {name} ({columns}, PRIMARY KEY ({of[0]}))".encode())
    with connection.cursor().copy(f"COPY {name} FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)


def served(folder: Path) -> Path:
    """Start the server of PostgreSQL, outside the time; it stops when the process ends."""
    programs = binaries()
    assert programs is not None, "PostgreSQL is not installed"
    read(folder)
    if folder not in _SERVED:
        _SERVED.add(folder)
        server = ExitStack()
        server.enter_context(running(programs, folder / POSTGRES, settings=SETTINGS))
        atexit.register(server.close)
    return folder


def postgres(folder: Path) -> Found:
    """Price in PostgreSQL, whose server is running."""
    with psycopg.connect(url(folder / POSTGRES)) as connection:
        return told(connection.execute(sql(most="greatest").encode()).fetchall())
