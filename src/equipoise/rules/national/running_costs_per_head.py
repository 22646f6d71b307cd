"""The blueprint of 2025: running costs and programme pay of a region's ICBs, for each head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import valued
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
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, Reference, total

NAME: Final = "national/running_costs_per_head"
PER_HEAD: Final = "national/running_costs/per_head_pence"
YEARS: Final = Period.parse("2026/27")
PUBLISHED: Final = date(2025, 5, 8)
PROGRAMMES: Final = ("running_costs", "programme_pay")
"""What the limit covers; pharmacy, ophthalmic and dental, and specialised, are left out."""


@dataclass(frozen=True, kw_only=True)
class Administration(Generic[Number]):
    """One ICB's running costs, programme pay and population; None for what is not known."""

    running_costs: Number | None
    programme_pay: Number | None
    population: Number | None


@dataclass(frozen=True, kw_only=True)
class Regions(Generic[Number]):
    """All ICBs of each region, by its code and theirs."""

    period: Period
    regions: Mapping[str, Mapping[str, Administration[Number]]]


@rule(
    applies=YEARS,
    published=PUBLISHED,
    source="Model ICB blueprint, draft, in Healthcare Leader, 8 May 2025: £18.76 a head, reached "
    "by the end of quarter 3 of 2025/26 and recurrent in 2026/27, expected of a region's sum",
)
def running_costs_per_head(
    plans: Regions[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether running costs and programme pay of each region are within £18.76 a head.

    Of 2025/26 only the last quarter is meant, so plans are tested from 2026/27.

    Unit: pence and heads; slack is room.
    Raises: ParameterError when no amount a head was known.
    Law only_the_sum_of_a_region_counts: money moves freely between its ICBs.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> icb = Administration(running_costs=Fraction(2_000_000_000), population=Fraction(1_500_000),
    ...                      programme_pay=Fraction(814_000_001))
    >>> plans = Regions(period=Period.parse("2026/27"), regions={"Y61": {"ZQ1": icb}})
    >>> found = running_costs_per_head(plans, load().exact, known_on=date(2026, 5, 4)).tests["Y61"]
    >>> print(found.verdict, found.limit, found.slack)
    Not met 2814000000 -1
    """
    each_head = params.at(PER_HEAD, plans.period, known_on=known_on)
    tests = {code: _tested(icbs, each_head) for code, icbs in plans.regions.items()}
    return Ruling(years=YEARS, tests=tests, reason="" if tests else "no region is known")


def linear(
    plans: Regions[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return the limit of each region as a constraint over what it covers in all its ICBs."""
    ruling = running_costs_per_head(plans, params, known_on=known_on)
    cells = {
        code: {(icb, programme): 1 for icb in icbs for programme in PROGRAMMES}
        for code, icbs in plans.regions.items()
    }
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _tested(icbs: Mapping[str, Administration[Number]], each_head: Number) -> Tested[Number]:
    question = Question(
        name="Running costs and programme pay",
        limit="the amount for each head",
        sense=Sense.AT_MOST,
        level=Level.REGION,
        force=Force.TEST,
    )
    costs, heads, lacks = [], [], []
    for code, icb in icbs.items():
        spent, population = known((icb.running_costs, icb.programme_pay)), icb.population
        if len(spent) < len(PROGRAMMES):
            lacks.append(f"running costs or programme pay of {code}")
        if population is None:
            lacks.append(f"the population of {code}")
        else:
            heads.append(population)
        costs.extend(spent)
    if lacks or not costs:
        return untested(question, *(lacks or ["any ICB"]))
    return answered(question, number=total(costs), limit=valued(total(heads), each_head))
