from datetime import date
from fractions import Fraction

import pytest

from equipoise.register import MandateError, mandate, mandate_years
from equipoise.register.mandate import HOUSE, read
from equipoise.units import FinancialYear, Period

TEXT = (HOUSE / "2021-22.yaml").read_text("utf-8")
EXTRA = """\
  - code: waiting
    title: Patients waiting
    definition: waiting.over_52_weeks
    unit: count
    announced_on: 2021-07-20
    applies: 2021-10-01 to 2022-04-01
    target: 100
    status: proposed
    source: made up
    place: line 1
"""


def test_every_mandate_held_is_readable() -> None:
    assert mandate_years() == (FinancialYear(2021), FinancialYear(2023))
    for year in mandate_years():
        assert mandate(year, date(2026, 1, 1)).year == year


def test_a_mandate_is_not_known_before_it_is_published() -> None:
    assert len(mandate(FinancialYear(2023), date(2023, 6, 15)).metrics) == 5
    with pytest.raises(MandateError, match="published only on 2023-06-15"):
        mandate(FinancialYear(2023), date(2023, 6, 14))
    with pytest.raises(MandateError, match="no mandate is held for 2022/23"):
        mandate(FinancialYear(2022), date(2026, 1, 1))


def test_a_metric_added_in_the_year_counts_from_the_day_it_was_announced() -> None:
    whole = read(TEXT.replace("promises:", EXTRA + "promises:"), "2021-22.yaml")
    before, after = whole.known_on(date(2021, 7, 19)), whole.known_on(date(2021, 7, 20))
    assert [metric.code for metric in after.metrics[len(before.metrics) :]] == ["waiting"]
    added = after.metrics[-1]
    assert added.applies == Period(date(2021, 10, 1), date(2022, 4, 1))
    assert (added.target, added.target_words) == (Fraction(100), "at least 100 (count)")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("source: Mandate 2021-22, March 2021, as reported by Health Service Journal\n    "
         "place: first", "place: first", "lacks source: overall_position"),
        ("status: final\nsource", "status: sure\nsource", "status is one of final"),
        ("issuer: ", "issuers: ", "lacks issuer"),
        ("promises:", "pledges:", "does not know pledges"),
        ("target: 0", "target: nil", "not readable"),
        ("unit: ratio", "unit: pints", "not readable: 'pints'"),
        ("code: systems_in_balance", "code: overall_position", "metrics written twice"),
        ("year: 2021/22\n", "year: 2021/22\nyear: 2021/22\n", "written twice: .'year'"),
        ("published: 2021-03-25", "published: [2021", "missing or not readable"),
    ],
)  # fmt: skip
def test_a_mandate_that_is_not_cited_or_readable_is_refused(old: str, new: str, why: str) -> None:
    assert old in TEXT
    with pytest.raises(MandateError, match=f"(?s)2021-22.yaml: .*{why}"):
        read(TEXT.replace(old, new, 1), "2021-22.yaml")


def test_the_loader_names_the_entry_that_lacks_a_field() -> None:
    without = TEXT.replace("    due: 2021-07-01 to 2021-08-01\n", "")
    with pytest.raises(MandateError, match="lacks due"):
        read(without, "2021-22.yaml")
