"""Show the capital that follows from a system's plan against its fair share, in 2024/25."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.rules.support import CapitalLink, Spending, fair_share
from equipoise.units import FinancialYear
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference

YEAR: Final = FinancialYear(2024)
"""The one year of the rule."""


@dataclass(frozen=True, kw_only=True)
class FairShares:
    """What follows for each system."""

    asked: Filed
    systems: Mapping[str, CapitalLink[Figure]]


def support_fair_share(asked: Filed) -> Outcome[FairShares]:
    """Return each system's headroom below fair share, its capital bonus, or the most it loses.

    Raises: RefusedError for a file without rows.
    """
    systems = {
        system: fair_share(
            Spending(
                period=asked.year.period,
                **{
                    name: asked.amount(row, name, whose="system")
                    for name in ("fair_share", "planned", "envelope")
                },
            ),
            asked.values,
            known_on=asked.known_on,
        )
        for system, row in asked.rows("system").items()
    }
    figures = {
        Reference("figure", (SUPPORT, asked.year.code, system, SUPPORT)): one.bonus
        if one.bonus.value
        else one.largest_cut
        for system, one in systems.items()
    }
    result = FairShares(asked=asked, systems=systems)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)
