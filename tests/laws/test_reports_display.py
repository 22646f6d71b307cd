"""Laws of what is shown."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.reports import MoneyUnits
from equipoise.reports.display import money

PENCE_IN_THE_LAST_PLACE: dict[MoneyUnits, int] = {"m": 10_000_000, "k": 100_000}


def read(text: str) -> Fraction:
    size = Fraction(text.strip("()").replace(",", ""))
    return -size if text.startswith("(") else size


@given(
    st.integers(-(10**14), 10**14) | st.integers(-(10**4), 10**4).map(lambda n: n * 50_000),
    st.sampled_from(["m", "k"]),
)
def test_shown_money_is_within_half_a_unit(pence: int, units: MoneyUnits) -> None:
    last = PENCE_IN_THE_LAST_PLACE[units]
    unit = last * 10 if units == "m" else last
    assert 2 * abs(read(money(pence, units)) * unit - pence) <= last
    assert read(money(-pence, units)) == -read(money(pence, units))
