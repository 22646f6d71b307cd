"""V19 and V23, clinical sign-offs and the narrative: both sides of each threshold, every word.

Nil with unmitigated risk of 55.7 (£m) is the published case of fact book 1, section 2.4 (BLMK,
2024/25). The cash is made up.
"""

from __future__ import annotations

from typing import Final

import pytest

from equipoise.findings import Severity
from equipoise.sheets import Item
from equipoise.units import Absence
from tests.workbooks.made_plans import (
    MILLION,
    STEP,
    THOUSAND,
    Made,
    equal,
    findings_of,
    item,
    line,
    only,
    told,
)

CASH: Final = Made(parts=("cash",))
RISK: Final = Made(body="ZQ1", parts=("risk",))
NIL: Final = [0] * 11


def cash(*closing: int, opening: int = 10 * MILLION, **april: int) -> Made:
    """Return cash whose months close so, the last of them to the end; flows are in April."""
    flows = {line(f"cash.{name}"): [value, *NIL] for name, value in april.items()}
    months = [*closing, *[closing[-1]] * (12 - len(closing))]
    return CASH.having({line("cash.opening"): [opening], line("cash.closing"): months, **flows})


@pytest.mark.parametrize(
    ("closing", "away"),
    [
        (14 * MILLION, 0),
        (14 * MILLION + STEP, STEP),
        (14 * MILLION - STEP, STEP),
    ],
)
def test_a_month_closes_at_what_flows_in_it(closing: int, away: int) -> None:
    """10 + 8 - 5 - 1 + 2 = 14."""
    plan = cash(
        closing,
        operations=8 * MILLION,
        capital=5 * MILLION,
        financing=-MILLION,
        support=2 * MILLION,
    )
    assert [one.worth for one in told(plan)] == ([away] if away else [])


def test_a_month_that_does_not_roll_forward_is_told_once_with_its_flows() -> None:
    """April should close at 14 and closes at 15; May opens with what April closed with."""
    plan = cash(15 * MILLION, operations=9 * MILLION, capital=5 * MILLION)
    (found,) = told(plan)
    assert found.message == (
        "Month 1 (April 2023) opens with £10.0 million, and £4.0 million flows in it (operations "
        "£9.0 million, capital £5.0 million, financing £0, support £0): that leaves £14.0 million, "
        "but £15.0 million is entered."
    )
    assert (found.code, found.found, found.expected) == ("EQ-CSH-001", "15,000", "14,000")
    assert (found.severity, found.part) == (Severity.MUST_FIX, "cash")


def test_the_second_month_opens_with_what_the_first_closes_with() -> None:
    (found,) = told(cash(10 * MILLION, 11 * MILLION))
    assert found.message.startswith("Month 2 (May 2023) opens with £10.0 million, and £0 flows")


def test_a_month_after_a_blank_is_not_judged() -> None:
    plan = cash(10 * MILLION)
    blank: list[int | Absence] = [10 * MILLION, Absence.MISSING, *[3 * MILLION] * 10]
    assert told(plan.having({line("cash.closing"): blank})) == []


@pytest.mark.parametrize(
    ("closing", "support", "told_of"),
    [
        (0, 0, []),
        (-STEP, 0, ["EQ-CSH-002"]),
        (-STEP, STEP, []),
    ],
)
def test_cash_below_nil_needs_support(closing: int, support: int, told_of: list[str]) -> None:
    """A million flows in first, so that April rolls forward whatever it closes at."""
    april = cash(closing, 0, opening=MILLION, operations=closing - MILLION - support,
                 support=support)  # fmt: skip
    flows = [closing - MILLION - support, -closing, *[0] * 10]
    plan = april.having({line("cash.operations"): flows})
    assert [one.code for one in told(plan)] == told_of


def test_cash_below_nil_names_the_month() -> None:
    operations = [-12 * MILLION, 2 * MILLION, *[0] * 10]
    plan = cash(-2 * MILLION, 0).having({line("cash.operations"): operations})
    (found,) = told(plan)
    assert found.message == (
        "Month 1 (April 2023) closes with cash of (£2.0 million), and no support is drawn in it."
    )
    assert (found.found, found.expected) == ("(2,000)", "0 or more, or support")
    assert (found.severity, found.worth) == (Severity.MUST_FIX, 2 * MILLION)


def risks(gross: int, mitigation: int) -> Made:
    amounts = {
        line("risk.gross", None, "R1"): [gross],
        line("risk.mitigation", None, "R1"): [mitigation],
    }
    return RISK.having({**amounts, line("risk.probability", None, "R1"): [50_00]})


@pytest.mark.parametrize(
    ("gross", "mitigation", "left"),
    [
        (55_700 * THOUSAND, 55_700 * THOUSAND, 0),
        (55_700 * THOUSAND, 55_700 * THOUSAND - STEP, STEP),
        (55_700 * THOUSAND, 60_000 * THOUSAND, 0),
    ],
)
def test_what_mitigation_leaves_is_explained(gross: int, mitigation: int, left: int) -> None:
    found = told(risks(gross, mitigation))
    assert [(one.code, one.worth) for one in found] == ([("EQ-RSK-001", left)] if left else [])


def test_unmitigated_risk_is_taken_from_the_plan_in_the_same_file() -> None:
    alone = risks(75_700 * THOUSAND, 20_000 * THOUSAND)
    (found,) = told(alone)
    assert found.message == (
        "Risks of £75.7 million are met by mitigation of £20.0 million: £55.7 million stays "
        "unmitigated. With finance in the same file, the risk-adjusted position is said here too."
    )
    both = Made(body="ZQ1", parts=("finance", "risk")).having(alone.values)
    (found,) = told(both)
    assert found.message == (
        "Risks of £75.7 million are met by mitigation of £20.0 million: £55.7 million stays "
        "unmitigated. The plan excluding support is £0, and (£55.7 million) adjusted for it."
    )
    assert (found.severity, found.part, found.found) == (Severity.EXPLAIN, "risk", "55,700")


@pytest.mark.parametrize(
    ("likely", "found"),
    [(0, []), (-1, ["(0.01)"]), (100_00, []), (100_01, ["100.01"]), (250_000, ["2,500"])],
)
def test_a_probability_lies_between_nothing_and_certainty(likely: int, found: list[str]) -> None:
    plan = risks(MILLION, MILLION).having({line("risk.probability", None, "R1"): [likely]})
    assert [(one.code, one.found) for one in told(plan)] == [("EQ-RSK-002", one) for one in found]


def test_a_probability_that_cannot_be_is_told_at_its_cell() -> None:
    """Heading, three totals, an empty row and the head of the list stand above the first risk."""
    plan = risks(MILLION, MILLION).having({line("risk.probability", None, "R1"): [150_00]})
    (found,) = findings_of(plan.having({}, item("R1", "risk", owner="Owner", trend="Steady")))
    assert found.message == "The risk R1 has a probability of 150%: it lies between 0% and 100%."
    assert (found.sheet, found.cell, found.expected) == ("Risk", "H13", "0 to 100")
    assert (found.severity, found.part, found.worth) == (Severity.MUST_FIX, "risk", None)


SCHEME: Final = item("S1", "scheme", status="Fully developed", risk="Low")
SIGNED: Final = item("S1", "signoff", assessor="Chief nurse", impact="Low")
UNSIGNED: Final = item("S1", "signoff", impact="Low")
BOTH: Final = ("efficiency", "quality")


@pytest.mark.parametrize(
    ("parts", "items", "amount"),
    [
        (BOTH, [SCHEME, SIGNED], 0),
        (BOTH, [SCHEME, UNSIGNED], 1),
        (BOTH, [SCHEME], 1),
        (BOTH, [SCHEME, item("S2", "signoff", assessor="Chief nurse")], 1),
        (BOTH, [SIGNED], 0),
        (("efficiency",), [SCHEME], 0),
        (("quality",), [UNSIGNED], 0),
    ],
)
def test_each_scheme_has_a_named_clinical_sign_off(
    parts: tuple[str, ...], items: list[Item], amount: int
) -> None:
    plan = Made(parts=parts, items=tuple(items))
    plan = plan.having(
        {line("efficiency.recurrent", None, "S1"): equal(12 * MILLION)}
        if "efficiency" in parts
        else {}
    )
    assert len(only(told(plan), "EQ-QUA-001")) == amount


def test_a_scheme_without_a_sign_off_is_named() -> None:
    (found,) = only(told(Made(parts=BOTH, items=(SCHEME,))), "EQ-QUA-001")
    assert found.message == (
        "Nobody is named who has signed off what the scheme S1 Name of S1 means for quality."
    )
    assert (found.severity, found.part) == (Severity.EXPLAIN, "quality")


@pytest.mark.parametrize(
    ("words", "amount"), [({"text": "We plan to break even."}, 0), ({}, 1), ({"text": "  "}, 1)]
)
def test_a_chapter_has_a_text(words: dict[str, str], amount: int) -> None:
    plan = Made(parts=("narrative",), items=(item("finance", "chapter", **words),))
    found = told(plan)
    assert [one.message for one in found] == [
        "The chapter Name of finance of the narrative has no text."
    ] * amount
    assert {one.severity for one in found} <= {Severity.EXPLAIN}
