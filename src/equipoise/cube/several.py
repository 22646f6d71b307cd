"""Several sets of cells written at once: one connection costs more than what a set asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from equipoise.cube.connection import connected
from equipoise.cube.files import APART, COLUMNS, copy_file, refuse_duplicates, row_of
from equipoise.cube.keys import Cell
from equipoise.units import Absence

KINDS: Final = {**COLUMNS, "of_set": "INTEGER"}


@dataclass(frozen=True)
class Written:
    """A file of cells, and the digest of what it says."""

    path: Path
    digest: str


def write_several(sets: Mapping[str, Iterable[Cell]], folder: Path) -> Mapping[str, Written]:
    """Return a new file in `folder` for each set, with the digest that `Cells` gives it.

    Raises: DuplicateKeyError when a key is twice among all of them.
    Law several_are_written_as_one_is: each holds the cells of its set, under the same digest as
        if it were written alone.
    Law no_key_is_in_two_sets: one that is raises, and no file is left.
    """
    listed = {
        name: sorted(cells, key=lambda cell: cell.key.ordering) for name, cells in sets.items()
    }
    found = {}
    with (
        TemporaryDirectory(dir=folder, prefix=".writing-") as private,
        connected(Path(private)) as connection,
    ):
        columns = ", ".join(f"{name} {kind}" for name, kind in KINDS.items())
        connection.execute(f"CREATE TABLE every ({columns})")
        rows = [
            (*row_of(cell), number)
            for number, cells in enumerate(listed.values())
            for cell in cells
        ]
        if rows:
            lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in KINDS.values())
            values = list(map(list, zip(*rows, strict=True)))
            connection.execute(f"INSERT INTO every SELECT {lists}", values)
        refuse_duplicates(connection, "every")
        for number, (name, cells) in enumerate(listed.items()):
            whole = Path(private).resolve().joinpath(str(number))
            copy_file(
                connection,
                whole,
                source=f"every WHERE of_set = {number}",
                apart=[sorted({getattr(cell.key, part) for cell in cells}) for part in APART],
            )
            path = folder.joinpath(f"{number}.parquet")
            path.hardlink_to(whole)
            found[name] = Written(path, _digest(cells))
    return found


def _digest(cells: Sequence[Cell]) -> str:
    """Return the sha-256 of the canonical text of cells that are in their order."""
    found = sha256()
    for cell in cells:
        value = cell.value.value if isinstance(cell.value, Absence) else cell.value
        found.update(f"{cell.key.reference()}\t{value}\t{cell.source}\n".encode())
    return found.hexdigest()
