"""Made-up activity for the timings of pricing: what is prepared, and the ways on DuckDB.

Records are made, and taken in once, outside the time. Every way starts from the coded files. They
are priced as the program does it. `grouped` is the same GROUP BY without any pricing: the same
keys, the point of delivery and the reason worked out of the codes alone, no price table joined.
`scanned` only decodes the columns that pricing reads.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from bench.measuring import most_bytes
from equipoise.cube import connected, fetched, quoted
from equipoise.params import load
from equipoise.pricing import (
    Activity,
    Coverage,
    Kind,
    Regime,
    ingest,
    price,
    quietly,
    read_manifest,
    regime,
)
from equipoise.pricing.coding import numbers
from equipoise.samples.activity.nation import Nation
from equipoise.samples.activity.prices import made_up_book
from equipoise.samples.activity.writing import Year, write_activity
from equipoise.units import FinancialYear

YEAR: Final = FinancialYear(2022)
KNOWN_ON: Final = date(2023, 11, 1)
SEED: Final = 7
ENGLAND: Final = 165_000_000
SPELLS: Final = 20_000_000
SMALL: Final = Nation(providers=5, commissioners=3, practices=20, hrgs=40)
MONTHS: Final = 12
FEW: Final = 33_000
"""Records when it is only tried."""
CODED: Final = "coded"
TOTALS: Final = "totals.parquet"
MEMORY: Final = "1GB"
MOST_BYTES: Final = 1_000_000_000
"""What pricing may take, however many records there are."""
REGULAR: Final = ("3", "4")
USED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ADMITTED: (
        *("fault", "month", "provider", "commissioner", "hrg", "best_practice", "specialised"),
        *("unbundled", "admission_method", "classification", "administrative_category"),
        *("length_of_stay", "age"),
    ),
    Kind.OUTPATIENT: (
        *("fault", "month", "provider", "commissioner", "hrg", "treatment_function"),
        *("first_attendance", "attended", "administrative_category", "unbundled"),
    ),
    Kind.EMERGENCY: ("fault", "month", "provider", "commissioner", "hrg", "department_type"),
}
"""The columns that a price depends on."""
Found = Mapping[str, object]


def records_for(spells: int) -> int:
    """Return of how many records in all so many are spells."""
    return -(-spells * ENGLAND // SPELLS)


def make(
    folder: Path,
    records: int,
    *,
    small: bool,
    kinds: Sequence[Kind] = tuple(Kind),
    months: int = MONTHS,
) -> None:
    """Write a year of activity, take in its first months, and keep the coded records alone."""
    year = Year(
        year=YEAR,
        records=FEW if small else records,
        seed=SEED,
        nation=SMALL if small else Nation(),
    )
    raw = folder / "raw"
    written = write_activity(raw, year, kinds=tuple(map(str, kinds)), progress=quietly)
    paths = [path for path in written if _month(path) < (1 if small else months)]
    taken = ingest(paths, folder / CODED, known_on=KNOWN_ON)
    assert taken.activity is not None, "no file is refused"
    shutil.rmtree(raw)


def _month(path: Path) -> int:
    """Return how many months of the year are before that of a file: nil for April."""
    return (int(path.stem[-2:]) - 4) % MONTHS


@cache
def activity_in(folder: Path) -> Activity:
    """Return the coded records of a folder."""
    return read_manifest(folder / CODED)


@cache
def regimes_of(count: int) -> tuple[Regime, ...]:
    """Return so many books of prices, each with prices of its own for the year's records."""
    values = load().exact
    books = (
        made_up_book(YEAR, Nation(), seed=SEED + number, name=f"Prices {number}")
        for number in range(count)
    )
    return tuple(regime(book, values, known_on=KNOWN_ON) for book in books)


def read(folder: Path, *, books: int = 1) -> Path:
    """Read the books and what the codes mean, outside the time."""
    regimes_of(books)
    activity_in(folder)
    return folder


def priced(folder: Path, *, books: int = 1) -> tuple[Coverage, ...]:
    """Price every record as the program does; what it holds of memory is asserted."""
    done = price(activity_in(folder), regimes_of(books), totals_file=folder / TOTALS)
    assert most_bytes() < MOST_BYTES, f"{most_bytes():,} bytes"
    return done.coverage


def priced_records(folder: Path) -> Found:
    """Price under one book, and return how many records there are in all."""
    (found,) = priced(folder)
    return {"records": found.records}


def grouped(folder: Path) -> Found:
    """Return how many records there are in all, by a GROUP BY without pricing, of all files."""
    activity = activity_in(folder)
    with connected(activity.folder, memory=MEMORY) as connection:
        connection.execute(
            "CREATE TABLE found (provider INTEGER, commissioner INTEGER, month INTEGER,"
            " outcome BIGINT, records BIGINT, summed BIGINT)"
        )
        for kind in activity.files:
            outcome = f"CAST(({_point(activity, kind)}) * 64 + {_reason(activity, kind)} AS BIGINT)"
            connection.execute(
                "INSERT INTO found SELECT provider, commissioner, month, outcome, count(*),"
                f" CAST(sum(hrg) AS BIGINT) FROM (SELECT provider, commissioner, month, hrg,"
                f" {outcome} AS outcome FROM {_files(activity, kind)}) AS coded GROUP BY ALL"
            )
        ((records,),) = fetched(connection, "SELECT CAST(sum(records) AS BIGINT) FROM found")
    return {"records": records}


def scanned(folder: Path) -> Found:
    """Return how many records there are in all, once every column that is used is decoded."""
    activity, records = activity_in(folder), 0
    with connected(activity.folder, memory=MEMORY) as connection:
        for kind in activity.files:
            sums = ", ".join(f"sum({name})" for name in USED[kind])
            text = f"SELECT count(*), {sums} FROM {_files(activity, kind)}"
            records += int(fetched(connection, text)[0][0])
    return {"records": records}


def _files(activity: Activity, kind: Kind) -> str:
    listed = ", ".join(quoted(str(path.resolve())) for path in activity.paths(kind))
    return f"read_parquet([{listed}])"


def among(activity: Activity, field: str, *codes: str) -> str:
    """Return SQL for whether a field is one of some codes, or begins so where it ends with `*`."""

    def holds(code: str) -> bool:
        return any(code.startswith(one[:-1]) if one.endswith("*") else code == one for one in codes)

    found = numbers(activity.codes, field, holds=holds)
    return f"{field} IN ({', '.join(map(str, found or (-1,)))})"


def _point(activity: Activity, kind: Kind) -> str:
    """Return SQL for where care was delivered, as a number, from the codes alone."""

    def one(field: str, *codes: str) -> str:
        return among(activity, field, *codes)

    if kind is Kind.ADMITTED:
        return (
            f"CASE WHEN fault > 0 THEN 0 WHEN {one('admission_method', '1*')} THEN"
            f" CASE WHEN {one('classification', '3')} THEN 1"
            f" WHEN {one('classification', '4')} THEN 2"
            f" WHEN {one('classification', '2')} AND length_of_stay = 0 THEN 3 ELSE 4 END"
            f" WHEN {one('admission_method', '3*', '8*')} THEN 5"
            f" WHEN NOT {one('admission_method', '2*')} THEN 6"
            f" WHEN length_of_stay <= 1 THEN 7 ELSE 8 END"
        )
    if kind is Kind.OUTPATIENT:
        return (
            f"CASE WHEN fault > 0 THEN 0 WHEN NOT {one('hrg', 'WF*')} THEN 9"
            f" WHEN {one('first_attendance', '1', '3')} THEN 10 ELSE 11 END"
        )
    return "CASE WHEN fault > 0 THEN 0 ELSE 12 END"


def _reason(activity: Activity, kind: Kind) -> str:
    """Return SQL for why a record has no price, as far as its codes alone say so."""
    tests = [
        ("fault > 0", "40 + fault"),
        ("month NOT BETWEEN 202204 AND 202303", "1"),
        (among(activity, "commissioner", "VPP00*"), "2"),
    ]
    if kind is not Kind.EMERGENCY:
        tests.append((among(activity, "administrative_category", "2", "02"), "2"))
    if kind is Kind.ADMITTED:
        tests.append((among(activity, "classification", *REGULAR), "3"))
    if kind is Kind.OUTPATIENT:
        tests.append((f"NOT {among(activity, 'attended', '5', '6')}", "4"))
    if kind is Kind.EMERGENCY:
        named = among(activity, "department_type", "01", "02", "03", "1", "2", "3")
        tests.append((f"NOT {named}", "5"))
    tests.append((among(activity, "hrg", "UZ*"), "6"))
    return f"CASE {' '.join(f'WHEN {test} THEN {why}' for test, why in tests)} ELSE 0 END"
