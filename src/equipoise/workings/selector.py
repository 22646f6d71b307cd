"""A sum over cells, written down as the question and not as the answer's million parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.workings.figure import Figure


@dataclass(frozen=True, kw_only=True)
class Selector:
    """Which cells were summed: those of one set whose every named part is among the values.

    Shape: `where` holds (part of the key, allowed values), sorted by part; a part not named may
        be anything. `count` is how many cells were found.
    """

    digest: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    count: int

    def __str__(self) -> str:
        asked = "; ".join(f"{part} {', '.join(values)}" for part, values in self.where)
        return f"{self.count} cells of {self.digest[:12]} where {asked}"


Expand = Callable[[Selector], "Sequence[Figure]"]
"""Fetches a selector's cells as figures, in the order of their keys."""


def unexpanded(_: Selector) -> Sequence[Figure]:
    """Return no cells: the selector itself stands for them."""
    return ()
