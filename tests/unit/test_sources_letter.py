"""A letter that opens a re-baselining: what it says, and what of it is refused."""

import re
from datetime import date

import pytest

from equipoise.sources import LayoutError, house_letter, read_letter
from equipoise.units import FinancialYear

TEXT = house_letter()


def test_the_letter_of_november_2023() -> None:
    found = read_letter(TEXT)
    assert (found.code, found.year, found.sender) == ("2023-11-08", FinancialYear(2023), "X24")
    assert found.deadline == date(2023, 11, 22)
    assert found.meetings_from == date(2023, 11, 27)
    assert len(found.signatories) == 4
    assert found.addressees == ("integrated care boards", "NHS trusts and foundation trusts")
    assert found.pool_pence == 80_000_000_000
    assert list(found.named("priorities")) == ["balance", "safety", "emergency", "elective"]
    protected = [point.code for point in found.points["priorities"] if point.is_protected]
    assert protected == ["safety"]
    target = found.named("targets")["november"].more
    assert (target["before_percent"], target["after_percent"]) == ("105", "103")


def test_what_no_report_settles_is_assumed() -> None:
    codes = {point.code for point in read_letter(TEXT).assumed}
    assert codes == {"reprioritised", "new", "april", "november", "beds", "ambulances"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("dated: 2023-11-08", "dated: 8 November", "Invalid isoformat"),
        ("pool_thousands: 800000", "pool_thousands: 800001", "its sources come to 800000"),
        ("thousands: 100000", "thousands: ten", "money 2: thousands is 'ten'"),
        ("due_on: 2024-01-31", "due_on: soon", "commitments 1: due_on is 'soon'"),
        ("protected: yes", "protected: perhaps", "priorities 2: protected is 'perhaps'"),
        ("before_percent: 107", "before_percent: many", "targets 1: before_percent is 'many'"),
        ("code: safety", "code: balance", "priorities: a code is used twice"),
        ("status: final", "status: sure", "priorities 1: status sure"),
        ("key: staff", "lock: staff", "lacks key"),
        ("key: staff", "key: staff\ntone: firm", "does not know tone"),
        ("    protected: no\n", "", "priorities 1: lacks protected"),
        ("title: A", "title: [A", "not readable"),
    ],
)
def test_a_letter_that_is_not_clear_is_refused(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    with pytest.raises(LayoutError, match=rf"^letter.*{re.escape(fault)}"):
        read_letter(TEXT.replace(old, new, 1))


def test_a_letter_is_fields_and_its_sections_are_lists() -> None:
    with pytest.raises(LayoutError, match="fields by name"):
        read_letter("- a")
    with pytest.raises(LayoutError, match="tasks: a list of points"):
        read_letter(re.sub(r"^tasks:.*?(?=^money:)", "tasks: many\n", TEXT, flags=re.M | re.S))
    none = re.sub(r"^tasks:.*?(?=^money:)", "tasks:\n", TEXT, flags=re.M | re.S)
    assert read_letter(none).points["tasks"] == ()
