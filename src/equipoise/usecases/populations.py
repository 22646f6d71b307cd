"""Published populations as figures: each leads to its row and column in the publisher's file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.sources import PracticeNeeds
from equipoise.units import PEOPLE, Absence, FinancialYear, Pence
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import Basis, Figure, Reference, given, named, total

TITLES: Final = {
    "population": "Registered people",
    "core": "Overall core",
    "general_acute": "General and acute",
    "community": "Community",
    "mental_health": "Mental health",
    "maternity": "Maternity",
    "prescribing": "Prescribing",
    "health_inequalities": "Health inequalities",
    "medical": "Primary medical care",
    "medical_need": "Primary medical care, need alone",
}
"""The populations that can be asked for, and what people call them."""
WEIGHTS: Final = tuple(name for name in TITLES if name != "population")


@dataclass(frozen=True, kw_only=True)
class Populations:
    """The practices of a published file, as figures of a year."""

    needs: PracticeNeeds
    year: FinancialYear
    file: str

    def has(self, column: str) -> bool:
        """Return whether the file has a column at all."""
        return bool(self.needs.column(column))

    def refuse_absent(self, column: str) -> None:
        """Refuse a population that the file does not hold.

        Raises: UnknownError naming those it does.
        """
        if not self.has(column):
            there = tuple(name for name in WEIGHTS if self.has(name))
            raise UnknownError("population in this file", column, there)

    def without(self, column: str, practices: Iterable[str]) -> tuple[str, ...]:
        """Return the practices whose number in a column is absent."""
        numbers = self.needs.practices
        return tuple(code for code in practices if isinstance(numbers[code][column], Absence))

    def figure(self, column: str, code: str) -> Figure | None:
        """Return a practice's number as published; None where it is absent."""
        practice = self.needs.practices[code]
        value = practice[column]
        if isinstance(value, Absence):
            return None
        ref = Reference("file", (self.file, practice.place.replace(" ", "-"), column))
        basis = Basis(period=self.year.period, unit=PEOPLE)
        return given(value, basis, ref, name=f"{TITLES[column]}, {code}")

    def sum(self, column: str, practices: Sequence[str], *, of: str) -> Figure:
        """Return the people of several practices together.

        Raises: UnknownError when none of them has a number in the column.
        """
        found = [figure for code in practices if (figure := self.figure(column, code)) is not None]
        if not found:
            raise UnknownError(f"{TITLES[column]} of", of)
        return named(total(found), f"{TITLES[column]}, {of}")


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """A sum to share by a weighted population, and the rules as they were known on a day."""

    quantum: Pence
    params: Parameters
    known_on: date
    column: str = "core"
