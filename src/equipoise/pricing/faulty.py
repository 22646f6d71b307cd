"""Which records of a file cannot be priced whatever the book, and what else is odd in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube import fetched, quoted
from equipoise.findings import Finding
from equipoise.pricing.coding import (
    LONGEST,
    Codes,
    coded_text,
    dictionaries,
    strange,
)
from equipoise.pricing.faults import FAULTS, NOT_A_CODE, SAMPLES, UNKNOWN_CODE, Fault, Told, finding
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
    """A file, where its coded records are, their codes, and the SQL that finds their faults.

    `strays` are how many texts in a field were no code.
    """

    extract: Extract
    path: Path
    codes: Codes
    fault: str
    strays: Mapping[str, int]

    @property
    def stored(self) -> str:
        """The coded records, as SQL reads them."""
        return f"read_parquet({quoted(str(self.path.resolve()))})"


@dataclass(frozen=True, kw_only=True)
class Oddity:
    """One thing that is odd in one file: how many records have it, of how many, and a few."""

    told: Told
    extract: Extract
    count: int
    of: int
    field: str = ""
    expected: str = ""
    samples: tuple[str, ...] = ()

    @property
    def alike(self) -> tuple[str, str, str]:
        """Equal for what is told together, whichever file it is in."""
        return self.told.code, self.extract.kind, self.field


def odd(connection: duckdb.DuckDBPyConnection, coded: Coded) -> Iterator[Oddity]:
    """Yield what is odd in one file: each fault once, with its count and a few rows."""
    extract = coded.extract
    fields = {one.name: one for one in schema(extract.kind) if one.name in extract.columns}
    unknown = _unknown(coded, fields)
    tests: dict[Fault | str, str] = {fault: f"fault = {int(fault)}" for fault in Fault}
    for name, numbers in unknown.items():
        tests[name] = f"{name} IN ({', '.join(map(str, numbers))})"
    counts = ", ".join(f"count_if({test})" for test in tests.values())
    ((of, *found_of),) = fetched(connection, f"SELECT count(*), {counts} FROM {coded.stored}")
    for about, count in zip(tests, found_of, strict=True):
        if count and isinstance(about, Fault):
            rows = _samples(connection, extract, f"{coded.fault} = {int(about)}")
            yield Oddity(told=FAULTS[about], extract=extract, count=count, of=of, samples=rows)
        elif count and isinstance(about, str):
            texts = (coded.codes[about][number - 1] for number in unknown[about])
            like = f"{coded_text(extract, about)} IN ({', '.join(map(quoted, texts))})"
            yield Oddity(
                told=UNKNOWN_CODE,
                extract=extract,
                count=count,
                of=of,
                field=about,
                expected=", ".join(fields[about].listed),
                samples=_samples(connection, extract, like),
            )
    for name, count in coded.strays.items():
        yield Oddity(told=NOT_A_CODE, extract=extract, count=count, of=of, field=name)


def _unknown(coded: Coded, fields: Mapping[str, Field]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of codes that are in no national list, for the fields that have one."""
    listed = {name: one for name, one in fields.items() if one.holds is Holds.LISTED}
    found = {name: strange(coded.codes, one) for name, one in listed.items()}
    return {name: numbers for name, numbers in found.items() if numbers}


def told_once(oddities: Iterable[Oddity]) -> tuple[Finding, ...]:
    """Return a finding for each oddity of a kind of record, whatever the number of files."""
    alike: dict[tuple[str, str, str], list[Oddity]] = {}
    for oddity in oddities:
        alike.setdefault(oddity.alike, []).append(oddity)
    return tuple(map(_finding, alike.values()))


def _finding(alike: Sequence[Oddity]) -> Finding:
    first = alike[0]
    samples = [row for one in alike for row in one.samples][:SAMPLES]
    return finding(
        first.told,
        first.extract.path.name,
        column=first.extract.columns.get(first.field, ""),
        found="; ".join(samples),
        who=_who(alike),
        field=first.field,
        listed=first.expected,
        length=LONGEST,
    )


def _who(alike: Sequence[Oddity]) -> str:
    """Return which records have it: 3 of 202 admitted records (april.csv and 1 more)."""
    count, of = sum(one.count for one in alike), sum(one.of for one in alike)
    first = alike[0].extract
    more = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
    return f"{count:,} of {of:,} {first.kind} records ({first.path.name}{more})"


def _samples(
    connection: duckdb.DuckDBPyConnection, extract: Extract, where: str
) -> tuple[str, ...]:
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
    return tuple(
        ", ".join(f"{name} {value}" for name, value in zip(shown, row, strict=True) if value)
        for row in found
    )
