"""The share of spend that goes to prevention: recommended in 2023, rejected, and watched since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import at_stage_of, held_against, in_period_of
from equipoise.rules.national.asking import lacking
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
from equipoise.units import FinancialYear, Period
from equipoise.workings import Number, total

STEP: Final = "national/prevention/step_ratio"
YEARS: Final = Period.parse("2024-04-01 to 2029-04-01")
RECOMMENDED: Final = date(2023, 4, 4)
REJECTED: Final = date(2023, 6, 14)


@dataclass(frozen=True, kw_only=True)
class OfWhichPrevention(Generic[Number]):
    """Spend on prevention, and the budget that it is part of; None for what is not known."""

    prevention: Number | None
    budget: Number | None


@dataclass(frozen=True, kw_only=True)
class PreventionSpend(Generic[Number]):
    """Each ICB in the year from which the rise is counted, and in a later one."""

    base: FinancialYear
    year: FinancialYear
    before: Mapping[str, OfWhichPrevention[Number]]
    after: Mapping[str, OfWhichPrevention[Number]]


@rule(
    applies=YEARS,
    published=RECOMMENDED,
    source="The Hewitt Review, 4 April 2023: the share of NHS budgets at ICS level going towards "
    "prevention should be increased by at least 1% over the next five years",
)
def recommended(
    spend: PreventionSpend[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return how each ICB's share of prevention has risen, beside what was recommended.

    Unit: ratios; slack is the share beyond the path.
    Raises: ParameterError when no step was known.
    """
    return _ruling(spend, params, known_on, force=Force.PROPOSAL)


@rule(
    applies=YEARS,
    published=REJECTED,
    source="Government response to the Hewitt Review, 14 June 2023: it does not agree with "
    "imposing a national expectation of an essentially arbitrary shift in spending",
)
def prevention(
    spend: PreventionSpend[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return how each ICB's share of prevention has risen, beside what was once recommended.

    It binds nobody, and is never a constraint: there is no linear form of it.

    Assumption: the rise of one percentage point over five years comes in five equal steps.
    Unit: ratios; slack is the share beyond the path.
    Raises: ParameterError when no step was known.
    Law prevention_binds_nobody: whatever is known by then, it is a proposal or a tracker.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> def of(amount):
    ...     return {"ZQ1": OfWhichPrevention(prevention=Fraction(amount), budget=Fraction(1_000))}
    >>> spend = PreventionSpend(base=FinancialYear(2023), year=FinancialYear(2025),
    ...                         before=of(30), after=of(33))
    >>> found = prevention(spend, load().exact, known_on=date(2025, 5, 4)).tests["ZQ1"]
    >>> print(found.verdict, found.limit, found.slack)
    Not met 17/500 -1/1000
    """
    return _ruling(spend, params, known_on, force=Force.TRACKER)


def _ruling(
    spend: PreventionSpend[Number], params: Values[Number], known_on: date, *, force: Force
) -> Ruling[Number]:
    steps = spend.year.starts_in - spend.base.starts_in
    assert steps > 0, f"{spend.year} is not after {spend.base}"
    step = params.at(STEP, spend.year.period, known_on=known_on)
    question = Question(
        name="Share of prevention",
        limit=f"the share of {spend.base} and a fifth of a percentage point for each year since",
        sense=Sense.AT_LEAST,
        level=Level.ICB,
        force=force,
    )
    tests = {
        code: _tested(question, spend.before[code], after, rise=total([step] * steps))
        for code, after in spend.after.items()
    }
    return Ruling(years=YEARS, tests=tests, reason="" if tests else "no ICB is in the plan")


def _tested(
    question: Question,
    before: OfWhichPrevention[Number],
    after: OfWhichPrevention[Number],
    *,
    rise: Number,
) -> Tested[Number]:
    was, now = _share(before, "Share of prevention then"), _share(after, "Share of prevention")
    if was is None or now is None:
        names = {"the share of the first year": was, "the share of this year": now}
        return untested(question, *lacking(names))
    beside = at_stage_of(in_period_of(was, now), now)
    return answered(
        question, number=now, limit=beside + held_against(in_period_of(rise, beside), beside)
    )


def _share(of: OfWhichPrevention[Number], name: str) -> Number | None:
    if of.prevention is None or of.budget is None:
        return None
    return share(of.prevention, of.budget, name=name).ratio
