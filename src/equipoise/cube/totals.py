"""Totals that know what they lack, and the refusal to let half a total pass for a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.units import Absence
from equipoise.workings import Basis, Selector


@dataclass(frozen=True)
class Total:
    """A sum of what is there, and how many cells of each kind of absence are not in it.

    `count` is how many cells were found, with a value or without.

    >>> Total(500, {Absence.MISSING: 2}, 5).complete
    False
    """

    value: int
    absent: Mapping[Absence, int]
    count: int

    @property
    def complete(self) -> bool:
        """Whether every cell that was found has a value."""
        return not self.absent


class IncompleteError(ValueError):
    """A figure was asked of cells some of which are absent; `total` says how many, and why."""

    def __init__(self, total: Total, selector: Selector) -> None:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(total.absent.items()))
        super().__init__(f"no figure while cells are absent ({kinds}): {selector}")
        self.total = total
        self.selector = selector


class NoCellsError(LookupError):
    """A figure was asked of cells none of which is there."""

    def __init__(self, selector: Selector) -> None:
        super().__init__(f"no figure: {selector}")
        self.selector = selector


class OutsideBasisError(ValueError):
    """A figure was asked on a basis whose period some of its cells are not in."""

    def __init__(self, selector: Selector, basis: Basis, *, outside: int) -> None:
        super().__init__(f"{outside} cells are not within {basis.period}: {selector}")
        self.outside = outside
        self.basis = basis
        self.selector = selector
