"""The deficits limit: the position of a system's bodies together is no worse than its limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import movement
from equipoise.rules.national.asking import known, lacking
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
ONE_SIDED: Final = "one_sided"


@dataclass(frozen=True, kw_only=True)
class PositionsAndLimit(Generic[Number]):
    """Each body's position on the reading of the limit, and the limit; None: not known.

    `one_sided` is income that its trusts count above what anybody plans to pay them, net.
    """

    system: str
    positions: Mapping[str, Number | None]
    one_sided: Number | None
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

    Assumption: income that nobody plans to pay is no income, so it is taken off, as in the ladder.
    Unit: pence; a surplus is positive, and slack is how much better.
    Raises: UnlikeBasesError when the limit is on another reading than the positions.
    Law a_surplus_elsewhere_makes_room: only the sum is held against the limit.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> plans = PositionsAndLimit(system="ZQ1", limit=Fraction(-900), one_sided=Fraction(1),
    ...                           positions={"ZR1": Fraction(-1_000), "ZR2": Fraction(100)})
    >>> found = deficits(plans, load().exact, known_on=date(2023, 5, 4)).tests["ZQ1"]
    >>> print(found.verdict, found.number, found.slack)
    Not met -901 -1
    """
    del params, known_on
    return Ruling(years=DEFINITIONS, tests={plans.system: _tested(plans)})


def linear(
    plans: PositionsAndLimit[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return the limit as a constraint over the positions of the bodies, less what is one-sided."""
    ruling = deficits(plans, params, known_on=known_on)
    cells = {(body, POSITION): 1 for body in plans.positions}
    cells[plans.system, ONE_SIDED] = -1
    rule_ref = Reference("rule", tuple(NAME.split("/")))
    return bounded(rule_ref, ruling, cells={plans.system: cells})


def _tested(plans: PositionsAndLimit[Number]) -> Tested[Number]:
    question = Question(
        name="Position of all bodies together",
        limit="the limit of the system",
        sense=Sense.AT_LEAST,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    lacks = [f"the position of {body}" for body, each in plans.positions.items() if each is None]
    positions, limit, one_sided = known(plans.positions.values()), plans.limit, plans.one_sided
    lacks += lacking({"the limit of the system": limit, "contracts of the system": one_sided})
    if lacks or not positions:
        return untested(question, *(lacks or ["any position"]))
    assert limit is not None
    assert one_sided is not None
    whole = total(positions)
    return answered(question, number=whole - movement(one_sided, whole), limit=limit)
