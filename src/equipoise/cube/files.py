"""Cells as Parquet: their columns, how they are written, and the view they are read through.

An absence is a state of the cell: its value is null and its absence says why. The view adds what
follows from the dates and the layer, and the line that the cell has in the canonical text.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import duckdb

from equipoise.cube.connection import quoted
from equipoise.cube.keys import NOBODY, Cell, CellKey
from equipoise.units import Absence, Period
from equipoise.workings import Reference

COLUMNS: Final = {
    "organisation": "VARCHAR",
    "counterparty": "VARCHAR",
    "measure": "VARCHAR",
    "starts_on": "DATE",
    "ends_on": "DATE",
    "item": "VARCHAR",
    "layer": "VARCHAR",
    "value": "BIGINT",
    "absence": "VARCHAR",
    "source": "VARCHAR",
}
KEY: Final = ", ".join(list(COLUMNS)[:7])
"""The columns that name a cell, in the order that cells are sorted by."""
BATCH: Final = 10_000
"""How many cells are handed over at a time."""
STARTS_IN: Final = "year(starts_on) - CAST(month(starts_on) < 4 AS INTEGER)"
"""SQL of the year in which the financial year of a cell starts."""
YEAR_STARTS_ON: Final = f"make_date({STARTS_IN}, 4, 1)"
"""SQL of the day on which the financial year of a cell starts; an interval would take longer."""
YEAR: Final = (
    "year(year_starts_on) || '-' || lpad(CAST((year(year_starts_on) + 1) % 100 AS VARCHAR), 2, '0')"
)
"""SQL that spells a year by the day it starts on."""
PROOF: Final = "keys_once_of"
"""The name of what a file says of itself: no key is twice in it, and whose cells it has."""
APART: Final = ("organisation", "measure")
"""The columns of a key by which files are told apart: one has a part of the return of a body."""
FEW: Final = 100_000
"""Sets up to this size are held in memory, where a question takes 1.2 ms instead of 2.8."""


class DuplicateKeyError(ValueError):
    """Two cells have one key: a layer is only ever added to."""

    def __init__(self, key: CellKey, sources: tuple[Reference, Reference]) -> None:
        super().__init__(f"{key} twice: from {sources[0]} and from {sources[1]}")
        self.key = key
        self.sources = sources


class NotCellsError(ValueError):
    """The files do not hold cells: they are not Parquet, or not of these columns."""

    def __init__(self, paths: Sequence[Path], found: str) -> None:
        super().__init__(f"not files of cells: {', '.join(map(str, paths))}: {found}")
        self.paths = tuple(paths)
        self.found = found


def folders(*paths: Path) -> tuple[Path, ...]:
    """Return the folders that must be open to a connection for it to read the files.

    Shape: as everywhere here, the paths of files that are read are absolute, with no links.

    DuckDB holds a path against them as it is spelled to it, so a folder whose name could match
    several is there in both spellings.
    """
    both = ((path, Path(_literal(path))) for path in dict.fromkeys(path.parent for path in paths))
    return tuple(dict.fromkeys(chain.from_iterable(both)))


def write_table(connection: duckdb.DuckDBPyConnection, cells: Iterable[Cell]) -> None:
    """Put the cells in the table `written`."""
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE written ({columns})")
    lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in COLUMNS.values())
    rows = map(row_of, cells)
    while batch := list(islice(rows, BATCH)):
        connection.execute(
            f"INSERT INTO written SELECT {lists}", list(map(list, zip(*batch, strict=True)))
        )


def write_file(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the table `written` to `path`, with the proof that no key is twice.

    Raises: DuplicateKeyError.
    """
    refuse_duplicates(connection, "written")
    lists = ", ".join(f"list(DISTINCT {column} ORDER BY {column})" for column in APART)
    [found] = connection.execute(f"SELECT {lists} FROM written").fetchall()
    copy_file(connection, path, source="written", apart=[one or [] for one in found])


def copy_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    source: str,
    apart: Sequence[Sequence[str]],
) -> None:
    """Write what is in `source`, in which no key is twice, to `path`, sorted by key.

    The file says so itself, and of which bodies and lines it is: files that have none in common
    are known to share no key; see `proved_apart`.

    Shape: `apart` has the texts of each column of `APART`, each once.
    """
    proof = json.dumps(dict(zip(APART, apart, strict=True)))
    connection.execute(
        f"COPY (SELECT {', '.join(COLUMNS)} FROM {source} ORDER BY {KEY}) TO {quoted(str(path))}"
        f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{PROOF}: {quoted(proof)}}})"
    )


def read_files(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> str:
    """Return SQL of the cells in all files.

    Raises: NotCellsError when a file is not of cells; FileNotFoundError when it is not there.
    """
    for path in paths:
        path.stat()
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {column}" for column, kind in COLUMNS.items())
    source = f"(SELECT {columns} LIMIT 0)"
    if paths:
        listed = ", ".join(quoted(_literal(path)) for path in paths)
        source = f"read_parquet([{listed}], hive_partitioning = false)"
    try:
        found = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except duckdb.Error as error:
        raise NotCellsError(paths, str(error)) from error
    if (columns_found := {row[0]: row[1] for row in found}) != COLUMNS:
        raise NotCellsError(paths, f"columns {columns_found}")
    return source


def define(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    *,
    name: str,
    only: Mapping[str, Sequence[str]],
) -> str:
    """Make the view `name` over the cells of files; a table, when they are few; say which.

    `source` is what `read_files` returns; `only` gives the values of columns, such as the
    measure, that a cell must have to be in it.
    """
    cells = _chosen(source, only)
    return _make(connection, name, cells=cells, sql=_view(cells))


def narrow(
    connection: duckdb.DuckDBPyConnection,
    whole: str,
    *,
    name: str,
    only: Mapping[str, Sequence[str]],
) -> str:
    """Make the view `name` over some of the cells of another, as `define` does; say which.

    What follows from dates and layers is there already: to work it out takes ten times as long.
    """
    cells = _chosen(whole, only)
    return _make(connection, name, cells=cells, sql=f"SELECT * FROM {cells}")


def proved_apart(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> bool:
    """Return whether the files say themselves that no key is twice among them.

    Each must have its proof, from when it was written, and any two must be of different bodies or
    have no line in common. To look for keys that are twice takes longer than to add up.
    """
    if not paths:
        return True
    listed = ", ".join(quoted(_literal(path)) for path in paths)
    rows = connection.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata([{listed}]) WHERE decode(key) = '{PROOF}'"
    ).fetchall()
    seen: dict[str, set[str]] = {}
    for (text,) in rows:
        proof = json.loads(text)
        lines = set(proof["measure"])
        for organisation in proof["organisation"]:
            known = seen.setdefault(organisation, set())
            if not known.isdisjoint(lines):
                return False
            known |= lines
    return len(rows) == len(paths)


def refuse_duplicates(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Raise DuplicateKeyError for the first key that is there twice, if there is one."""
    [(every, distinct)] = connection.execute(
        f"SELECT count(*), count(DISTINCT hash({KEY})) FROM {name}"
    ).fetchall()
    if every == distinct:  # equal keys have equal hashes: none is there twice
        return
    found = connection.execute(
        f"SELECT {KEY}, min(source), max(source) FROM {name}"
        f" GROUP BY {KEY} HAVING count(*) > 1 ORDER BY {KEY} LIMIT 1"
    ).fetchall()
    for *key, first, last in found:
        raise DuplicateKeyError(key_of(key), (Reference.parse(first), Reference.parse(last)))


def key_of(row: Sequence[Any]) -> CellKey:
    """Return the key that stands in the first columns of a row."""
    organisation, counterparty, measure, starts_on, ends_on, item, layer = row[:7]
    return CellKey(
        organisation=organisation,
        counterparty=None if counterparty == NOBODY else counterparty,
        measure=measure,
        period=_period(starts_on, ends_on),
        item=item,
        layer=layer,
    )


def cell_of(row: Sequence[Any]) -> Cell:
    """Return the cell that a row holds."""
    value, absence, source = row[7:]
    assert (value is None) != (absence is None), "a cell has a value or an absence, never both"
    found = Absence(absence) if value is None else value
    return Cell(key=key_of(row), value=found, source=_reference(source))


def key_row(key: CellKey) -> tuple[str | date, ...]:
    """Return the first columns of the row of a key."""
    counterparty = NOBODY if key.counterparty is None else key.counterparty
    starts_on, ends_on = key.period.starts_on, key.period.ends_on
    return (key.organisation, counterparty, key.measure, starts_on, ends_on, key.item, key.layer)


def row_of(cell: Cell) -> tuple[object, ...]:
    """Return the row that holds a cell, in the order of the columns."""
    absence = cell.value.value if isinstance(cell.value, Absence) else None
    value = None if isinstance(cell.value, Absence) else cell.value
    return (*key_row(cell.key), value, absence, str(cell.source))


def _chosen(source: str, only: Mapping[str, Sequence[str]]) -> str:
    holds = " AND ".join(_among(column, values) for column, values in only.items())
    return f"(SELECT * FROM {source} WHERE {holds or 'TRUE'})"


def _make(connection: duckdb.DuckDBPyConnection, name: str, *, cells: str, sql: str) -> str:
    [(count,)] = connection.execute(f"SELECT count(*) FROM {cells}").fetchall()
    made = "TABLE" if count <= FEW else "VIEW"
    connection.execute(f"CREATE {made} {name} AS {sql}")
    return made


def _among(column: str, values: Sequence[str]) -> str:
    assert column in COLUMNS, f"cells have no {column}"
    return f"{column} IN ({', '.join(map(quoted, values))})" if values else "FALSE"


def _literal(path: Path) -> str:
    """Return the path with the characters that would match several files taken at their word."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))


def dated(source: str) -> str:
    """Return SQL for the rows of `source` with the year and the period that their dates name.

    Shape: `source` is a table, or a query in brackets, with `starts_on` and `ends_on`.
    """
    return f"""
        SELECT * EXCLUDE (number, from_first), {YEAR} AS year,
            CASE WHEN from_first AND ends_on = starts_on + INTERVAL 1 MONTH
                    THEN 'M' || lpad(CAST(number AS VARCHAR), 2, '0')
                WHEN from_first AND number % 3 = 1 AND ends_on = starts_on + INTERVAL 3 MONTH
                    THEN 'Q' || (number // 3 + 1)
                WHEN from_first AND number = 1 AND ends_on = starts_on + INTERVAL 12 MONTH
                    THEN 'Y'
                ELSE starts_on || '_' || ends_on END AS period
        FROM (
            SELECT *, {YEAR_STARTS_ON} AS year_starts_on,
                (month(starts_on) + 8) % 12 + 1 AS number, day(starts_on) = 1 AS from_first
            FROM {source}
        )"""


def _view(source: str) -> str:
    return f"""
        WITH named AS (
            SELECT *, split_part(layer, '.', 1) AS layer_base FROM ({dated(source)})
        )
        SELECT *, 'cell:' || year || '/' || {_encoded("organisation")}
            || '/' || {_encoded("measure")} || '/' || period
            || CASE WHEN item <> '' THEN '/' || {_encoded("counterparty")} || '/'
                    || {_encoded("item")}
                WHEN counterparty <> {quoted(NOBODY)} THEN '/' || {_encoded("counterparty")}
                ELSE '' END
            || '/' || {_encoded("layer")} || chr(9)
            || coalesce(CAST(value AS VARCHAR), absence) || chr(9) || source AS line
        FROM named"""


def _encoded(column: str) -> str:
    """Return SQL that spells a text as references do."""
    return f"replace(url_encode({column}), '~', '%7E')"


@lru_cache(maxsize=4096)
def _period(starts_on: date, ends_on: date) -> Period:
    return Period(starts_on, ends_on)


@lru_cache(maxsize=4096)
def _reference(text: str) -> Reference:
    return Reference.parse(text)
