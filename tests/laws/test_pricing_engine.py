"""Laws of the bulk engine: nothing is lost between a file and its totals."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.cube import connected, fetched
from equipoise.pricing import Kind
from equipoise.pricing.each import write_records
from tests.activity_files import taken_in, written
from tests.pricing_books import book, laid, priced, rows

texts = st.sampled_from(
    ("", "x y", "RXF", "11", "2", "0", "-3", "2022-06-04", "UZ01Z", "04/06/2022")
)
fields = st.sampled_from(
    ("provider", "hrg", "admission_method", "classification", "length_of_stay", "age", "priced_on")
)
changes = st.dictionaries(fields, texts, max_size=4)


@settings(max_examples=10)
@given(of=st.lists(changes, min_size=1, max_size=30))
def test_what_is_priced_and_what_is_not_are_all_there_is(of: Sequence[Mapping[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        activity = taken_in(folder, written(folder, Kind.ADMITTED, of)).activity
        assert activity is not None
        found = priced(activity, laid(), laid(book(name="second", admitted={})))
        counted = rows(found, "book, sum(records) OVER (PARTITION BY book)")
    assert set(counted) == {("first", len(of)), ("second", len(of))}
    for coverage in found.coverage:
        assert coverage.records == len(of)
        assert coverage.priced + sum(coverage.unpriced.values()) == len(of)


@settings(max_examples=3)
@given(
    spells=st.lists(changes, max_size=20),
    visits=st.lists(st.dictionaries(st.sampled_from(("provider", "attended")), texts), max_size=20),
)
def test_every_price_is_in_the_totals(
    spells: Sequence[Mapping[str, str]], visits: Sequence[Mapping[str, str]]
) -> None:
    under = (laid(), laid(book(name="second", admitted={})))
    with TemporaryDirectory() as name:
        folder = Path(name)
        activity = taken_in(
            folder,
            written(folder, Kind.ADMITTED, [{}, *spells]),
            written(folder, Kind.OUTPATIENT, visits),
        ).activity
        assert activity is not None
        each = write_records(activity, under, folder=folder / "each")
        found = priced(activity, *under)
        by_key = "book, provider, commissioner, point_of_delivery, month, reason"
        query = (
            f"SELECT {by_key}, count(*), CAST(coalesce(sum(price_pence), 0) AS BIGINT) FROM"
            f" read_parquet({[str(path) for path in each.files]}) GROUP BY ALL ORDER BY ALL"
        )
        with connected(folder / "each") as connection:
            assert fetched(connection, query) == rows(found)
    assert each.sums == {one.book: (one.records, one.price_pence) for one in found.coverage}
    assert each.rows == 2 * (1 + len(spells) + len(visits))
