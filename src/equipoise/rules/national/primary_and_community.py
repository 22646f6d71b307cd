"""The guarantee that primary medical and community services grow faster than all spend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import gcd
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import at_stage_of, in_period_of, nil
from equipoise.rules.national.asking import TwoYears, lacking
from equipoise.rules.national.linear import PENNY, LinearTest, whole
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
from equipoise.workings import Number, Reference

NAME: Final = "national/primary_and_community"
YEARS: Final = Period.parse("2019-04-01 to 2024-04-01")
GUARANTEED: Final = ("primary_medical", "community")
"""The programmes that are to grow faster."""


@dataclass(frozen=True, kw_only=True)
class Guaranteed(Generic[Number]):
    """Primary medical and community services together, and all revenue, of which they are part."""

    services: TwoYears[Number]
    revenue: TwoYears[Number]


@dataclass(frozen=True, kw_only=True)
class Guarantee(Generic[Number]):
    """The nation, where its figures are known, and each ICB, by code."""

    period: Period
    nation: Guaranteed[Number] | None
    icbs: Mapping[str, Guaranteed[Number]]


@rule(
    applies=YEARS,
    source="NHS Long Term Plan (January 2019): investment in primary medical and community "
    "services rises as a share of national revenue spend in the five years to 2023/24; HSJ "
    "7023876",
)
def primary_and_community(
    guarantee: Guarantee[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether primary medical and community spend grows faster than all spend.

    The nation is tested; of an ICB it is watched how far it follows.

    Unit: ratios; growth is positive, and slack is how much faster, of which nil is not enough.
    Law the_guarantee_is_a_growing_share: it is met exactly where the share of all spend grows.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> nation = Guaranteed(services=TwoYears(before=Fraction(200), after=Fraction(209)),
    ...                     revenue=TwoYears(before=Fraction(1_000), after=Fraction(1_045)))
    >>> asked = Guarantee(period=Period.parse("2023/24"), nation=nation, icbs={})
    >>> found = primary_and_community(asked, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.tests["nation"].verdict, found.tests["nation"].slack)
    Not met 0
    """
    del params, known_on
    tests: dict[str, Tested[Number]] = {"nation": untested(_question(Level.NATION), "the nation")}
    if guarantee.nation is not None:
        tests["nation"] = _tested(_question(Level.NATION), guarantee.nation)
    for code, each in guarantee.icbs.items():
        tests[code] = _tested(_question(Level.ICB), each)
    return Ruling(years=YEARS, tests=tests)


def linear(
    guarantee: Guarantee[Number], *, programmes: Mapping[str, tuple[str, ...]]
) -> tuple[LinearTest, ...]:
    """Return the guarantee of each ICB as a constraint over all its programmes of this year.

    `programmes` are those of each ICB, the guaranteed ones among them. An ICB that had none of
    either last year has no growth, and no constraint.
    """
    found = []
    for code, listed in programmes.items():
        before, of = guarantee.icbs[code].services.before, guarantee.icbs[code].revenue.before
        if before is None or of is None or not before > nil(before) or not of > nil(of):
            continue
        part, all_of_it = whole(before), whole(of)
        shared = gcd(part, all_of_it)
        coefficients = {
            (code, name): (all_of_it * (name in GUARANTEED) - part) // shared for name in listed
        }
        found.append(
            LinearTest(
                rule=Reference("rule", tuple(NAME.split("/"))),
                subject=code,
                coefficients=coefficients,
                sense=Sense.AT_LEAST,
                bound=PENNY,
            )
        )
    return tuple(found)


def _question(level: Level) -> Question:
    return Question(
        name="Growth of primary medical and community spend",
        limit="the growth of all spend",
        sense=Sense.MORE_THAN,
        level=level,
        force=Force.TEST if level is Level.NATION else Force.TRACKER,
    )


def _tested(question: Question, each: Guaranteed[Number]) -> Tested[Number]:
    lacks = lacking(
        {
            "primary medical and community spend of last year": each.services.before,
            "primary medical and community spend of this year": each.services.after,
            "all spend of last year": each.revenue.before,
            "all spend of this year": each.revenue.after,
        }
    )
    if lacks:
        return untested(question, *lacks)
    services = _growth(each.services, name="Growth of primary medical and community spend")
    revenue = _growth(each.revenue, name="Growth of all spend")
    if services is None or revenue is None:
        return untested(question, "a growth, as nothing was spent last year")
    return answered(question, number=services, limit=revenue)


def _growth(years: TwoYears[Number], *, name: str) -> Number | None:
    before, after = years.before, years.after
    assert before is not None
    assert after is not None
    beside = at_stage_of(in_period_of(before, after), after)
    return share(after - beside, beside, name=name).ratio
