"""Which records of a file cannot be priced whatever the book, and what else is odd in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube import fetched, quoted
from equipoise.findings import Finding
from equipoise.pricing.coding import (
    DICTIONARIES,
    LONGEST,
    Codes,
    coded_text,
    dictionaries,
    strange,
)
from equipoise.pricing.faults import FAULTS, NOT_A_CODE, SAMPLES, UNKNOWN_CODE, Fault, finding
from equipoise.pricing.reading import Extract, day, text, whole
from equipoise.pricing.schema import Field, Holds, Kind, schema

FIRST_DAY: Final = date(1989, 4, 1)
"""No data set of hospital episodes begins earlier."""
OLDEST_AGE: Final = 130


def fault_of(extract: Extract, known_on: date) -> str:
    """Return SQL for why the record cannot be priced; 0 where nothing is in the way."""
    on, written = day(extract, "priced_on"), text(extract, "priced_on")
    within = f"{on} BETWEEN DATE '{FIRST_DAY}' AND DATE '{known_on}'"
    tests = [
        (f"{written} IS NULL", Fault.NO_DAY),
        (f"{on} IS NULL OR NOT ({within})", Fault.IMPOSSIBLE_DAY),
    ]
    if "started_on" in extract.columns:
        started = day(extract, "started_on")
        tests.append((f"{started} > {on}", Fault.IMPOSSIBLE_DAY))
    if extract.kind is Kind.ADMITTED:
        odd = {one.name: one.stands_for for one in schema(extract.kind)}
        stay = whole(extract, "length_of_stay", stands_for=odd["length_of_stay"])
        age = whole(extract, "age", stands_for=odd["age"])
        tests += [
            (f"{stay} < 0", Fault.NEGATIVE_STAY),
            (f"{stay} IS NULL", Fault.NO_STAY),
            (f"{age} IS NULL OR NOT ({age} BETWEEN 0 AND {OLDEST_AGE})", Fault.NO_AGE),
        ]
    told = " ".join(f"WHEN {test} THEN {int(fault)}" for test, fault in tests)
    return f"(CASE {told} ELSE 0 END)"


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A file, where its coded records are, their codes, and the SQL that finds their faults."""

    extract: Extract
    path: Path
    codes: Codes
    fault: str

    @property
    def stored(self) -> str:
        """The coded records, as SQL reads them."""
        return f"read_parquet({quoted(str(self.path.resolve()))})"


def odd(connection: duckdb.DuckDBPyConnection, coded: Coded) -> Iterator[Finding]:
    """Yield what is odd in one file: each fault once, with its count and a few rows."""
    of = fetched(connection, f"SELECT count(*) FROM {coded.stored}")[0][0]
    faults = f"SELECT fault, count(*) FROM {coded.stored} WHERE fault > 0 GROUP BY ALL ORDER BY ALL"
    for fault, count in fetched(connection, faults):
        rows = _samples(connection, coded.extract, f"{coded.fault} = {fault}")
        told = FAULTS[Fault(fault)]
        yield finding(told, coded.extract.path.name, found=rows, count=count, of=of)
    for field in schema(coded.extract.kind):
        if field.name in coded.extract.columns and field.name in DICTIONARIES:
            yield from _strange(connection, coded, field, of)
            yield from _no_codes(connection, coded.extract, field, of)


def _strange(
    connection: duckdb.DuckDBPyConnection, coded: Coded, field: Field, of: int
) -> Iterator[Finding]:
    unknown = strange(coded.codes, field) if field.holds is Holds.LISTED else ()
    if not unknown:
        return
    where = f"{field.name} IN ({', '.join(map(str, unknown))})"
    ((count,),) = fetched(connection, f"SELECT count(*) FROM {coded.stored} WHERE {where}")
    if count:
        texts = ", ".join(quoted(coded.codes[field.name][number - 1]) for number in unknown)
        like = f"{coded_text(coded.extract, field.name)} IN ({texts})"
        yield finding(
            UNKNOWN_CODE,
            coded.extract.path.name,
            column=coded.extract.columns[field.name],
            found=_samples(connection, coded.extract, like),
            count=count, of=of, field=field.name, listed=", ".join(field.listed),
        )  # fmt: skip


def _no_codes(
    connection: duckdb.DuckDBPyConnection, extract: Extract, field: Field, of: int
) -> Iterator[Finding]:
    written, code = text(extract, field.name), coded_text(extract, field.name)
    where = f"{written} IS NOT NULL AND {code} IS NULL"
    ((count,),) = fetched(connection, f"SELECT count(*) FROM {extract.relation} WHERE {where}")
    if count:
        column = extract.columns[field.name]
        yield finding(
            NOT_A_CODE, extract.path.name, column=column,
            count=count, of=of, field=field.name, length=LONGEST,
        )  # fmt: skip


def _samples(connection: duckdb.DuckDBPyConnection, extract: Extract, where: str) -> str:
    """Return a few rows by their declared fields: codes as they are stored, days and numbers."""
    shown = {
        one.name: coded_text(extract, one.name)
        if one.name in dictionaries(extract.kind)
        else text(extract, one.name)
        for one in schema(extract.kind)
        if one.name in extract.columns and one.holds is not Holds.CODES
    }
    listed = ", ".join(f"left({value}, {LONGEST})" for value in shown.values())
    found = fetched(
        connection, f"SELECT {listed} FROM {extract.relation} WHERE {where} LIMIT {SAMPLES}"
    )
    return "; ".join(
        ", ".join(f"{name} {value}" for name, value in zip(shown, row, strict=True) if value)
        for row in found
    )
