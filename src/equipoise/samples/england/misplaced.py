"""Practices that a synthetic England puts into two places, or into none, on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import Final

from equipoise.samples.england.bodies import NORTHMERE, System, practices
from equipoise.samples.england.drafts import England

PLACES: Final = "places.csv"


class Fault(Enum):
    """What is wrong with a practice, and the check that must say so."""

    TWICE = ("EQ-PLC-001", "a practice in two places")
    NOWHERE = ("EQ-PLC-002", "a practice in no place")

    @property
    def code(self) -> str:
        """The check's code."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What it is."""
        return self.value[1]


@dataclass(frozen=True, kw_only=True)
class Misplaced:
    """A practice of a system with its fault; `row` is the one that the finding names, if any."""

    system: str
    practice: str
    fault: Fault
    row: str = ""


def misplaced(england: England, random: Random) -> tuple[Misplaced, ...]:
    """Return what to plant: one practice in each of two systems, neither of them Northmere's."""
    others = [system for system in england.bodies.systems if system.code != NORTHMERE]
    chosen = random.sample(others, len(Fault))
    return tuple(
        _drawn(system, fault, random, seed=england.bodies.seed)
        for system, fault in zip(chosen, Fault, strict=True)
    )


def _drawn(system: System, fault: Fault, random: Random, *, seed: int) -> Misplaced:
    codes: Sequence[str] = [code for code, _, _ in practices(system, seed=seed)]
    at = random.randrange(len(codes))
    # heads are row 1, and the second mention follows the first
    row = f"row-{at + 3}" if fault is Fault.TWICE else ""
    return Misplaced(system=system.code, practice=codes[at], fault=fault, row=row)
