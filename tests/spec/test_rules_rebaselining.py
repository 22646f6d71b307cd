"""The rules of re-baselining against figures that are published, or constructed on paper.

Source: fact book 3, sections 3 and 9 (T-07, T-24); £m there.
"""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules.rebaselining import (
    Commitment,
    ElectiveWork,
    MonthsError,
    NoPartsError,
    PartsError,
    Pool,
    Promise,
    ProtectedTargetError,
    RebasedPlan,
    Replan,
    Saving,
    Strike,
    Worked,
    capacity,
    gate,
    months,
    pool_shares,
    protected_target,
    strike_cost,
)
from equipoise.rules.rebaselining.strike_cost import COVER
from equipoise.units import FinancialYear

PARAMS = load().exact
NOVEMBER = date(2023, 11, 8)
MILLION = 100_000_000
YEAR = FinancialYear(2023).period


def shares(amount: int, bills: dict[str, int]) -> list[Fraction]:
    parts = {code: {"doctors": Fraction(bill)} for code, bill in bills.items()}
    pool = Pool(amount=Fraction(amount), parts=parts, weights={"doctors": Fraction(1)})
    found = pool_shares(pool, PARAMS, known_on=NOVEMBER)
    return [found[code].amount for code in bills]


def test_a_pool_of_800_over_300_500_and_200() -> None:
    assert shares(800, {"A": 300, "B": 500, "C": 200}) == [240, 400, 160]


def test_thirds_of_100_in_tenths_come_to_100() -> None:
    """33.4, 33.3 and 33.3: the tenth that is left goes to the first of equals."""
    assert shares(1000, {"A": 1, "B": 1, "C": 1}) == [334, 333, 333]
    assert shares(1000, {"C": 1, "B": 1, "A": 1}) == [333, 333, 334]


def test_a_group_weighs_its_days() -> None:
    """Juniors 22 days and consultants 8: 22 x 100 + 8 x 50 = 2,600; 22 x 60 + 8 x 85 = 2,000."""
    pool = Pool(
        amount=Fraction(460),
        parts={
            "A": {"juniors": Fraction(100), "consultants": Fraction(50)},
            "B": {"juniors": Fraction(60), "consultants": Fraction(85)},
        },
        weights={"juniors": Fraction(22), "consultants": Fraction(8)},
    )
    found = pool_shares(pool, PARAMS, known_on=NOVEMBER)
    assert [found["A"].amount, found["B"].amount] == [260, 200]
    assert found["A"].ratio == Fraction(26, 46)


@pytest.mark.parametrize("parts", [{}, {"juniors": Fraction(1), "nurses": Fraction(1)}])
def test_a_pay_bill_that_is_not_there_is_not_nil(parts: dict[str, Fraction]) -> None:
    pool = Pool(amount=Fraction(1), parts={"A": parts}, weights={"juniors": Fraction(1)})
    with pytest.raises(PartsError, match=r"A: not by the parts of the key: (juniors|nurses)"):
        pool_shares(pool, PARAMS, known_on=NOVEMBER)


def beds(target: int, due_on: date) -> Commitment[Fraction]:
    return Commitment(
        metric="Core beds",
        is_protected=True,
        before=Promise(target=Fraction(120), due_on=date(2024, 1, 1)),
        after=Promise(target=Fraction(target), due_on=due_on),
    )


def test_a_protected_bed_is_not_cut_nor_put_off_by_a_day() -> None:
    due = date(2024, 1, 1)
    assert protected_target(beds(120, due), PARAMS, known_on=NOVEMBER) == 120
    with pytest.raises(ProtectedTargetError, match="Core beds is protected: its target would fall"):
        protected_target(beds(119, due), PARAMS, known_on=NOVEMBER)
    late = r"it would be due on 2024-01-02, where it was on 2024-01-01"
    with pytest.raises(ProtectedTargetError, match=late):
        protected_target(beds(120, date(2024, 1, 2)), PARAMS, known_on=NOVEMBER)


def april(known_on: date, *parts: str) -> Fraction:
    strike = Strike(
        group="junior_doctors", period=YEAR, days=Fraction(4), share=Fraction(1), parts=parts
    )
    national = strike_cost(strike, PARAMS, known_on=known_on).national
    assert national is not None
    return national


def test_four_days_of_april_2023() -> None:
    """360 = 4 x 90 = 3 x 120; of cover alone 100 was published first, and a third of 360 later."""
    everything = ("cover", "lost_activity", "deferred_leave")
    assert april(NOVEMBER, *everything) == 360 * MILLION
    assert [april(NOVEMBER, part) for part in everything] == [120 * MILLION] * 3
    assert april(date(2023, 9, 29), COVER) == 100 * MILLION
    assert april(date(2023, 9, 30), COVER) == 120 * MILLION


def test_a_cost_that_nobody_published_is_not_nil() -> None:
    cover = Strike(
        group="consultants", period=YEAR, days=Fraction(2), share=Fraction(1, 2), parts=(COVER,)
    )
    found = strike_cost(cover, PARAMS, known_on=NOVEMBER)
    assert [found.national, found.own] == [35 * MILLION, 1_750_000_000]
    whole = Strike(group="consultants", period=YEAR, days=Fraction(2), share=Fraction(1, 2))
    with pytest.raises(ParameterError):
        strike_cost(whole, PARAMS, known_on=NOVEMBER)
    nothing = Strike(
        group="consultants", period=YEAR, days=Fraction(2), share=Fraction(1), parts=()
    )
    with pytest.raises(NoPartsError):
        strike_cost(nothing, PARAMS, known_on=NOVEMBER)


def replan(past: int, *savings: tuple[int, int]) -> Replan[Fraction]:
    amounts = {month: Fraction(100 + month) for month in range(1, 13)}
    return Replan(
        actual={month: amounts[month] for month in range(1, past + 1)},
        forecast={month: amounts[month] for month in range(past + 1, 13)},
        savings=tuple(Saving(amount=Fraction(a), from_month=m) for a, m in savings),
    )


def test_savings_fall_on_the_months_to_come() -> None:
    """20 over December to March is 5 a month; 4 in March alone."""
    found = months(replan(7, (20, 9), (4, 12)), PARAMS, known_on=NOVEMBER)
    assert [int(found.months[m]) for m in (7, 8, 9, 10, 11, 12)] == [107, 108, 104, 105, 106, 103]
    assert [found.before, found.past, found.remaining, found.year] == [1278, 728, 526, 1254]


def test_nothing_is_past_or_everything_is() -> None:
    first = months(replan(0), PARAMS, known_on=NOVEMBER)
    last = months(replan(12), PARAMS, known_on=NOVEMBER)
    assert [first.past, first.remaining] == [0, 1278]
    assert [last.past, last.remaining] == [1278, 0]


@pytest.mark.parametrize("month", [0, 7, 13])
def test_an_action_does_not_start_in_the_past_nor_after_the_year(month: int) -> None:
    with pytest.raises(MonthsError, match=f"an action starts in month {month}, and 7 months"):
        months(replan(7, (20, month)), PARAMS, known_on=NOVEMBER)
    assert months(replan(7, (20, 8)), PARAMS, known_on=NOVEMBER).year == 1258


@pytest.mark.parametrize(
    ("actual", "forecast"),
    [([1, 2], [*range(4, 13)]), ([1, 3], [2, *range(4, 13)]), ([1], [*range(1, 13)])],
)
def test_the_months_are_twelve_and_the_past_come_first(
    actual: list[int], forecast: list[int]
) -> None:
    amount = Fraction(1)
    wrong = Replan(actual=dict.fromkeys(actual, amount), forecast=dict.fromkeys(forecast, amount))
    with pytest.raises(MonthsError, match="the months are not 1 to 12"):
        months(wrong, PARAMS, known_on=NOVEMBER)


def test_the_gate_opens_at_nil_and_needs_a_penny_of_agency() -> None:
    def passes(gap: int, agency: int) -> bool:
        plan = RebasedPlan(
            gap=Fraction(gap),
            agency_reduction=Fraction(agency),
            cut=(),
            untested=(),
            has_assumptions=True,
            has_safety_statement=True,
        )
        return gate(plan, PARAMS, known_on=NOVEMBER).passes

    assert passes(0, 1)
    assert passes(1, 1)
    assert not passes(-1, 1)
    assert not passes(0, 0)


def test_no_spell_has_no_cost() -> None:
    nothing = Worked(activity=Fraction(0), cost=Fraction(0))
    found = capacity(ElectiveWork(core=nothing, premium=nothing), PARAMS, known_on=NOVEMBER)
    assert (found.core_each, found.premium_each, found.premium_share) == (None, None, None)
