"""How often bodies hit their plans, and their system with them, over many draws of variances."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np

from equipoise.rules.support import Chances, of_sets
from equipoise.simulate.shocks import Shocks, drawn, of_parties


def drawn_chances(shocks: Shocks, *, draws: int, seed: int) -> Chances:
    """Return each body's four chances, and those of each set of bodies that hit, as drawn.

    A body hits where the sum of its shocks is nil or more, its system where that of all is. The
    same seed makes the same draws.

    Raises: CorrelationError.
    Law drawn_chances_are_all_of_the_draws: the sets' chances sum to one.
    Law where_all_move_as_one_a_body_hits_with_its_system: so that pooling costs nobody anything.
    """
    bodies = sorted({shock.party for shock in shocks.shocks})
    whose = of_parties(shocks, bodies)
    counted: Counter[tuple[frozenset[str], bool]] = Counter()
    for lines in drawn(shocks, draws=draws, seed=seed):
        variance = whose @ lines
        hit = np.vstack([variance >= 0, variance.sum(axis=0) >= 0])
        found, counts = np.unique(hit, axis=1, return_counts=True)
        for column, count in zip(found.T, counts, strict=True):
            *own, system = column.tolist()
            those = frozenset(code for code, hits in zip(bodies, own, strict=True) if hits)
            counted[those, system] += int(count)
    return of_sets(bodies, {one: Fraction(count, draws) for one, count in counted.items()})
