"""Laws of the file of elective care that priced activity makes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.pricing import Kind
from equipoise.sources import elective_care
from equipoise.units import FinancialYear
from equipoise.usecases.price import Books
from equipoise.usecases.price_elective import ActivityOf, ElectiveAsked, price_elective
from tests.activity_files import written
from tests.pricing_books import IN_2024, book

KNOWN_ON = IN_2024.published.replace(year=2025, month=5)
spells = st.lists(
    st.fixed_dictionaries(
        {
            "provider": st.sampled_from(("RXF", "RAE")),
            "commissioner": st.sampled_from(("QWO", "QHM")),
            "hrg": st.sampled_from(("HN12F", "HN12E")),
            "length_of_stay": st.sampled_from(("0", "3", "18")),
            "month": st.sampled_from(("06", "07")),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=8)
@given(now=spells, then=spells)
def test_what_is_written_sums_to_what_is_worth(
    now: list[dict[str, str]], then: list[dict[str, str]]
) -> None:
    """And `erf` reads each amount to the penny."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for year, listed in ((2024, now), (2019, then)):
            days = [{**each, "priced_on": f"{year}-{each['month']}-04"} for each in listed]
            plain = [{k: v for k, v in each.items() if k != "month"} for each in days]
            written(folder, Kind.ADMITTED, plain, name=f"{year}.csv")
        asked = ElectiveAsked(
            actual=ActivityOf(paths=(folder / "2024.csv",), year=FinancialYear(2024)),
            baseline=ActivityOf(paths=(folder / "2019.csv",), year=FinancialYear(2019)),
            books=Books(books=(book(period=IN_2024.period, published=IN_2024.published),)),
            params=load(),
            known_on=KNOWN_ON,
        )
        found = price_elective(asked, folder / "care.csv").result
        care = elective_care(folder / "care.csv")
    assert not care.misfits
    assert found.actual is not None
    assert found.baseline is not None
    assert sum(row.baseline for row in care.rows) == sum(found.baseline.pence.values())
    assert sum(row.actual or 0 for row in care.rows) == sum(found.actual.pence.values())
    assert found.rows == len(care.rows)
