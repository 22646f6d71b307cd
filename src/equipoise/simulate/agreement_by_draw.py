"""Whether draws and the exact rule say the same: some draws, to the penny, settled both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from equipoise.params import Parameters
from equipoise.rules.riskshare import REGION, PositionsToShare, Variance, settle
from equipoise.simulate.settling import Draws, begun, settled
from equipoise.simulate.shocks import GRID, Floats, Shocks, drawn, of_parties
from equipoise.simulate.terms import Terms
from equipoise.units import Pence, to_pence

NOTHING: Final = Parameters({}).exact
"""The rule asks for no parameter."""
ODD_PENNIES: Final = 2
"""How far a layer may be apart: the exact rule shares whole pence, draws share parts of one."""


class AgreementLostError(AssertionError):
    """A draw is not settled as the exact rule settles it."""


@dataclass(frozen=True, kw_only=True)
class Agreeing:
    """How many draws were settled exactly too, and by how much any account was apart at most."""

    checked: int
    apart: Pence


def agreeing(
    terms: Terms, shocks: Shocks, *, count: int, seed: int, met: frozenset[str]
) -> Agreeing:
    """Return how the first draws, rounded to whole pence, agree with the exact rule.

    Raises: AgreementLostError where any account is apart by more than odd pennies.
    """
    if not count:
        return Agreeing(checked=0, apart=Pence(0))
    chunks = list(drawn(shocks, draws=count, seed=seed))
    lines = np.rint(np.concatenate(chunks, axis=1) / GRID) * GRID
    draws = settled(terms, begun(terms, lines, whose=of_parties(shocks, terms.parties)))
    allowed = ODD_PENNIES * len(terms.layers) + 1
    most = Pence(0)
    for draw in range(count):
        exact = exactly(terms, shocks, lines=lines[:, draw], met=met)
        quick = by_draw(terms, draws, draw=draw)
        apart = max(abs(quick[account] - exact[account]) for account in exact)
        if apart > allowed:
            raise AgreementLostError(f"draw {draw} is {apart} pence apart from the exact rule")
        most = max(most, Pence(apart))
    return Agreeing(checked=count, apart=most)


def exactly(
    terms: Terms, shocks: Shocks, *, lines: Floats, met: frozenset[str]
) -> dict[str, Pence]:
    """Return what each account receives by the exact rule, for one draw in whole pence."""
    positions: dict[str, tuple[Variance[Fraction], ...]] = {}
    for shock, parts in zip(shocks.shocks, lines, strict=True):
        own = Variance(amount=Fraction(int(parts) // GRID), cause=shock.cause, scope=shock.scope)
        positions[shock.party] = (*positions.get(shock.party, ()), own)
    sharing = PositionsToShare(
        agreement=terms.agreement, positions=positions, nothing=Fraction(0), met=met
    )
    found = settle(sharing, NOTHING, known_on=terms.agreement.starts_on)
    return {account: to_pence(amount) for account, amount in found.moves.items()}


def by_draw(terms: Terms, draws: Draws, *, draw: int) -> dict[str, Pence]:
    """Return what each account receives in one draw, to the nearest penny."""
    columns = (
        *zip(terms.parties, draws.moved[:, draw], strict=True),
        *zip(terms.funds, draws.funds[:, draw], strict=True),
        (REGION, draws.region[draw]),
    )
    return {account: to_pence(Fraction(float(parts)) / GRID) for account, parts in columns}
