"""Files of activity into a folder of coded records: nothing stored that identifies, nothing lost.

Every row of every file is one coded record. One that cannot be priced whatever the book carries
its fault, and is counted with it: so what is priced and what is not come to the rows of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

import duckdb

from equipoise.cube import connected, fetched, quoted
from equipoise.findings import Finding
from equipoise.pricing.activity import COLUMNS, Activity, write_manifest
from equipoise.pricing.coding import identifying, number, numbered
from equipoise.pricing.faults import UNREADABLE, finding, refused
from equipoise.pricing.faulty import Coded, Oddity, fault_of, odd, told_once
from equipoise.pricing.reading import (
    Extract,
    NotActivityError,
    day,
    opened,
    reason,
    suspects,
    whole,
)
from equipoise.pricing.refusing import Suspect
from equipoise.pricing.schema import Holds, Kind, UnknownLayoutError, schema

PARQUET: Final = "(FORMAT parquet, COMPRESSION zstd)"


class Progress(Protocol):
    """Told what is being done, how much of it is done, and of how much."""

    def __call__(self, what: str, *, done: int, of: int) -> None:
        """Take it in."""


@dataclass(frozen=True, kw_only=True)
class Ingested:
    """What came of the files: coded activity, or none where something was refused."""

    activity: Activity | None
    findings: tuple[Finding, ...]


def quietly(what: str, *, done: int, of: int) -> None:
    """Tell nobody how far it is."""
    del what, done, of


def ingest(
    paths: Sequence[Path],
    folder: Path,
    *,
    known_on: date,
    without: Iterable[str] = (),
    progress: Progress = quietly,
) -> Ingested:
    """Return the records of the files, coded into a folder, and all that is odd about them.

    Every file is looked at before any is stored; where one is refused, nothing is. `without` are
    columns that are not read at all. The folder is made, and must be empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = sorted({path.resolve().parent for path in paths} | {folder.resolve()})
    with connected(*places) as connection:
        extracts, findings = _looked_at(connection, paths, tuple(without))
        if findings:
            return Ingested(activity=None, findings=tuple(findings))
        try:
            found = numbered(connection, extracts)
        except duckdb.Error as error:
            return Ingested(activity=None, findings=(_unreadable(paths, error),))
        if suspected := identifying(found.codes):
            return Ingested(activity=None, findings=_columns(extracts, suspected))
        files: dict[Kind, tuple[str, ...]] = {}
        rows: dict[str, int] = {}
        oddities: list[Oddity] = []
        for place, (extract, strays) in enumerate(zip(extracts, found.strays, strict=True)):
            progress("Coding", done=place, of=len(extracts))
            name = f"{extract.kind}-{place:04}.parquet"
            coded = Coded(
                extract=extract,
                path=folder / name,
                codes=found.codes,
                fault=fault_of(extract, known_on),
                strays=strays,
            )
            rows[name] = _write(connection, coded)
            files[extract.kind] = (*files.get(extract.kind, ()), name)
            oddities += odd(connection, coded)
        progress("Coding", done=len(extracts), of=len(extracts))
    activity = Activity(
        folder=folder,
        files=files,
        rows=rows,
        sources=tuple(path.name for path in paths),
        codes=found.codes,
    )
    write_manifest(activity)
    return Ingested(activity=activity, findings=told_once(oddities))


def _looked_at(
    connection: duckdb.DuckDBPyConnection, paths: Iterable[Path], without: tuple[str, ...]
) -> tuple[list[Extract], list[Finding]]:
    extracts: list[Extract] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            extract = opened(connection, path, without=without)
            findings += refused(path.name, suspects(connection, extract))
        except (NotActivityError, UnknownLayoutError) as error:
            findings.append(finding(UNREADABLE, path.name, why=f"{error}."))
        except duckdb.Error as error:
            findings.append(_unreadable([path], error))
        else:
            extracts.append(extract)
    return extracts, findings


def _unreadable(paths: Iterable[Path], error: duckdb.Error) -> Finding:
    """Return the fault of a file whose rows cannot all be read; DuckDB names the file and line."""
    named = next((path for path in paths if path.name in str(error)), Path("extract"))
    return finding(UNREADABLE, named.name, why=reason(error))


def _columns(extracts: Iterable[Extract], found: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    return tuple(
        one
        for extract in extracts
        for field, what in found
        if field in extract.columns
        for one in refused(
            extract.path.name,
            [Suspect(column=extract.columns[field], what=what, how="shaped")],
        )
    )


def _write(connection: duckdb.DuckDBPyConnection, coded: Coded) -> int:
    """Write the coded records of a file, and return how many rows the file itself has."""
    extract, path = coded.extract, coded.path
    holds = {one.name: one for one in schema(extract.kind)}
    columns = []
    for name, kind in COLUMNS[extract.kind].items():
        if name == "fault":
            value = coded.fault
        elif name == "month":
            on = day(extract, "priced_on")
            value = f"coalesce(year({on}) * 100 + month({on}), 0)"
        elif holds[name].holds is Holds.WHOLE:
            value = whole(extract, name, stands_for=holds[name].stands_for)
        else:
            value = number(extract, name)
        columns.append(f"CAST({value} AS {kind}) AS {name}")
    connection.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {extract.relation})"
        f" TO {quoted(str(path.resolve()))} {PARQUET}"
    )
    rows = int(fetched(connection, f"SELECT count(*) FROM {extract.relation}")[0][0])
    stored = f"SELECT count(*) FROM {coded.stored}"
    assert fetched(connection, stored) == [(rows,)], "a row was lost, or made"
    return rows
