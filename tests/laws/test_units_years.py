"""Laws of years and their parts."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from equipoise.units import FinancialYear, Period

years = st.integers(1000, 9998).map(FinancialYear)
days = st.dates(date(1000, 4, 1), date(9998, 3, 31))
periods = st.one_of(
    st.builds(FinancialYear.month, years, st.integers(1, 12)),
    st.builds(FinancialYear.quarter, years, st.integers(1, 4)),
    years.map(lambda year: year.period),
)


def tiles(parts: list[Period], whole: Period) -> bool:
    """Return whether the parts lie end to end from the first day of the whole to its last."""
    joined = all(before.ends_on == after.starts_on for before, after in pairwise(parts))
    return joined and (parts[0].starts_on, parts[-1].ends_on) == (whole.starts_on, whole.ends_on)


@given(years)
def test_months_tile_the_year(year: FinancialYear) -> None:
    assert len(year.months) == 12
    assert tiles(list(year.months), year.period)
    assert [month.starts_on.month for month in year.months] == [*range(4, 13), 1, 2, 3]


@given(years)
def test_quarters_tile_the_year(year: FinancialYear) -> None:
    quarters = [year.quarter(number) for number in range(1, 5)]
    assert tiles(quarters, year.period)
    for number, quarter in enumerate(quarters):
        assert tiles(list(year.months[3 * number : 3 * number + 3]), quarter)


@given(periods)
def test_a_period_survives_coding(period: Period) -> None:
    assert period.year.coded(period.code) == period


@given(years)
def test_a_year_survives_printing(year: FinancialYear) -> None:
    assert FinancialYear.parse(str(year)) == FinancialYear.parse(year.code) == year
    assert Period.parse(str(year)) == year.period


@given(days)
def test_every_day_is_in_one_year_and_one_month(day: date) -> None:
    year = FinancialYear.of(day)
    assert day in year.period
    assert sum(day in month for month in year.months) == 1
