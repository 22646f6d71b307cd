"""The answers to a problem: a proposal that passed its tests, one that did not, or a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.optimise.conflict import Conflict
from equipoise.optimise.evidence import Evidence
from equipoise.optimise.prices import Price
from equipoise.optimise.problem import Budget
from equipoise.units import Pence, Unit


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How one aim is served: what the proposal costs it, and the least without any constraint.

    Unit: whole numbers of the smallest part of `unit`. A worth counts below nil, as a cost.
    """

    aim: str
    unit: Unit
    reached: int
    unconstrained: int

    @property
    def given_up(self) -> int:
        """What the constraints cost this aim, and the aims before it do."""
        return self.reached - self.unconstrained


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A distribution in whole pence that meets every constraint and passed the real rules.

    Shape: a stage for each aim, in the order asked for; prices are those of the first aim.
        `settled_by_order` is how much money, at least, lies where it does by the order of names
        alone. `evidence` is there where outcomes were an aim.
    """

    distribution: Mapping[Budget, Pence]
    stages: tuple[Stage, ...]
    prices: tuple[Price, ...]
    settled_by_order: Pence
    evidence: Evidence | None


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A distribution that must not be offered: what it fails, by constraint and by real rule."""

    distribution: Mapping[Budget, Pence]
    failures: tuple[str, ...]


Answer = Proposal | Rejected | Conflict
