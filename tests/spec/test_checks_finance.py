"""V02, V03, V22, V25, the bridge and specialised detail: both sides of each, and every word.

-14,533 + 18,683 + 88 = 4,238 (£000) is the published case of fact book 1, section 2.3 (Kent and
Medway partnership trust, 2019/20). The other figures are made up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from equipoise.checks import RETURN, Line, ReturnCells
from equipoise.cube import Cell, CellKey
from equipoise.findings import Finding, Severity
from equipoise.workings import Reference
from tests.workbooks.made_plans import (
    MILLION,
    PARAMS,
    STEP,
    THOUSAND,
    Made,
    Months,
    as_read,
    equal,
    line,
    only,
    told,
)

FINANCE: Final = Made(parts=("finance",))
PAID: Final = line("income.patient_care", "ZQ1")


def in_balance(**amounts: Months) -> Made:
    """Return a trust of income and pay of £12 million, with other lines of finance put in.

    A line's full stop is written as two underscores.
    """
    lines = {line(name.replace("__", ".")): months for name, months in amounts.items()}
    return FINANCE.having(
        {
            PAID: equal(12 * MILLION),
            line("nature.fixed"): equal(12 * MILLION),
            line("pay.substantive"): equal(12 * MILLION),
            **lines,
        }
    )


@pytest.mark.parametrize(
    ("fixed", "amount"), [(12 * MILLION, 0), (12 * MILLION - STEP, 1), (12 * MILLION + STEP, 1)]
)
def test_income_by_nature_is_income_by_payer(fixed: int, amount: int) -> None:
    found = only(told(in_balance(nature__fixed=equal(fixed))), "EQ-INC-001")
    assert [one.worth for one in found] == [STEP] * amount


def test_two_natures_make_the_income() -> None:
    plan = in_balance(nature__fixed=equal(5 * MILLION), nature__variable=equal(7 * MILLION))
    assert told(plan) == []
    (found,) = told(in_balance(nature__fixed=equal(9_500 * THOUSAND)))
    assert found.message == (
        "Income from patient care comes to £9.5 million by nature and to £12.0 million by payer: "
        "£2.5 million between them."
    )
    assert (found.found, found.expected) == ("9,500", "12,000")
    assert (found.severity, found.part) == (Severity.MUST_FIX, "finance")


SURPLUS: Final = -14_533 * THOUSAND
IMPAIRMENTS: Final = 18_683 * THOUSAND
DONATIONS: Final = 88 * THOUSAND


def kent(technical: int, position: int) -> ReturnCells:
    """Return the published case, with what its form declares for two totals."""
    plan = FINANCE.having(
        {
            line("pay.substantive"): equal(-SURPLUS),
            line("adjustment.impairments"): equal(IMPAIRMENTS),
            line("adjustment.donations"): equal(DONATIONS),
        }
    )
    subject = as_read(plan)
    declared = {
        **{row[0]: sum(cells_of(row, subject)) for row in subject.lines},
        "income.patient_care": 0,
        "income.support": 0,
        "nonpay.purchased": 0,
        "income.total": 0,
        "expenditure.total": -SURPLUS,
        "surplus.reported": SURPLUS,
        "adjustment.technical": technical,
        "position.including": position,
        "position.excluding": position,
    }
    totals = tuple(total(code, value, row) for row, (code, value) in enumerate(declared.items(), 1))
    return replace(subject, reading=replace(subject.reading, totals=totals))


def cells_of(row: Line, subject: ReturnCells) -> list[int]:
    return [cell.value for cell in subject.lines[row] if isinstance(cell.value, int)]


def total(code: str, value: int, row: int) -> Cell:
    key = CellKey(
        organisation="ZR2",
        counterparty=None,
        measure=code,
        period=FINANCE.identity.year.period,
        item="",
        layer="plan",
    )
    return Cell(key=key, value=value, source=Reference("file", ("made-up", "Position", f"D{row}")))


def casting(subject: ReturnCells) -> list[Finding]:
    found = RETURN.findings(subject, PARAMS, known_on=FINANCE.identity.year.period.starts_on)
    return [one for one in found if one.code.startswith("EQ-IAE")]


def test_minus_14533_and_18683_and_88_is_4238() -> None:
    assert casting(kent(technical=18_771 * THOUSAND, position=4_238 * THOUSAND)) == []


@pytest.mark.parametrize(
    ("technical", "position", "said"),
    [
        (18_771, 4_237, ["Adjusted position including support is 4,237, but the surplus or the "
                         "items it is made of come to 4,238."]),
        (18_683, 4_238, ["Items left out of adjusted performance is 18,683, but the surplus or the "
                         "items it is made of come to 18,771."]),
        (18_683, 4_150, ["Items left out of adjusted performance is 18,683, but the surplus or the "
                         "items it is made of come to 18,771."]),
    ],
    ids=["the position", "an item left out of the sum", "and the position that follows it"],
)  # fmt: skip
def test_a_step_to_adjusted_performance_is_told_where_it_is_wrong(
    technical: int, position: int, said: list[str]
) -> None:
    found = casting(kent(technical * THOUSAND, position * THOUSAND))
    assert [(one.code, one.message) for one in found] == [("EQ-IAE-002", text) for text in said]


def bridge(**steps: int) -> Made:
    """Return the trust with a bridge: outturn, growth and so on, each in £000."""
    return in_balance(**{f"bridge__{name}": [value * THOUSAND] for name, value in steps.items()})


@pytest.mark.parametrize(
    ("steps", "away"),
    [
        ({"outturn": -5_000, "growth": 5_000}, 0),
        ({"outturn": -5_000, "growth": 5_001}, 1),
        ({"outturn": 1_000, "one_off": 3_000, "support": 2_000, "full_year": -500, "growth": 9_000,
          "inflation": 4_000, "demand": 2_500, "investment": 1_000, "efficiency": 3_000}, 0),
        ({"inflation": 5_000, "demand": 1_000, "efficiency": 6_000}, 0),
        ({"growth": 0, "investment": 10}, 10),
    ],
)  # fmt: skip
def test_the_bridge_arrives_at_the_plan(steps: dict[str, int], away: int) -> None:
    """1,000 - 3,000 - 2,000 - 500 is (4,500); + 9,000 - 4,000 - 2,500 - 1,000 + 3,000 is nil."""
    found = only(told(bridge(**steps)), "EQ-BRG-001")
    assert [one.worth for one in found] == ([away * THOUSAND] if away else [])


def test_a_bridge_that_falls_short_says_by_how_much() -> None:
    (found,) = told(bridge(outturn=-5_000, growth=2_500))
    assert found.message == (
        "The bridge from last year's outturn arrives at (£2.5 million); the plan excluding support "
        "is £0: £2.5 million has no driver."
    )
    assert (found.found, found.expected, found.severity) == ("(2,500)", "0", Severity.MUST_FIX)


def test_the_bridge_arrives_before_support() -> None:
    """Income of 12,000 and support of 2,000 against pay of 14,000: (2,000) without support."""
    support = {line("income.support", "X24"): equal(2 * MILLION)}
    plan = in_balance(pay__substantive=equal(14 * MILLION), bridge__outturn=[-2 * MILLION])
    assert told(plan.having(support)) == []


def underlying(stated: int, one_off: int = 0) -> Made:
    """Return the trust in balance with so much one-off efficiency; income is £12 million."""
    parts = ("finance", "efficiency")
    saving = line("efficiency.non_recurrent", None, "S1")
    plan = replace(in_balance(underlying__stated=[stated]), parts=parts)
    return plan.having({saving: equal(one_off)})


@pytest.mark.parametrize(
    ("stated", "one_off", "away"),
    [
        (-120 * THOUSAND, 0, False),
        (-120 * THOUSAND - STEP, 0, True),
        (120 * THOUSAND, 0, False),
        (120 * THOUSAND + STEP, 0, True),
        (-2 * MILLION, 2 * MILLION, False),
        (0, 2 * MILLION, True),
    ],
)
def test_the_underlying_position_is_within_1_percent_of_income(
    stated: int, one_off: int, *, away: bool
) -> None:
    assert bool(only(told(underlying(stated, one_off)), "EQ-UND-001")) is away


def test_an_underlying_position_that_forgets_one_off_savings_is_asked_about() -> None:
    (found,) = only(told(underlying(0, 2 * MILLION)), "EQ-UND-001")
    assert found.message == (
        "The underlying position is stated as £0. The plan excluding support is £0; without "
        "one-off efficiency of £2.0 million it is (£2.0 million), £2.0 million from what is "
        "stated. Up to 1.0% (assumed) of total income needs no explanation."
    )
    assert (found.found, found.expected) == ("0", "near (2,000)")
    assert found.severity is Severity.EXPLAIN


def test_underlying_needs_efficiency_in_the_file() -> None:
    assert told(in_balance(underlying__stated=[-5 * MILLION])) == []


def assets(charged: int, planned: int) -> Made:
    plan = replace(in_balance(nonpay__depreciation=equal(charged)), parts=("finance", "capital"))
    income = {
        PAID: equal(12 * MILLION + charged),
        line("nature.fixed"): equal(12 * MILLION + charged),
    }
    return plan.having({**income, line("capital.depreciation"): equal(planned)})


@pytest.mark.parametrize(
    ("charged", "planned", "amount"),
    [(MILLION, MILLION, 0), (MILLION + STEP, MILLION, 1), (MILLION, MILLION + STEP, 1)],
)
def test_depreciation_is_that_of_the_capital_plan(charged: int, planned: int, amount: int) -> None:
    assert [one.worth for one in told(assets(charged, planned))] == [STEP] * amount


def test_depreciation_that_differs_is_said_with_both_amounts() -> None:
    (found,) = told(assets(3 * MILLION, 2_400 * THOUSAND))
    assert found.message == (
        "Expenditure holds depreciation of £3.0 million; the capital plan leads to £2.4 million."
    )
    assert (found.code, found.severity) == ("EQ-CAP-002", Severity.EXPLAIN)


def specialised(*services: int) -> Made:
    """Return the trust, of whose £12 million from its ICB so much is specialised, by service."""
    lines = {
        line("specialised.income", "ZQ1", f"S{number}"): equal(value)
        for number, value in enumerate(services)
    }
    return replace(in_balance(), parts=("finance", "specialised")).having(lines)


@pytest.mark.parametrize(
    ("services", "above"),
    [
        ((5 * MILLION, 7 * MILLION), False),
        ((5 * MILLION, 7 * MILLION + STEP), True),
        ((), False),
        ((MILLION,), False),
    ],
)
def test_service_lines_are_within_their_contract(services: tuple[int, ...], *, above: bool) -> None:
    assert bool(only(told(specialised(*services)), "EQ-SPC-001")) is above


def test_service_lines_above_their_contract_name_the_payer() -> None:
    (found,) = told(specialised(13 * MILLION))
    assert found.message == (
        "Specialised services bring £13.0 million from ZQ1, but all patient care paid by ZQ1 comes "
        "to £12.0 million."
    )
    assert (found.found, found.expected) == ("13,000", "12,000 at most")
    assert (found.severity, found.part) == (Severity.MUST_FIX, "specialised")


def commissioned(spend: int | None, *services: int) -> Made:
    """Return an ICB with specialised spend on a trust, and its service lines."""
    plan = Made(body="ZQ1", parts=("finance", "specialised"))
    whole = {} if spend is None else {line("spend.specialised", "ZR2"): equal(spend)}
    lines = {
        line("specialised.spend", "ZR2", f"S{number}"): equal(value)
        for number, value in enumerate(services)
    }
    resources = sum(services) if spend is None else spend
    allocation = {line("allocation.recurrent"): equal(resources)}
    bridged = {line("bridge.outturn"): [0 if spend is not None else resources]}
    return plan.having({**whole, **lines, **allocation, **bridged})


@pytest.mark.parametrize(
    ("spend", "services", "away"),
    [
        (9 * MILLION, (4 * MILLION, 5 * MILLION), 0),
        (9 * MILLION, (4 * MILLION, 5 * MILLION - STEP), STEP),
        (9 * MILLION, (4 * MILLION, 5 * MILLION + STEP), STEP),
        (9 * MILLION, (), 9 * MILLION),
        (None, (9 * MILLION,), 9 * MILLION),
    ],
)
def test_service_lines_make_the_specialised_spend(
    spend: int | None, services: tuple[int, ...], away: int
) -> None:
    found = told(commissioned(spend, *services))
    assert [(one.code, one.worth) for one in found] == ([("EQ-SPC-002", away)] if away else [])


def test_spend_without_service_lines_names_the_provider() -> None:
    (found,) = told(commissioned(9 * MILLION, 4 * MILLION))
    assert found.message == (
        "Service lines with ZR2 come to £4.0 million, but the specialised spend with ZR2 is £9.0 "
        "million."
    )
