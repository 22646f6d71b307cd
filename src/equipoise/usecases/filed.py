"""A file of rows about support, asked of a rule: amounts as figures that name their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.sources import FundFile, FundRow
from equipoise.units import PENCE, RATIO, FinancialYear
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Reference, Stage, Support, given

AS_STATED: Final = ("control_total", "plan", "first_offered")
"""Columns that count support in or leave it out, as the row says."""
BEFORE_SUPPORT: Final = "position"
"""A column that leaves support out, whatever the row says of its control total."""


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A file of rows, its year, and the day whose knowledge of the rules counts.

    `model` admits what was suspended or only proposed by then: a model, and no plan.
    """

    file: FundFile
    year: FinancialYear
    params: Parameters
    known_on: date
    model: bool = False

    @property
    def values(self) -> Parameters:
        """The parameters: with suspended ones for a model."""
        return self.params.admitting("suspended") if self.model else self.params

    def rows(self, key: str) -> Mapping[str, FundRow]:
        """Return the rows by the text of a column.

        Raises: RefusedError for a file of which no row could be read.
        """
        if not self.file.rows:
            wrong = f" {self.file.misfits[0]}." if self.file.misfits else ""
            raise RefusedError(
                f"{self.file.source} has no row that can be read.{wrong}",
                "Each command's --help names the columns of its file.",
            )
        return {row.texts[key]: row for row in self.file.rows}

    def basis(self, *, stage: Stage = Stage.PLAN, support: Support | None = None) -> Basis:
        """Return the basis of an amount of the file."""
        return Basis(period=self.year.period, unit=PENCE, stage=stage, support=support)

    def amount(
        self, row: FundRow, column: str, *, stage: Stage = Stage.PLAN, whose: str = "body"
    ) -> Figure:
        """Return an amount of a row, nil where it is blank, with its place in the file."""
        reading = row.stated if column in AS_STATED else None
        if column == BEFORE_SUPPORT:
            reading = Support.WITHOUT
        ref = Reference("file", (self.file.source, row.place.replace(" ", "-"), column))
        name = f"{column.replace('_', ' ').capitalize()}, {row.texts[whose]}"
        pence = row.amounts.get(column, 0)
        return given(pence, self.basis(stage=stage, support=reading), ref, name=name)

    def optional(self, row: FundRow, column: str, *, stage: Stage = Stage.PLAN) -> Figure | None:
        """Return an amount of a row; None where it is blank."""
        return self.amount(row, column, stage=stage) if column in row.amounts else None

    def ratio(self, row: FundRow, column: str) -> Figure | None:
        """Return a ratio of a row; None where it is blank."""
        if column not in row.ratios:
            return None
        ref = Reference("file", (self.file.source, row.place.replace(" ", "-"), column))
        basis = Basis(period=self.year.period, unit=RATIO)
        return given(row.ratios[column], basis, ref, name=f"{column.capitalize()}")

    @property
    def adds_up(self) -> bool | None:
        """False while a row could not be read."""
        return False if self.file.left_out else None
