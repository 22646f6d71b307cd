"""Elective care as a system or the nation writes it down: baselines and actual values by month."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import THOUSAND_POUNDS, number, pence
from equipoise.sources.layout import layout
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

CARE: Final = "elective_care"
SYSTEMS: Final = "elective_systems"
MONTH: Final = re.compile(r"M?0?([1-9]|1[0-2])", re.ASCII)
AMOUNT: Final = "an amount in £000, such as 1021.5"
PODS: Final = {
    "EL": "Ordinary elective",
    "DC": "Day case",
    "OPPROC": "Outpatient procedure",
    "OPFA": "First outpatient attendance",
    "OPFU": "Follow-up outpatient attendance",
    "RTT": "Completed pathway (clock stop)",
}
"""Points of delivery that schemes know."""
HELP: Final = {
    "system": "the code of the system or commissioner whose care it is",
    "provider": "the code of the trust or other provider that gives it",
    "month": "1 (April) to 12 (March), or M01 to M12",
    "pod": ", ".join(f"{code} ({words.lower()})" for code, words in PODS.items()),
    "baseline": "£000: the same month of 2019/20 at this year's prices",
    "actual": "£000: what was delivered, at the same prices; blank while the month is to come",
    "forecast": "£000: the provider's own forecast, needed for months 10 to 12 of 2024/25 alone",
}
"""What each column of the file is for."""


@dataclass(frozen=True, kw_only=True)
class CareRow:
    """One row: elective care of a system at a provider. Unit: pence; None where it is blank.

    `place_actual` is where the actual value stands, where that is not beside the baseline.
    """

    system: str
    provider: str
    month: int
    pod: str
    baseline: Pence
    actual: Pence | None
    forecast: Pence | None
    place: str
    place_actual: str = ""

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What the row is of: once in a file."""
        return self.system, self.provider, self.month, self.pod


@dataclass(frozen=True, kw_only=True)
class ElectiveCare:
    """The rows that could be read, and what does not fit; `left_out` counts rows that could not."""

    source: str
    rows: tuple[CareRow, ...]
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class SystemLimit:
    """A system's fund as first allocated, and its own target as a ratio; None where blank."""

    fund: Pence | None
    target: Fraction | None
    place: str


@dataclass(frozen=True, kw_only=True)
class ElectiveSystems:
    """What limits each system's adjustment, and what does not fit."""

    source: str
    limits: Mapping[str, SystemLimit]
    misfits: tuple[Misfit, ...] = ()


def elective_care(path: Path, *, sheet: str = "") -> ElectiveCare:
    """Return elective care from a csv or a sheet of a workbook, in £000.

    Every fault is a misfit. A row with a month, a point of delivery or an amount that is none is
    left out, and so is one that stands before; a heading that no column has is told.
    """
    table = read_table(path, CARE, sheet=sheet)
    found: dict[tuple[str, str, int, str], CareRow] = {}
    misfits = list(table.misfits)
    left_out = len(table.misfits)
    for row in table.rows:
        faults = _faults(table, row)
        read = None if faults else _care(row)
        if read is not None and read.key in found:
            of = ", ".join(map(str, read.key))
            why = f"{of} stands in {found[read.key].place} too"
            faults = [table.misfit(row, found=of, expected="written once", why=why)]
        elif read is not None:
            found[read.key] = read
        misfits += faults
        left_out += bool(faults)
    misfits += _unread(table)
    return ElectiveCare(
        source=path.name, rows=tuple(found.values()), misfits=tuple(misfits), left_out=left_out
    )


def elective_systems(path: Path) -> ElectiveSystems:
    """Return what limits each system, from a csv of system, and fund (£000) or target (%) or both.

    A row whose fund or target is nonsense is left out, and so is one of a system that stood before.
    """
    table = read_table(path, SYSTEMS)
    misfits = [*table.misfits, *_unread(table)]
    found: dict[str, SystemLimit] = {}
    for row in table.rows:
        fund = pence(row["fund"], per_unit=THOUSAND_POUNDS)
        target = number(row["target"].removesuffix("%"))
        faults = []
        if row["fund"] and (fund is None or fund < 0):
            why = "the fund is not an amount of nil or more"
            faults.append(table.misfit(row, found=row["fund"], expected=AMOUNT, why=why))
        if row["target"] and (target is None or target <= 0):
            why = "the target is not a percentage"
            faults.append(table.misfit(row, found=row["target"], expected="such as 107", why=why))
        misfits += faults
        if not faults and row["system"] not in found:
            found[row["system"]] = SystemLimit(
                fund=fund, target=None if target is None else target / 100, place=row.place
            )
    return ElectiveSystems(source=path.name, limits=found, misfits=tuple(misfits))


def elective_template() -> str:
    """Return the text of an empty file: its headings.

    >>> elective_template()
    'system,provider,month,pod,baseline,actual,forecast\\n'
    """
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerow(layout(CARE).columns)
    return written.getvalue()


def _care(row: Row) -> CareRow:
    month = MONTH.fullmatch(row["month"])
    baseline = _amount(row["baseline"])
    assert month is not None, "a row is read when it has no fault"
    assert baseline is not None, "a row is read when it has no fault"
    return CareRow(
        system=row["system"],
        provider=row["provider"],
        month=int(month[1]),
        pod=row["pod"],
        baseline=baseline,
        actual=_amount(row["actual"]),
        forecast=_amount(row["forecast"]),
        place=row.place,
    )


def _faults(table: Table, row: Row) -> list[Misfit]:
    faults = []
    if not MONTH.fullmatch(row["month"]):
        why, expected = "month is not a month of the year", "1 (April) to 12 (March)"
        faults.append(table.misfit(row, found=row["month"], expected=expected, why=why))
    if row["pod"] not in PODS:
        why, expected = "no point of delivery that schemes know", " or ".join(PODS)
        faults.append(table.misfit(row, found=row["pod"], expected=expected, why=why))
    if not row["baseline"]:
        faults.append(table.misfit(row, found="", expected=AMOUNT, why="baseline is blank"))
    for name in ("baseline", "actual", "forecast"):
        amount = _amount(row[name])
        if row[name] and amount is None:
            why = f"{name} is not an amount"
            faults.append(table.misfit(row, found=row[name], expected=AMOUNT, why=why))
        elif amount is not None and amount < 0:
            why = f"{name} is below nil"
            faults.append(table.misfit(row, found=row[name], expected="nil or more", why=why))
    return faults


def _unread(table: Table) -> list[Misfit]:
    """Return a misfit for each heading that stands for nothing: what is beneath it is not read."""
    return [
        Misfit(
            source=table.source,
            place="heading",
            found=heading,
            expected=", ".join(table.layout.columns),
            why="no column of that name is known: what is beneath it is not read",
        )
        for heading in table.unread
    ]


def _amount(text: str) -> Pence | None:
    return pence(text, per_unit=THOUSAND_POUNDS) if text else None
