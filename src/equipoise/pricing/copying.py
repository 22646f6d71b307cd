"""The rows of a run as others take them: Parquet or csv of any size, or rows for a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from equipoise.cube import connected, fetched, quoted

PARQUET: Final = ".parquet"
CSV: Final = ".csv"
WRITTEN: Final = {PARQUET: "FORMAT parquet, COMPRESSION zstd", CSV: "FORMAT csv, HEADER true"}


def copy_rows(found: Sequence[Path], path: Path) -> None:
    """Write the rows of Parquet files to one file, in order: csv or Parquet, as its name ends."""
    with connected(*_folders(found), path.parent) as connection:
        query = f"SELECT * FROM {_source(found)} ORDER BY ALL"
        connection.execute(
            f"COPY ({query}) TO {quoted(str(path.resolve()))} ({WRITTEN[path.suffix]})"
        )


def count_rows(found: Sequence[Path]) -> int:
    """Return how many rows the files have."""
    with connected(*_folders(found)) as connection:
        return int(fetched(connection, f"SELECT count(*) FROM {_source(found)}")[0][0])


def read_rows(found: Sequence[Path]) -> list[tuple[Any, ...]]:
    """Return every row of the files, in order."""
    with connected(*_folders(found)) as connection:
        return fetched(connection, f"SELECT * FROM {_source(found)} ORDER BY ALL")


def _folders(found: Sequence[Path]) -> list[Path]:
    return sorted({path.parent for path in found})


def _source(found: Sequence[Path]) -> str:
    listed = ", ".join(quoted(str(path.resolve())) for path in found)
    return f"read_parquet([{listed}])"
