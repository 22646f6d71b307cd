"""Seeded draws over agreements: floats inside, whole pence at the door.

What a risk-share agreement does to each party over many correlated draws of variances, beside no
agreement at all; the exact rule settles some of the same draws, and must agree. How often bodies
and their systems hit their plans, for pooling.
"""

from equipoise.simulate.agreement_by_draw import Agreeing, AgreementLostError
from equipoise.simulate.drawn_chances import drawn_chances
from equipoise.simulate.fairness import MOST_PARTIES, fair_shares
from equipoise.simulate.shocks import CorrelationError, Shock, Shocks
from equipoise.simulate.simulate import (
    DRAWS,
    PERCENTILES,
    ForParty,
    Run,
    Simulated,
    Spread,
    simulate,
)

__all__ = [
    "AgreementLostError",
    "Agreeing",
    "CorrelationError",
    "DRAWS",
    "ForParty",
    "MOST_PARTIES",
    "PERCENTILES",
    "Run",
    "Shock",
    "Shocks",
    "Simulated",
    "Spread",
    "drawn_chances",
    "fair_shares",
    "simulate",
]
