"""The totals of a run as others take them: Parquet or csv of any size, or rows for a workbook."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from equipoise.cube import connected, fetched, quoted

PARQUET: Final = ".parquet"
CSV: Final = ".csv"


def copy_totals(totals: Path, path: Path) -> None:
    """Write the totals to a file: as csv where its name ends so, and else as they are."""
    if path.suffix != CSV:
        shutil.copyfile(totals, path)
        return
    with connected(totals.parent, path.parent) as connection:
        source = f"SELECT * FROM {_source(totals)} ORDER BY ALL"
        connection.execute(
            f"COPY ({source}) TO {quoted(str(path.resolve()))} (FORMAT csv, HEADER true)"
        )


def count_totals(totals: Path) -> int:
    """Return how many rows the totals have."""
    with connected(totals.parent) as connection:
        return int(fetched(connection, f"SELECT count(*) FROM {_source(totals)}")[0][0])


def read_totals(totals: Path) -> list[tuple[Any, ...]]:
    """Return every row of the totals, in order."""
    with connected(totals.parent) as connection:
        return fetched(connection, f"SELECT * FROM {_source(totals)} ORDER BY ALL")


def _source(totals: Path) -> str:
    return f"read_parquet({quoted(str(totals.resolve()))})"
