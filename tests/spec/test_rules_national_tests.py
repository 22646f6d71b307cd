"""The national rules at their thresholds, as fact book 2 has them: sections 2.5, 2.7 and 5."""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.balance import PrintedAndComputed, printed_totals
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import per
from equipoise.rules.national import (
    Administration,
    BetterCareFund,
    Board,
    Categories,
    Contribution,
    Force,
    Guarantee,
    Guaranteed,
    Level,
    MentalHealthSpend,
    Minimums,
    OfWhichPrevention,
    PreventionSpend,
    Regions,
    Ruling,
    RunningCosts,
    RunningCostsOfIcbs,
    Sense,
    TwoYears,
    Verdict,
    better_care,
    primary_and_community,
    running_costs,
    running_costs_per_head,
)
from equipoise.rules.national.mental_health import NAME as MENTAL_HEALTH
from equipoise.rules.registry import NoRuleError, rule_for
from equipoise.units import PEOPLE, RATIO, FinancialYear, Period
from equipoise.workings import Figure, assumed
from tests.rules_cases import MILLION, POUND, figure, with_growth

PARAMS = load()
KNOWN_ON = date(2026, 5, 4)
STANDARD = Fraction(385, 10_000)  # MH-1: base growth 3.85%, before convergence of -0.7%


def standard(year: str, after: int, *, before: int = 150 * MILLION) -> Ruling[Fraction]:
    period = Period.parse(year)
    each = Categories(before={"all": Fraction(before)}, after={"all": Fraction(after)})
    spend = MentalHealthSpend(period=period, icbs={"ZQ1": each})
    found: Ruling[Fraction] = rule_for(MENTAL_HEALTH, period, known_on=KNOWN_ON).run(
        spend, with_growth(period, STANDARD).exact, known_on=KNOWN_ON
    )
    return found


@pytest.mark.parametrize(
    ("year", "beside", "verdict"),
    [
        ("2022/23", 0, Verdict.NOT_MET),  # "more than" base growth
        ("2022/23", 1, Verdict.MET),
        ("2023/24", 0, Verdict.MET),  # "by" base growth
        ("2023/24", -1, Verdict.NOT_MET),
        ("2025/26", 0, Verdict.MET),
    ],
)
def test_mental_health_spend_of_150_000_is_to_be_155_775(
    year: str, beside: int, verdict: Verdict
) -> None:
    """MH-1: prior 150.0, base growth 3.85%: target 155.775; convergence is ignored."""
    found = standard(year, 15_577_500_000 + beside).tests["ZQ1"]
    assert found.limit == 15_577_500_000
    assert (found.verdict, found.slack) == (verdict, Fraction(beside))
    assert (found.question.level, found.question.force) == (Level.ICB, Force.TEST)


def test_the_standard_turns_on_the_first_day_of_2023_24() -> None:
    senses = {
        year: standard(year, 0).tests["ZQ1"].question.sense for year in ("2022/23", "2023/24")
    }
    assert senses == {"2022/23": Sense.MORE_THAN, "2023/24": Sense.AT_LEAST}
    for year in ("2021/22", "2026/27"):
        with pytest.raises(NoRuleError):
            rule_for(MENTAL_HEALTH, Period.parse(year), known_on=KNOWN_ON)


def test_without_its_base_growth_the_standard_is_not_tested() -> None:
    each = Categories(before={"all": Fraction(1)}, after={"all": None})
    spend = MentalHealthSpend(period=Period.parse("2024/25"), icbs={"ZQ1": each})
    rule = rule_for(MENTAL_HEALTH, spend.period, known_on=KNOWN_ON)
    found = rule.run(spend, PARAMS.exact, known_on=KNOWN_ON)
    assert found.verdict is Verdict.NOT_TESTED
    assert found.tests["ZQ1"].reason == (
        "not known: mental health spend of this year, the base growth of the allocation"
    )
    assert found.tests["ZQ1"].slack is None


def fund(year: str, *, before: int, planned: int) -> Ruling[Fraction]:
    """Return the fund of one board whose purposes are a quarter each of the whole."""
    quarter = Fraction(planned, 4)
    board = Board(
        before=Minimums(
            whole=Fraction(before),
            social_care=Fraction(before, 4),
            out_of_hospital=Fraction(before, 4),
        ),
        planned=Contribution(
            social_care=quarter, out_of_hospital=quarter, other=2 * quarter, discharge=Fraction(7)
        ),
    )
    one = BetterCareFund(
        period=Period.parse(year), icb="ZQ1", boards={"ZC1": board}, discharge=Fraction(8)
    )
    return better_care(one, PARAMS.exact, known_on=KNOWN_ON)


def test_the_better_care_fund_rises_by_5_66_per_cent_twice() -> None:
    """BCF-1: 10.000, 10.566, 11.164."""
    first = fund("2023/24", before=10 * MILLION, planned=1_056_600_000).tests
    assert first["ZC1/whole"].limit == 1_056_600_000
    assert first["ZC1/whole"].verdict is Verdict.MET
    assert first["ZC1/whole"].question.level is Level.BOARD
    second = fund("2024/25", before=1_056_600_000, planned=1_116_403_559).tests
    assert second["ZC1/whole"].limit == 1_116_403_560  # 11.164
    assert (second["ZC1/whole"].verdict, second["ZC1/whole"].slack) == (
        Verdict.NOT_MET,
        Fraction(-1),
    )
    with pytest.raises(NoRuleError):
        rule_for("national/better_care", Period.parse("2025/26"), known_on=KNOWN_ON)


def test_purposes_of_the_fund_rise_as_the_whole_which_is_assumed() -> None:
    tests = fund("2023/24", before=4 * MILLION, planned=4 * 105_659_999).tests
    for part in ("social_care", "out_of_hospital"):
        found = tests[f"ZC1/{part}"]
        assert (found.limit, found.slack) == (Fraction(105_660_000), Fraction(-1))
    sub = PARAMS.at(
        "national/better_care/sub_minimum_uplift_ratio", Period.parse("2023/24"), known_on=KNOWN_ON
    )
    assert [ref.parts[2] for ref in assumed(sub)] == ["sub_minimum_uplift_ratio"]


def test_the_discharge_fund_is_the_icbs_to_share_and_stands_apart() -> None:
    found = fund("2023/24", before=4, planned=4).tests["ZQ1/discharge"]
    assert (found.verdict, found.slack) == (Verdict.NOT_MET, Fraction(-1))
    assert found.question.level is Level.ICB


def test_the_limit_of_a_million_and_a_half_heads_is_28_140() -> None:
    """RC-1: 1,500,000 x 18.76 = 28.140m; it covers programme pay, and is tested of a region."""
    icb = Administration(
        running_costs=figure(20 * MILLION, "Running costs", starts_in=2026),
        programme_pay=figure(814_000_000, "Programme pay", starts_in=2026),
        population=figure(1_500_000, "Population", unit=PEOPLE, starts_in=2026),
    )
    plans = Regions(period=Period.parse("2026/27"), regions={"Y61": {"ZQ1": icb}})
    found = running_costs_per_head(plans, PARAMS, known_on=KNOWN_ON).tests["Y61"]
    assert found.limit is not None
    assert found.slack is not None
    assert (found.limit.value, found.slack.value) == (2_814_000_000, 0)
    assert found.verdict is Verdict.MET
    assert (found.question.level, found.question.force) == (Level.REGION, Force.TEST)
    assert isinstance(found.limit, Figure)


def test_the_blueprint_was_not_known_the_day_before_it_came_out() -> None:
    year = Period.parse("2026/27")
    assert rule_for("national/running_costs_per_head", year, known_on=date(2025, 5, 8))
    with pytest.raises(NoRuleError):
        rule_for("national/running_costs_per_head", year, known_on=date(2025, 5, 7))


@pytest.mark.parametrize(("year", "limit"), [("2024/25", 16_400_000), ("2025/26", 14_350_000)])
def test_the_allowance_is_cut_by_a_fifth_and_then_by_three_tenths(year: str, limit: int) -> None:
    """Of 20.0 in 2023/24, at prices 2.5% above it: 16.4, and 14.35. The cuts are assumed."""
    for beside, verdict in ((0, Verdict.MET), (1, Verdict.NOT_MET)):
        each = RunningCosts(
            costs=Fraction(limit + beside),
            allowance=None,
            allowance_before=Fraction(20_000_000),
            price_growth=Fraction(25, 1000),
        )
        plans = RunningCostsOfIcbs(period=Period.parse(year), icbs={"ZQ1": each})
        found = running_costs(plans, PARAMS.exact, known_on=KNOWN_ON).tests["ZQ1"]
        assert found.verdict is verdict
        assert (found.limit, found.slack) == (Fraction(limit), Fraction(-beside))
        assert found.question.force is Force.LIMIT


def test_an_allowance_as_issued_goes_before_one_worked_out() -> None:
    each = RunningCosts(
        costs=Fraction(5), allowance=Fraction(6), allowance_before=Fraction(1),
        price_growth=Fraction(0),
    )  # fmt: skip
    plans = RunningCostsOfIcbs(period=Period.parse("2024/25"), icbs={"ZQ1": each})
    assert running_costs(plans, PARAMS.exact, known_on=KNOWN_ON).tests["ZQ1"].slack == 1


def test_primary_medical_and_community_as_a_test_of_the_nation_and_a_tracker_of_icbs() -> None:
    each = Guaranteed(
        services=TwoYears(before=Fraction(21_700), after=Fraction(22_438)),
        revenue=TwoYears(before=Fraction(114_000), after=Fraction(117_876)),  # 3.4%
    )
    guarantee = Guarantee(period=Period.parse("2019/20"), nation=each, icbs={"ZQ1": each})
    tests = primary_and_community(guarantee, PARAMS.exact, known_on=KNOWN_ON).tests
    assert {name: test.question.force for name, test in tests.items()} == {
        "nation": Force.TEST,
        "ZQ1": Force.TRACKER,
    }
    assert tests["nation"].limit == Fraction(34, 1000)
    assert tests["nation"].slack == Fraction(738, 21_700) - Fraction(34, 1000)
    assert tests["nation"].verdict is Verdict.MET


def test_prevention_was_proposed_in_april_2023_and_is_a_tracker_since_14_june() -> None:
    def of(part: int) -> dict[str, OfWhichPrevention[Figure]]:
        prevention = figure(part, "Prevention", starts_in=2024)
        budget = figure(1000, "Budget", starts_in=2024)
        return {"ZQ1": OfWhichPrevention(prevention=prevention, budget=budget)}

    year = FinancialYear(2028)
    for now, verdict in ((60, Verdict.MET), (59, Verdict.NOT_MET)):
        spend = PreventionSpend(base=FinancialYear(2023), year=year, before=of(50), after=of(now))
        rule = rule_for("national/prevention", year.period, known_on=date(2023, 6, 14))
        found = rule.run(spend, PARAMS, known_on=KNOWN_ON).tests["ZQ1"]
        assert found.limit.value == Fraction(60, 1000)  # 5% and one percentage point in five years
        assert (found.verdict, found.question.force) == (verdict, Force.TRACKER)
        assert found.limit.basis.unit == RATIO
    spend = PreventionSpend(base=FinancialYear(2023), year=year, before=of(50), after=of(60))
    rule = rule_for("national/prevention", year.period, known_on=date(2023, 6, 13))
    assert rule.run(spend, PARAMS, known_on=KNOWN_ON).tests["ZQ1"].question.force is Force.PROPOSAL
    with pytest.raises(NoRuleError):
        rule_for("national/prevention", year.period, known_on=date(2023, 4, 3))


STREAMS = {
    "2015/16": (69_484, 7_342, 14_643, 91_469, 200, 6_684, 1_708, 300, 100_361),
    "2016/17": (71_853, 7_652, 15_662, 95_167, 2_139, 6_642, 1_637, 250, 105_835),
    "2019/20": (76_469, 8_716, 17_918, 103_103, 3_434, 6_526, 1_312, 400, 114_775),
}
"""CCGs, primary care, specialised, SUBTOTAL, transformation, other direct, central, drawdown,
TOTAL: NHS England by stream in £m, as printed (AL-11)."""
PRIMARY_MEDICAL = ((9_194, 55, 20, 82, 225, 91, 9_667), (9_667, -1, 5, 9_671),
                   (9_671, 165, 211, 10_047))  # fmt: skip
"""Steps of the primary medical waterfall in £m, each with the sum it is printed with (AL-12)."""
SHARES = {
    "2019/20": (89_730, 123_377, 73),
    "2020/21": (101_907, 149_473, 68),
    "2021/22": (115_007, 150_614, 76),
    "2022/23": (119_174, 158_521, 75),
    "2023/24": (123_880, 167_313, 74),
}
"""Allocations of CCGs or ICBs, NHS England in all, and the share in whole % (AL-13)."""


def test_the_national_ledgers_add_up() -> None:
    printed: dict[str, int] = {}
    computed: dict[str, int] = {}
    for year, (*areas, subtotal, change, direct, central, drawdown, whole) in STREAMS.items():
        printed |= {f"Subtotal {year}": subtotal, f"Total {year}": whole}
        computed |= {
            f"Subtotal {year}": sum(areas),
            f"Total {year}": subtotal + change + direct + central + drawdown,
        }
    for *steps, end in PRIMARY_MEDICAL:
        printed[f"Primary medical {end}"], computed[f"Primary medical {end}"] = end, sum(steps)
    table = PrintedAndComputed(
        printed={name: Fraction(value) for name, value in printed.items()},
        computed={name: Fraction(value) for name, value in computed.items()},
        tolerance=Fraction(0),
    )
    found = printed_totals(table, PARAMS.exact, known_on=KNOWN_ON)
    assert len(found.differences) == 9
    assert found.recorded == ()


def test_the_share_of_allocations_is_as_printed() -> None:
    for year, (allocated, whole, printed) in SHARES.items():
        found = share(Fraction(allocated), Fraction(whole), name=year).ratio
        assert found is not None
        assert round(found * 100) == printed, year


def test_money_a_head_in_2024_25() -> None:
    """AL-14: 107.6bn over 62,154,630 is £1,731 (published 1,732); primary medical 11.2bn, £180."""
    population = figure(62_154_630, "Population", unit=PEOPLE, starts_in=2024)
    for pounds, printed in ((107_600_000_000, 1_731), (11_200_000_000, 180)):
        each = per(figure(pounds * POUND, "Allocation", starts_in=2024), population)
        assert each.value // POUND == printed
