"""What variances could be: means, spreads, and how far they move together; seeded draws of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from equipoise.units import Pence

Floats = npt.NDArray[np.float64]
GRID: Final = 1024
"""Parts of a penny: amounts inside are whole numbers of them, so that sums are exact."""
CHUNK: Final = 1024
"""Draws made at once: their arrays stay in the processor's cache, and products on one core."""
GENERATOR: Final = "SFC64"
LEAST: Final = -1e-9
"""An eigenvalue below nil by more is no rounding: the correlations contradict one another."""


class CorrelationError(ValueError):
    """The correlations cannot all hold at once, or one is not between -1 and 1."""


@dataclass(frozen=True, kw_only=True)
class Shock:
    """A part of a party's variance: what it is expected to be, and its standard deviation."""

    party: str
    mean: Pence
    spread: Pence
    cause: str = ""
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Shocks:
    """Every part of every variance. `together` is the correlation of all, but those of `pairs`.

    `pairs` are correlations of two parties, whatever the cause.
    """

    shocks: tuple[Shock, ...]
    together: float = 0.0
    pairs: Mapping[tuple[str, str], float]

    @cached_property
    def factor(self) -> Floats:
        """What independent draws are multiplied by, in parts of a penny.

        Raises: CorrelationError.
        """
        matrix = np.array(
            [[self._correlation(one, other) for other in self.shocks] for one in self.shocks]
        )
        if np.abs(matrix).max(initial=0.0) > 1:
            raise CorrelationError("a correlation is between -1 and 1")
        values, vectors = np.linalg.eigh(matrix)
        if values.min(initial=0.0) < LEAST:
            raise CorrelationError("these correlations cannot all hold at once")
        root = vectors * np.sqrt(np.maximum(values, 0))
        spreads = np.array([float(shock.spread) * GRID for shock in self.shocks])
        return np.asarray(spreads[:, None] * root, dtype=np.float64)

    @property
    def means(self) -> Floats:
        """What is expected, in parts of a penny."""
        return np.array([float(shock.mean) * GRID for shock in self.shocks])

    def _correlation(self, one: Shock, other: Shock) -> float:
        if one == other:
            return 1.0
        pair = (min(one.party, other.party), max(one.party, other.party))
        return self.pairs.get(pair, self.together)


def drawn(shocks: Shocks, *, draws: int, seed: int) -> Iterator[Floats]:
    """Yield draws in chunks, a row for each shock: the same for the same seed, however chunked.

    Each is a whole number of parts of a penny.
    """
    random = np.random.Generator(np.random.SFC64(seed))
    factor, means = shocks.factor, shocks.means[:, None]
    for start in range(0, draws, CHUNK):
        independent = random.standard_normal((min(CHUNK, draws - start), len(shocks.shocks)))
        chunk = factor @ independent.T
        chunk += means
        yield np.rint(chunk, out=chunk)


def of_parties(shocks: Shocks, parties: Sequence[str]) -> Floats:
    """Return which shock is whose: a row for each party, a column for each shock."""
    return np.array([[float(shock.party == party) for shock in shocks.shocks] for party in parties])
