"""Fair shares of pooled risk: what each party would bear by the order-free (Shapley) share."""

from __future__ import annotations

from math import factorial
from typing import Final

import numpy as np

from equipoise.simulate.shocks import Floats

MOST_PARTIES: Final = 15
"""Of so many there are 32,768 coalitions; each more doubles them."""
AT_ONCE: Final = 50


def fair_shares(variance: Floats) -> Floats | None:
    """Return each party's Shapley share of the deficit expected when all are pooled.

    A coalition costs the deficit that its parties together are expected to have. A share is what
    a party adds to that, over all orders in which they could join. None for more than fifteen.

    Shape: a row for each party, a column for each draw.
    Law fair_shares_sum_to_the_pooled_deficit: nothing of it is left unshared.
    Law a_fair_share_is_what_is_added_over_all_orders: worked out without going through them.
    Law a_fair_share_is_never_more_than_alone: pooling costs nobody more than its own deficit.
    """
    count = len(variance)
    if not 0 < count <= MOST_PARTIES:
        return None
    costs = coalition_costs(variance)
    coalitions = np.arange(2**count)
    sizes = np.zeros(2**count, dtype=np.int64)
    for party in range(count):
        sizes += (coalitions >> party) & 1
    orders = np.array(
        [factorial(size) * factorial(count - size - 1) for size in range(count)], dtype=np.float64
    )
    found = []
    for party in range(count):
        without = coalitions[(coalitions >> party) & 1 == 0]
        added = costs[without | (1 << party)] - costs[without]
        found.append((added * orders[sizes[without]]).sum() / factorial(count))
    return np.array(found)


def coalition_costs(variance: Floats) -> Floats:
    """Return the expected deficit of every coalition; a party is a bit of its number."""
    count, draws = variance.shape
    costs = np.zeros(2**count)
    room = np.empty((2**count, AT_ONCE))
    for start in range(0, draws, AT_ONCE):
        some = variance[:, start : start + AT_ONCE]
        sums = room[:, : some.shape[1]]
        sums[0] = 0.0
        for party in range(count):
            half = 1 << party
            np.add(sums[:half], some[party], out=sums[half : 2 * half])
        np.negative(sums, out=sums)
        np.maximum(sums, 0.0, out=sums)
        costs += sums.sum(axis=1)
    return np.asarray(costs / draws)
