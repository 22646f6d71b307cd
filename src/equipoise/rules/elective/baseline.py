"""A month's elective baseline: the value of the same month of the base year, by working days."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import in_period_of
from equipoise.rules.elective.months import ROOM
from equipoise.rules.registry import rule
from equipoise.units import FinancialYear, Period
from equipoise.workings import Number, named, rounded

APPLIES: Final = Period.parse("2020-04-01 to 2025-04-01")
BASE: Final = FinancialYear(2019)
"""The last year before the pandemic, against which every scheme measures."""


@dataclass(frozen=True, kw_only=True)
class BaseMonth(Generic[Number]):
    """What a month of the base year was worth, and the month it is to stand beside.

    Unit: pence, at the prices of the later year.
    """

    value: Number
    month: Period


@rule(
    applies=APPLIES,
    source="General knowledge of ERF guidance: baselines of 2019/20 were adjusted for working days",
)
def baseline(then: BaseMonth[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return the value of the base month for as many working days as the later month has.

    Assumption: the ratio of working days, month by month, to the nearest penny (no guidance was
        read).
    Unit: pence.
    Raises: ParameterError for a month whose working days are not known.
    Law as_many_working_days_leave_the_baseline: a month with those of the base month keeps it.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> may = BaseMonth(value=Fraction(21_00), month=FinancialYear(2021).month(2))
    >>> print(baseline(may, load().exact, known_on=date(2021, 4, 1)))
    1900
    """

    def working_days(year: FinancialYear) -> Number:
        path = f"{ROOM}/working_days_count"
        return params.at(path, year.period, known_on=known_on, key=then.month.code)

    now, base = working_days(then.month.year), working_days(BASE)
    days = named(now / in_period_of(base, now), "Working days over those of 2019/20")
    return named(rounded(then.value * days), "Baseline by working days")
