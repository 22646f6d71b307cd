"""What a table is made of: rows of figures, each with a name that references use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from equipoise.units import Absence
from equipoise.usecases.statement import Statement
from equipoise.workings import Figure, Reference

Told = Figure | Absence | None
"""A figure; why there is none; or None where the question does not arise."""
SYSTEM = "system"
"""Stands for the system as a whole where a row has no body."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row: what it is of, what is said of it, and its figures by column.

    `key` names the row in references: a body or `system` first, then the line, if any.
    """

    key: str
    words: Mapping[str, str]
    figures: Mapping[str, Told]
    is_total: bool = False

    @property
    def body(self) -> str:
        """The body the row is of, or `system`."""
        return self.key.partition("/")[0]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The rows of one table of a plan, for these bodies, and figures its sentence needs."""

    name: str
    statement: Statement
    bodies: tuple[str, ...]
    entries: tuple[Entry, ...]
    beside: Mapping[str, Figure] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def whole(self) -> bool:
        """Whether every body of the system is in it, so that there is a row for the system."""
        return set(self.bodies) == set(self.statement.plan.members)

    @property
    def missing(self) -> tuple[str, ...]:
        """The bodies that owe something and have not returned it."""
        return tuple(
            entry.body for entry in self.entries if Absence.NOT_SUBMITTED in entry.figures.values()
        )

    def get(self, key: str, column: str) -> Told:
        """Return what stands in the row of that key; None where there is no such row."""
        return next((e.figures.get(column) for e in self.entries if e.key == key), None)

    def ref(self, entry: Entry, column: str) -> Reference:
        """Return the reference of a cell: figure:2023-24/ZQ1/workforce/ZR1/bank/plan@v3."""
        return self.statement.ref(f"{self.name}/{entry.key}/{column}")

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with the name it has in references."""
        for entry in self.entries:
            for column, figure in entry.figures.items():
                if isinstance(figure, Figure):
                    yield f"{self.name}/{entry.key}/{column}", figure
        for name, figure in self.beside.items():
            yield f"{self.name}/{name}", figure

    def figures(self) -> Mapping[Reference, Figure]:
        """Return every figure under its reference, pinned to the plan's version."""
        return {self.statement.ref(name): figure for name, figure in self.named()}
