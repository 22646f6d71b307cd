"""Laws of the bulk engine: nothing is lost between a file and its totals."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.pricing import Kind
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
