"""V04 to V07, V09 and V24 on made-up systems: both sides of each threshold, and every word.

+62 against -212 is the case of fact book 1, section 3.12, as is A +2, B -2 of section 1.6.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.checks import Line
from equipoise.findings import Severity
from equipoise.units import Absence
from tests.workbooks.made_plans import MILLION, Made, equal, line, only
from tests.workbooks.made_systems import Together, without_workbook
from tests.workbooks.pairs_system import ICB, NORTHMERE, PARTNER, TRUST, offset

OTHER = line("income.other")
WHOLE, HALF = Fraction(1), Fraction(1, 2)


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"ZQ1": WHOLE}, False),
        ({"ZQ1": HALF, "QOC": HALF}, True),
        ({"QOC": WHOLE}, True),
        ({"ZQ1": WHOLE, "QOC": Fraction(0)}, True),
        ({}, False),
    ],
)
def test_a_trust_is_counted_wholly_in_its_own_system(
    weights: dict[str, Fraction], *, told: bool
) -> None:
    system = replace(NORTHMERE, systems={"ZR2": weights})
    assert bool(only(system.findings(), "EQ-SYS-002")) is told


def test_a_trust_counted_twice_is_said_with_its_shares() -> None:
    system = replace(NORTHMERE, systems={"ZR2": {"ZQ1": HALF, "QOC": HALF}})
    (found,) = system.findings()
    assert found.message == (
        "Calder Vale Hospitals is planned for wholly in NHS Northmere ICB, but the register counts "
        "50.0% of it in ZQ1 and 50.0% of it in QOC."
    )
    assert str(found.place) == "figure:2023-24/ZQ1/membership/ZR2"
    assert found.severity is Severity.MUST_FIX


def test_before_2022_a_trust_could_be_shared() -> None:
    """Shares were published up to 2021/22; from July 2022 a trust is in one system."""
    for year, told in ((2021, 0), (2022, 1)):
        plans = tuple(replace(plan, year=year) for plan in NORTHMERE.plans)
        shared = replace(NORTHMERE, plans=plans, systems={"ZR2": {"ZQ1": HALF, "QOC": HALF}})
        assert len(only(shared.findings(), "EQ-SYS-002")) == told


def decided(*moves: tuple[str, Line, int]) -> Together:
    return NORTHMERE.deciding("D7", {(body, row): pence for body, row, pence in moves})


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([("ZR2", OTHER, 2 * MILLION), ("ZR3", OTHER, -2 * MILLION)], False),
        ([("ZR2", OTHER, 2 * MILLION), ("ZR3", OTHER, -MILLION)], True),
        ([("ZR2", OTHER, 2 * MILLION), ("ZR3", OTHER, -2 * MILLION + 1)], True),
        ([("ZR2", OTHER, 2 * MILLION), ("ZR3", line("pay.agency"), 2 * MILLION)], False),
        ([("ZR2", OTHER, 2 * MILLION)], False),
        (
            [
                ("ZR2", line("income.patient_care", "ZQ1"), -2 * MILLION),
                ("ZQ1", line("spend.healthcare", "ZR2"), MILLION),
            ],
            False,
        ),
    ],
    ids=["A +2, B -2", "A +2, B -1", "a penny", "cost for income", "one body", "a contract"],
)
def test_a_change_between_bodies_sums_to_nil(
    moves: list[tuple[str, Line, int]], *, told: bool
) -> None:
    assert bool(only(decided(*moves).findings(), "EQ-SYS-003")) is told


def test_decisions_are_not_set_off_against_each_other() -> None:
    one = NORTHMERE.deciding("D1", {("ZR2", OTHER): 2 * MILLION, ("ZR3", OTHER): -MILLION})
    both = one.deciding("D2", {("ZR2", OTHER): -2 * MILLION, ("ZR3", OTHER): MILLION})
    assert [str(found.place) for found in only(both.findings(), "EQ-SYS-003")] == [
        "figure:2023-24/ZQ1/transfers/D1",
        "figure:2023-24/ZQ1/transfers/D2",
    ]


def test_a_change_that_is_not_neutral_is_said_body_by_body() -> None:
    (found,) = only(
        decided(("ZR2", OTHER, 2 * MILLION), ("ZR3", OTHER, -MILLION)).findings(), "EQ-SYS-003"
    )
    assert found.message == (
        "Decision D7 changes the positions of several bodies by 1,000 (£000) in all, and should "
        "change their sum by nothing: ZR2 £2.0 million, ZR3 (£1.0 million)."
    )
    assert (found.worth, found.severity) == (MILLION, Severity.MUST_FIX)


@pytest.mark.parametrize(
    ("surplus", "deficit", "told"),
    [
        (62 * MILLION, 212 * MILLION, True),
        (1_000, 1_000, True),
        (0, MILLION, False),
        (MILLION, 0, False),
        (-MILLION, MILLION, False),
        (MILLION, -MILLION, False),
    ],
)
def test_an_icb_in_surplus_beside_providers_in_deficit(
    surplus: int, deficit: int, *, told: bool
) -> None:
    assert bool(only(offset(surplus, deficit).findings(), "EQ-SYS-004")) is told


def test_62_against_212_leaves_a_deficit_of_150() -> None:
    (found,) = only(offset(62 * MILLION, 212 * MILLION).findings(), "EQ-SYS-004")
    assert found.message == (
        "NHS Northmere ICB plans a surplus of £62.0 million, and the providers of NHS Northmere "
        "ICB a deficit of £212.0 million together. Without the surplus of the ICB the system would "
        "stand at (£212.0 million), not (£150.0 million), all excluding support."
    )
    assert (found.severity, found.worth) == (Severity.EXPLAIN, 62 * MILLION)


def test_a_body_without_a_return_leaves_the_offset_unsaid() -> None:
    more = ICB.having({line("allocation.recurrent"): equal(490 * MILLION)})
    empty = Made(body="ZR3", parts=("workforce",))
    system = replace(NORTHMERE, plans=(more, TRUST, empty), systems={})
    assert only(system.findings(date(2023, 4, 1)), "EQ-SYS-004") == []


def stating(pence: int) -> Together:
    """Return the system of +62 and -212, whose ICB states its position."""
    icb, trust, partner = offset(62 * MILLION, 212 * MILLION).plans
    plans = (icb.having({line("system.stated"): [pence]}), trust, partner)
    return replace(NORTHMERE, plans=plans, read=without_workbook)


@pytest.mark.parametrize(
    ("stated", "away"),
    [(-150 * MILLION, 0), (-150 * MILLION + 1, 1), (-150 * MILLION - 1, 1), (0, 150 * MILLION)],
)
def test_62_and_minus_212_is_minus_150(stated: int, away: int) -> None:
    found = only(stating(stated).findings(), "EQ-SYS-001")
    assert [one.worth for one in found] == ([away] if away else [])


def test_a_stated_position_that_is_not_the_sum_names_both() -> None:
    (found,) = only(stating(-140 * MILLION).findings(), "EQ-SYS-001")
    assert found.message == (
        "NHS Northmere ICB states (£140.0 million) for the system; its own position is £62.0 "
        "million and that of the providers (£212.0 million), (£150.0 million) together, all "
        "including support."
    )
    assert (found.found, found.expected) == ("(140,000)", "(150,000)")
    assert (found.organisation, found.severity) == ("ZQ1", Severity.MUST_FIX)


ACTIVE = ("finance", "activity")


def spells(provided: list[int | Absence] | None, bought: list[int | Absence] | None) -> Together:
    """Return the system with non-elective spells of its trust, as each side plans them."""
    sides = ((ICB, line("activity.non_elective", "ZR2"), bought),
             (TRUST, line("activity.non_elective", "ZQ1"), provided))  # fmt: skip
    plans = [
        plan if months is None else replace(plan, parts=ACTIVE).having({row: months})
        for plan, row, months in sides
    ]
    elective = line("activity.elective", "ZQ1")
    plans = [plan.having({elective: [0] * 12}) if plan.body == "ZR2" and provided else plan
             for plan in plans]  # fmt: skip
    return replace(NORTHMERE, plans=(*plans, PARTNER), read=without_workbook)


@pytest.mark.parametrize(
    ("provided", "bought", "told"),
    [
        ([100] * 12, [100] * 12, 0),
        ([101, *[100] * 11], [100] * 12, 1),
        ([99, 101, *[100] * 10], [100] * 12, 1),
        ([101, Absence.MISSING, *[100] * 10], [101, *[100] * 11], 0),
        ([100] * 12, None, 0),
        (None, [100] * 12, 0),
    ],
    ids=["equal", "one more", "another month", "a blank", "no ICB", "no trust"],
)
def test_activity_agrees_by_pair_point_of_delivery_and_month(
    provided: list[int | Absence] | None, bought: list[int | Absence] | None, told: int
) -> None:
    assert len(only(spells(provided, bought).findings(), "EQ-ACT-001")) == told


def test_activity_that_differs_names_both_sides_and_the_months() -> None:
    (found,) = only(spells([110, 90, *[100] * 10], [100] * 12).findings(), "EQ-ACT-001")
    assert found.message == (
        "Non-elective spells of Calder Vale Hospitals for NHS Northmere ICB: Calder Vale Hospitals "
        "plans 1,200 in the year and NHS Northmere ICB 1,200. They differ in 2 months, the first "
        "of them Month 1 (April 2023)."
    )
    assert (found.organisation, found.part, found.severity) == (
        "ZR2",
        "activity",
        Severity.MUST_FIX,
    )
    (found,) = only(spells([1_110, *[100] * 11], [100] * 12).findings(), "EQ-ACT-001")
    assert found.message.endswith(
        "plans 2,210 in the year and NHS Northmere ICB 1,200. They differ in Month 1 (April 2023)."
    )


FARLAND = Made(body="QOC", parts=("activity",))


def across(provided: int, bought: int | None, *, returned: bool = True) -> Together:
    """Return a trust with spells in March for an ICB outside, which plans so many, or has none."""
    trust = replace(TRUST, parts=ACTIVE).having(
        {line("activity.non_elective", "QOC"): [*[0] * 11, provided]}
    )
    row = {} if bought is None else {line("activity.non_elective", "ZR2"): [*[0] * 11, bought]}
    outside = (FARLAND.having(row),) if returned else ()
    plans = (ICB, trust, PARTNER)
    return replace(NORTHMERE, plans=plans, outside=outside, read=without_workbook)


@pytest.mark.parametrize(
    ("provided", "bought", "told"),
    [
        (1_000, 1_000, 0),
        (1_000, 950, 0),
        (1_000, 949, 1),
        (950, 1_000, 0),
        (949, 1_000, 1),
        (1_000, None, 1),
    ],
)
def test_activity_out_of_area_differs_by_5_percent_at_most(
    provided: int, bought: int | None, told: int
) -> None:
    assert len(only(across(provided, bought).findings(), "EQ-ACT-002")) == told


def test_a_neighbour_that_has_not_returned_does_not_plan_nil() -> None:
    assert only(across(1_000, None, returned=False).findings(), "EQ-ACT-002") == []


def test_activity_out_of_area_is_told_at_the_members_own_line() -> None:
    (found,) = only(across(1_000, 800).findings(), "EQ-ACT-002")
    assert found.message == (
        "Non-elective spells of Calder Vale Hospitals for NHS Farland ICB, one of them outside the "
        "system: Calder Vale Hospitals plans 1,000 in the year and NHS Farland ICB 800. They "
        "differ in Month 12 (March 2024)."
    )
    assert (found.organisation, found.severity) == ("ZR2", Severity.EXPLAIN)
    assert only(across(1_000, 800).findings(), "EQ-ACT-001") == []
