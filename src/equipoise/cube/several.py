"""Several sets of cells written at once, all through one connection that this process keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube.connection import writing
from equipoise.cube.files import APART, COLUMNS, copy_file, refuse_duplicates, row_of
from equipoise.cube.keys import Cell
from equipoise.units import Absence

KINDS: Final = {**COLUMNS, "of_set": "INTEGER"}


@dataclass(frozen=True)
class Written:
    """A file of cells, and the digest of what it says."""

    path: Path
    digest: str


@contextmanager
def several_written(sets: Mapping[str, Iterable[Cell]]) -> Iterator[Mapping[str, Written]]:
    """Yield a file for each set, with the digest that `Cells` gives it; gone on the way out.

    Raises: DuplicateKeyError when a key is twice among all of them.
    Law several_are_written_as_one_is: each holds the cells of its set, under the same digest as
        if it were written alone.
    Law no_key_is_in_two_sets: one that is raises, and no file is left.
    Law nothing_is_left_of_one_writing_for_the_next: neither file nor table, though all writings
        share a connection.
    """
    listed = {
        name: sorted(cells, key=lambda cell: cell.key.ordering) for name, cells in sets.items()
    }
    shared = writing()
    table = shared.name()
    paths = {
        name: shared.folder.joinpath(f"{table}-{number}") for number, name in enumerate(listed)
    }
    with closing(shared.connection.cursor()) as cursor:
        try:
            _fill(cursor, table, listed.values())
            refuse_duplicates(cursor, table)
            for number, (name, cells) in enumerate(listed.items()):
                copy_file(
                    cursor,
                    paths[name],
                    source=f"{table} WHERE of_set = {number}",
                    apart=[sorted({getattr(cell.key, part) for cell in cells}) for part in APART],
                )
            yield {name: Written(paths[name], _digest(cells)) for name, cells in listed.items()}
        finally:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            for path in paths.values():
                path.unlink(missing_ok=True)


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, sets: Iterable[Sequence[Cell]]
) -> None:
    """Put the cells of all sets in a new table, each with the number of its set."""
    columns = ", ".join(f"{name} {kind}" for name, kind in KINDS.items())
    connection.execute(f"CREATE TABLE {table} ({columns})")
    rows = [(*row_of(cell), number) for number, cells in enumerate(sets) for cell in cells]
    if rows:
        lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in KINDS.values())
        values = list(map(list, zip(*rows, strict=True)))
        connection.execute(f"INSERT INTO {table} SELECT {lists}", values)


def _digest(cells: Sequence[Cell]) -> str:
    """Return the sha-256 of the canonical text of cells that are in their order."""
    found = sha256()
    for cell in cells:
        value = cell.value.value if isinstance(cell.value, Absence) else cell.value
        found.update(f"{cell.key.reference()}\t{value}\t{cell.source}\n".encode())
    return found.hexdigest()
