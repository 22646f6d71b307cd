"""A file of activity as DuckDB reads it: where it is, its columns, and which stands for what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube import fetched, quoted
from equipoise.pricing.refusing import Suspect, named, shaped
from equipoise.pricing.schema import Kind, kind_of, mapped

SAMPLE: Final = 5000
"""Rows of which every column is looked at; the codes that are stored are looked at whole."""
DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%d-%b-%Y")
"""How a day may be written in a text."""


WHOLE: Final = r"^(-?[0-9]{1,9})(\.0*)?$"
"""How a whole number may be written; a longer one is none of a record's."""


class NotActivityError(ValueError):
    """The file cannot be read as a table."""


@dataclass(frozen=True, kw_only=True)
class Extract:
    """A file, the kind of its records, and the heading and type of each field it has."""

    path: Path
    kind: Kind
    columns: Mapping[str, str]
    types: Mapping[str, str]
    headings: tuple[str, ...]

    @property
    def relation(self) -> str:
        """The file, as SQL reads it."""
        return relation(self.path)


def relation(path: Path) -> str:
    """Return SQL that reads a csv file, compressed or not, or a Parquet file."""
    if path.suffix == ".parquet":
        return f"read_parquet({quoted(str(path.resolve()))})"
    return f"read_csv({quoted(str(path.resolve()))}, all_varchar=true, header=true, delim=',')"


def opened(
    connection: duckdb.DuckDBPyConnection, path: Path, *, without: Iterable[str] = ()
) -> Extract:
    """Return what the file holds, its columns named in `without` left out.

    Raises: NotActivityError where it is no table; UnknownLayoutError where no kind of record has
        such headings.
    """
    try:
        described = fetched(connection, f"DESCRIBE SELECT * FROM {relation(path)}")
    except duckdb.Error as error:
        raise NotActivityError(reason(error)) from error
    types = {str(row[0]): str(row[1]) for row in described if row[0] not in set(without)}
    kind = kind_of(types)
    return Extract(
        path=path,
        kind=kind,
        columns=mapped(kind, types),
        types=types,
        headings=tuple(types),
    )


def reason(error: duckdb.Error) -> str:
    """Return why a file cannot be read: the line at fault where DuckDB names it; no folder."""
    lines = str(error).splitlines()
    told = next((line for line in lines if line.startswith("CSV Error on Line")), "")
    if told or "sniffing" in lines[0]:
        return f"its lines are not all of one length. {told}".strip()
    return re.sub(r"\S*/", "", lines[0])


def suspects(connection: duckdb.DuckDBPyConnection, extract: Extract) -> tuple[Suspect, ...]:
    """Return the columns of a file that could say who somebody is, by name and then by shape."""
    found = {one.column: one for one in named(extract.headings)}
    days = {
        extract.columns[field] for field in ("priced_on", "started_on") if field in extract.columns
    }
    others = [name for name in extract.headings if name not in days and name not in found]
    latest = fetched(
        connection,
        f"SELECT max(day) FROM (SELECT {day(extract, 'priced_on')} AS day FROM {extract.relation}"
        f" LIMIT {SAMPLE})",
    )[0][0]
    if latest is not None and others:
        listed = ", ".join(f"CAST({identifier(name)} AS VARCHAR)" for name in others)
        rows = fetched(connection, f"SELECT {listed} FROM {extract.relation} LIMIT {SAMPLE}")
        for name, values in zip(others, zip(*rows, strict=True), strict=True):
            suspect = shaped(name, values, latest=latest)
            found |= {name: suspect} if suspect else {}
    return tuple(found.values())


def identifier(name: str) -> str:
    """Return a name as SQL quotes it.

    >>> print(identifier("HRG (spell)"))
    "HRG (spell)"
    """
    return '"' + name.replace('"', '""') + '"'


def text(extract: Extract, field: str) -> str:
    """Return SQL for the text of a field, in capitals without blanks around; null where blank."""
    if field not in extract.columns:
        return "CAST(NULL AS VARCHAR)"
    heading = extract.columns[field]
    column = identifier(heading)
    if extract.types[heading] != "VARCHAR":
        column = f"CAST({column} AS VARCHAR)"
    return f"nullif(upper(trim({column})), '')"


def day(extract: Extract, field: str) -> str:
    """Return SQL for the day of a field; null where it is blank or no day."""
    heading = extract.columns.get(field, "")
    kind = extract.types.get(heading, "")
    if kind == "DATE":
        return identifier(heading)
    if kind.startswith("TIMESTAMP"):
        return f"CAST({identifier(heading)} AS DATE)"
    formats = ", ".join(map(quoted, DAYS))
    return f"CAST(try_strptime({text(extract, field)}, [{formats}]) AS DATE)"


def whole(extract: Extract, field: str, *, stands_for: Mapping[str, str]) -> str:
    """Return SQL for the whole number of a field; null where it is blank or none."""
    heading = extract.columns.get(field, "")
    if extract.types.get(heading, "") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT"):
        number = f"CAST({identifier(heading)} AS BIGINT)"
    else:
        digits = f"regexp_extract({text(extract, field)}, {quoted(WHOLE)}, 1)"
        number = f"TRY_CAST({digits} AS BIGINT)"
    odd = " ".join(f"WHEN {value} THEN {meant}" for value, meant in stands_for.items())
    return f"(CASE {number} {odd} ELSE {number} END)" if odd else number
