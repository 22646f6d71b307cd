"""A year of made-up activity as Parquet files by month: any size, and the same for one seed.

Every draw is arithmetic on the number of the record and the seed, so that a file does not depend
on how many threads wrote it, nor on the release of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb

from equipoise.cube import connected, quoted
from equipoise.pricing import Progress
from equipoise.samples.activity.nation import Nation
from equipoise.units import FinancialYear

PRIME: Final = 2**31 - 1
"""Draws are whole numbers below this: a product of two fits 64 bits."""
IN_ALL: Final = 165
SHARES: Final[Mapping[str, int]] = {"admitted": 20, "outpatient": 120, "emergency": 25}
"""England's year: 20 million spells, 120 million appointments, 25 million attendances."""
NATION: Final = 165_000_000
MONTHS: Final = 12
FAULTY: Final = 4000
"""Of so many records one has each planted fault."""
SETTINGS: Final = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


@dataclass(frozen=True, kw_only=True)
class Year:
    """What is to be made: a year of so many records, from a seed, with faults or without."""

    year: FinancialYear
    records: int
    seed: int
    nation: Nation = field(default_factory=Nation)
    faults: bool = True

    def rows(self, kind: str) -> int:
        """Return how many records of a kind there are; the kinds come to all of them."""
        if kind == "outpatient":
            return self.records - self.rows("admitted") - self.rows("emergency")
        return self.records * SHARES[kind] // IN_ALL


def write_activity(
    folder: Path, made: Year, *, kinds: tuple[str, ...] = tuple(SHARES), progress: Progress
) -> tuple[Path, ...]:
    """Write a year of activity: a Parquet file for each kind of record and month.

    The names of the columns are those of the declared schema.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    files = [(kind, month) for kind in kinds for month in range(MONTHS)]
    with connected(folder) as connection:
        for name, codes in made.nation.codes.items():
            rows = ", ".join(f"({place}, {quoted(code)})" for place, code in enumerate(codes))
            connection.execute(f"CREATE TABLE {name}_codes (place INTEGER, code VARCHAR)")
            connection.execute(f"INSERT INTO {name}_codes VALUES {rows}")
        for number, (kind, month) in enumerate(files):
            progress("Writing", done=number, of=len(files))
            path = folder / f"{kind}-{_month(made.year, month)}.parquet"
            _write(connection, path, f"{_records(made, kind, month)}")
            written.append(path)
        progress("Writing", done=len(files), of=len(files))
    return tuple(written)


def _write(connection: duckdb.DuckDBPyConnection, path: Path, query: str) -> None:
    connection.execute(f"COPY ({query}) TO {quoted(str(path.resolve()))} {SETTINGS}")


def _month(year: FinancialYear, month: int) -> str:
    calendar = month + 3
    return f"{year.starts_in + calendar // 12}-{calendar % 12 + 1:02}"


@dataclass(frozen=True)
class _Draws:
    """Numbers drawn for a record: `u` is uniform below PRIME, and others are made of it."""

    seed: int

    def u(self, salt: int) -> str:
        """Return SQL for one draw of a record, another for every salt."""
        start = (self.seed * 7_919 + salt * 104_729 + 12_345) % PRIME
        step = (48_271 + 2 * salt) % PRIME
        first = f"((n * {step} + {start}) % {PRIME})"
        return f"(({first} * ({first} + {16_807 + salt * 69_621})) % {PRIME})"

    def below(self, count: int, salt: int) -> str:
        """Return SQL for a whole number below a count, each as likely."""
        return f"CAST({self.u(salt)} * {count} // {PRIME} AS INTEGER)"

    def skewed(self, count: int, salt: int) -> str:
        """Return SQL for a whole number below a count, the small ones likelier."""
        u = self.u(salt)
        return f"CAST(({u} * {u} // {PRIME}) * {count} // {PRIME} AS INTEGER)"


def _records(made: Year, kind: str, month: int) -> str:
    """Return SQL for the records of a month."""
    rows, draws = made.rows(kind), _Draws(made.seed)
    first, last = rows * month // MONTHS, rows * (month + 1) // MONTHS
    starts = f"DATE '{_month(made.year, month)}-01'"
    codes = made.nation
    parts = {
        "provider": draws.skewed(codes.providers, 1),
        "elsewhere": draws.below(100, 2),
        "away": draws.below(codes.commissioners, 3),
        "near": draws.below(max(1, codes.practices // codes.commissioners), 4),
        "on_day": f"CAST({starts} + {draws.below(28, 5)} AS DATE)",
        "fault": draws.below(FAULTY, 6) if made.faults else "-1",
        **dict(_own(kind, made, draws)),
    }
    drawn = ", ".join(f"{value} AS {name}" for name, value in parts.items())
    source = f"SELECT n, {drawn} FROM range({first}, {last}) AS every(n)"
    payer, practice = _who(codes)
    placed = f"SELECT *, {payer} AS payer FROM ({source}) AS drawn"
    joins = {
        "provider": "provider", "commissioner": "payer", "practice": practice, **_JOINS[kind],
    }  # fmt: skip
    joined = " ".join(
        f"LEFT JOIN {table}_codes AS c_{table} ON c_{table}.place = {key}"
        for table, key in joins.items()
    )
    return f"SELECT {_COLUMNS[kind]} FROM ({placed}) AS placed {joined}"


def _who(of: Nation) -> tuple[str, str]:
    """Return SQL for the place of who pays, mostly the provider's own, and of a practice."""
    payer = (
        "CASE WHEN elsewhere < 12 THEN away"
        f" ELSE provider * {of.commissioners} // {of.providers} END"
    )
    first = f"payer * {of.practices} // {of.commissioners}"
    return payer, f"least({first} + near, {of.practices - 1})"


def _own(kind: str, made: Year, draws: _Draws) -> Iterator[tuple[str, str]]:
    """Yield the draws that only one kind of record has."""
    if kind == "admitted":
        yield "hrg", draws.skewed(made.nation.hrgs, 11)
        yield "function", draws.below(60, 12)
        yield "way", draws.below(1000, 13)
        yield "setting", draws.below(100, 14)
        yield (
            "stay",
            f"CAST({draws.skewed(1000, 15)} * {draws.skewed(1000, 16)} // 12000 AS INTEGER)",
        )
        yield "age", draws.below(100, 17)
        yield "flag", f"CASE WHEN {draws.below(100, 18)} < 3 THEN {draws.below(36, 19)} END"
        yield "scan", f"CASE WHEN {draws.below(100, 20)} < 5 THEN {draws.below(3, 21)} END"
        yield "private", draws.below(1000, 22)
    elif kind == "outpatient":
        yield "function", draws.skewed(60, 11)
        yield "seen", draws.below(4, 12)
        yield "procedure", draws.below(100, 13)
        yield "hrg", draws.skewed(made.nation.hrgs, 14)
        yield "came", draws.below(1000, 15)
        yield "private", draws.below(1000, 16)
    else:
        yield "hrg", draws.below(12, 11)
        yield "type", draws.below(100, 12)


_JOINS: Final[Mapping[str, Mapping[str, str]]] = {
    "admitted": {
        "hrg": "hrg", "treatment_function": "function", "specialised": "flag", "unbundled": "scan",
    },
    "outpatient": {"hrg": "hrg", "treatment_function": "function", "attendance_hrg": "seen"},
    "emergency": {"department_hrg": "hrg"},
}  # fmt: skip
_WHO: Final = (
    "c_provider.code AS provider, c_commissioner.code AS commissioner, c_practice.code AS practice"
)
_DAY: Final = "CASE WHEN fault = 1 THEN on_day + 36525 ELSE on_day END"
"""One planted fault is a day a hundred years to come."""
_COLUMNS: Final[Mapping[str, str]] = {
    "admitted": f"""{_WHO},
        CASE WHEN fault = 4 THEN 'UZ01Z' ELSE c_hrg.code END AS hrg,
        c_treatment_function.code AS "treatment function",
        CASE WHEN fault = 3 THEN '77' WHEN way < 400 THEN '11' WHEN way < 520 THEN '12'
            WHEN way < 550 THEN '13' WHEN way < 830 THEN '21' WHEN way < 860 THEN '22'
            WHEN way < 880 THEN '28' WHEN way < 910 THEN '2A' WHEN way < 960 THEN '31'
            ELSE '82' END AS "admission method",
        CASE WHEN way >= 550 THEN '1' WHEN setting < 75 THEN '2' WHEN setting < 95 THEN '1'
            WHEN setting < 99 THEN '3' ELSE '4' END AS classification,
        CAST(CASE WHEN fault = 2 THEN -1 WHEN way < 550 AND setting < 75 THEN 0 ELSE stay END
            AS INTEGER) AS "length of stay",
        age,
        CAST(on_day - CASE WHEN way < 550 AND setting < 75 THEN 0 ELSE stay END AS DATE)
            AS "admitted on",
        {_DAY} AS "discharged on",
        CASE WHEN private < 7 THEN '02' ELSE '01' END AS "administrative category",
        c_specialised.code AS specialised,
        c_unbundled.code AS unbundled""",
    "outpatient": f"""{_WHO},
        CASE WHEN fault = 4 THEN 'UZ01Z' WHEN procedure < 20 THEN c_hrg.code
            ELSE c_attendance_hrg.code END AS hrg,
        c_treatment_function.code AS "treatment function",
        CASE WHEN seen % 2 = 0 THEN '2' ELSE '1' END AS "first attendance",
        CASE WHEN came < 70 THEN '3' WHEN came < 100 THEN '6' ELSE '5' END AS attended,
        {_DAY} AS "attended on",
        CASE WHEN private < 7 THEN '02' ELSE '01' END AS "administrative category\"""",
    "emergency": f"""{_WHO}, c_department_hrg.code AS hrg,
        CASE WHEN type < 65 THEN '01' WHEN type < 67 THEN '02' WHEN type < 99 THEN '03'
            ELSE '04' END AS "department type",
        {_DAY} AS "arrived on\"""",
}
