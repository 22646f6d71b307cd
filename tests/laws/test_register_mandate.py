"""Law of the mandate: what is known stays known."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from equipoise.register import mandate, mandate_years
from equipoise.units import FinancialYear

DAYS = st.dates(date(2023, 6, 15), date(2026, 3, 31))


@given(st.sampled_from(mandate_years()), DAYS, st.integers(0, 500))
def test_knowledge_only_grows(year: FinancialYear, day: date, later: int) -> None:
    before = mandate(year, day)
    after = mandate(year, day + timedelta(days=later))
    assert set(before.metrics) <= set(after.metrics)
    assert set(before.promises) <= set(after.promises)
