"""What a proposal for outcomes rests on, and what of it the evidence does not decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from equipoise.optimise.problem import Budget

BASIS: Final = "2008 evidence, mortality-based"
UNDECIDED: Final = "not decided by the evidence"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The basis of outcomes, what was assumed, and the budgets that its intervals leave open.

    Shape: `undecided` are the budgets whose amount differs between the ends of the interval, or
        from the proposal; `assumed` are parameters by path.
    """

    undecided: tuple[Budget, ...]
    assumed: tuple[str, ...]
    basis: str = BASIS

    @property
    def words(self) -> str:
        """Say what the proposal rests on, and whether the evidence decides it."""
        decided = UNDECIDED if self.undecided else "the same at both ends of the interval"
        return f"{self.basis}; {decided}"
