"""Support as a system writes it down: awards, plans and results by body and quarter; decisions."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import THOUSAND_POUNDS, pence
from equipoise.sources.layout import layout
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence
from equipoise.workings import Support

YEARS: Final = "support_years"
QUARTERS: Final = ("1", "2", "3", "4")
AMOUNT: Final = "an amount in £000, such as 1021.5"
BASES: Final = {"including": Support.WITH, "excluding": Support.WITHOUT}
HELP: Final = {
    "system": "the code of the system",
    "body": "the code of the body",
    "award": "£000: its support of the year, in any of its rows; blank for none",
    "basis": "excluding or including: whether plan and actual count support in",
    "quarter": "1 (April to June) to 4 (January to March)",
    "plan": "£000: what it had to reach from April to the end of the quarter; (9,000) is a deficit",
    "actual": "£000: what it reached; blank while the quarter is to come",
    "met": "access standards met: rtt emergency cancer diagnostics, as many as apply",
    "turnover": "£000: of the year, in any of its rows; may be blank",
    "forecast": "£000: of the year, in any of its rows; may be blank",
}
"""What each column of the file is for."""


@dataclass(frozen=True, kw_only=True)
class SupportRow:
    """One row. Unit: pence; None where it is blank. `stated` is None where no basis is named."""

    system: str
    body: str
    quarter: int
    stated: Support | None
    award: Pence | None
    plan: Pence
    actual: Pence | None
    met: frozenset[str]
    turnover: Pence | None
    forecast: Pence | None
    place: str


@dataclass(frozen=True, kw_only=True)
class SupportYears:
    """The rows that could be read, and what does not fit; `left_out` counts rows that could not."""

    source: str
    rows: tuple[SupportRow, ...]
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0


def support_years(path: Path, *, sheet: str = "") -> SupportYears:
    """Return support by body and quarter from a csv or a sheet of a workbook, in £000.

    Every fault is a misfit, and its row is left out; so is one that stands before.
    """
    table = read_table(path, YEARS, sheet=sheet)
    found: dict[tuple[str, str, str], SupportRow] = {}
    misfits = list(table.misfits)
    left_out = len(table.misfits)
    for row in table.rows:
        faults = list(_faults(table, row))
        key = (row["system"], row["body"], row["quarter"])
        if not faults and key in found:
            why = f"{', '.join(key)} stands in {found[key].place} too"
            faults = [table.misfit(row, found=", ".join(key), expected="written once", why=why)]
        if not faults:
            found[key] = _read(row)
        misfits += faults
        left_out += bool(faults)
    return SupportYears(
        source=path.name, rows=tuple(found.values()), misfits=tuple(misfits), left_out=left_out
    )


def support_template() -> str:
    """Return the text of an empty file: its headings.

    >>> support_template()
    'system,body,award,basis,quarter,plan,actual,met,turnover,forecast\\n'
    """
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerow(layout(YEARS).columns)
    return written.getvalue()


def _read(row: Row) -> SupportRow:
    plan = amount(row["plan"])
    assert plan is not None, "a row is read when it has no fault"
    return SupportRow(
        system=row["system"],
        body=row["body"],
        quarter=int(row["quarter"]),
        stated=BASES.get(row["basis"].lower()),
        award=amount(row["award"]),
        plan=plan,
        actual=amount(row["actual"]),
        met=frozenset(row["met"].lower().split()),
        turnover=amount(row["turnover"]),
        forecast=amount(row["forecast"]),
        place=row.place,
    )


def _faults(table: Table, row: Row) -> Iterator[Misfit]:
    if row["quarter"] not in QUARTERS:
        why = "not a quarter of the year"
        yield table.misfit(row, found=row["quarter"], expected="1 to 4", why=why)
    if row["basis"].lower() not in (*BASES, ""):
        why = "not a reading of support"
        yield table.misfit(row, found=row["basis"], expected=" or ".join(BASES), why=why)
    for name in ("award", "plan", "actual", "turnover", "forecast"):
        found = amount(row[name])
        if row[name] and found is None:
            why = f"{name} is not an amount"
            yield table.misfit(row, found=row[name], expected=AMOUNT, why=why)
        elif name in ("award", "turnover") and found is not None and found < 0:
            why = f"{name} is below nil"
            yield table.misfit(row, found=row[name], expected="nil or more", why=why)


def amount(text: str) -> Pence | None:
    """Return an amount in £000, in pence; None where it is blank or none."""
    return pence(text, per_unit=THOUSAND_POUNDS) if text else None
