"""Laws of what elective care in bulk is worth: record by record, it is what the rule says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.pricing import Kind
from equipoise.pricing.elective import (
    NO_VALUE,
    ElectiveTerms,
    ElectiveWorth,
    elective_worth,
)
from equipoise.rules.payment import (
    Attendance,
    EmergencyAttendance,
    PriceBook,
    Record,
    Spell,
    at_prices,
    elective_value,
    outpatient_price,
    point_of_delivery,
)
from equipoise.rules.payment.at_prices import AttendanceAtPrices, SpellAtPrices
from equipoise.rules.payment.elective_scope import functions_of
from equipoise.rules.payment.elective_value import ElectiveRecord
from equipoise.rules.walking import bare
from equipoise.units import FinancialYear
from tests.activity_files import taken_in as ingested
from tests.activity_files import written
from tests.engines.pricing_cases import OF, as_written, books

PARAMS = load()
KNOWN_ON = date(2025, 5, 4)
YEAR = FinancialYear(2024)
INDEPENDENT, DEVOLVED = frozenset({"RR8"}), frozenset({"RAE"})


def later(record: object) -> Record:
    """Return a record two years on: in 2024/25."""
    assert isinstance(record, Spell | Attendance | EmergencyAttendance)
    day = record.priced_on.replace(year=record.priced_on.year + 2)
    if isinstance(record, Spell):
        return replace(record, discharged_on=day)
    if isinstance(record, Attendance):
        return replace(record, attended_on=day)
    return replace(record, arrived_on=day)


def by_rule(record: Record, book: PriceBook) -> tuple[tuple[str, str, int, str], int] | str:
    """Return where a record counts and what it is worth, or why it does not."""
    if isinstance(record, EmergencyAttendance):
        return "not planned, or a regular attender"
    at = bare(at_prices(record, book))
    assert isinstance(at, SpellAtPrices | AttendanceAtPrices)
    asked = ElectiveRecord(
        at_prices=at,
        functions=functions_of(PARAMS, book.period, known_on=KNOWN_ON),
        independent=record.provider in INDEPENDENT,
        devolved=record.provider in DEVOLVED,
    )
    found = elective_value(asked, PARAMS.exact, known_on=KNOWN_ON)
    if found.value is None:
        return str(found.outside or NO_VALUE)
    point = (
        point_of_delivery(at, PARAMS.exact, known_on=KNOWN_ON)
        if isinstance(at, SpellAtPrices)
        else outpatient_price(at, PARAMS.exact, known_on=KNOWN_ON).point_of_delivery
    )
    month = (record.priced_on.month + 8) % 12 + 1
    return (record.commissioner, record.provider, month, str(point)), int(found.value)


def in_bulk(folder: Path, kind: Kind, of: Sequence[Record], book: PriceBook) -> ElectiveWorth:
    path = written(folder, kind, [as_written(record, place) for place, record in enumerate(of)])
    activity = ingested(folder, path, on=KNOWN_ON).activity
    assert activity is not None
    terms = ElectiveTerms(
        book=book, params=PARAMS, known_on=KNOWN_ON, independent=INDEPENDENT, devolved=DEVOLVED
    )
    return elective_worth(activity, terms, year=YEAR)


@pytest.mark.parametrize("kind", Kind)
def test_each_record_is_worth_what_the_rule_says(kind: Kind) -> None:
    """By commissioner, provider, month and point of delivery; and why the others do not count."""

    @settings(max_examples=8)
    @given(made=books("book"), of=st.lists(OF[kind].map(later), min_size=20, max_size=60))
    def agree(made: PriceBook, of: Sequence[Record]) -> None:
        book = replace(made, period=YEAR.period, published=date(2024, 3, 31))
        with TemporaryDirectory() as folder:
            found = in_bulk(Path(folder), kind, of, book)
        pence: Counter[tuple[str, str, int, str]] = Counter()
        outside: Counter[str] = Counter()
        counted = 0
        for record in of:
            match by_rule(record, book):
                case str(why):
                    outside[why] += 1
                case key, value:
                    pence[key] += value
                    counted += 1
        assert found.pence == {key: pence[key] for key in pence}
        assert (found.counted, found.outside) == (counted, dict(outside))
        assert found.months == {(record.priced_on.month + 8) % 12 + 1 for record in of}
        assert found.records == len(of)

    agree()
