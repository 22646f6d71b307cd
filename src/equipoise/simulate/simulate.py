"""What an agreement does to each party over many draws, beside no agreement at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import numpy as np

from equipoise.rules.riskshare import Agreement
from equipoise.simulate.agreement_by_draw import Agreeing, agreeing
from equipoise.simulate.fairness import fair_shares
from equipoise.simulate.settling import begun, settled, unfunded
from equipoise.simulate.shocks import (
    CHUNK,
    GENERATOR,
    GRID,
    Floats,
    Shocks,
    drawn,
    of_parties,
)
from equipoise.simulate.terms import Terms, terms_of
from equipoise.units import Pence, to_pence

DRAWS: Final = 200_000
FAIR_DRAWS: Final = 2_000
"""Draws that fair shares are worked out from."""
PERCENTILES: Final = (5, 25, 50, 75, 95)
WORST: Final = 5
"""The percentile that value at risk is told at: one draw of twenty is worse."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """How an agreement is simulated: how often, from which number, and which conditions are met.

    `limits` are variances that a party must not fall below, nil where none is given; `checked` is
    how many draws the exact rule settles too.
    """

    draws: int = DRAWS
    seed: int = 1
    met: frozenset[str] = frozenset()
    limits: Mapping[str, Pence] = field(default_factory=lambda: MappingProxyType({}))
    checked: int = 200


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What could come of one party's variance. Unit: pence; chances are parts of 1.

    `deficit` is what is expected below nil; `at_risk` what it loses in the worst draw of twenty,
    or more; `breach` the chance of falling below its limit.
    """

    mean: Pence
    percentiles: Mapping[int, Pence]
    deficit: Pence
    at_risk: Pence
    breach: Fraction


@dataclass(frozen=True, kw_only=True)
class ForParty:
    """One party without and with the agreement, what it pays or receives, and what is fair.

    `fair` is its Shapley share of the deficit that all pooled would be expected to have; None
    where there are too many parties for it.
    """

    without: Spread
    under: Spread
    received: Pence
    pays: Fraction
    receives: Fraction
    fair: Pence | None

    @property
    def is_rational(self) -> bool:
        """Whether the party is expected to bear no more deficit than without the agreement."""
        return self.under.deficit <= self.without.deficit


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """An agreement over all draws. Unit: pence.

    `unfunded` is expected, `escalated` the chance that anything is; `accounts` what funds and
    the region are expected to receive, negative where they pay. `left_out` are layers whose
    conditions were not met.
    """

    agreement: Agreement[Fraction]
    run: Run
    parties: Mapping[str, ForParty]
    unfunded: Pence
    escalated: Fraction
    accounts: Mapping[str, Pence]
    left_out: tuple[str, ...]
    agreeing: Agreeing
    generator: str = GENERATOR
    numpy: str = np.__version__


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What is kept of every draw: each party's variance before and after, and sums of the rest."""

    before: Floats
    after: Floats
    unfunded: Floats
    others: Floats


def simulate(agreement: Agreement[Fraction], shocks: Shocks, *, run: Run) -> Simulated:
    """Return what an agreement does to its parties at the year end, over many draws.

    The same seed and numpy make the same draws; another release of numpy may not.

    Raises: CorrelationError; NoMeasureError; AgreementLostError where draws and the exact rule
        differ.
    Law every_draw_conserves: moves of parties, funds and the region sum to nil in each.
    Law draws_settle_as_the_rule_does: to a few pence, in every draw that is looked at.
    Law a_thousand_draws_settle_as_the_rule_does: of a system's own agreement, to two pence.
    Law chunks_do_not_change_the_draws: the same seed gives the same, however many at once.
    """
    terms = terms_of(agreement, shocks, met=run.met)
    sums = all_draws(terms, shocks, run=run)
    fair = fair_shares(sums.before[:, :FAIR_DRAWS])
    return Simulated(
        agreement=agreement,
        run=run,
        parties={
            code: _for_party(sums, row, limit=run.limits.get(code, Pence(0)), fair=fair)
            for row, code in enumerate(terms.parties)
        },
        unfunded=_pence(sums.unfunded.mean()),
        escalated=_chance(sums.unfunded >= GRID),
        accounts=dict(zip((*terms.funds, "region"), map(_pence, sums.others), strict=True)),
        left_out=terms.left_out,
        agreeing=agreeing(terms, shocks, count=run.checked, seed=run.seed, met=run.met),
    )


def all_draws(terms: Terms, shocks: Shocks, *, run: Run) -> Sums:
    """Return every draw, settled a chunk at a time."""
    whose = of_parties(shocks, terms.parties)
    shape = (len(terms.parties), run.draws)
    before, after = np.empty(shape), np.empty(shape)
    short = np.empty(run.draws)
    others = np.zeros(len(terms.funds) + 1)
    for number, lines in enumerate(drawn(shocks, draws=run.draws, seed=run.seed)):
        start = number * CHUNK
        stop = start + lines.shape[1]
        draws = settled(terms, begun(terms, lines, whose=whose))
        before[:, start:stop] = draws.variance
        np.add(draws.variance, draws.moved, out=after[:, start:stop])
        short[start:stop] = unfunded(terms, draws)
        others[:-1] += draws.funds.sum(axis=1)
        others[-1] += draws.region.sum()
    return Sums(before=before, after=after, unfunded=short, others=others / run.draws)


def _for_party(sums: Sums, row: int, *, limit: Pence, fair: Floats | None) -> ForParty:
    before, after = sums.before[row], sums.after[row]
    moved = after - before
    return ForParty(
        without=spread(before, limit),
        under=spread(after, limit),
        received=_pence(moved.mean()),
        pays=_chance(moved <= -GRID),
        receives=_chance(moved >= GRID),
        fair=None if fair is None else _pence(fair[row]),
    )


def spread(drawn: Floats, limit: Pence) -> Spread:
    """Return what could come of one party's variance, from every draw of it."""
    places = [(len(drawn) - 1) * percent // 100 for percent in PERCENTILES]
    ordered = np.partition(drawn, places)
    found = {
        percent: _pence(ordered[place]) for percent, place in zip(PERCENTILES, places, strict=True)
    }
    return Spread(
        mean=_pence(drawn.mean()),
        percentiles=found,
        deficit=_pence(-np.minimum(drawn, 0.0).mean()),
        at_risk=Pence(max(0, -found[WORST])),
        breach=_chance(drawn < limit * GRID),
    )


def _chance(holds: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Fraction:
    return Fraction(int(np.count_nonzero(holds)), len(holds))


def _pence(parts: np.floating[np.typing.NBitBase] | float) -> Pence:
    """Return parts of a penny as whole pence: here floats end."""
    return to_pence(Fraction(float(parts)) / GRID)
