"""What is asked for in a delegation: who is to hold it, its parts, and its terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equipoise.units import Pence


class HolderKind(StrEnum):
    """What can hold a delegated budget."""

    PLACE = "place"
    NEIGHBOURHOOD = "neighbourhood"
    COLLABORATIVE = "collaborative"
    POOLED = "pooled"
    """A fund pooled with a council."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds the budget: its name, the body that leads it, and the council it is pooled with."""

    kind: HolderKind
    name: str
    lead: str
    council: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """An amount of a delegation: from which line or fund, and for which programme.

    Unit: pence, positive.
    """

    taken_from: str
    programme: str
    amount_pence: Pence


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """A budget to be held by others: what it is called, its parts, and how it is held.

    `conditions`, `reporting` and `risk_terms` are references to, or words of, what was agreed;
    `ends_on` is its first day no more.
    """

    name: str
    holder: Holder
    parts: Sequence[Part]
    ends_on: date
    conditions: str
    reporting: str
    risk_terms: str
