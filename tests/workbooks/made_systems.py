"""Made-up systems: the workbooks of their members together, as the system checks look at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from equipoise.checks import SYSTEM, Line, Outside, Place, SystemCells, line_of
from equipoise.cube import Cell, CellKey, Cells
from equipoise.findings import Finding
from equipoise.params import Parameters
from equipoise.register import Organisation
from equipoise.sheets import Reading
from equipoise.units import FinancialYear
from tests.workbooks.made_plans import KINDS, NAMES, PARAMS, Made, as_read, line, reading_of
from tests.workbooks.planting import CHART, NOWHERE

SYSTEM_CODE: Final = "ZQ1"


def organisation(code: str) -> Organisation:
    return Organisation(
        code=code,
        name=NAMES[code],
        kind=KINDS[code],
        opens_on=None,
        closes_on=None,
        source="made up",
    )


def in_our_form(plan: Made) -> Reading:
    """Return the plan as our own form holds it, written and read again."""
    return reading_of(plan.workbook())


def without_workbook(plan: Made) -> Reading:
    """Return the plan as it is: quicker, for many amounts."""
    return as_read(plan).reading


@dataclass(frozen=True, kw_only=True)
class Together:
    """The plans of the members of one system, and what was decided on top of them.

    Shape: `moves` are of a decision, a body and a line, in pence of the whole year; `systems`
        says of each member how much of it the register counts where; `read` makes of a plan
        what its workbook says; `outside` are plans of other systems' bodies that have returned
        activity.
    """

    plans: tuple[Made, ...]
    moves: Mapping[tuple[str, str, Line], int] = field(default_factory=dict)
    systems: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    params: Parameters = PARAMS
    read: Callable[[Made], Reading] = in_our_form
    outside: tuple[Made, ...] = ()

    @property
    def year(self) -> FinancialYear:
        (year,) = {plan.year for plan in self.plans}
        return FinancialYear(year)

    def deciding(self, decision: str, moves: Mapping[tuple[str, Line], int]) -> Together:
        """Return the system with a decision taken."""
        named = {(decision, body, line): pence for (body, line), pence in moves.items()}
        return replace(self, moves={**self.moves, **named})

    def subject(self, folder: Path) -> SystemCells:
        """Return the system as its checks look at it; its cells lie in the folder."""
        readings = {plan.body: self.read(self._stating(plan)) for plan in self.plans}
        entered = [cell for reading in readings.values() for cell in reading.cells]
        members = {code: organisation(code) for code in readings}
        return SystemCells(
            system=organisation(SYSTEM_CODE),
            members=members,
            year=self.year,
            cells=Cells.write([*entered, *self._moves()], folder / "cells.parquet"),
            chart=CHART,
            layers=("plan", "transfer"),
            place_of=lambda body, whose: _place(readings, body, whose),
            systems=self.systems,
            outside=self._outside(folder / "outside.parquet", members),
        )

    def findings(self, known_on: date | None = None) -> tuple[Finding, ...]:
        """Return all that the system checks say, on the day the year begins."""
        on = known_on or self.year.period.starts_on
        with TemporaryDirectory() as folder:
            return SYSTEM.findings(self.subject(Path(folder)), self.params, known_on=on)

    def _stating(self, plan: Made) -> Made:
        """Return the plan; an ICB's that says nothing of the system states what it comes to."""
        stated = line("system.stated")
        if stated not in plan.filled or stated in plan.values:
            return plan
        whole = (each.months("position.including", each.filled) for each in self.plans)
        return plan.having({stated: [sum(map(sum, whole))]})

    def _outside(self, path: Path, members: Mapping[str, Organisation]) -> Outside:
        entered = [cell for plan in self.outside for cell in self.read(plan).cells]
        mine = [cell for cell in entered if cell.key.counterparty in members]
        bodies = {plan.body: organisation(plan.body) for plan in self.outside}
        return Outside(bodies=bodies, cells=Cells.write(mine, path) if bodies else None)

    def _moves(self) -> list[Cell]:
        return [
            Cell(
                key=CellKey(
                    organisation=body,
                    counterparty=counterparty,
                    measure=measure,
                    period=self.year.month(1),
                    item=item,
                    layer=f"transfer.{decision}",
                ),
                value=pence,
                source=NOWHERE,
            )
            for (decision, body, (measure, counterparty, item)), pence in self.moves.items()
        ]


def _place(readings: Mapping[str, Reading], body: str, line: Line) -> Place | None:
    reading = readings[body]
    year = reading.year.period
    entered = (
        cell.source
        for cell in reading.cells
        if cell.key.period == year and line_of(cell.key) == line
    )
    ref = reading.place(*line) or next(entered, None)
    row, column = reading.words.get(str(ref), ("", "")) if ref else ("", "")
    part = CHART.get(line[0], KINDS[body]).part
    return Place(ref=ref, organisation=body, part=part, row=row, column=column) if ref else None
