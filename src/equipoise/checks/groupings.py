"""What a check of places looks at: practices put into places, beside those of the system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.checks.check import Place
from equipoise.units import FinancialYear
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A practice in a place, and where that is said; the neighbourhood may be blank."""

    practice: str
    place: str
    neighbourhood: str = ""
    said_at: Reference


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """A system's practices put into places. `practices` are all it has, by code, with names."""

    year: FinancialYear
    system: str
    source: Reference
    """Where the grouping as a whole is said: a file."""
    members: tuple[Membership, ...]
    practices: Mapping[str, str]

    def at(self, ref: Reference, practice: str) -> Place:
        """Return where a fault stands."""
        return Place(ref=ref, organisation=self.system, part="places", row=practice)
