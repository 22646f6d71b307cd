"""The deficits limit: the position of a system's bodies together is no worse than its limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.national.asking import known
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

NAME: Final = "national/deficits"
POSITION: Final = "position"


@dataclass(frozen=True, kw_only=True)
class PositionsAndLimit(Generic[Number]):
    """Each body's position on the reading of the limit, and the limit; None: not known."""

    system: str
    positions: Mapping[str, Number | None]
    limit: Number | None


@rule(
    applies=DEFINITIONS,
    source="NHS England, revenue finance and contracting guidance 2025/26, paragraph 4: systems "
    "have a collective requirement to seek balance, and keep to the limits set for them",
)
def deficits(
    plans: PositionsAndLimit[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether the bodies' positions together are at their limit or better.

    Unit: pence; a surplus is positive, and slack is how much better.
    Raises: UnlikeBasesError when the limit is on another reading than the positions.
    Law a_surplus_elsewhere_makes_room: only the sum is held against the limit.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plans = PositionsAndLimit(system="ZQ1", limit=Fraction(-900),
    ...                           positions={"ZR1": Fraction(-1_001), "ZR2": Fraction(100)})
    >>> found = deficits(plans, load().exact, known_on=date(2023, 5, 4)).tests["ZQ1"]
    >>> print(found.verdict, found.number, found.slack)
    Not met -901 -1
    """
    del params, known_on
    return Ruling(years=DEFINITIONS, tests={plans.system: _tested(plans)})


def linear(
    plans: PositionsAndLimit[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return the limit as a constraint over the positions of the bodies."""
    ruling = deficits(plans, params, known_on=known_on)
    cells = {plans.system: {(body, POSITION): 1 for body in plans.positions}}
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _tested(plans: PositionsAndLimit[Number]) -> Tested[Number]:
    question = Question(
        name="Position of all bodies together",
        limit="the limit of the system",
        sense=Sense.AT_LEAST,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    lacks = [f"the position of {body}" for body, each in plans.positions.items() if each is None]
    positions = known(plans.positions.values())
    if plans.limit is None:
        lacks.append("the limit of the system")
    if plans.limit is None or lacks or not positions:
        return untested(question, *(lacks or ["any position"]))
    return answered(question, number=total(positions), limit=plans.limit)
