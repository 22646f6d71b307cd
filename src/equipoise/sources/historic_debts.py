"""Historic debt as a body writes it down: what it began with, and every entry since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.params import PROPOSED
from equipoise.sources.misfit import Misfit
from equipoise.sources.support_years import AMOUNT, amount
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import FinancialYear, Pence

DEBTS: Final = "historic_debts"
OPENING: Final = "opening"
ENTRIES: Final = (OPENING, "added", "repaid", "written off", "converted", "reinstated")
AGREED: Final = "agreed"
STATUSES: Final = (AGREED, PROPOSED)


@dataclass(frozen=True, kw_only=True)
class DebtRow:
    """One entry. Unit: pence. `allocation` and `interest` are what its rule is tested with.

    `status` says whether it is agreed or only proposed.
    """

    body: str
    year: FinancialYear
    entry: str
    amount: Pence
    reason: str
    allocation: Pence | None
    interest: Pence | None
    place: str
    status: str = AGREED


@dataclass(frozen=True, kw_only=True)
class HistoricDebts:
    """The rows that could be read, and what does not fit; `left_out` counts rows that could not."""

    source: str
    rows: tuple[DebtRow, ...]
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0


def historic_debts(path: Path, *, sheet: str = "") -> HistoricDebts:
    """Return entries of historic debt from a csv or a sheet of a workbook, in £000."""
    table = read_table(path, DEBTS, sheet=sheet)
    misfits = list(table.misfits)
    left_out = len(table.misfits)
    rows: list[DebtRow] = []
    for row in table.rows:
        faults = list(_faults(table, row))
        misfits += faults
        left_out += bool(faults)
        if not faults:
            rows.append(_read(row))
    return HistoricDebts(
        source=path.name, rows=tuple(rows), misfits=tuple(misfits), left_out=left_out
    )


def _read(row: Row) -> DebtRow:
    found = amount(row["amount"])
    assert found is not None, "a row is read when it has no fault"
    return DebtRow(
        body=row["body"],
        year=FinancialYear.parse(row["year"]),
        entry=row["entry"].lower(),
        amount=found,
        reason=row["reason"],
        allocation=amount(row["allocation"]),
        interest=amount(row["interest"]),
        place=row.place,
        status=row["status"].lower() or AGREED,
    )


def _faults(table: Table, row: Row) -> Iterator[Misfit]:
    if row["entry"].lower() not in ENTRIES:
        why = "no such entry of a debt"
        yield table.misfit(row, found=row["entry"], expected=", ".join(ENTRIES), why=why)
    if row["status"] and row["status"].lower() not in STATUSES:
        why = "an entry is agreed or proposed"
        yield table.misfit(row, found=row["status"], expected=", ".join(STATUSES), why=why)
    for name in ("amount", "allocation", "interest"):
        found = amount(row[name])
        if row[name] and (found is None or found < 0):
            why = f"{name} is not an amount of nil or more"
            yield table.misfit(row, found=row[name], expected=AMOUNT, why=why)
