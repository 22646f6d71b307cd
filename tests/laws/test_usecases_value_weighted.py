"""Laws of value-weighted activity: months come to the year."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.units import FinancialYear
from equipoise.usecases.price import Books
from equipoise.usecases.value_weighted import YEAR, WeightedAsked, value_weighted
from tests.pricing_books import book

PARAMS = load()
counts = st.integers(0, 10_000)
rows = st.dictionaries(
    st.tuples(st.sampled_from(("30APR", "31MAY")), st.sampled_from(("110", "999"))),
    st.tuples(counts, counts, counts, counts),
    min_size=1,
)


@settings(max_examples=10)
@given(of=rows)
def test_months_come_to_the_year(of: dict[tuple[str, str], tuple[int, ...]]) -> None:
    lines = ["Month_Ending,TRETSPEF,First_Attendance,Follow_Up_Attendance"]
    for (month, function), (first, follow_up, *then) in of.items():
        lines += [f"{month}19,{function},{first},{follow_up}"]
        lines += [f"{month}20,{function},{then[0]},{then[1]}"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "counts.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        asked = WeightedAsked(
            paths=(path,),
            books=Books(books=(book(),)),
            params=PARAMS,
            known_on=date(2023, 5, 1),
            year=FinancialYear(2020),
            before=FinancialYear(2019),
        )
        found = value_weighted(asked).result.periods
    whole = found[YEAR]
    months = [one for name, one in found.items() if name != YEAR]
    for side in ("before", "after"):
        listed = [getattr(one, side) for one in months]
        year = getattr(whole, side)
        assert year.everything.value == sum(one.everything.value for one in listed)
        assert year.priced.value == sum(one.priced.value for one in listed)
        values = [one.value.value for one in listed if one.value is not None]
        assert (year.value is None) == (not values)
        assert not values or year.value.value == sum(values)
