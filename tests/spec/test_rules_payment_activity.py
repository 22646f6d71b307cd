"""Real outpatient activity of 2018/19 to 2020/21 at the prices of 2022/23, against its README."""

from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from equipoise.params import load
from equipoise.rules.payment import ActivityLine, value_weighted_activity
from equipoise.sources import Table, read_table, tariff
from equipoise.sources.layout import read
from equipoise.units import FinancialYear
from tests.shared_data import needs, shared

TARIFF, ACTIVITY = "tariff-2022-23", "act-hes-m13-2020-21"
WORKBOOK = "22-23NT_Annex-A-National-tariff-workbook_Apr22.xlsx"
pytestmark = needs(TARIFF, ACTIVITY)
SHAPE = read(
    "title: Outpatient attendances by treatment function and month\n"
    "publisher: NHS Digital\nlicence: Open Government Licence v3.0\nheadings: 'yes'\n"
    "columns:\n  month: [Month_Ending]\n  function: [TRETSPEF]\n  first: [First_Attendance]\n"
    "  follow_up: [Follow_Up_Attendance]\n",
    "activity",
)
CODES = {"first": "WF01B", "follow_up": "WF01A"}
Counts = dict[date, dict[tuple[str, str], int]]


@cache
def rows() -> Table:
    return read_table(shared(ACTIVITY, "HES_M13_2021_OPEN_DATA_TREATMENT_FUNCTION.csv.gz"), SHAPE)


@cache
def counts() -> Counts:
    """Return the attendances of each month, by treatment function and kind."""
    found: Counts = {}
    for row in rows().rows:
        month = datetime.strptime(row["month"], "%d%b%y").date()
        for kind in CODES:
            month_of = found.setdefault(month, {})
            key = (row["function"], kind)
            assert key not in month_of
            if row[kind]:  # a blank is no count, and makes no line
                month_of[key] = int(row[kind])
    return found


@cache
def prices() -> dict[tuple[str, str], Fraction]:
    book = tariff(shared(TARIFF, WORKBOOK), "2022-23").book
    return {
        (function, kind): Fraction(price)
        for function, row in book.attendances.items()
        for kind, code in CODES.items()
        if (price := row[code]) is not None
    }


def summed(months: list[date]) -> dict[tuple[str, str], int]:
    total: dict[tuple[str, str], int] = {}
    for month in months:
        for key, count in counts()[month].items():
            total[key] = total.get(key, 0) + count
    return total


def compared(before: list[date], after: list[date]) -> Any:
    earlier, later = summed(before), summed(after)
    lines = {
        "/".join(key): ActivityLine(
            before=Fraction(earlier.get(key, 0)),
            after=Fraction(later.get(key, 0)),
            price=prices().get(key),
        )
        for key in sorted(earlier.keys() | later.keys())
    }
    return value_weighted_activity(lines, load().exact, known_on=date(2026, 5, 4))


def months_of(starts_in: int) -> list[date]:
    year = FinancialYear(starts_in).period
    return [month for month in sorted(counts()) if month in year]


def percent(share: Fraction) -> str:
    return f"{100 * share.numerator / share.denominator:.2f}"


def test_every_row_is_read_and_every_month_is_there() -> None:
    assert rows().misfits == ()
    assert len(rows().rows) == 5_537
    assert [len(months_of(year)) for year in (2018, 2019, 2020)] == [12, 12, 12]


def test_the_year_2020_21_is_82_33_per_cent_of_2019_20_by_value() -> None:
    found = compared(months_of(2019), months_of(2020))
    assert percent(found.by_value) == "82.33"
    assert percent(found.by_priced_count) == "80.46"
    assert percent(found.by_count) == "80.52"
    millions = [f"{int(each.value) / 100_000_000:.1f}" for each in (found.before, found.after)]
    assert millions == ["7689.1", "6330.2"]


def test_the_year_2019_20_is_1_32_per_cent_more_than_2018_19_by_value() -> None:
    found = compared(months_of(2018), months_of(2019))
    assert f"{int(found.before.value) / 100_000_000:.1f}" == "7589.1"
    assert percent(found.by_value) == "101.32"
    assert percent(found.by_count) == "100.00"


@pytest.mark.parametrize(("kind", "covered"), [("first", 76), ("follow_up", 70)])
def test_what_a_price_exists_for(kind: str, covered: int) -> None:
    months = summed([month for year in (2018, 2019, 2020) for month in months_of(year)])
    everything = sum(count for key, count in months.items() if key[1] == kind)
    priced = sum(count for key, count in months.items() if key[1] == kind and key in prices())
    assert f"{100 * priced / everything:.0f}" == str(covered)


@pytest.mark.parametrize(
    ("month", "by_value"),
    list(
        enumerate(
            (
                *("52.66", "55.11", "77.15", "75.68", "80.25", "91.93"),
                *("84.96", "92.64", "97.12", "79.10", "87.07", "120.68"),
            )
        )
    ),
)
def test_each_month_against_the_same_month_a_year_before(month: int, by_value: str) -> None:
    before, after = months_of(2019)[month], months_of(2020)[month]
    assert (before.month, before.year + 1) == (after.month, after.year)
    assert percent(compared([before], [after]).by_value) == by_value
