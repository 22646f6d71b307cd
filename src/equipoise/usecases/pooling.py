"""Pooling: what each body may expect as more of its support follows the system.

The Python API is `pooling(Pooled(...))` over a file that `sources.support_chances` has read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from equipoise.params import Parameters
from equipoise.rules.riskshare import Asked as Act
from equipoise.rules.riskshare import Consent, Consenting, consent
from equipoise.rules.support import Chance, Chances, Pool, Pooling
from equipoise.rules.support import pooling as pooling_rule
from equipoise.simulate import CorrelationError, drawn_chances
from equipoise.sources import ChanceRow, RiskFile, SupportChances
from equipoise.units import PENCE, FinancialYear
from equipoise.usecases.of_files import POOLING
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.riskshare_simulate import Drawing
from equipoise.usecases.sharing_risk import NO_FILE
from equipoise.workings import Basis, Figure, Reference, Stage, given


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """A file of awards and chances, the shares to try, and what leaders mean to give.

    `missed` is the part of the pooled share that a body which missed is meant to be given while
    the system hits. `drawing` is what chances are drawn from too; `answers` who has agreed to
    pool.
    """

    chances: SupportChances
    year: FinancialYear
    params: Parameters
    known_on: date
    shares: tuple[Fraction, ...]
    missed: Fraction = Fraction(0)
    drawing: Drawing | None = None
    answers: RiskFile = NO_FILE

    @property
    def with_support(self) -> frozenset[str]:
        """The bodies that have an award: the others sway the system, and have nothing to lose."""
        return frozenset(row.body for row in self.chances.rows if row.award)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Every system at every share: by the chances stated, and by those drawn, where any are.

    `consents` says of each system whether all its bodies with an award agreed to pool, where
    answers are on record.
    """

    asked: Pooled
    systems: Mapping[str, Pooling[Figure]]
    simulated: Mapping[str, Pooling[Figure]]
    consents: Mapping[str, Consent]


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

    Raises: RefusedError for a file without rows, or where a body's shock is not known;
        TooManyBodiesError.
    """
    if not asked.chances.rows:
        raise RefusedError(f"{asked.chances.source} has no row that can be read.")
    by_system: dict[str, list[ChanceRow]] = {}
    for row in asked.chances.rows:
        by_system.setdefault(row.system, []).append(row)
    systems = {system: _of_system(asked, rows) for system, rows in sorted(by_system.items())}
    simulated = {}
    if asked.drawing is not None:
        simulated = {
            system: _of_system(asked, rows, drawn=_drawn(asked.drawing, rows))
            for system, rows in sorted(by_system.items())
        }
    figures = {
        Reference("figure", (POOLING, asked.year.code, system, code, POOLING)): one.expected
        for system, found in systems.items()
        for code, one in found.steps[-1].bodies.items()
    }
    return Outcome(
        result=Expected(
            asked=asked,
            systems=systems,
            simulated=simulated,
            consents=_consents(asked, by_system) if asked.answers.answers else {},
        ),
        figures=figures,
        adds_up=False if asked.chances.left_out else None,
    )


def _drawn(drawing: Drawing, rows: list[ChanceRow]) -> Chances:
    """Return the chances of a system's bodies, drawn from what could come of each."""
    bodies = {row.body for row in rows}
    known = {line.body for line in drawing.shocks.shocks}
    if unknown := sorted(bodies - known):
        raise RefusedError(
            f"{drawing.shocks.source} does not say what could come of {', '.join(unknown)}.",
            "Add a row of body, mean and spread for each.",
        )
    try:
        return drawn_chances(drawing.of(bodies), draws=drawing.draws, seed=drawing.seed)
    except CorrelationError as error:
        raise RefusedError(f"{error}.", "Name a correlation that can hold.") from error


def _consents(asked: Pooled, by_system: Mapping[str, list[ChanceRow]]) -> Mapping[str, Consent]:
    """Return whether all of each system's bodies with an award agreed: a link needs them all.

    What was answered after the day that counts is not known yet.
    """
    answers = {
        line.party: line.answer
        for line in asked.answers.answers
        if line.answered_on <= asked.known_on
    }
    return {
        system: consent(
            Act(terms=Consenting(), parties=parties, affected=(), answers=answers),
            asked.params,
            known_on=asked.known_on,
        )
        for system, rows in sorted(by_system.items())
        if (parties := tuple(row.body for row in rows if row.award))
    }


def _of_system(
    asked: Pooled, rows: list[ChanceRow], *, drawn: Chances | None = None
) -> Pooling[Figure]:
    pool = Pool(
        awards={row.body: _award(asked, row) for row in rows},
        chances={
            row.body: Chance(hits=row.chance, above=row.above, below=row.below) for row in rows
        },
        shares=asked.shares,
        missed=asked.missed,
        drawn=drawn,
    )
    return pooling_rule(pool, asked.params, known_on=asked.known_on)


def _award(asked: Pooled, row: ChanceRow) -> Figure:
    basis = Basis(period=asked.year.period, unit=PENCE, stage=Stage.PLAN)
    ref = Reference("file", (asked.chances.source, row.place.replace(" ", "-"), "award"))
    return given(row.award, basis, ref, name=f"Award, {row.body}")
