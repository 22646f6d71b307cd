"""V14 and V15 on made-up trusts: both sides of each threshold, and every word.

Tolerances and unit costs are the house's own. 10,000 staff cost £500 million last year, so £50,000
each; 100,000 non-elective spells at £2,800 come to £280 million.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from equipoise.findings import Severity
from tests.workbooks.made_plans import MILLION, WTE, Made, equal, item, line, only, told

KINDS: Final = ("medical", "nursing", "other_clinical", "non_clinical", "bank", "agency")
LAST_YEAR: Final = {
    **{line(f"wte.{kind}"): 0 for kind in KINDS},
    **{line(f"pay.{kind}"): 0 for kind in ("bank", "agency")},
    line("wte.nursing"): 10_000 * WTE,
    line("pay.substantive"): 500 * MILLION,
}
STAFF: Final = Made(parts=("workforce", "efficiency"), prior=LAST_YEAR)


def saving(pence: int, staff: int, category: str = "Pay") -> Made:
    """Return a scheme that saves so much, beside so many staff (in hundredths) after 10,000."""
    return STAFF.having(
        {
            line("efficiency.recurrent", None, "S1"): equal(pence),
            line("wte.nursing"): [staff] * 12,
        },
        item("S1", "scheme", category=category, status="Fully developed", risk="Low"),
    )


@pytest.mark.parametrize(
    ("staff", "away"),
    [
        (9_800 * WTE, False),
        (10_100 * WTE, False),
        (10_100 * WTE + 1, True),
        (9_500 * WTE, False),
        (9_500 * WTE - 1, True),
    ],
)
def test_staff_fall_by_what_savings_in_pay_come_to(staff: int, *, away: bool) -> None:
    """£10 million at £50,000 is 200 WTE: 9,800, and 3% of 10,000 is 300 on either side."""
    assert bool(only(told(saving(10 * MILLION, staff)), "EQ-TRI-002")) is away


def test_savings_that_no_post_leaves_are_asked_about() -> None:
    (found,) = told(saving(20 * MILLION, 10_000 * WTE))
    assert found.message == (
        "Schemes save £20.0 million of pay. At £50,000 a WTE that is 400 WTE fewer, but staff go "
        "from 10,000 WTE to 10,000 WTE: 400 WTE away, 4.0% of last year's staff. Up to 3.0% "
        "(assumed) needs no explanation."
    )
    assert (found.found, found.expected) == ("10,000", "near 9,600")
    assert (found.severity, found.part) == (Severity.EXPLAIN, "workforce")


def test_a_saving_that_is_not_of_pay_takes_no_post() -> None:
    assert told(saving(20 * MILLION, 10_000 * WTE, "Non-pay")) == []


def test_savings_are_not_held_to_a_year_that_is_not_known() -> None:
    assert told(replace(saving(20 * MILLION, 10_000 * WTE), prior={})) == []
    assert told(replace(saving(20 * MILLION, 10_000 * WTE), parts=("efficiency",))) == []


def active(spells: int, staff: int, *, beds: tuple[int, int] | None = None) -> Made:
    """Return so many spells and staff (in hundredths) after 100,000 spells and 10,000 staff."""
    before = {line("activity.non_elective", "ZQ1"): 100_000}
    others = ("elective", "day_case", "outpatient", "emergency")
    none = {line(f"activity.{kind}", "ZQ1"): 0 for kind in others}
    plan = Made(parts=("workforce", "activity"), prior={**LAST_YEAR, **before, **none}).having(
        {
            line("activity.non_elective", "ZQ1"): [*[0] * 11, spells],
            line("wte.nursing"): [staff] * 12,
        }
    )
    if beds is None:
        return plan
    then, now = beds
    opened = plan.having({line("activity.beds"): [now] * 12})
    return replace(opened, prior={**opened.prior, line("activity.beds"): then})


@pytest.mark.parametrize(
    ("spells", "staff", "away"),
    [
        (100_000, 10_000 * WTE, False),
        (105_000, 10_000 * WTE, False),
        (105_001, 10_000 * WTE, True),
        (95_000, 10_000 * WTE, False),
        (94_999, 10_000 * WTE, True),
        (110_000, 11_000 * WTE, False),
        (100_000, 10_500 * WTE, False),
        (100_000, 10_600 * WTE, True),
    ],
)
def test_activity_for_each_wte_changes_by_5_percent_at_most(
    spells: int, staff: int, *, away: bool
) -> None:
    """100 / 106 is 5.7% less; 100 / 105 is 4.8% less."""
    assert bool(only(told(active(spells, staff)), "EQ-TRI-003")) is away


def test_activity_that_outgrows_staff_is_said_with_what_a_wte_does() -> None:
    """110,000 spells are £308 million, £30,800 a WTE; they were £28,000."""
    (found,) = told(active(110_000, 10_000 * WTE, beds=(1_000, 1_020)))
    assert found.message == (
        "Weighted activity changes by 10.0%, staff by 0.0% (to 10,000 WTE) and beds by 2.0%: "
        "activity for each WTE changes by 10.0%. A WTE does £30,800 of activity, £28,000 last "
        "year. A change of up to 5.0% (assumed) needs no explanation."
    )
    assert (found.found, found.expected) == ("10.0%", "5.0% (assumed)")
    assert (found.severity, found.part) == (Severity.EXPLAIN, "workforce")


def test_beds_are_said_where_both_years_of_them_are_known() -> None:
    (found,) = told(active(110_000, 10_000 * WTE))
    assert "beds" not in found.message


def test_activity_is_not_held_to_staff_that_are_not_in_the_file() -> None:
    assert told(replace(active(200_000, 10_000 * WTE), parts=("activity",))) == []
    assert told(replace(active(200_000, 10_000 * WTE), prior=LAST_YEAR)) == []


def test_less_than_no_staff_and_no_activity_are_no_ratio() -> None:
    """A slip of sign in a return is no fault of the program: it is read, and held to nothing."""
    assert told(active(110_000, -10_000 * WTE)) == []
    assert told(active(-110_000, 10_000 * WTE)) == []
    before = {**LAST_YEAR, line("pay.substantive"): -500 * MILLION}
    assert told(replace(saving(20 * MILLION, 10_000 * WTE), prior=before)) == []
