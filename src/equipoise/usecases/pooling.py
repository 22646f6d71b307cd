"""Pooling: what each body may expect as more of its support follows the system.

The Python API is `pooling(Pooled(...))` over a file that `sources.support_chances` has read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from equipoise.params import Parameters
from equipoise.rules.support import Chance, Pool, Pooling
from equipoise.rules.support import pooling as pooling_rule
from equipoise.sources import ChanceRow, SupportChances
from equipoise.units import PENCE, FinancialYear
from equipoise.usecases.of_files import POOLING
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Reference, Stage, given


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """A file of awards and chances, the shares to try, and what leaders mean to give.

    `missed` is the part of the pooled share that a body which missed is meant to be given while
    the system hits.
    """

    chances: SupportChances
    year: FinancialYear
    params: Parameters
    known_on: date
    shares: tuple[Fraction, ...]
    missed: Fraction = Fraction(0)

    @property
    def with_support(self) -> frozenset[str]:
        """The bodies that have an award: the others sway the system, and have nothing to lose."""
        return frozenset(row.body for row in self.chances.rows if row.award)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Every system at every share."""

    asked: Pooled
    systems: Mapping[str, Pooling[Figure]]


def steps(step: Fraction) -> tuple[Fraction, ...]:
    """Return shares from nothing to all, a step apart; all is always tried.

    Raises: RefusedError for a step of nothing, or of more than all.

    >>> [str(share) for share in steps(Fraction(2, 5))]
    ['0', '2/5', '4/5', '1']
    """
    if not 0 < step <= 1:
        raise RefusedError("A step is more than 0% and at most 100%.")
    shares = [step * number for number in range(int(1 / step) + 1)]
    return (*shares, *([] if shares[-1] == 1 else [Fraction(1)]))


def pooling(asked: Pooled) -> Outcome[Expected]:
    """Return what each body and system may expect at each share pooled.

    `adds_up` is False while a row could not be read.

    Raises: RefusedError for a file without rows; TooManyBodiesError.
    """
    if not asked.chances.rows:
        raise RefusedError(f"{asked.chances.source} has no row that can be read.")
    by_system: dict[str, list[ChanceRow]] = {}
    for row in asked.chances.rows:
        by_system.setdefault(row.system, []).append(row)
    systems = {system: _of_system(asked, rows) for system, rows in sorted(by_system.items())}
    figures = {
        Reference("figure", (POOLING, asked.year.code, system, code, POOLING)): one.expected
        for system, found in systems.items()
        for code, one in found.steps[-1].bodies.items()
    }
    return Outcome(
        result=Expected(asked=asked, systems=systems),
        figures=figures,
        adds_up=False if asked.chances.left_out else None,
    )


def _of_system(asked: Pooled, rows: list[ChanceRow]) -> Pooling[Figure]:
    pool = Pool(
        awards={row.body: _award(asked, row) for row in rows},
        chances={
            row.body: Chance(hits=row.chance, above=row.above, below=row.below) for row in rows
        },
        shares=asked.shares,
        missed=asked.missed,
    )
    return pooling_rule(pool, asked.params, known_on=asked.known_on)


def _award(asked: Pooled, row: ChanceRow) -> Figure:
    basis = Basis(period=asked.year.period, unit=PENCE, stage=Stage.PLAN)
    ref = Reference("file", (asked.chances.source, row.place.replace(" ", "-"), "award"))
    return given(row.award, basis, ref, name=f"Award, {row.body}")
