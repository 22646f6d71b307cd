"""Where the year ends if it goes on as it began: two plain readings beside any forecast."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MONTHS: Final = 12


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """Plan and actual from April to the end of a month, and the plan of the year. Unit: pence."""

    months: int
    plan_to_date: Fraction
    actual_to_date: Fraction
    plan_year: Fraction


def straight_line(found: SoFar) -> Fraction:
    """Return the year if every month is as the months so far: unrounded pence.

    Law straight_at_the_end: after twelve months it is the actual.

    >>> straight_line(SoFar(months=6, plan_to_date=Fraction(0), actual_to_date=Fraction(-900),
    ...                     plan_year=Fraction(0)))
    Fraction(-1800, 1)
    """
    assert 1 <= found.months <= MONTHS, f"a year has months 1 to 12: {found.months}"
    return found.actual_to_date * Fraction(MONTHS, found.months)


def run_rate_forecast(found: SoFar) -> Fraction:
    """Return the year if the rest is as planned, but for as much variance a month as so far.

    Source: house definition, for want of a national one: actual to date, plus plan still to come,
        plus the variance to date spread over the months so far, for each month left.
    Law run_rate_on_plan: with no variance to date it is the plan.

    >>> run_rate_forecast(SoFar(months=6, plan_to_date=Fraction(-600),
    ...                         actual_to_date=Fraction(-900), plan_year=Fraction(-1000)))
    Fraction(-1600, 1)
    """
    assert 1 <= found.months <= MONTHS, f"a year has months 1 to 12: {found.months}"
    variance = found.actual_to_date - found.plan_to_date
    still_to_come = found.plan_year - found.plan_to_date
    left = Fraction(MONTHS - found.months, found.months)
    return found.actual_to_date + still_to_come + variance * left
