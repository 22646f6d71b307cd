"""Best practice cases of contracts: how many were expected and counted, and the two prices."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import number, pence
from equipoise.sources.elective_care import MONTH
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

BEST_PRACTICE: Final = "best_practice.csv"
POUND: Final = 100
Key = tuple[str, str, str, int]


@dataclass(frozen=True, kw_only=True)
class BestPracticeCases:
    """A month of one best practice tariff of a contract. Unit: cases; pence for one."""

    commissioner: str
    provider: str
    tariff: str
    month: int
    expected: int
    actual: int
    price: Pence
    unit_price: Pence
    place: str

    @property
    def pair(self) -> tuple[str, str]:
        """Commissioner and provider."""
        return self.commissioner, self.provider


def best_practice_cases(
    path: Path, contracts: Container[tuple[str, str]]
) -> tuple[tuple[BestPracticeCases, ...], tuple[Misfit, ...]]:
    """Return the cases in a file, and what does not fit: that row is left out.

    A tariff stands once in a month of a contract, which must be one of `contracts`.
    """
    table = read_table(path, "best_practice_cases")
    found: dict[Key, BestPracticeCases] = {}
    misfits = list(table.misfits)
    for row in table.rows:
        faults = _faults(table, row, contracts)
        read = None if faults else _cases(row)
        if read is not None:
            key = (*read.pair, read.tariff, read.month)
            first = found.setdefault(key, read)
            if first is not read:
                of = " ".join(map(str, key))
                why = f"{of} stands in {first.place} too"
                faults = [table.misfit(row, found=of, expected="once", why=why)]
        misfits += faults
    return tuple(found.values()), tuple(misfits)


def _faults(table: Table, row: Row, contracts: Container[tuple[str, str]]) -> list[Misfit]:
    faults = []
    if (row["commissioner"], row["provider"]) not in contracts:
        of = f"{row['commissioner']} with {row['provider']}"
        expected = "a row in contracts.csv"
        faults.append(table.misfit(row, found=of, expected=expected, why="no such contract"))
    if not MONTH.fullmatch(row["month"]):
        why, expected = "month is not a month of the year", "1 (April) to 12 (March)"
        faults.append(table.misfit(row, found=row["month"], expected=expected, why=why))
    for column in ("expected", "actual"):
        if _whole(row[column]) is None:
            why = f"{column} is not a number of cases"
            faults.append(table.misfit(row, found=row[column], expected="such as 80", why=why))
    for column in ("price", "unit_price"):
        if (amount := pence(row[column], per_unit=POUND)) is None or amount < 0:
            why = f"{column} is not a price in £"
            faults.append(table.misfit(row, found=row[column], expected="such as 1335", why=why))
    return faults


def _whole(text: str) -> int | None:
    found = number(text)
    return None if found is None or found < 0 or found.denominator != 1 else int(found)


def _cases(row: Row) -> BestPracticeCases:
    month = MONTH.fullmatch(row["month"])
    assert month is not None, "a row is read when it has no fault"
    expected, actual = (_whole(row[column]) for column in ("expected", "actual"))
    price, unit_price = (pence(row[column], per_unit=POUND) for column in ("price", "unit_price"))
    assert expected is not None, "a row is read when it has no fault"
    assert actual is not None, "a row is read when it has no fault"
    assert price is not None, "a row is read when it has no fault"
    assert unit_price is not None, "a row is read when it has no fault"
    return BestPracticeCases(
        commissioner=row["commissioner"],
        provider=row["provider"],
        tariff=row["tariff"],
        month=int(month[1]),
        expected=expected,
        actual=actual,
        price=price,
        unit_price=unit_price,
        place=row.place,
    )
