"""Contracts as the checks look at them: rows that do not fit, gaps, models, lines of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.checks.check import Place
from equipoise.units import FinancialYear
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """A row of a file that cannot be used, in words. `place` is its row."""

    file: str
    place: str
    found: str
    expected: str
    why: str


@dataclass(frozen=True, kw_only=True)
class BaselineSum:
    """A commissioner's baseline of a point of delivery in a month, and its providers'. Pence."""

    commissioner: str
    of: str
    own: int
    providers: int


@dataclass(frozen=True, kw_only=True)
class ModelOf:
    """What a contract is paid by, what the rule gives, and whether any activity moves it."""

    commissioner: str
    provider: str
    stated: str
    found: str
    why: str
    moves: bool


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A line of a body's plan that a contract implies, and what the plan has there. Pence.

    `planned` is None where the plan has no such line.
    """

    body: str
    name: str
    counterparty: str
    measure: str
    contract: int
    planned: int | None
    place: Reference


@dataclass(frozen=True, kw_only=True)
class ContractBook:
    """What is there to be judged; each tuple is empty where that was not asked."""

    year: FinancialYear
    folder: str
    faults: tuple[RowFault, ...] = ()
    sums: tuple[BaselineSum, ...] = ()
    models: tuple[ModelOf, ...] = ()
    plan: tuple[PlanLine, ...] = ()

    def place(self, name: str, *, body: str, row: str = "", column: str = "") -> Place:
        """Return a place in the folder, by the name of a row."""
        return Place(
            ref=Reference("file", (self.folder, "contracts", name.replace(" ", "-"))),
            organisation=body,
            part="contracts",
            row=row,
            column=column,
        )
