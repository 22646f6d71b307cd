"""V11 and V12 on made-up trusts: both sides of each threshold, and every word.

Weights are those of fact book 1, section 1.1: 15, 20, 30 and 35% in 2018/19, equal in 2016/17
and, inferred, in 2025/26. £20 million of support is 3, 4, 6 and 7, or four times 5.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from equipoise.findings import Severity
from equipoise.params import load
from tests.workbooks.made_plans import (
    MILLION,
    STEP,
    THOUSAND,
    Made,
    equal,
    findings_of,
    laid_over,
    line,
    only,
)

SUPPORT = line("income.support", "X24")


def quarterly(*quarters: int, year: int = 2018) -> Made:
    """Return a plan whose support comes to these amounts in the four quarters."""
    months = [month for quarter in quarters for month in equal(quarter, 3)]
    plan = Made(parts=("finance",), year=year, counterparties={"X24": "NHS England"})
    return plan.having({SUPPORT: months, line("income.patient_care", "X24"): equal(0)})


@pytest.mark.parametrize(
    ("planned", "told"), [(20 * MILLION, 0), (20 * MILLION + STEP, 1), (20 * MILLION - STEP, 1)]
)
def test_support_is_what_was_notified(tmp_path: Path, planned: int, told: int) -> None:
    plan = quarterly(planned, 0, 0, 0)
    params = laid_over(tmp_path, "support/notified_pence", "pence", ZR2=20 * MILLION)
    assert len(only(findings_of(plan, params), "EQ-SUP-001")) == told


def test_support_that_differs_is_said_with_both_amounts(tmp_path: Path) -> None:
    params = laid_over(tmp_path, "support/notified_pence", "pence", ZR2=18_500 * THOUSAND)
    plan = quarterly(3 * MILLION, 4 * MILLION, 6 * MILLION, 7 * MILLION)
    (found,) = findings_of(plan, params)
    assert found.message == (
        "The plan counts on £20.0 million of deficit support; Calder Vale Hospitals was notified "
        "of £18.5 million."
    )
    assert (found.found, found.expected, found.worth) == ("20,000", "18,500", 1_500 * THOUSAND)
    assert (found.severity, found.sheet, found.row) == (
        Severity.MUST_FIX,
        "Income",
        "Total deficit support funding",
    )


def test_a_body_without_a_notice_is_eligible_for_none(tmp_path: Path) -> None:
    params = laid_over(tmp_path, "support/notified_pence", "pence", ZR9=20 * MILLION)
    plan = quarterly(3 * MILLION, 4 * MILLION, 6 * MILLION, 7 * MILLION)
    (found,) = findings_of(plan, params)
    assert "was notified of none" in found.message
    assert findings_of(quarterly(0, 0, 0, 0), params) == ()


def test_without_notices_there_is_nothing_to_compare_with() -> None:
    plan = quarterly(3 * MILLION, 4 * MILLION, 6 * MILLION, 7 * MILLION)
    assert "support/notified_pence" not in load().tree
    assert findings_of(plan) == ()


@pytest.mark.parametrize(
    ("quarters", "told"),
    [
        ((3 * MILLION, 4 * MILLION, 6 * MILLION, 7 * MILLION), []),
        ((3 * MILLION + THOUSAND, 4 * MILLION - THOUSAND, 6 * MILLION, 7 * MILLION), []),
        (
            (3 * MILLION + 2 * THOUSAND, 4 * MILLION - 2 * THOUSAND, 6 * MILLION, 7 * MILLION),
            [1, 2],
        ),
        ((5 * MILLION, 5 * MILLION, 5 * MILLION, 5 * MILLION), [1, 2, 3, 4]),
    ],
)
def test_support_follows_the_weights_of_2018_19_but_for_rounding(
    quarters: tuple[int, ...], told: list[int]
) -> None:
    found = only(findings_of(quarterly(*quarters)), "EQ-SUP-002")
    assert sorted(one.message[:9] for one in found) == [f"Quarter {number}" for number in told]
    assert {one.severity for one in found} <= {Severity.MUST_FIX}


@pytest.mark.parametrize(
    ("off", "told"), [(THOUSAND, False), (THOUSAND + STEP, True), (-THOUSAND - STEP, True)]
)
def test_a_thousand_pounds_in_a_quarter_is_rounding(off: int, *, told: bool) -> None:
    plan = quarterly(3 * MILLION + off, 4 * MILLION - off, 6 * MILLION, 7 * MILLION)
    assert bool(only(findings_of(plan), "EQ-SUP-002")) is told


def test_a_quarter_that_is_off_is_said_in_money_and_in_percent() -> None:
    plan = quarterly(5 * MILLION, 4 * MILLION, 6 * MILLION, 5 * MILLION)
    found = only(findings_of(plan), "EQ-SUP-002")
    assert [one.message for one in found] == [
        "Quarter 1 of the plan holds £5.0 million of deficit support. The weight of the quarter "
        "is 15.0% of £20.0 million, which is £3.0 million.",
        "Quarter 4 of the plan holds £5.0 million of deficit support. The weight of the quarter "
        "is 35.0% of £20.0 million, which is £7.0 million.",
    ]
    assert [(one.found, one.expected) for one in found] == [
        ("5,000, 25.0%", "3,000, 15.0%"),
        ("5,000, 25.0%", "7,000, 35.0%"),
    ]


@pytest.mark.parametrize(
    ("year", "equal_parts", "by_weight"),
    [
        (2016, [], [Severity.EXPLAIN] * 4),
        (2017, [Severity.MUST_FIX] * 4, []),
        (2018, [Severity.MUST_FIX] * 4, []),
        (2019, [Severity.EXPLAIN] * 4, []),
        (2020, [], []),
        (2023, [], []),
        (2024, [], [Severity.EXPLAIN] * 4),
        (2025, [], [Severity.EXPLAIN] * 4),
    ],
)
def test_the_weights_are_those_of_the_year(
    year: int, equal_parts: list[Severity], by_weight: list[Severity]
) -> None:
    """A weight that is assumed asks for an explanation; a year without weights asks nothing."""
    june = date(year, 6, 30)
    fives = quarterly(*[5 * MILLION] * 4, year=year)
    weighted = quarterly(3 * MILLION, 4 * MILLION, 6 * MILLION, 7 * MILLION, year=year)
    assert [one.severity for one in findings_of(fives, known_on=june)] == equal_parts
    assert [one.severity for one in findings_of(weighted, known_on=june)] == by_weight
