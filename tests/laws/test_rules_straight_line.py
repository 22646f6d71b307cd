"""The laws of the straight line and of the run rate."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.rules.balance.straight_line import MONTHS, SoFar, run_rate_forecast, straight_line

amounts = st.integers(-(10**12), 10**12).map(Fraction)
months = st.integers(1, MONTHS)


@given(amounts, amounts)
def test_straight_at_the_end(actual: Fraction, plan: Fraction) -> None:
    found = SoFar(months=MONTHS, plan_to_date=plan, actual_to_date=actual, plan_year=plan)
    assert straight_line(found) == actual == run_rate_forecast(found)


@given(months, amounts, amounts)
def test_run_rate_on_plan(number: int, plan: Fraction, year: Fraction) -> None:
    found = SoFar(months=number, plan_to_date=plan, actual_to_date=plan, plan_year=year)
    assert run_rate_forecast(found) == year
