"""Ring-fences: money given for a purpose is spent on it, or what is left is given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.national.asking import lacking
from equipoise.rules.national.linear import LinearTest, bounded
from equipoise.rules.national.outcome import (
    Force,
    Level,
    Question,
    Ruling,
    Sense,
    Tested,
    answered,
    untested,
)
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, Reference, total

NAME: Final = "national/ring_fences"
RETURNED: Final = "returned"


@dataclass(frozen=True, kw_only=True)
class RingFence(Generic[Number]):
    """One ring-fenced line of a body: what it holds, is spent on its purpose, and is given back."""

    body: str
    purpose: str
    line: Number | None
    spent: Number | None
    returned: Number | None


@rule(
    applies=DEFINITIONS,
    source="F-004-02: each line of the pot with its condition; most ring-fences were lifted in "
    "2025/26 (planning guidance, 30 January 2025), and a lifted line is no longer among them",
)
def ring_fences(
    fences: Mapping[str, RingFence[Number]], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each ring-fenced line is spent on its purpose, or given back.

    Unit: pence; slack is what is used beyond the line.
    Law giving_back_counts_as_spending: a penny returned and a penny spent weigh the same.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> line = RingFence(body="ZQ1", purpose="dental", line=Fraction(500), spent=Fraction(440),
    ...                  returned=Fraction(59))
    >>> found = ring_fences({"dental": line}, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.tests["dental"].verdict, found.tests["dental"].slack)
    Not met -1
    """
    del params, known_on
    tests = {name: _tested(fence) for name, fence in fences.items()}
    reason = "" if tests else "no ring-fenced line is in the plan"
    return Ruling(years=DEFINITIONS, tests=tests, reason=reason)


def linear(
    fences: Mapping[str, RingFence[Number]], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return each ring-fence as a constraint over what is spent on it, and what is given back."""
    ruling = ring_fences(fences, params, known_on=known_on)
    cells = {
        name: {(fence.body, fence.purpose): 1, (fence.body, f"{fence.purpose}/{RETURNED}"): 1}
        for name, fence in fences.items()
    }
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _tested(fence: RingFence[Number]) -> Tested[Number]:
    question = Question(
        name=f"Spent on {fence.purpose.replace('_', ' ')} or given back",
        limit="the ring-fenced line",
        sense=Sense.AT_LEAST,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    line, spent, returned = fence.line, fence.spent, fence.returned
    if line is None or spent is None or returned is None:
        names = {"the line": line, "what is spent": spent, "what is given back": returned}
        return untested(question, *lacking(names))
    return answered(question, number=total((spent, returned)), limit=line)
