"""The Mental Health Investment Standard: spend on mental health grows as the allocation does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.national.asking import asked, grown, known, lacking
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
from equipoise.rules.registry import rule, rule_for
from equipoise.units import Period
from equipoise.workings import Number, Reference, named, total

NAME: Final = "national/mental_health"
EXCLUDED: Final = frozenset({"learning_disability", "autism", "dementia", "specialised"})
"""Categories that the standard leaves out."""
GROWTH: Final = "national/mental_health/base_growth_ratio"
STRICT: Final = Period.parse("2022/23")
LATER: Final = Period.parse("2023-04-01 to 2026-04-01")


@dataclass(frozen=True, kw_only=True)
class Categories(Generic[Number]):
    """What one ICB spends on mental health, by category, last year and this; None: not known."""

    before: Mapping[str, Number | None]
    after: Mapping[str, Number | None]


@dataclass(frozen=True, kw_only=True)
class MentalHealthSpend(Generic[Number]):
    """The spend of each ICB."""

    period: Period
    icbs: Mapping[str, Categories[Number]]


@rule(
    applies=STRICT,
    source="NHS England, MHIS assurance engagement 2022/23: spend grows by more than the ICB "
    "programme allocation's base growth (CCG quarter 1 and ICB quarters 2 to 4)",
)
def more_than_base_growth(
    spend: MentalHealthSpend[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each ICB's mental health spend grows by more than the base growth.

    Assumption: the target is rounded to the nearest penny; guidance is silent.
    Unit: pence; slack is room, and nil is not enough.
    """
    return _ruling(spend, params, known_on, years=STRICT)


@rule(
    applies=LATER,
    source="NHS England, MHIS assurance engagement 2023/24: spend grows by the ICB programme "
    "allocation's base growth before convergence; kept in the planning guidance of 2025/26",
)
def mental_health(
    spend: MentalHealthSpend[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each ICB's mental health spend grows at least by the base growth.

    The target is last year's spend times 1 and the base growth; convergence does not count.
    Learning disability, autism, dementia and specialised services are left out.

    Assumption: the target is rounded to the nearest penny; guidance is silent.
    Unit: pence; slack is room.
    Law what_the_standard_excludes_moves_nothing: money of those categories changes no test.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> spend = MentalHealthSpend(period=Period.parse("2025/26"), icbs={"ZQ1": Categories(
    ...     before={"adult": Fraction(100_000)}, after={"adult": Fraction(104_399)})})
    >>> found = mental_health(spend, load().exact, known_on=date(2025, 5, 8)).tests["ZQ1"]
    >>> print(found.verdict, found.limit, found.slack)
    Not met 104400 -1
    """
    return _ruling(spend, params, known_on, years=LATER)


def linear(
    spend: MentalHealthSpend[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return the standard of each ICB as a constraint over its categories of this year."""
    ruling = rule_for(NAME, spend.period, known_on=known_on).run(spend, params, known_on=known_on)
    cells = {
        icb: {(icb, category): 1 for category in each.after if category not in EXCLUDED}
        for icb, each in spend.icbs.items()
    }
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _ruling(
    spend: MentalHealthSpend[Number], params: Values[Number], known_on: date, *, years: Period
) -> Ruling[Number]:
    question = Question(
        name="Mental health spend",
        limit="last year's spend grown by the allocation's base growth, before convergence",
        sense=Sense.MORE_THAN if years == STRICT else Sense.AT_LEAST,
        level=Level.ICB,
        force=Force.TEST,
    )
    tests = {
        icb: _tested(
            question,
            each,
            growth=asked(params, GROWTH, period=spend.period, known_on=known_on, key=icb),
        )
        for icb, each in spend.icbs.items()
    }
    return Ruling(years=years, tests=tests, reason="" if tests else "no ICB is in the plan")


def _tested(
    question: Question, each: Categories[Number], *, growth: Number | None
) -> Tested[Number]:
    before, after = _counted(each.before), _counted(each.after)
    lacks = lacking(
        {
            "mental health spend of last year": before,
            "mental health spend of this year": after,
            "the base growth of the allocation": growth,
        }
    )
    if before is None or after is None or growth is None:
        return untested(question, *lacks)
    spent = named(before, "Mental health spend, last year")
    return answered(question, number=after, limit=grown(spent, growth, like=after))


def _counted(categories: Mapping[str, Number | None]) -> Number | None:
    counted = [amount for name, amount in categories.items() if name not in EXCLUDED]
    amounts = known(counted)
    return total(amounts) if amounts and len(amounts) == len(counted) else None
