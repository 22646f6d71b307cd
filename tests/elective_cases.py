"""Elective care for tests: months by hand, in £m, and months drawn for the laws."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.elective import (
    Adjustment,
    Assessed,
    BaseMonth,
    BeforeAndAfter,
    CareMonth,
    GainOfSystem,
    Ledgers,
    MonthsOfCare,
    TrustChange,
    adjustment,
)
from equipoise.units import FinancialYear, Period
from equipoise.workings import Figure
from tests.drawn_figures import figures, money

EXACT: Final = load().exact
MILLION: Final = 100_000_000  # pence
YEAR: Final = FinancialYear(2023)
FIRST, CUT, AGAIN = date(2023, 2, 2), date(2023, 7, 12), date(2023, 11, 8)
"""The days on which the targets of 2023/24 were published: 107, 105, 103."""


def pence(millions: str | int | Fraction) -> Fraction:
    """Return pounds in millions, as typed, in pence."""
    return Fraction(millions) * MILLION


def of_period(
    period: Period, baseline: str | Fraction, actual: str | Fraction
) -> CareMonth[Fraction]:
    """Return care of a period, baseline and actual in £m."""
    return CareMonth(period=period, baseline=pence(baseline), actual=pence(actual))


def assessed(scheme: str, *months: CareMonth[Fraction], **limits: Any) -> Assessed[Fraction]:
    """Return months assessed together, without limits unless named."""
    return Assessed(scheme=scheme, months=months, **limits)


def of_year(
    baseline: str | Fraction, actual: str | Fraction, year: int = 2023, **limits: Any
) -> Assessed[Fraction]:
    """Return a whole year of elective recovery, in £m."""
    return assessed("erf", of_period(FinancialYear(year).period, baseline, actual), **limits)


def found(care: Assessed[Fraction], on: date) -> Adjustment[Fraction]:
    """Return the adjustment as its terms were known on a day."""
    return adjustment(care, EXACT, known_on=on)


def due(care: Assessed[Fraction], on: date) -> Fraction:
    """Return the adjustment alone, in pence."""
    return found(care, on).adjustment


amounts = st.integers(0, 10**10).map(Fraction)
months_of_2023 = st.lists(
    st.tuples(st.sampled_from(range(12)), amounts, amounts),
    min_size=1,
    max_size=12,
    unique_by=lambda month: month[0],
).map(
    lambda listed: tuple(
        CareMonth(period=YEAR.months[number], baseline=baseline, actual=actual)
        for number, baseline, actual in listed
    )
)
"""Months of 2023/24 in any order."""

of_care = figures(st.integers(0, 10**10))
care_months = st.lists(st.tuples(of_care, of_care), min_size=1, max_size=3).map(
    lambda drawn: tuple(
        CareMonth(period=YEAR.months[number], baseline=baseline, actual=actual)
        for number, (baseline, actual) in enumerate(drawn)
    )
)
"""Months of 2023/24, as figures."""
ELECTIVE: Final[dict[str, st.SearchStrategy[Any]]] = {
    "elective/adjustment": st.builds(
        Assessed[Figure],
        scheme=st.just("erf"),
        months=care_months,
        by_month=st.booleans(),
        full_allocation=st.booleans(),
        as_run=st.booleans(),
    ),
    "elective/baseline": st.builds(
        BaseMonth[Figure], value=of_care, month=st.sampled_from(FinancialYear(2021).months)
    ),
    "elective/carried": st.builds(
        Ledgers[Figure],
        allocation=money,
        contracts=st.dictionaries(st.sampled_from(["ZR1", "ZR2"]), money),
    ),
    "elective/contract_adjustment": st.builds(
        MonthsOfCare[Figure], scheme=st.just("erf"), months=care_months, by_month=st.booleans()
    ),
    "elective/settlement": st.builds(
        GainOfSystem[Figure],
        gain=money,
        trusts=st.dictionaries(
            st.sampled_from(["ZR1", "ZR2"]),
            st.builds(
                TrustChange[Figure],
                income_before=money,
                adjustment_after=money,
                part=st.none() | money,
            ),
        ),
    ),
    "elective/swing": st.builds(BeforeAndAfter[Figure], before=money, due=money, after=money),
}
"""What every rule of elective care is run on, both ways."""
