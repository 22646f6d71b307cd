"""A ledger of payments over £25,000, as any NHS body publishes it, through a column mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import pence
from equipoise.sources.days import Readings, meant, month_named, order_of, readings
from equipoise.sources.layout import Layout
from equipoise.sources.misfit import Misfit
from equipoise.sources.suppliers import spellings
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

POUND: Final = 100
HYPHEN: Final = re.compile(r"(?<=\w)\?(?=\w)")
"""A hyphen that an export of the ledger turned into a question mark."""


@dataclass(frozen=True, kw_only=True)
class LedgerPayment:
    """One line. `supplier` is as printed, and blank where no name is given. Unit: pence."""

    place: str
    day: date
    supplier: str
    amount: Pence
    area: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PaymentsLedger:
    """The lines that could be read, and what does not fit.

    `spellings` are those of each supplier, under its most common one. `told_by` counts the days
    that could be read in two ways, by what told them apart: the month that the file names, or
    the order of its other days. `hyphens` counts texts with a question mark for a hyphen.
    """

    source: str
    payments: tuple[LedgerPayment, ...]
    spellings: Mapping[str, tuple[str, ...]]
    told_by: Mapping[str, int]
    hyphens: int
    misfits: tuple[Misfit, ...]

    @property
    def unnamed(self) -> tuple[LedgerPayment, ...]:
        """The lines without the name of a supplier."""
        return tuple(payment for payment in self.payments if not payment.supplier)


def payments_ledger(
    path: Path, *, shape: Layout | str = "payments_ledger", sheet: str = ""
) -> PaymentsLedger:
    """Return the payments of a csv, gzipped or not, or of a sheet of a workbook.

    A line whose amount is none, or whose day cannot be told, is left out, and is a misfit.
    """
    table = read_table(path, shape, sheet=sheet)
    misfits = list(table.misfits)
    found = {row.number: readings(row["date"]) for row in table.rows}
    orders = _orders(table.rows, found)
    told_by: dict[str, int] = {}
    payments = []
    for row in table.rows:
        month = month_named(row["month"])
        day, told = meant(found[row.number], month=month, order=orders[row["month"]])
        amount = pence(row["amount"].replace("£", ""), per_unit=POUND)
        if day is None or amount is None:
            misfits.append(_misfit(table, row, found[row.number], amount))
            continue
        if told:
            told_by[told] = told_by.get(told, 0) + 1
        payments.append(
            LedgerPayment(
                place=row.place,
                day=day,
                supplier=_hyphened(row["supplier"]),
                amount=amount,
                area=_hyphened(row["area"]),
                kind=_hyphened(row["kind"]),
            )
        )
    texts = (row[field] for row in table.rows for field in ("supplier", "area", "kind"))
    return PaymentsLedger(
        source=path.name,
        payments=tuple(payments),
        spellings=spellings(payment.supplier for payment in payments if payment.supplier),
        told_by=told_by,
        hyphens=sum(bool(HYPHEN.search(text)) for text in texts),
        misfits=tuple(misfits),
    )


def _orders(rows: Iterable[Row], found: Mapping[int, Readings]) -> Mapping[str, str]:
    """Return the order of the days of each file that went into the ledger."""
    by_file: dict[str, list[Readings]] = {}
    for row in rows:
        by_file.setdefault(row["month"], []).append(found[row.number])
    return {file: order_of(every) for file, every in by_file.items()}


def _misfit(table: Table, row: Row, day: Readings, amount: Pence | None) -> Misfit:
    if amount is None:
        why, expected = "amount is not an amount in £", "an amount, such as 25000.00"
        return table.misfit(row, found=row["amount"], expected=expected, why=why)
    if day.days:
        both: Sequence[str] = [each.isoformat() for each in day.days]
        why = "the day can be read in two ways, and nothing tells which"
        return table.misfit(row, found=row["date"], expected=" or ".join(both), why=why)
    expected = "a day, such as 30/09/2020"
    return table.misfit(row, found=row["date"], expected=expected, why="date is not a day")


def _hyphened(text: str) -> str:
    return HYPHEN.sub("-", text)
