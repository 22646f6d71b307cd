"""The bulk engine on small files: the fact book's examples, reasons, totals and coverage."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.pricing import Kind, Regime, TooManyBooksError, price, read_manifest
from equipoise.pricing.engine import COLUMNS
from equipoise.rules.payment import BestPracticePrice
from equipoise.units import Pence
from tests.activity_files import taken_in, written
from tests.pricing_books import HIP, book, laid, priced, rows

Changes = Mapping[str, str]


def found(folder: Path, kind: Kind, change: Changes, *under: Regime) -> tuple[str, str, int]:
    """Return the point of delivery, reason and pence of one record."""
    activity = taken_in(folder, written(folder, kind, [change])).activity
    ((point, reason, pence),) = rows(
        priced(activity, *under), "point_of_delivery, reason, price_pence"
    )
    return point, reason, pence


@pytest.mark.parametrize(
    ("factor", "change", "pence"),
    [
        ("1.061299920", {"hrg": "HN12F"}, 769_549),
        ("1.061299920", {"hrg": "HN12E"}, 794_808),
        ("1.0613", {"length_of_stay": "12"}, 769_549),
        ("1.0613", {"length_of_stay": "18"}, 928_744),
    ],
)
def test_the_examples_of_the_fact_book(
    tmp_path: Path, factor: str, change: Changes, pence: int
) -> None:
    """PY-1, £7,695.49 and £7,948.08; PY-2, £7,695.49 and £9,287.44."""
    under = laid(book(market_forces={"RXF": Fraction(factor)}))
    assert found(tmp_path, Kind.ADMITTED, change, under) == ("EL", "", pence)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"classification": "2", "length_of_stay": "0"}, ("DC", "", 725_100)),
        ({"classification": "2", "length_of_stay": "99"}, ("EL", "", 725_100 + 87 * 25_000)),
        ({"classification": "3"}, ("RADAY", "regular_attender", 0)),
        ({"classification": "4"}, ("RANIGHT", "regular_attender", 0)),
        ({"admission_method": "21", "length_of_stay": "1", "age": "18"}, ("NELST", "", 500_000)),
        ({"admission_method": "21", "length_of_stay": "1", "age": "19"}, ("NELST", "", 100_000)),
        ({"admission_method": "21", "length_of_stay": "2"}, ("NEL", "", 500_000)),
        ({"admission_method": "21", "length_of_stay": "20"}, ("NEL", "", 500_000)),
        ({"admission_method": "21", "length_of_stay": "21"}, ("NEL", "", 525_000)),
        ({"admission_method": "32"}, ("NELNE", "", 500_000)),
        ({"admission_method": "98"}, ("OTHER", "unknown_delivery", 0)),
        ({"administrative_category": "02"}, ("EL", "private", 0)),
        ({"administrative_category": "2"}, ("EL", "private", 0)),
        ({"commissioner": "VPP00"}, ("EL", "private", 0)),
        ({"hrg": "UZ01Z"}, ("EL", "ungroupable", 0)),
        ({"hrg": "ZZ99Z"}, ("EL", "unknown_hrg", 0)),
        ({"hrg": ""}, ("EL", "unknown_hrg", 0)),
        ({"provider": "RR8"}, ("EL", "no_mff", 0)),
        ({"specialised": "NCBPS06Z"}, ("EL", "", 823_859)),
        ({"best_practice": "hip-fracture.met"}, ("EL", "", 858_600)),
        ({"unbundled": "RD01A;RD01A; XX99Z"}, ("EL", "", 747_900)),
        ({"priced_on": "2022-03-31", "started_on": ""}, ("EL", "no_book", 0)),
        ({"priced_on": "2022-04-01", "started_on": ""}, ("EL", "", 725_100)),
        ({"priced_on": "2023-03-31"}, ("EL", "", 725_100)),
        ({"priced_on": "2023-04-01"}, ("EL", "no_book", 0)),
        ({"priced_on": ""}, ("", "no_day", 0)),
        ({"length_of_stay": "-1"}, ("", "negative_stay", 0)),
    ],
)
def test_a_spell(tmp_path: Path, change: Changes, expected: tuple[str, str, int]) -> None:
    """PY-3 among them. 7,251 x 1.1362 is 8,238.59 to the penny."""
    assert found(tmp_path, Kind.ADMITTED, {"provider": "RAE", **change}) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("OPFA", "", 18_100)),
        ({"hrg": "WF01A", "first_attendance": "2"}, ("OPFU", "", 9_000)),
        ({"hrg": "WF02B"}, ("OPFA", "no_price", 0)),
        ({"hrg": "AA22C", "first_attendance": "3"}, ("OPFA", "", 18_100)),
        ({"hrg": "AA22C", "first_attendance": "4"}, ("OPFU", "", 9_000)),
        ({"attended": "3"}, ("OPFA", "not_attended", 0)),
        ({"treatment_function": "999"}, ("OPFA", "unknown_function", 0)),
        ({"unbundled": "RD01A"}, ("OPFA", "", 29_500)),
    ],
)
def test_an_appointment(tmp_path: Path, change: Changes, expected: tuple[str, str, int]) -> None:
    assert found(tmp_path, Kind.OUTPATIENT, {"provider": "RAE", **change}) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"department_type": "1"}, ("AE", "", 12_000)),
        ({"department_type": "03"}, ("AE", "", 8_500)),
        ({"department_type": "04"}, ("AE", "unknown_delivery", 0)),
        ({"hrg": "VB01Z"}, ("AE", "unknown_hrg", 0)),
    ],
)
def test_an_emergency(tmp_path: Path, change: Changes, expected: tuple[str, str, int]) -> None:
    assert found(tmp_path, Kind.EMERGENCY, {"provider": "RAE", **change}) == expected


def test_two_tariffs_for_one_price_are_told(tmp_path: Path) -> None:
    both = {("HN12F", name): BestPracticePrice(combined=Pence(1)) for name in ("a", "b")}
    under = laid(book(best_practice=both))
    change = {"best_practice": "a; b"}
    assert found(tmp_path, Kind.ADMITTED, change, under) == ("EL", "two_tariffs", 0)


@pytest.mark.parametrize("factor", ["1.0613", "1.061299920"])
def test_a_price_beyond_64_bits_is_told_and_one_within_is_exact(
    tmp_path: Path, factor: str
) -> None:
    ratio = Fraction(factor)
    of = book(market_forces={"RXF": ratio}, top_ups={"X": Fraction("0.0001")})
    limit = laid(of).limit(10_000) if factor == "1.0613" else laid(of).limit_apart()
    exact = ratio * limit
    for pence, expected in ((limit, ("EL", "", int(exact + Fraction(1, 2)))), (limit + 1, None)):
        under = laid(replace(of, admitted={"HN12F": replace(HIP, combined=Pence(pence))}))
        folder = tmp_path / str(pence)
        folder.mkdir()
        answer = found(folder, Kind.ADMITTED, {}, under)
        assert answer == (expected or ("EL", "beyond_limit", 0))


def test_totals_are_by_book_provider_commissioner_point_month_and_reason(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, Kind.ADMITTED, [{"provider": "RAE"}, {"provider": "RAE"}, {"age": ""}]),
        written(tmp_path, Kind.EMERGENCY, [{"commissioner": ""}, {"priced_on": "2022-12-31"}]),
    ]
    dearer = laid(book(name="second", emergency={}))
    of = priced(taken_in(tmp_path, *paths).activity, laid(), dearer)
    assert rows(of) == [
        ("first", "RAE", "QWO", "EL", "2022-06", "", 2, 1_450_200),
        ("first", "RXF", "", "AE", "2022-06", "", 1, 12_736),
        ("first", "RXF", "QWO", "", "2022-06", "no_age", 1, 0),
        ("first", "RXF", "QWO", "AE", "2022-12", "", 1, 12_736),
        ("second", "RAE", "QWO", "EL", "2022-06", "", 2, 1_450_200),
        ("second", "RXF", "", "AE", "2022-06", "unknown_hrg", 1, 0),
        ("second", "RXF", "QWO", "", "2022-06", "no_age", 1, 0),
        ("second", "RXF", "QWO", "AE", "2022-12", "unknown_hrg", 1, 0),
    ]
    first, second = of.coverage
    assert (first.records, first.priced, first.price_pence) == (5, 4, 1_475_672)
    assert first.unpriced == {"no_age": 1}
    assert first.by_point == {"AE": (2, 25_472), "EL": (2, 1_450_200)}
    assert (second.priced, second.unpriced) == (2, {"no_age": 1, "unknown_hrg": 2})


def test_the_columns_of_the_totals_have_their_types(tmp_path: Path) -> None:
    of = priced(taken_in(tmp_path, written(tmp_path, Kind.EMERGENCY, [{}])).activity)
    (row,) = rows(of, ", ".join(f"typeof({name})" for name in COLUMNS))
    assert row == tuple(COLUMNS.values())


def test_a_year_is_laid_at_the_prices_of_another(tmp_path: Path) -> None:
    change = {"provider": "RAE", "priced_on": "2021-06-04", "started_on": ""}
    under = laid(period="2021/22")
    assert found(tmp_path, Kind.ADMITTED, change, under) == ("EL", "", 725_100)


@pytest.mark.parametrize("count", [0, 7])
def test_so_many_books_are_refused(tmp_path: Path, count: int) -> None:
    activity = taken_in(tmp_path, written(tmp_path, Kind.EMERGENCY, [{}])).activity
    assert activity is not None
    with pytest.raises(TooManyBooksError, match=str(count)):
        price_under(activity.folder, [laid(book(name=str(n))) for n in range(count)])


def price_under(folder: Path, regimes: list[Regime]) -> None:
    from_folder = read_manifest(folder)
    price(from_folder, regimes, totals_file=folder / "totals.parquet")


def test_six_books_at_once_each_have_their_own(tmp_path: Path) -> None:
    activity = taken_in(tmp_path, written(tmp_path, Kind.ADMITTED, [{"provider": "RAE"}])).activity
    under = [
        laid(book(name=str(n), admitted={"HN12F": replace(HIP, combined=Pence(n))}))
        for n in range(1, 7)
    ]
    assert rows(priced(activity, *under), "book, price_pence") == [(str(n), n) for n in range(1, 7)]
