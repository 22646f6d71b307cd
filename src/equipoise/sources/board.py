"""The national position as put to the board: lines, and whether they add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import number, pence
from equipoise.sources.identities import Identity, summed
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Absence, FinancialYear, Pence, Period, nearest

MILLION_POUNDS: Final = 100_000_000
"""The files print millions of pounds."""
LINES_FILE: Final = "nhse_board_financial_position.csv"
VARIANCES_FILE: Final = "hsj_m5_2022_23_icb_variances.csv"
FACTS_FILE: Final = "published_system_facts.csv"
COLUMNS: Final = ("plan", "outturn", "variance")


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One line of a board table. `outturn` is the actual of a YTD line, else the forecast.

    `role` is net for systems, component for what they are made of, other for the rest. Spend is
    positive, provider income negative; an underspend is a positive variance.

    Unit: pence
    """

    year: FinancialYear
    month: Period
    basis: str
    line: str
    role: str
    allocation: Pence | Absence
    plan: Pence
    outturn: Pence
    variance: Pence
    percent: Fraction | Absence
    place: str

    @property
    def title(self) -> str:
        """The table the line is in: year, month and basis."""
        return f"{self.year} {self.month.code} {self.basis}"

    @property
    def planned_position(self) -> Pence | Absence:
        """Allocation less plan: below nil is a planned deficit."""
        if isinstance(self.allocation, Absence):
            return self.allocation
        return Pence(self.allocation - self.plan)


@dataclass(frozen=True, kw_only=True)
class SystemVariance:
    """Where a system stood against its plan; surplus and favourable are positive.

    Unit: pence
    """

    name: str
    position: Pence
    variance: Pence

    @property
    def plan(self) -> Pence:
        """The plan that the two figures imply: position less variance."""
        return Pence(self.position - self.variance)


@dataclass(frozen=True, kw_only=True)
class SystemFact:
    """One dated, cited figure, in its own unit."""

    year: FinancialYear
    as_at: str
    fact: str
    value: Fraction
    unit: str
    source: str


@dataclass(frozen=True, kw_only=True)
class BoardTables:
    """Everything in the folder; every difference is a misfit, also one that rounding explains."""

    lines: tuple[BoardLine, ...]
    identities: tuple[Identity, ...]
    variances: tuple[SystemVariance, ...]
    facts: tuple[SystemFact, ...]
    misfits: tuple[Misfit, ...]

    @property
    def reconciles(self) -> bool:
        """Whether rounding alone explains every difference."""
        return all(identity.holds for identity in self.identities)

    def line(self, year: FinancialYear, month: int, *, basis: str, line: str) -> BoardLine | None:
        """Return one line of one table; None when it is not there."""
        wanted = (year.month(month), basis, line)
        return next((one for one in self.lines if (one.month, one.basis, one.line) == wanted), None)


def board_tables(folder: Path) -> BoardTables:
    """Return the board tables in a folder, checked.

    The identities are: variance is plan less outturn; systems are ICBs and provider
    expenditure and (negative) provider income; the printed percentage is that of the plan.
    """
    printed = read_table(folder / LINES_FILE, "board_lines")
    lines, misfits = _lines(printed)
    rounded_to = Pence(printed.layout.rounded_to_pence)
    identities = (*_variances(lines, rounded_to), *_systems(lines, rounded_to))
    misfits += [_misfit(printed.source, identity) for identity in identities if not identity.exact]
    misfits += _percentages(printed.source, lines)
    positions, strange = _positions(folder / VARIANCES_FILE)
    facts, unread = _facts(folder / FACTS_FILE)
    return BoardTables(
        lines=tuple(lines),
        identities=identities,
        variances=tuple(positions),
        facts=tuple(facts),
        misfits=(
            *printed.misfits,
            *misfits,
            *strange,
            *unread,
        ),
    )


def _lines(table: Table) -> tuple[list[BoardLine], list[Misfit]]:
    lines: list[BoardLine] = []
    misfits: list[Misfit] = []
    for row in table.rows:
        line = _line(row)
        if line is None:
            found = ", ".join(row.texts.values())
            why = "not a line of a board table"
            misfits.append(table.misfit(row, found=found, expected="month, amounts", why=why))
        else:
            lines.append(line)
    return lines, misfits


def _line(row: Row) -> BoardLine | None:
    period = re.fullmatch(r"(\d{4}/\d\d) M(1[0-2]|[1-9])", row["period"], re.ASCII)
    amounts = {column: pence(row[column], per_unit=MILLION_POUNDS) for column in COLUMNS}
    known = {column: amount for column, amount in amounts.items() if amount is not None}
    if period is None or len(known) < len(COLUMNS):
        return None
    year = FinancialYear.parse(period[1])
    allocation = pence(row["allocation"], per_unit=MILLION_POUNDS)
    percent = number(row["percent"])
    return BoardLine(
        year=year,
        month=year.month(int(period[2])),
        basis=row["basis"],
        line=row["line"],
        role=row["sign"],
        allocation=Absence.MISSING if allocation is None else allocation,
        percent=Absence.MISSING if percent is None else percent,
        place=row.place,
        **known,
    )


def _variances(lines: Iterable[BoardLine], rounded_to: Pence) -> Iterator[Identity]:
    for line in lines:
        name = f"{line.title}: variance of {line.line} is plan less outturn"
        parts = [line.plan, Pence(-line.outturn)]
        yield summed(name, line.variance, parts=parts, rounded_to=rounded_to)


def _systems(lines: Iterable[BoardLine], rounded_to: Pence) -> Iterator[Identity]:
    for title, inside in groupby(lines, key=lambda line: line.title):
        listed = list(inside)
        parts = [line for line in listed if line.role == "component"]
        for net in (line for line in listed if line.role == "net" and parts):
            for column in COLUMNS:
                yield summed(
                    f"{title}: {column} of {net.line} is the sum of its parts",
                    getattr(net, column),
                    parts=[getattr(part, column) for part in parts],
                    rounded_to=rounded_to,
                )


def _percentages(source: str, lines: Iterable[BoardLine]) -> Iterator[Misfit]:
    for line in lines:
        if isinstance(line.percent, Absence):
            continue
        tenths = nearest(1000 * abs(line.variance), abs(line.plan))
        if tenths != 10 * line.percent:
            yield Misfit(
                source=source,
                place=f"{line.title}: {line.line}",
                found=f"{line.percent}%",
                expected=f"{Fraction(tenths, 10)}%",
                why="the percentage is not that of the plan",
            )


def _misfit(source: str, identity: Identity) -> Misfit:
    why = "rounding explains it" if identity.holds else "more than rounding explains"
    return Misfit(
        source=source,
        place=identity.name,
        found=f"{identity.printed} pence",
        expected=f"{identity.computed} pence",
        why=f"does not add up by {identity.difference} pence; {why}",
    )


def _positions(path: Path) -> tuple[list[SystemVariance], list[Misfit]]:
    if not path.exists():
        return [], []
    table = read_table(path, "system_variances")
    positions: list[SystemVariance] = []
    misfits = list(table.misfits)
    for row in table.rows:
        position, variance = (
            pence(row[field], per_unit=MILLION_POUNDS) for field in ("position", "variance")
        )
        if position is None or variance is None:
            found = f"{row['position']}, {row['variance']}"
            why = f"no amount for {row['name']}"
            misfits.append(table.misfit(row, found=found, expected="two amounts", why=why))
        else:
            positions.append(SystemVariance(name=row["name"], position=position, variance=variance))
    return positions, misfits


def _facts(path: Path) -> tuple[list[SystemFact], list[Misfit]]:
    if not path.exists():
        return [], []
    table = read_table(path, "system_facts")
    facts: list[SystemFact] = []
    misfits = list(table.misfits)
    for row in table.rows:
        value = number(row["value"])
        if value is None:
            why = f"no number for {row['fact']}"
            misfits.append(table.misfit(row, found=row["value"], expected="a number", why=why))
        else:
            facts.append(
                SystemFact(
                    year=FinancialYear.parse(row["year"]),
                    as_at=row["as_at"],
                    fact=row["fact"],
                    value=value,
                    unit=row["unit"],
                    source=row["source"],
                )
            )
    return facts, misfits
