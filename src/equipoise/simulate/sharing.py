"""Money shared among bearers within floors and caps, over many draws at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from equipoise.simulate.shocks import Floats

BEYOND: Final = 2.0**52
"""More than there will ever be to share, in parts of a penny."""


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Bearers whose floors and caps are the same in every draw: what they bear follows the sum.

    `turns` are levels at which somebody leaves a floor or meets a cap, `filled` the sums there.
    """

    weights: Floats
    floors: Floats
    caps: Floats
    turns: Floats
    filled: Floats

    def borne(self, whole: Floats) -> Floats:
        """Return what each bears of each sum: a row for each bearer."""
        level = np.interp(whole, self.filled, self.turns)
        found = np.multiply.outer(self.weights, level)
        if self.floors.any():
            np.maximum(found, self.floors[:, None], out=found)
            least = self.floors.sum()
            short = np.minimum(whole / least, 1.0)
            np.minimum(
                found, np.where(whole < least, self.floors[:, None] * short, found), out=found
            )
        if np.isfinite(self.caps).any():
            np.minimum(found, self.caps[:, None], out=found)
        return np.rint(found, out=found)


def fixed(weights: Floats, *, floors: Floats, caps: Floats) -> Fixed:
    """Return bearers ready to bear any sum; one without a weight bears nothing."""
    carrying = weights > 0
    floors = np.where(carrying, floors, 0.0)
    caps = np.where(carrying, caps, 0.0)
    safe = np.where(carrying, weights, 1.0)
    turns = np.concatenate([floors / safe, (caps / safe)[np.isfinite(caps)], [0.0]])
    endless = weights[carrying & ~np.isfinite(caps)].sum()
    if endless:
        turns = np.append(turns, turns.max() + BEYOND / endless)
    turns = np.unique(turns)
    held = np.clip(np.multiply.outer(weights, turns), floors[:, None], caps[:, None])
    return Fixed(weights=weights, floors=floors, caps=caps, turns=turns, filled=held.sum(axis=0))


def capped(whole: Floats, weights: Floats, *, caps: Floats) -> Floats:
    """Return what each bears of each sum where caps differ from draw to draw, without floors.

    Whoever meets a cap stays there, and the rest goes to the others by weight, until it fits.
    """
    found = np.zeros_like(caps)
    open_ = np.broadcast_to((weights > 0)[:, None], caps.shape).copy()
    for _ in weights:
        carrying = weights[:, None] * open_
        left = whole - np.where(open_, 0.0, found).sum(axis=0)
        level = np.divide(
            left, carrying.sum(axis=0), out=np.zeros_like(whole), where=carrying.any(axis=0)
        )
        np.copyto(found, carrying * level, where=open_)
        over = open_ & (found > caps)
        if not over.any():
            break
        np.copyto(found, caps, where=over)
        open_ &= ~over
    return np.rint(found, out=found)


def in_proportion(whole: Floats, parts: Floats) -> Floats:
    """Return each sum shared by parts, in whole numbers that sum to it exactly.

    Sums so far are rounded, and each has the difference of two: nothing is made or lost, and who
    has no part has none.
    """
    so_far = parts.copy()
    for row in range(1, len(parts)):  # as cumsum does, a row at a time: several times as fast
        so_far[row] += so_far[row - 1]
    ratio = np.divide(whole, so_far[-1], out=np.zeros_like(whole), where=so_far[-1] > 0)
    so_far *= ratio
    np.rint(so_far, out=so_far)
    so_far[1:] -= so_far[:-1].copy()
    return so_far
