"""The running cost limit of an ICB: the allowance it is given by law, cut year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import in_period_of, one
from equipoise.rules.national.asking import asked, lacking
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
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, Reference, rounded

NAME: Final = "national/running_costs"
REDUCTION: Final = "national/running_costs/reduction_ratio"
YEARS: Final = Period.parse("2023-04-01 to 2027-04-01")
PROGRAMME: Final = "running_costs"


@dataclass(frozen=True, kw_only=True)
class RunningCosts(Generic[Number]):
    """Running costs of one ICB, and what its allowance is known by; None for what is not known.

    `allowance` is that of the year, as issued. Without it, `allowance_before` is that of 2023/24,
    from which the cut is counted, and `price_growth` how prices have risen since.
    """

    costs: Number | None
    allowance: Number | None
    allowance_before: Number | None
    price_growth: Number | None


@dataclass(frozen=True, kw_only=True)
class RunningCostsOfIcbs(Generic[Number]):
    """Each ICB, by code."""

    period: Period
    icbs: Mapping[str, RunningCosts[Number]]


@rule(
    applies=YEARS,
    source="NHS England, running cost allowances of ICBs: 20% less in real terms in 2024/25 and "
    "30% by 2025/26; no document was read here, so the cuts are assumed",
)
def running_costs(
    plans: RunningCostsOfIcbs[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each ICB's running costs are within its allowance.

    Where no allowance was issued it is that of 2023/24, at this year's prices, less the cut. The
    limit of £18.76 a head is another, and also covers programme pay.

    Assumption: the cut is of the allowance of 2023/24; rounded to the nearest penny.
    Unit: pence; slack is room.
    Law a_deeper_cut_leaves_less_room: by the allowance at this year's prices.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> one = RunningCosts(costs=Fraction(8_001), allowance=None,
    ...                    allowance_before=Fraction(10_000), price_growth=Fraction(0))
    >>> plans = RunningCostsOfIcbs(period=Period.parse("2024/25"), icbs={"ZQ1": one})
    >>> found = running_costs(plans, load().exact, known_on=date(2024, 5, 4)).tests["ZQ1"]
    >>> print(found.verdict, found.limit, found.slack)
    Not met 8000 -1
    """
    cut = asked(params, REDUCTION, period=plans.period, known_on=known_on)
    tests = {code: _tested(each, cut) for code, each in plans.icbs.items()}
    return Ruling(years=YEARS, tests=tests, reason="" if tests else "no ICB is in the plan")


def linear(
    plans: RunningCostsOfIcbs[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return the limit of each ICB as a constraint over its running costs."""
    ruling = running_costs(plans, params, known_on=known_on)
    cells = {code: {(code, PROGRAMME): 1} for code in plans.icbs}
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _tested(each: RunningCosts[Number], cut: Number | None) -> Tested[Number]:
    question = Question(
        name="Running costs",
        limit="the running cost allowance",
        sense=Sense.AT_MOST,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    costs = each.costs
    allowance = each.allowance if each.allowance is not None else _reduced(each, cut)
    if costs is None or allowance is None:
        lacks = {"the running costs": costs, "the allowance of the year": allowance}
        return untested(question, *lacking(lacks))
    return answered(question, number=costs, limit=in_period_of(allowance, costs))


def _reduced(each: RunningCosts[Number], cut: Number | None) -> Number | None:
    before, growth = each.allowance_before, each.price_growth
    if before is None or growth is None or cut is None:
        return None
    of = in_period_of(before, cut)
    prices = one(growth, unit=RATIO) + growth
    return rounded(of * prices * (one(cut, unit=RATIO) - cut))
