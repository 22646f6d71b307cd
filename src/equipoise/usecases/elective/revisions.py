"""The days on which the terms of a year's elective schemes were published, and revised."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.params.entry import LIVE
from equipoise.rules.elective import Scheme

NO_TERMS: Final = ("as_run", "counts", "own_target")
"""How the names of parameters begin that are no terms, or are none that a revision changes."""


def revisions(params: Parameters, schemes: Iterable[Scheme]) -> tuple[date, ...]:
    """Return the days on which a term of any of the schemes was published, the first one first.

    >>> from equipoise.params import load
    >>> from equipoise.rules.elective import schemes_of
    >>> from equipoise.units import FinancialYear
    >>> [day.isoformat() for day in revisions(load(), schemes_of(FinancialYear(2023)))]
    ['2023-02-02', '2023-07-12', '2023-11-08']
    """
    return tuple(
        sorted(
            {
                entry.published
                for scheme in schemes
                for path, parameter in params.tree.items()
                if path.startswith(f"elective/{scheme.path}/")
                and not path.rpartition("/")[2].startswith(NO_TERMS)
                for entry in parameter.entries
                if entry.status in LIVE and entry.applies.overlaps(scheme.applies)
            }
        )
    )
