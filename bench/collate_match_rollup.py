"""Collate, match and roll up the plans of 42 systems: 8.64 million cells.

300 bodies have 400 lines each, by month, for two years, as plan, forecast and actual; a file of
cells for each body, as a return is kept. Ours opens a system's files as one set of cells, in which
no key may be twice, sums its lines by year and by month, and compares both sides of every contract
of England. The peer is SQLite: all cells in one table, with an index on the key that makes it the
only one, and one on the parts that are asked for; both are made before, outside the time, so that
the peer pays for no search for keys that are twice, and ours does.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from bench.measuring import Timing, answer
from equipoise.cube import Cells, connected, fetched, quoted
from equipoise.cube.files import COLUMNS, dated, write_file
from equipoise.params import load
from equipoise.rules.balance import Contracts, Pair, PairKey, mismatch
from equipoise.units import FinancialYear

SYSTEMS: Final = 42
BODIES: Final = 300
CELLS_OF_A_BODY: Final = 400 * 12 * 2 * 3
"""Lines, months, years and layers."""
YEAR: Final = FinancialYear(2023)
INCOME: Final = "income.patient_care"
SPEND: Final = "spend.healthcare"
CELLS: Final = "cells"
"""The folder of the files, one for each body and named with its system, as in a store."""
DATABASE: Final = "cells.sqlite3"
KNOWN_ON: Final = date(2023, 5, 4)
LEVELS: Final = (
    ("measure", "year", "layer"),
    ("year", "period", "layer"),
    ("organisation", "year", "layer"),
)
"""What the cells of a system are summed by."""

BODY: Final = """
INSERT INTO written SELECT code, counterparty, measure, starts_on,
    CAST(starts_on + INTERVAL 1 MONTH AS DATE), '', layer,
    CASE WHEN absent THEN NULL WHEN counterparty = '-' THEN own ELSE agreed + differs END,
    CASE WHEN absent THEN 'missing' END,
    'file:' || code || '/Return/' || n
FROM (
    SELECT '{code}' AS code, n,
        CAST(DATE '2023-04-01' + to_months(CAST(n % 24 AS INTEGER)) AS DATE) AS starts_on,
        ['plan', 'forecast', 'actual'][n // 24 % 3 + 1] AS layer,
        n // 72 AS line, {number} AS number,
        n // 72 < {contracts} AS named,
        CASE WHEN named THEN format('{other}', line + {first}) ELSE '-' END AS counterparty,
        CASE WHEN named THEN '{measure}' ELSE format('line.{{:03}}', line) END AS measure,
        least(number, line + {first}) AS payer, greatest(number, line + {first}) AS paid,
        (payer * 1000003 + paid * 7919 + n % 72 * 31) % 90000000 + 1000 AS agreed,
        CASE WHEN '{measure}' = '{income}' AND (payer * 31 + paid) % 97 = 0
            THEN 250000 ELSE 0 END AS differs,
        (n * 7919 + number * 104729) % 1000000007 - 500000000 AS own,
        NOT named AND (n + number) % 997 = 0 AS absent
    FROM range({cells}) AS every(n)
)
"""
OF_A_CELL: Final = "organisation, counterparty, measure, year, period, item, layer, value, absence"
TABLE: Final = """
CREATE TABLE cells (
    system INTEGER, organisation TEXT, counterparty TEXT, measure TEXT, year TEXT, period TEXT,
    item TEXT, layer TEXT, value INTEGER, absence TEXT,
    PRIMARY KEY (organisation, counterparty, measure, year, period, item, layer)
) WITHOUT ROWID
"""
INDEX: Final = "CREATE INDEX asked ON cells (measure, year, layer, system)"
CONTRACTS: Final = """
WITH sides AS (
    SELECT organisation, counterparty, measure, sum(value) AS value FROM cells
    WHERE measure IN (?, ?) AND year = ? AND layer = 'plan'
    GROUP BY organisation, counterparty, measure
)
SELECT i.organisation, i.counterparty, i.value, s.value FROM sides AS i
JOIN sides AS s ON s.organisation = i.counterparty AND s.counterparty = i.organisation
WHERE i.measure = ? AND s.measure = ?
"""


def body(number: int, systems: int) -> str:
    """Return the code of a body: a commissioner for each system, then providers."""
    return f"{'Q' if number < systems else 'R'}{number:03}"


def prepare(folder: Path, small: bool) -> None:
    """Write a file of cells for each body, and the table of SQLite; 5 bodies, when small."""
    systems, bodies = (2, 5) if small else (SYSTEMS, BODIES)
    (folder / CELLS).mkdir()
    with connected(folder) as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        for number in range(bodies):
            pays = number < systems
            connection.execute(f"CREATE OR REPLACE TABLE written ({columns})")
            connection.execute(
                BODY.format(
                    code=body(number, systems), number=number, cells=CELLS_OF_A_BODY,
                    contracts=bodies - systems if pays else systems,
                    first=systems if pays else 0, other="R{:03}" if pays else "Q{:03}",
                    measure=SPEND if pays else INCOME, income=INCOME,
                )
            )  # fmt: skip
            name = f"{body(number, systems)}.{number % systems}"
            write_file(connection, folder / CELLS / name)
    _fill(folder)


def _fill(folder: Path) -> None:
    """Copy every file of cells into SQLite, in the order of the key, which is the only one."""
    with sqlite3.connect(folder / DATABASE) as database, connected(folder / CELLS) as cells:
        database.execute(TABLE)
        for path in sorted((folder / CELLS).iterdir()):
            source = dated(f"read_parquet({quoted(str(path))})")
            rows = fetched(cells, f"SELECT {_system(path)}, {OF_A_CELL} FROM ({source})")
            database.executemany(f"INSERT INTO cells VALUES ({', '.join('?' * 10)})", rows)
        database.execute(INDEX)
        database.execute("ANALYZE")


def _system(path: Path) -> int:
    return int(path.suffix[1:])


def equipoise(folder: Path) -> Mapping[str, object]:
    """Return a digest of every sum, and what the contracts come to, through the cube."""
    every = sorted((folder / CELLS).iterdir(), key=_system)
    sums = []
    for number, files in groupby(every, key=_system):
        cells = Cells(*files)
        for found in cells.levels(LEVELS):
            for key, total in found.items():
                absent = sum(total.absent.values())
                sums.append((number, *key, total.value, total.count, absent))
    contracts = Cells(*every, only={"measure": (INCOME, SPEND)})
    found = contracts.totals(
        ("organisation", "counterparty", "measure"),
        measure=(INCOME, SPEND), year=YEAR.code, layer="plan",
    )  # fmt: skip
    sides = [
        (PairKey(body, other), Fraction(total.value))
        for (body, other, measure), total in found.items()
        if measure == SPEND
    ]
    pairs = {
        key: Pair(income=Fraction(found[key.provider, key.commissioner, INCOME].value), spend=spend)
        for key, spend in sides
    }
    matched = mismatch(Contracts(period=YEAR.period, pairs=pairs), load().exact, known_on=KNOWN_ON)
    return {
        "sums": len(sums),
        "digest": _digest(sums),
        "pairs": len(pairs),
        "net": int(matched.net),
        "gross": int(matched.gross),
        "matched": int(matched.matched),
        "by provider": _digest((code, int(net)) for code, net in matched.by_provider.items()),
    }


def sqlite(folder: Path) -> Mapping[str, object]:
    """Return the same, asked of SQLite."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        sums: list[tuple[object, ...]] = []
        for by in LEVELS:
            parts = ", ".join(by)
            sums += database.execute(
                f"SELECT system, {parts}, coalesce(sum(value), 0), count(*), count(absence)"
                f" FROM cells GROUP BY system, {parts}"
            )
        pairs = database.execute(CONTRACTS, (INCOME, SPEND, YEAR.code, INCOME, SPEND)).fetchall()
    nets: dict[str, int] = {}
    for provider, _, income, spend in pairs:
        nets[provider] = nets.get(provider, 0) + income - spend
    return {
        "sums": len(sums),
        "digest": _digest(sums),
        "pairs": len(pairs),
        "net": sum(nets.values()),
        "gross": sum(abs(income - spend) for _, _, income, spend in pairs),
        "matched": sum(min(income, spend) for _, _, income, spend in pairs),
        "by provider": _digest(nets.items()),
    }


def _digest(rows: Iterable[Iterable[object]]) -> str:
    """Return the sha-256 of the rows in order, each once."""
    lines = sorted("\t".join(map(str, row)) for row in rows)
    return sha256("\n".join(lines).encode()).hexdigest()


TIMING: Final = Timing(
    title="8.64 million cells collated, matched and rolled up",
    prepare=prepare,
    ways={"equipoise": equipoise, "SQLite": sqlite},
    gate=10,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
