"""Show what is left of deficit support as it is taken away by steps to 2028/29."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.rules.support import AwardOf2025, withdrawal
from equipoise.units import FinancialYear
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference

FROM: Final = FinancialYear(2025)
"""The year whose awards are taken away."""
NEXT: Final = FinancialYear(2026)


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """What is left to each body or system, by year."""

    asked: Filed
    left: Mapping[str, Mapping[FinancialYear, Figure]]


def support_withdrawal(asked: Filed) -> Outcome[Withdrawn]:
    """Return what is left of each award in every year to 2028/29, which has nothing.

    Raises: RefusedError for a file without rows.
    """
    left = {
        body: withdrawal(
            AwardOf2025(award=asked.amount(row, "award")), asked.values, known_on=asked.known_on
        )
        for body, row in asked.rows("body").items()
    }
    figures = {
        Reference("figure", (SUPPORT, NEXT.code, body, SUPPORT)): years[NEXT]
        for body, years in left.items()
    }
    result = Withdrawn(asked=asked, left=left)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)
