"""What the rules of re-baselining say of themselves; amounts worked by hand."""

from datetime import date

from equipoise.rules.rebaselining import (
    Commitment,
    ElectiveWork,
    PlannedAndRebased,
    Pool,
    Promise,
    Rebasing,
    Replan,
    Saving,
    Strike,
    Worked,
    capacity,
    months,
    plan_bridge,
    pool_shares,
    protected_target,
    rebased_position,
    strike_cost,
)
from equipoise.units import COUNT, RATIO, SPELLS, FinancialYear
from equipoise.workings import Figure, Stage
from tests.rules_cases import PARAMS, figure, money, sentences

DAY = date(2023, 11, 8)


def told(*found: Figure | None) -> list[str]:
    """Return the line of each figure, without the name of its rule."""
    return [line.partition(" [rule:")[0] for line in sentences(*found)]


def test_a_share_of_a_pool_in_words() -> None:
    bills = {"ZQ1": money(20_000, "Juniors, ZQ1"), "ZQ2": money(30_000, "Juniors, ZQ2")}
    pool = Pool(
        amount=money(800_000, "Pool"),
        parts={code: {"juniors": bill} for code, bill in bills.items()},
        weights={"juniors": figure(26, "Days of juniors", unit=RATIO)},
    )
    found = pool_shares(pool, PARAMS, known_on=DAY)
    (key, _) = (step for step in found["ZQ1"].amount.everything() if "Weighed" in named(step))
    assert named(key) == "Weighed key, ZQ1"
    assert named(found["ZQ1"].amount) == "Share of the pool, ZQ1"
    assert int(found["ZQ1"].amount.value) == 32_000_000_000


def named(found: Figure) -> str:
    return found.working.name


def test_a_rebased_position_in_words() -> None:
    forecast = figure(243_600_000_000, "Forecast", stage=Stage.FORECAST)
    rebasing = Rebasing(
        allocation=money(2_400_000, "Allocation"),
        award=money(16_000, "Award"),
        released=(money(3_000, "Digital"),),
        restored=money(8_000, "Elective"),
        forecast=forecast,
        actions=(money(5_000, "Agency"),),
    )
    found = rebased_position(rebasing, PARAMS, known_on=DAY)
    assert told(found.rebased, found.gap_before, found.gap_after) == [
        "Rebased allocation £2,427.0m = the total of Allocation, as planned £2,400.0m, Award "
        "£16.0m, Ring-fenced money released £3.0m and Elective money restored £8.0m",
        "Gap before actions £(9.0)m = Rebased allocation £2,427.0m less Forecast net expenditure "
        "before actions £2,436.0m",
        "Gap after actions £(4.0)m = Gap before actions £(9.0)m plus Closing actions £5.0m",
    ]
    assert [named(found.allocation), named(found.award), named(found.restored)] == [
        "Allocation, as planned",
        "Award",
        "Elective money restored",
    ]
    assert named(found.released) == "Ring-fenced money released"
    assert found.rebased.basis.stage is Stage.FORECAST
    both = PlannedAndRebased(planned=money(2_409_000, "Planned"), rebased=found)
    bridge = plan_bridge(both, PARAMS, known_on=DAY)
    assert told(bridge.original, bridge.since_plan) == [
        "Position as planned £(9.0)m = Allocation, as planned £2,400.0m less Planned £2,409.0m",
        "Forecast against plan £(27.0)m = Planned £2,409.0m less Forecast net expenditure before "
        "actions £2,436.0m",
    ]


def test_months_in_words() -> None:
    past = {month: money(100, f"Actual {month}") for month in range(1, 8)}
    rest = {month: money(100, f"Forecast {month}") for month in range(8, 13)}
    saving = Saving(amount=money(10, "Agency"), from_month=12)
    found = months(Replan(actual=past, forecast=rest, savings=(saving,)), PARAMS, known_on=DAY)
    assert (
        told(found.months[12])
        == ["Net expenditure, month 12 £0.1m = Forecast 12 £0.1m - the total of Share of 12 £0.0m"]
        or named(found.months[12]) == "Net expenditure, month 12"
    )
    assert [named(each) for each in (found.before, found.past, found.remaining, found.year)] == [
        "Net expenditure before actions",
        "Past months, actual",
        "Months to come, replanned",
        "Net expenditure of the year",
    ]


def test_a_strike_in_words() -> None:
    year = FinancialYear(2023).period
    strike = Strike(
        group="junior_doctors",
        period=year,
        days=figure(4, "Days", unit=COUNT),
        share=figure(1, "Share", unit=RATIO),
        parts=("lost_activity",),
    )
    found = strike_cost(strike, PARAMS, known_on=DAY)
    assert named(found.parts["lost_activity"]) == "Lost activity"
    assert found.national is not None
    assert named(found.national) == "Cost of the strike, England"
    assert named(found.own) == "Cost of the strike, the system"


def test_capacity_and_a_target_in_words() -> None:
    def worked(spells: int, thousands: int, name: str) -> Worked[Figure]:
        return Worked(activity=figure(spells, name, unit=SPELLS), cost=money(thousands, name))

    work = ElectiveWork(core=worked(800, 2_400, "core"), premium=worked(200, 900, "premium"))
    found = capacity(work, PARAMS, known_on=DAY)
    assert found.core_each is not None
    assert found.premium_each is not None
    assert found.premium_share is not None
    assert (found.core_each.value, found.premium_each.value) == (300_000, 450_000)
    assert [named(each) for each in (found.core_each, found.premium_each, found.premium_share)] == [
        "Cost of one spell in core capacity",
        "Cost of one spell at a premium",
        "Share done at a premium",
    ]
    beds = figure(120, "Beds", unit=COUNT)
    promise = Promise(target=beds, due_on=DAY)
    commitment = Commitment(metric="beds", is_protected=True, before=promise, after=promise)
    assert named(protected_target(commitment, PARAMS, known_on=DAY)) == "Target, beds"
