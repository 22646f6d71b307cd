"""Pay, staff and activity as published, and worked by hand.

Sources: fact book 1, check V14: Cheshire and Merseyside, month 4 of 2024/25, WTE down 1,113 (1.4%);
the National Cost Collection 2023/24 for the cost weights. The rest is made up.
"""

import csv
import gzip
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules.triangulation import (
    ACTIVITY,
    Flag,
    PlanYears,
    Triangulation,
    YearOfPlan,
    pay_staff_activity,
)
from equipoise.units import ATTENDANCES, COUNT, PENCE, SPELLS, WTE, FinancialYear, Unit, nearest
from equipoise.workings import Figure, Stage
from tests.rules_cases import POUND, THOUSAND, figure
from tests.shared_data import needs, shared

PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
YEAR = FinancialYear(2023).period


def year(
    starts_in: int,
    *,
    pay: int | None = None,
    staff: int | None = None,
    cost: int | None = None,
    beds: int | None = None,
    activity: Mapping[str, int | None] | None = None,
) -> YearOfPlan[Figure]:
    """Return a year: money in £000, staff in hundredths of a WTE."""
    stage = Stage.PLAN if starts_in == 2023 else Stage.FORECAST

    def made(value: int | None, name: str, unit: Unit = PENCE) -> Figure | None:
        if value is None:
            return None
        return figure(value, f"{name} {starts_in}", unit=unit, stage=stage, starts_in=starts_in)

    return YearOfPlan(
        pay=made(None if pay is None else pay * THOUSAND, "Pay"),
        cost=made(None if cost is None else cost * THOUSAND, "Cost"),
        staff=made(staff, "Staff", unit=WTE),
        activity={
            kind: made(value, kind, unit=SPELLS if "elective" in kind else ATTENDANCES)
            for kind, value in (activity or {}).items()
        },
        beds=made(beds, "Beds", unit=COUNT),
    )


def triangulated(before: YearOfPlan[Figure], after: YearOfPlan[Figure]) -> Triangulation[Figure]:
    asked = PlanYears(period=YEAR, before=before, after=after)
    return pay_staff_activity(asked, PARAMS, known_on=KNOWN_ON)


def test_staff_down_by_1113_is_down_by_one_point_four_per_cent() -> None:
    """Both figures are published; the 79,500 WTE they are of is the round number that fits them."""
    found = triangulated(year(2022, staff=7_950_000), year(2023, staff=7_950_000 - 111_300))
    assert found.staff_change is not None
    assert found.staff_change.value == Fraction(-1_113, 79_500)
    change = Fraction(found.staff_change.value)
    tenths = nearest(change.numerator * 1_000, change.denominator)
    assert tenths == -14
    assert found.staff_change.working.name == "Change of staff"


def test_what_a_wte_and_a_weighted_unit_cost() -> None:
    """£54,000,000 over 1,200.00 WTE is £45,000. In pounds, with the weights of the house:

    100 elective spells at 6,214.17 and 1,000 attendances at 185.71 are £807,127, which at one
    elective spell each is 129.885 units; £1,000,000 over those is 1,000,000 x 6,214.17 / 807,127.
    """
    after = year(
        2023, pay=54_000, staff=120_000, cost=1_000, activity={"elective": 100, "outpatient": 1_000}
    )
    found = triangulated(year(2022), after)
    assert found.cost_per_wte is not None
    assert found.cost_per_wte.value == 45_000 * POUND
    assert found.weighted_activity is not None
    assert found.weighted_activity.value == 100 * 621_417 + 1_000 * 18_571 == 80_712_700
    assert found.cost_per_unit is not None
    assert found.cost_per_unit.value == 769_912  # £7,699.12: 100,000,000 x 621,417 / 80,712,700
    assert found.cost_per_unit.basis.unit == PENCE
    names = (found.cost_per_wte, found.cost_per_unit, found.weighted_activity)
    assert [each.working.name for each in names] == [
        "Pay per WTE",
        "Cost per weighted unit",
        "Weighted activity",
    ]
    assert found.pay_change is None


def test_changes_are_of_last_year() -> None:
    """Pay up 22,500 of 797,500 (Northmere's ZR1), one bed in ten less, activity up by 3/4."""
    before = year(2022, pay=797_500, beds=500, activity={"day_case": 4, "emergency": 0})
    found = triangulated(
        before, year(2023, pay=820_000, beds=450, activity={"day_case": 7, "emergency": 0})
    )
    changes = (found.pay_change, found.beds_change, found.activity_change)
    assert [each and each.value for each in changes] == [
        Fraction(22_500, 797_500),
        Fraction(-1, 10),
        Fraction(3, 4),
    ]
    names = [each.working.name for each in changes if each is not None]
    assert names == ["Change of pay", "Change of beds", "Change of weighted activity"]


@pytest.mark.parametrize(
    ("pay", "staff", "activity", "flags"),
    [
        (1, -1, 0, [Flag.PAY_UP_STAFF_DOWN]),
        (-1, 1, 0, [Flag.PAY_DOWN_STAFF_UP]),
        (0, 1, -1, [Flag.STAFF_UP_ACTIVITY_DOWN]),
        (0, -1, 1, [Flag.STAFF_DOWN_ACTIVITY_UP]),
        (1, -1, 1, [Flag.PAY_UP_STAFF_DOWN, Flag.STAFF_DOWN_ACTIVITY_UP]),
        (-1, 1, -1, [Flag.PAY_DOWN_STAFF_UP, Flag.STAFF_UP_ACTIVITY_DOWN]),
        (1, 0, 1, []),
        (0, -1, 0, []),
        (0, 1, 0, []),
        (1, 1, 1, []),
        (-1, -1, -1, []),
        (1, 0, -1, []),
        (-1, 0, 1, []),
        (0, 0, 0, []),
    ],
)
def test_a_flag_is_two_things_that_move_apart_by_the_least_there_is(
    pay: int, staff: int, activity: int, flags: list[Flag]
) -> None:
    before = year(2022, pay=100, staff=5_000, activity={"elective": 40})
    after = year(2023, pay=100 + pay, staff=5_000 + staff, activity={"elective": 40 + activity})
    assert list(triangulated(before, after).flags) == flags


def test_what_is_not_known_is_none_and_not_nil() -> None:
    nothing = triangulated(year(2022), year(2023))
    assert {value for name, value in vars(nothing).items() if name != "flags"} == {None}
    assert nothing.flags == ()
    nil = year(2023, pay=100, staff=0, cost=100, beds=5, activity={"elective": 0})
    found = triangulated(year(2022, pay=0, staff=0, beds=0, activity={"elective": 0}), nil)
    assert (found.cost_per_wte, found.cost_per_unit) == (None, None)
    assert (found.pay_change, found.beds_change, found.activity_change) == (None, None, None)
    partly = year(2023, cost=100, activity={"elective": 5, "emergency": None})
    assert triangulated(year(2022), partly).weighted_activity is None
    for half in (year(2023, pay=5), year(2023, staff=5), year(2023, cost=5)):
        answer = triangulated(half, half)
        assert (answer.cost_per_wte, answer.cost_per_unit) == (None, None)


def test_no_weight_was_known_the_day_before() -> None:
    asked = PlanYears(period=YEAR, before=year(2022), after=year(2023))
    pay_staff_activity(asked, PARAMS, known_on=date(2016, 4, 1))
    with pytest.raises(ParameterError, match="published by 2016-03-31"):
        pay_staff_activity(asked, PARAMS, known_on=date(2016, 3, 31))


NAMES = {
    "elective": ("Elective Inpatients",),
    "day_case": ("Daycase",),
    "non_elective": (
        "Non-Elective Inpatient - Long Stay",
        "Non-Elective Inpatient - Short Stay",
    ),
    "outpatient": ("Consultant Led", "Non Consultant Led", "Outpatient Procedures"),
    "emergency": ("Emergency Care",),
}


@needs("cost-ncc")
def test_the_weights_are_those_of_the_national_cost_collection() -> None:
    """Cost over activity of the services, in whole pence."""
    path = shared("cost-ncc", "ncc_2023_24.csv.gz")
    sums: dict[str, list[Fraction]] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            pair = sums.setdefault(row["Service Code"], [Fraction(0), Fraction(0)])
            pair[0] += Fraction(row["Cost"])
            pair[1] += Fraction(row["Activity"])
    assert set(NAMES) == set(ACTIVITY)
    for kind, services in NAMES.items():
        cost, count = (sum(sums[name][at] for name in services) for at in (0, 1))
        each = Fraction(cost) * POUND / Fraction(count)
        found = PARAMS.at(f"activity/cost_weight/{kind}_pence", YEAR, known_on=KNOWN_ON)
        assert found.value == nearest(each.numerator, each.denominator)
        assert found.working.status == "assumed"
