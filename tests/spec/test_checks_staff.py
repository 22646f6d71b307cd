"""V13 and V20 on made-up trusts: both sides of each threshold, and every word.

The asks of 2025/26 are those of fact book 1, section 2.4: agency 30% down, bank 10% down. Awards
and the tolerance of 5% are the house's own.
"""

from __future__ import annotations

from datetime import date

import pytest

from equipoise.findings import Severity
from tests.workbooks.made_plans import (
    MILLION,
    STEP,
    THOUSAND,
    WTE,
    Made,
    equal,
    findings_of,
    line,
    only,
)

AGENCY, BANK = line("pay.agency"), line("pay.bank")


def temporary(agency: int, bank: int, *, year: int = 2025, before: int = 10 * MILLION) -> Made:
    """Return a plan after a year in which agency and bank staff cost as much as each other."""
    plan = Made(parts=("finance",), year=year, prior={AGENCY: before, BANK: before})
    return plan.having({AGENCY: equal(agency), BANK: equal(bank)})


@pytest.mark.parametrize(
    ("agency", "bank", "told"),
    [
        (7 * MILLION, 9 * MILLION, []),
        (7 * MILLION + STEP, 9 * MILLION, ["Pay of agency staff"]),
        (7 * MILLION, 9 * MILLION + STEP, ["Pay of bank staff"]),
        (0, 0, []),
    ],
)
def test_agency_falls_by_30_percent_and_bank_by_10(agency: int, bank: int, told: list[str]) -> None:
    found = only(findings_of(temporary(agency, bank)), "EQ-WTE-002")
    assert [one.row for one in found] == told


def test_a_missed_ask_is_said_with_both_amounts() -> None:
    (found,) = findings_of(temporary(8_500 * THOUSAND, 9 * MILLION))
    assert found.message == (
        "Pay of agency staff: £8.5 million is planned after £10.0 million last year, a change of "
        "-15.0%. The ask is a fall of 30.0%, to £7.0 million at most."
    )
    assert (found.found, found.expected) == ("8,500", "7,000 at most")
    assert (found.severity, found.sheet, found.part) == (Severity.EXPLAIN, "Expenditure", "finance")


def test_a_year_without_an_ask_has_none() -> None:
    assert findings_of(temporary(10 * MILLION, 10 * MILLION, year=2024)) == ()
    assert findings_of(temporary(10 * MILLION, 10 * MILLION, year=2026)) == ()


def test_an_ask_is_not_known_before_it_is_published() -> None:
    plan = temporary(10 * MILLION, 10 * MILLION)
    assert findings_of(plan, known_on=date(2025, 1, 29)) == ()
    assert len(findings_of(plan, known_on=date(2025, 1, 30))) == 2


def test_nobody_is_held_to_a_year_that_is_not_known() -> None:
    plan = Made(parts=("finance",), year=2025).having({AGENCY: equal(10 * MILLION)})
    assert findings_of(plan) == ()
    assert findings_of(temporary(10 * MILLION, 10 * MILLION, before=0)) == ()


def substantive(pay: int, nurses: int = 2_000) -> Made:
    """Return a plan of 2023/24 after £100 million and 2,000 nurses; the award is 2.1%."""
    others = ("wte.medical", "wte.other_clinical", "wte.non_clinical")
    before = {line("pay.substantive"): 100 * MILLION, line("wte.nursing"): 2_000 * WTE}
    plan = Made(
        parts=("finance", "workforce"),
        prior={**before, **{line(code): 0 for code in others}},
    )
    return plan.having(
        {line("pay.substantive"): equal(pay), line("wte.nursing"): [nurses * WTE] * 12}
    )


@pytest.mark.parametrize(
    ("pay", "told"),
    [
        (107_205 * THOUSAND, False),
        (107_205 * THOUSAND + STEP, True),
        (96_995 * THOUSAND, False),
        (96_995 * THOUSAND - STEP, True),
    ],
)
def test_pay_within_5_percent_of_what_staff_come_to_passes(pay: int, *, told: bool) -> None:
    """As many nurses and 2.1%: 102,100 (£000), and 5% of it is 5,105."""
    assert bool(only(findings_of(substantive(pay)), "EQ-TRI-001")) is told


def test_pay_that_outgrows_staff_is_said_with_the_cost_of_a_wte() -> None:
    """100 times 2,040 / 2,000 times 1.021 is 104.142; 15.858 more is 15.2%; 50,000 and 58,824."""
    (found,) = findings_of(substantive(120 * MILLION, 2_040))
    assert found.message == (
        "Pay of substantive staff: £100.0 million last year becomes £120.0 million, while staff "
        "go from 2,000 WTE to 2,040 WTE and the award is 2.1% (assumed): that comes to £104.1 "
        "million, and the plan is 15.2% above it. A WTE costs £50,000 last year and £58,824 in "
        "the plan. A difference of up to 5.0% (assumed) needs no explanation."
    )
    assert (found.found, found.expected) == ("120,000", "near 104,142")
    assert (found.severity, found.row) == (Severity.EXPLAIN, "Pay of substantive staff")


def test_pay_is_not_held_to_staff_that_are_not_in_the_file() -> None:
    alone = Made(parts=("finance",), prior=substantive(0).prior)
    assert findings_of(alone.having({line("pay.substantive"): equal(120 * MILLION)})) == ()


def test_pay_is_not_held_to_fewer_staff_than_none() -> None:
    """A slip of sign in a return is no fault of the program: it is read, and held to nothing."""
    assert findings_of(substantive(120 * MILLION, -2_000)) == ()
