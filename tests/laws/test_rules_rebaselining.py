"""Laws of re-baselining: what must hold for every pool, strike, replan, gap and gate."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.rebaselining import (
    Commitment,
    ElectiveWork,
    PlannedAndRebased,
    Pool,
    Promise,
    ProtectedTargetError,
    RebasedPlan,
    Rebasing,
    Replan,
    Saving,
    Strike,
    Worked,
    capacity,
    gate,
    months,
    plan_bridge,
    pool_shares,
    protected_target,
    rebased_position,
    strike_cost,
)
from equipoise.rules.rebaselining.strike_cost import PARTS
from equipoise.units import FinancialYear

PARAMS = load().exact
KNOWN_ON = date(2023, 11, 8)
YEAR = FinancialYear(2023).period
codes = st.sampled_from(["ZQ1", "ZQ2", "ZQ3", "ZQ4"])
money = st.integers(-(10**11), 10**11).map(Fraction)
positive = st.integers(1, 10**11).map(Fraction)
weights = st.integers(1, 40).map(Fraction)
GROUPS = ("consultants", "junior_doctors")
bills = st.dictionaries(codes, st.fixed_dictionaries(dict.fromkeys(GROUPS, positive)), min_size=1)
by_group = st.fixed_dictionaries(dict.fromkeys(GROUPS, weights))
replans = st.builds(
    Replan[Fraction],
    actual=st.fixed_dictionaries(dict.fromkeys(range(1, 8), money)),
    forecast=st.fixed_dictionaries(dict.fromkeys(range(8, 13), money)),
    savings=st.lists(
        st.builds(Saving[Fraction], amount=money, from_month=st.integers(8, 12)), max_size=4
    ).map(tuple),
)
rebasings = st.builds(
    Rebasing[Fraction],
    **dict.fromkeys(("allocation", "award", "restored", "forecast"), money),
    released=st.lists(money, max_size=3).map(tuple),
    actions=st.lists(money, max_size=3).map(tuple),
)
READY = RebasedPlan(
    gap=Fraction(0),
    agency_reduction=Fraction(1),
    cut=(),
    untested=(),
    has_assumptions=True,
    has_safety_statement=True,
)


@given(money, bills, by_group)
def test_awards_sum_to_the_pool(
    amount: Fraction, parts: dict[str, dict[str, Fraction]], weighed: dict[str, Fraction]
) -> None:
    pool = Pool(amount=amount, parts=parts, weights=weighed)
    found = pool_shares(pool, PARAMS, known_on=KNOWN_ON)
    assert sum(share.amount for share in found.values()) == amount
    assert found.keys() == parts.keys()


@given(money, st.dictionaries(codes, positive, min_size=1), weights)
def test_a_key_of_one_part_needs_no_weight(
    amount: Fraction, people: dict[str, Fraction], weight: Fraction
) -> None:
    parts = {code: {"people": number} for code, number in people.items()}
    one = Pool(amount=amount, parts=parts, weights={"people": Fraction(1)})
    other = replace(one, weights={"people": weight})
    assert pool_shares(one, PARAMS, known_on=KNOWN_ON) == pool_shares(
        other, PARAMS, known_on=KNOWN_ON
    )


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 60), st.integers(0, 60))
def test_a_protected_target_never_falls(before: int, after: int, due: int, then: int) -> None:
    first = date(2024, 1, 1)
    commitment = Commitment(
        metric="Core beds",
        is_protected=True,
        before=Promise(target=Fraction(before), due_on=first + timedelta(days=due)),
        after=Promise(target=Fraction(after), due_on=first + timedelta(days=then)),
    )
    if after < before or then > due:
        with pytest.raises(ProtectedTargetError):
            protected_target(commitment, PARAMS, known_on=KNOWN_ON)
    else:
        assert protected_target(commitment, PARAMS, known_on=KNOWN_ON) == after >= before
    free = replace(commitment, is_protected=False)
    assert protected_target(free, PARAMS, known_on=KNOWN_ON) == after


def strike(days: int, *parts: str) -> Strike[Fraction]:
    return Strike(
        group="junior_doctors",
        period=YEAR,
        days=Fraction(days),
        share=Fraction(1, 43),
        parts=parts or PARTS,
    )


@given(st.integers(0, 60), st.sets(st.sampled_from(PARTS), min_size=1))
def test_each_part_of_a_strike_can_be_left_out(days: int, parts: set[str]) -> None:
    whole = strike_cost(strike(days), PARAMS, known_on=KNOWN_ON)
    found = strike_cost(strike(days, *sorted(parts)), PARAMS, known_on=KNOWN_ON)
    assert found.national == sum(whole.parts[part] for part in parts)
    assert found.parts.keys() == parts


@given(st.integers(0, 60), st.dictionaries(st.sampled_from(PARTS), positive))
def test_a_stated_part_stands_in_place_of_its_estimate(
    days: int, stated: dict[str, Fraction]
) -> None:
    found = strike_cost(replace(strike(days), stated=stated), PARAMS, known_on=KNOWN_ON)
    others = [part for part in PARTS if part not in stated]
    rest = Fraction(0)
    if others:
        rest = strike_cost(strike(days, *others), PARAMS, known_on=KNOWN_ON).own
    assert found.own == rest + sum(stated.values())
    assert (found.national is None) == (not others)
    uncosted = replace(strike(days), group="nurses", stated=dict.fromkeys(PARTS, Fraction(1)))
    assert strike_cost(uncosted, PARAMS, known_on=KNOWN_ON).own == len(PARTS)


@given(st.integers(0, 60))
def test_twice_the_days_cost_twice(days: int) -> None:
    once = strike_cost(strike(days), PARAMS, known_on=KNOWN_ON)
    twice = strike_cost(strike(2 * days), PARAMS, known_on=KNOWN_ON)
    assert once.national is not None
    assert twice.national == 2 * once.national
    assert abs(twice.own - 2 * once.own) <= 1


@given(replans)
def test_past_months_stay_actual(replan: Replan[Fraction]) -> None:
    found = months(replan, PARAMS, known_on=KNOWN_ON)
    assert {month: found.months[month] for month in replan.actual} == replan.actual
    assert found.past == sum(replan.actual.values())


@given(replans)
def test_the_months_sum_to_the_year(replan: Replan[Fraction]) -> None:
    found = months(replan, PARAMS, known_on=KNOWN_ON)
    assert found.year == sum(found.months.values()) == found.past + found.remaining
    assert found.before - found.year == sum(saving.amount for saving in replan.savings)


@given(rebasings)
def test_the_gap_is_what_is_rebased_less_the_forecast(rebasing: Rebasing[Fraction]) -> None:
    found = rebased_position(rebasing, PARAMS, known_on=KNOWN_ON)
    assert found.gap_before == found.rebased - rebasing.forecast
    assert found.gap_after - found.gap_before == sum(rebasing.actions) == found.actions


@given(rebasings, money)
def test_every_addition_counts_once(rebasing: Rebasing[Fraction], more: Fraction) -> None:
    found = rebased_position(rebasing, PARAMS, known_on=KNOWN_ON)
    for name in ("allocation", "award", "restored"):
        raised = replace(rebasing, **{name: getattr(rebasing, name) + more})
        assert rebased_position(raised, PARAMS, known_on=KNOWN_ON).rebased == found.rebased + more
    raised = replace(rebasing, released=(*rebasing.released, more))
    assert rebased_position(raised, PARAMS, known_on=KNOWN_ON).rebased == found.rebased + more


@given(rebasings, money)
def test_the_steps_lead_from_the_plan(rebasing: Rebasing[Fraction], planned: Fraction) -> None:
    rebased = rebased_position(rebasing, PARAMS, known_on=KNOWN_ON)
    both = PlannedAndRebased(planned=planned, rebased=rebased)
    found = plan_bridge(both, PARAMS, known_on=KNOWN_ON)
    *steps, end = vars(found).values()
    assert sum(steps) == end == rebased.gap_after
    assert found.original == rebasing.allocation - planned


@given(st.integers(-(10**11), 10**11))
def test_a_penny_keeps_the_gate_shut(gap: int) -> None:
    found = gate(replace(READY, gap=Fraction(gap)), PARAMS, known_on=KNOWN_ON)
    assert found.passes is found.gap_closed is (gap >= 0)


@given(st.integers(-(10**11), -1))
def test_every_condition_can_shut_the_gate(short: int) -> None:
    shut = {
        "gap_closed": replace(READY, gap=Fraction(short)),
        "commitments_untouched": replace(READY, cut=("beds",)),
        "assumptions_set": replace(READY, has_assumptions=False),
        "agency_reduced": replace(READY, agency_reduction=Fraction(0)),
        "priorities_tested": replace(READY, untested=("A1",)),
        "safety_stated": replace(READY, has_safety_statement=False),
    }
    assert gate(READY, PARAMS, known_on=KNOWN_ON).passes
    for condition, plan in shut.items():
        found = gate(plan, PARAMS, known_on=KNOWN_ON)
        assert not found.passes
        assert [name for name, met in vars(found).items() if not met] == [condition]


@given(st.integers(1, 10**6), positive, st.integers(0, 10**6), positive)
def test_core_and_premium_never_mix(
    spells: int, cost: Fraction, more: int, dearer: Fraction
) -> None:
    core = Worked(activity=Fraction(spells), cost=cost)
    premium = Worked(activity=Fraction(more), cost=dearer)
    found = capacity(ElectiveWork(core=core, premium=premium), PARAMS, known_on=KNOWN_ON)
    alone = capacity(
        ElectiveWork(core=core, premium=Worked(activity=Fraction(0), cost=dearer)),
        PARAMS,
        known_on=KNOWN_ON,
    )
    assert found.core_each == alone.core_each
    assert alone.premium_each is None
    assert alone.premium_share == 0
    assert found.premium_share == Fraction(more, spells + more)
