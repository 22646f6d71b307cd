"""V17 and V18 on made-up schemes: both sides of each threshold, and every word.

The thresholds are the house's own (two thirds, a fifth, two fifths); fact book 1, section 2.4,
reports a system with 76% in the second half, and one with 17% as opportunities.
"""

from __future__ import annotations

import pytest

from equipoise.findings import Severity
from tests.workbooks.made_plans import (
    MILLION,
    STEP,
    Made,
    equal,
    findings_of,
    halves,
    item,
    line,
    only,
)

WORDS = {"recurrent": "Recurrent", "owner": "Director of finance", "category": "Non-pay"}
DEVELOPED = {**WORDS, "status": "Fully developed", "risk": "Low"}
NOTHING_YET = Made(parts=("efficiency",))
SAVING = line("efficiency.recurrent", None, "S1")


def phased(first: int, second: int) -> Made:
    return NOTHING_YET.having({SAVING: halves(first, second)}, item("S1", "scheme", **DEVELOPED))


def two_schemes(weak: int, *, status: str = "Fully developed", risk: str = "Low") -> Made:
    """Return two schemes that save £100 million, the second of them weak."""
    other = line("efficiency.recurrent", None, "S2")
    return NOTHING_YET.having(
        {SAVING: equal(100 * MILLION - weak), other: equal(weak)},
        item("S1", "scheme", **DEVELOPED),
        item("S2", "scheme", **WORDS, status=status, risk=risk),
    )


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (4 * MILLION, 8 * MILLION, False),
        (4 * MILLION - STEP, 8 * MILLION + STEP, True),
        (12 * MILLION, 0, False),
        (0, 12 * MILLION, True),
    ],
)
def test_two_thirds_in_the_second_half_is_not_late(first: int, second: int, *, told: bool) -> None:
    assert bool(only(findings_of(phased(first, second)), "EQ-EFF-002")) is told


def test_late_efficiency_is_said_in_money_and_in_percent() -> None:
    """24 and 76 of 100, as one system planned in 2024/25."""
    (found,) = findings_of(phased(24 * MILLION, 76 * MILLION))
    assert found.message == (
        "76.0% of the efficiency is planned for months 7 to 12: £76.0 million of £100.0 million. "
        "Up to 66.7% (assumed) needs no explanation."
    )
    assert (found.found, found.expected) == ("76.0%", "66.7% (assumed)")
    assert (found.severity, found.part) == (Severity.EXPLAIN, "efficiency")
    assert (found.sheet, found.row) == ("Efficiency", "Total efficiency")


@pytest.mark.parametrize("status", ["Unidentified"])
@pytest.mark.parametrize(("weak", "told"), [(20 * MILLION, False), (20 * MILLION + STEP, True)])
def test_a_fifth_may_be_unidentified(status: str, weak: int, *, told: bool) -> None:
    found = only(findings_of(two_schemes(weak, status=status)), "EQ-EFF-003")
    assert bool(found) is told


@pytest.mark.parametrize(("weak", "told"), [(40 * MILLION, False), (40 * MILLION + STEP, True)])
def test_two_fifths_may_be_at_high_risk(weak: int, *, told: bool) -> None:
    found = only(findings_of(two_schemes(weak, risk="High")), "EQ-EFF-003")
    assert bool(found) is told


def test_what_is_weak_is_said_for_each_kind() -> None:
    found = findings_of(two_schemes(50 * MILLION, status="Unidentified", risk="High"))
    assert [one.message for one in found] == [
        "50.0% of the efficiency is at high risk: £50.0 million of £100.0 million. Up to 40.0% "
        "(assumed) needs no explanation.",
        "50.0% of the efficiency is not identified, or held as system stretch: £50.0 million of "
        "£100.0 million. Up to 20.0% (assumed) needs no explanation.",
    ]


@pytest.mark.parametrize("status", ["Opportunity", "Plans in progress", "Fully developed"])
def test_an_opportunity_is_identified(status: str) -> None:
    assert only(findings_of(two_schemes(50 * MILLION, status=status)), "EQ-EFF-003") == []


def test_a_return_without_efficiency_has_no_share() -> None:
    assert findings_of(NOTHING_YET) == ()
    assert findings_of(Made(parts=("workforce",))) == ()
