"""Laws of the national rules: slack and verdict, sums, and the linear form beside the rule."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.rules.national import (
    Administration,
    BetterCareFund,
    Board,
    Categories,
    Changes,
    Contribution,
    Force,
    Guarantee,
    Guaranteed,
    Level,
    MentalHealthSpend,
    Minimums,
    OfWhichPrevention,
    PositionsAndLimit,
    PreventionSpend,
    Question,
    Regions,
    RingFence,
    RunningCosts,
    RunningCostsOfIcbs,
    Sense,
    StreamCondition,
    TwoYears,
    Verdict,
    better_care,
    change_per_body,
    deficits,
    mental_health,
    primary_and_community,
    ring_fences,
    running_costs,
    running_costs_per_head,
    stream_conditions,
)
from equipoise.rules.national.outcome import answered
from equipoise.rules.registry import rule_for
from equipoise.units import FinancialYear, Period
from tests.national_cases import CASES, GROWTH, KNOWN_ON, PARAMS
from tests.rules_cases import with_growth, with_value

money = st.integers(0, 10**11).map(Fraction)
some = st.integers(1, 10**6).map(Fraction)
YEAR = Period.parse("2023/24")


@pytest.mark.parametrize("name", CASES)
@given(data=st.data())
def test_linear_form_agrees_with_the_rule(name: str, data: st.DataObject) -> None:
    both, cells = CASES[name]
    largest = data.draw(st.sampled_from([90, 10**9, 2 * 10**10]))
    amounts = {cell: data.draw(st.integers(0, largest)) for cell in cells}
    _, constraints = both(amounts)
    near = data.draw(st.sampled_from(constraints))
    ones = [cell for cell, each in near.coefficients.items() if each in (1, -1)]
    if ones:
        cell, beside = data.draw(st.sampled_from(ones)), data.draw(st.integers(-2, 2))
        sign = -1 if near.sense is Sense.AT_MOST else 1
        amounts[cell] -= sign * near.coefficients[cell] * (near.room(amounts) - beside)
        assert near.room(amounts) == beside
    ruling, again = both(amounts)
    tested = {key for key, test in ruling.tests.items() if test.verdict is not Verdict.NOT_TESTED}
    assert {each.subject for each in again} == tested
    for constraint in again:
        met = ruling.tests[constraint.subject].verdict is Verdict.MET
        assert constraint.holds(amounts) is met, constraint.name


@given(money, money, st.sampled_from(Sense))
def test_slack_decides_the_verdict(number: Fraction, limit: Fraction, sense: Sense) -> None:
    question = Question(name="x", limit="y", sense=sense, level=Level.ICB, force=Force.TEST)
    found = answered(question, number=number, limit=limit)
    assert found.slack == (limit - number if sense is Sense.AT_MOST else number - limit)
    assert found.slack is not None
    enough = found.slack > 0 or (sense is not Sense.MORE_THAN and found.slack == 0)
    assert (found.verdict is Verdict.MET) is enough


@given(money, money, st.dictionaries(st.sampled_from(["autism", "dementia", "specialised"]), money))
def test_what_the_standard_excludes_moves_nothing(
    before: Fraction, after: Fraction, excluded: dict[str, Fraction]
) -> None:
    params = with_growth(YEAR, GROWTH).exact
    plain = Categories(before={"adult": before}, after={"adult": after})
    beside = Categories(before=plain.before, after={**plain.after, **excluded})
    found = [
        mental_health(MentalHealthSpend(period=YEAR, icbs={"ZQ1": each}), params, known_on=KNOWN_ON)
        for each in (plain, beside)
    ]
    assert found[0] == found[1]


@given(st.lists(st.tuples(money, money), min_size=1, max_size=4))
def test_the_minimum_of_an_icb_is_the_sum_over_its_boards(
    boards: list[tuple[Fraction, Fraction]],
) -> None:
    fund = BetterCareFund(
        period=YEAR,
        icb="ZQ1",
        boards={
            f"ZC{number}": Board(
                before=Minimums(whole=before, social_care=None, out_of_hospital=None),
                planned=Contribution(
                    social_care=Fraction(0), out_of_hospital=Fraction(0), other=planned,
                    discharge=None,
                ),
            )
            for number, (before, planned) in enumerate(boards)
        },
        discharge=None,
    )  # fmt: skip
    tests = better_care(fund, PARAMS, known_on=KNOWN_ON).tests
    of_boards = [tests[f"{code}/whole"] for code in fund.boards]
    whole = tests["ZQ1/whole"]
    assert whole.limit == sum(each.limit or Fraction(0) for each in of_boards)
    assert whole.slack == sum(each.slack or Fraction(0) for each in of_boards)


@given(some, some, some, some)
def test_the_guarantee_is_a_growing_share(
    before: Fraction, other: Fraction, after: Fraction, other_after: Fraction
) -> None:
    each = Guaranteed(
        services=TwoYears(before=before, after=after),
        revenue=TwoYears(before=before + other, after=after + other_after),
    )
    guarantee = Guarantee(period=YEAR, nation=each, icbs={})
    found = primary_and_community(guarantee, PARAMS, known_on=KNOWN_ON).tests["nation"]
    grows = after / (after + other_after) > before / (before + other)
    assert (found.verdict is Verdict.MET) is grows


@given(money, st.fractions(0, 1, max_denominator=50), st.fractions(0, 1, max_denominator=50))
def test_a_deeper_cut_leaves_less_room(allowance: Fraction, one: Fraction, other: Fraction) -> None:
    each = RunningCosts(
        costs=Fraction(0), allowance=None, allowance_before=allowance, price_growth=Fraction(1, 40)
    )
    plans = RunningCostsOfIcbs(period=Period.parse("2024/25"), icbs={"ZQ1": each})
    path = "national/running_costs/reduction_ratio"
    rooms = [
        running_costs(plans, with_value(path, cut).exact, known_on=KNOWN_ON).tests["ZQ1"].slack
        for cut in sorted((one, other))
    ]
    assert rooms[0] is not None
    assert rooms[1] is not None
    assert rooms[0] >= rooms[1]


@given(money, money, money)
def test_only_the_sum_of_a_region_counts(one: Fraction, other: Fraction, moved: Fraction) -> None:
    def plans(first: Fraction, second: Fraction) -> Regions[Fraction]:
        icbs = {
            code: Administration(
                running_costs=costs, programme_pay=Fraction(0), population=Fraction(1_000_000)
            )
            for code, costs in (("ZQ1", first), ("ZQ2", second))
        }
        return Regions(period=Period.parse("2026/27"), regions={"Y61": icbs})

    found = [
        running_costs_per_head(each, PARAMS, known_on=KNOWN_ON)
        for each in (plans(one, other), plans(one - moved, other + moved))
    ]
    assert found[0] == found[1]


@given(money, money, money, money)
def test_giving_back_counts_as_spending(
    line: Fraction, spent: Fraction, returned: Fraction, moved: Fraction
) -> None:
    fence = RingFence(body="ZQ1", purpose="dental", line=line, spent=spent, returned=returned)
    other = replace(fence, spent=spent - moved, returned=returned + moved)
    found = [ring_fences({"dental": each}, PARAMS, known_on=KNOWN_ON) for each in (fence, other)]
    assert found[0] == found[1]


@given(money, st.lists(money, min_size=1, max_size=4), st.sampled_from(Sense))
def test_programmes_of_a_condition_in_any_order(
    amount: Fraction, spent: list[Fraction], sense: Sense
) -> None:
    def condition(listed: list[Fraction]) -> StreamCondition[Fraction]:
        by = {str(number): each for number, each in enumerate(listed)}
        return StreamCondition(stream="x", words="y", sense=sense, amount=amount, spent=by)

    found = [
        stream_conditions({"x": condition(each)}, PARAMS, known_on=KNOWN_ON).tests["x"]
        for each in (spent, spent[::-1])
    ]
    assert found[0] == found[1]
    assert found[0].number == sum(spent)


@given(money, st.fractions(0, Fraction(1, 2), max_denominator=1000))
def test_within_its_bounds_no_body_is_named(before: Fraction, change: Fraction) -> None:
    """4.4% is the minimum of 2019/20; a maximum of 50% is made up."""
    minimum = "national/change_per_body/minimum_ratio"
    params = with_value(minimum, Fraction(0))
    entry = params.tree[minimum].entries[0]
    most = replace(params.tree[minimum], entries=(replace(entry, value=Fraction(1, 2)),))
    tree = {**params.tree, "national/change_per_body/maximum_ratio": most}
    after = Fraction(int(before * (1 + change)))
    changes = Changes(
        period=Period.parse("2019/20"),
        bodies={"ZQ1": TwoYears(before=before, after=after)},
        streams={},
    )
    ruling = change_per_body(changes, replace(params, tree=tree).exact, known_on=KNOWN_ON)
    assert set(ruling.tests) == {"ZQ1/minimum", "ZQ1/maximum"}
    assert ruling.verdict is Verdict.MET


@given(money, money, money)
def test_a_surplus_elsewhere_makes_room(limit: Fraction, one: Fraction, moved: Fraction) -> None:
    plans = PositionsAndLimit(
        system="ZQ1", positions={"ZR1": -one, "ZR2": one}, one_sided=one, limit=-limit
    )
    other = replace(plans, positions={"ZR1": -one - moved, "ZR2": one + moved})
    assert deficits(plans, PARAMS, known_on=KNOWN_ON) == deficits(other, PARAMS, known_on=KNOWN_ON)


@given(st.dates(date(2023, 4, 4), date(2029, 4, 1)), money, some)
def test_prevention_binds_nobody(known_on: date, prevention: Fraction, budget: Fraction) -> None:
    of = {"ZQ1": OfWhichPrevention(prevention=prevention, budget=budget)}
    year = FinancialYear(2024)
    spend = PreventionSpend(base=FinancialYear(2023), year=year, before=of, after=of)
    rule = rule_for("national/prevention", year.period, known_on=known_on)
    force = rule.run(spend, PARAMS, known_on=known_on).tests["ZQ1"].question.force
    assert force is (Force.PROPOSAL if known_on < date(2023, 6, 14) else Force.TRACKER)
