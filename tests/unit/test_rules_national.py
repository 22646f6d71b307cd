"""Edges of the national rules: their years, what a table sets for one body, what is nobody's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import Parameters, load
from equipoise.rules.national import (
    Administration,
    BetterCareFund,
    Categories,
    Changes,
    Force,
    Guarantee,
    Guaranteed,
    Level,
    MentalHealthSpend,
    OfWhichPrevention,
    PositionsAndLimit,
    PreventionSpend,
    Regions,
    Ruling,
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
    more_than_base_growth,
    prevention,
    primary_and_community,
    ring_fences,
    running_costs,
    running_costs_per_head,
    stream_conditions,
)
from equipoise.rules.registry import DEFINITIONS
from equipoise.units import FinancialYear, Period
from tests.national_cases import CASES

PARAMS = load()
KNOWN_ON = date(2026, 5, 4)
ONE_YEAR, FIVE_YEARS = "2022-04-01 to 2023-04-01", "2019-04-01 to 2024-04-01"
YEARS = {
    "mental health 2022/23": ONE_YEAR,
    "mental health 2023/24": "2023-04-01 to 2026-04-01",
    "better care": "2023-04-01 to 2025-04-01",
    "primary and community": FIVE_YEARS,
    "running costs": "2023-04-01 to 2027-04-01",
    "per head": "2026-04-01 to 2027-04-01",
    "ring-fences": str(DEFINITIONS),
    "conditions": str(DEFINITIONS),
    "change": str(DEFINITIONS),
    "deficits": str(DEFINITIONS),
}


@pytest.mark.parametrize("name", CASES)
def test_each_ruling_says_of_which_years_it_is(name: str) -> None:
    both, cells = CASES[name]
    ruling, _ = both(dict.fromkeys(cells, 100))
    assert ruling.years == Period.parse(YEARS[name])
    assert ruling.reason == ""


def nothing() -> Mapping[str, Ruling[Fraction]]:
    """Return each rule that can be asked of nobody, asked of nobody."""
    year, later = Period.parse("2023/24"), FinancialYear(2024)
    params = PARAMS.exact
    none = MentalHealthSpend[Fraction](period=Period.parse("2022/23"), icbs={})
    spend = MentalHealthSpend[Fraction](period=year, icbs={})
    fund = BetterCareFund[Fraction](period=year, icb="ZQ1", boards={}, discharge=None)
    plans = RunningCostsOfIcbs[Fraction](period=year, icbs={})
    regions = Regions[Fraction](period=Period.parse("2026/27"), regions={})
    before = PreventionSpend[Fraction](base=FinancialYear(2023), year=later, before={}, after={})
    changes = Changes[Fraction](period=year, bodies={}, streams={})
    guarantee = Guarantee[Fraction](period=year, nation=None, icbs={})
    positions = PositionsAndLimit[Fraction](
        system="ZQ1", positions={}, one_sided=Fraction(0), limit=Fraction(0)
    )
    return {
        "more than base growth": more_than_base_growth(none, params, known_on=KNOWN_ON),
        "mental health": mental_health(spend, params, known_on=KNOWN_ON),
        "better care": better_care(fund, params, known_on=KNOWN_ON),
        "running costs": running_costs(plans, params, known_on=KNOWN_ON),
        "per head": running_costs_per_head(regions, params, known_on=KNOWN_ON),
        "prevention": prevention(before, params, known_on=KNOWN_ON),
        "change": change_per_body(changes, params, known_on=KNOWN_ON),
        "ring-fences": ring_fences({}, params, known_on=KNOWN_ON),
        "conditions": stream_conditions({}, params, known_on=KNOWN_ON),
        "guarantee": primary_and_community(guarantee, params, known_on=KNOWN_ON),
        "deficits": deficits(positions, params, known_on=KNOWN_ON),
    }


def test_of_nobody_a_rule_says_its_years_and_why_nothing_is_tested() -> None:
    found = {
        name: (str(ruling.years), ruling.reason, [test.reason for test in ruling.tests.values()])
        for name, ruling in nothing().items()
    }
    everyday = str(DEFINITIONS)
    assert found == {
        "more than base growth": ("2022/23", "no ICB is in the plan", []),
        "mental health": ("2023-04-01 to 2026-04-01", "no ICB is in the plan", []),
        "better care": (
            "2023-04-01 to 2025-04-01", "no health and wellbeing board is in the plan", [],
        ),
        "running costs": ("2023-04-01 to 2027-04-01", "no ICB is in the plan", []),
        "per head": ("2026/27", "no region is known", []),
        "prevention": ("2024-04-01 to 2029-04-01", "no ICB is in the plan", []),
        "change": (everyday, "no minimum or maximum change is set for 2023/24", []),
        "ring-fences": (everyday, "no ring-fenced line is in the plan", []),
        "conditions": (everyday, "no stream of the plan has a condition", []),
        "guarantee": (FIVE_YEARS, "", ["not known: the nation"]),
        "deficits": (everyday, "", ["not known: any position"]),
    }  # fmt: skip
    assert {ruling.verdict for ruling in nothing().values()} == {Verdict.NOT_TESTED}


def with_table(path: str, period: Period, rows: Mapping[str, Fraction]) -> Parameters:
    """Return the parameters with a value for each body at this path."""
    parameter = PARAMS.tree[path]
    entry = replace(
        parameter.entries[0], applies=period, published=date(2019, 1, 1), value=None, table=rows
    )
    return Parameters({**PARAMS.tree, path: replace(parameter, entries=(entry,))})


def test_an_icb_is_held_to_its_own_base_growth() -> None:
    """A tenth and a fifth more than 1,000; of ZQ3 no growth was published."""
    period = Period.parse("2023/24")
    rows = {"ZQ1": Fraction(1, 10), "ZQ2": Fraction(1, 5)}
    params = with_table("national/mental_health/base_growth_ratio", period, rows)
    each = Categories(before={"adult": Fraction(1_000)}, after={"adult": Fraction(1_150)})
    spend = MentalHealthSpend(period=period, icbs=dict.fromkeys(("ZQ1", "ZQ2", "ZQ3"), each))
    tests = mental_health(spend, params.exact, known_on=KNOWN_ON).tests
    assert {icb: test.limit for icb, test in tests.items()} == {
        "ZQ1": 1_100, "ZQ2": 1_200, "ZQ3": None,
    }  # fmt: skip
    assert tests["ZQ3"].reason == "not known: the base growth of the allocation"


def test_a_body_is_held_to_its_own_bounds_of_change() -> None:
    period = Period.parse("2019/20")
    rows = {"ZQ1": Fraction(1, 100)}
    params = with_table("national/change_per_body/minimum_ratio", period, rows)
    years = TwoYears(before=Fraction(1_000), after=Fraction(1_009))
    changes = Changes(period=period, bodies=dict.fromkeys(("ZQ1", "ZQ2"), years), streams={})
    tests = change_per_body(changes, params.exact, known_on=KNOWN_ON).tests
    assert {name: test.slack for name, test in tests.items()} == {"ZQ1/minimum": -1}


def of_which(part: int) -> dict[str, OfWhichPrevention[Fraction]]:
    return {"ZQ1": OfWhichPrevention(prevention=Fraction(part), budget=Fraction(1_000))}


def test_prevention_is_tested_of_an_icb_against_a_least_share() -> None:
    spend = PreventionSpend(
        base=FinancialYear(2023), year=FinancialYear(2024), before=of_which(30), after=of_which(32)
    )
    ruling = prevention(spend, PARAMS.exact, known_on=KNOWN_ON)
    test = ruling.tests["ZQ1"]
    assert ruling.reason == ""
    assert (test.question.level, test.question.sense) == (Level.ICB, Sense.AT_LEAST)
    assert (test.verdict, test.slack) == (Verdict.MET, Fraction(0))


def test_a_rise_is_counted_from_an_earlier_year() -> None:
    year = FinancialYear(2024)
    spend = PreventionSpend(base=year, year=year, before=of_which(30), after=of_which(30))
    with pytest.raises(AssertionError, match=r"^2024/25 is not after 2024/25$"):
        prevention(spend, PARAMS.exact, known_on=KNOWN_ON)


def test_the_nation_is_asked_for_even_where_it_is_not_known() -> None:
    guarantee = Guarantee[Fraction](period=Period.parse("2023/24"), nation=None, icbs={})
    tests = primary_and_community(guarantee, PARAMS.exact, known_on=KNOWN_ON).tests
    question = tests["nation"].question
    assert (question.level, question.force) == (Level.NATION, Force.TEST)


@pytest.mark.parametrize("lacks", ["costs", "allowance_before", "price_growth"])
def test_each_thing_that_an_allowance_is_worked_out_of_is_needed(lacks: str) -> None:
    known = {
        "costs": Fraction(1), "allowance_before": Fraction(10), "price_growth": Fraction(0),
    }  # fmt: skip
    each = RunningCosts(allowance=None, **{**known, lacks: None})
    plans = RunningCostsOfIcbs(period=Period.parse("2024/25"), icbs={"ZQ1": each})
    test = running_costs(plans, PARAMS.exact, known_on=KNOWN_ON).tests["ZQ1"]
    name = "the running costs" if lacks == "costs" else "the allowance of the year"
    assert (test.verdict, test.reason) == (Verdict.NOT_TESTED, f"not known: {name}")


def test_before_any_cut_was_set_an_allowance_cannot_be_worked_out() -> None:
    """In 2023/24 nothing was cut: the allowance is the one that was issued, or is not known."""
    each = RunningCosts(
        costs=Fraction(5), allowance=None, allowance_before=Fraction(5), price_growth=Fraction(0)
    )
    plans = RunningCostsOfIcbs(period=Period.parse("2023/24"), icbs={"ZQ1": each})
    test = running_costs(plans, PARAMS.exact, known_on=KNOWN_ON).tests["ZQ1"]
    assert test.reason == "not known: the allowance of the year"


@pytest.mark.parametrize(
    ("amount", "spent", "reason"),
    [
        (Fraction(1), {}, "not known: any spend"),
        (Fraction(1), {"cancer": None}, "not known: spend on cancer"),
        (None, {"cancer": Fraction(1)}, "not known: the amount of the condition"),
        (Fraction(1), {"cancer": Fraction(1)}, "the limit is its amount"),
    ],
)
def test_a_condition_needs_its_amount_and_all_spend(
    amount: Fraction | None, spent: dict[str, Fraction | None], reason: str
) -> None:
    condition = StreamCondition(
        stream="x", words="its amount", sense=Sense.AT_LEAST, amount=amount, spent=spent
    )
    found = stream_conditions({"x": condition}, PARAMS.exact, known_on=KNOWN_ON)
    assert found.tests["x"].reason == reason


@pytest.mark.parametrize("lacks", ["running_costs", "programme_pay", "population"])
def test_an_icb_of_a_region_needs_all_three(lacks: str) -> None:
    known = {
        "running_costs": Fraction(1), "programme_pay": Fraction(1), "population": Fraction(1),
    }  # fmt: skip
    icbs = {"ZQ1": Administration(**{**known, lacks: None}), "ZQ2": Administration(**known)}
    plans = Regions(period=Period.parse("2026/27"), regions={"Y61": icbs})
    found = running_costs_per_head(plans, PARAMS.exact, known_on=KNOWN_ON).tests["Y61"]
    of = "the population" if lacks == "population" else "running costs or programme pay"
    assert found.reason == f"not known: {of} of ZQ1"


@pytest.mark.parametrize("lacks", ["limit", "one_sided"])
def test_the_deficits_limit_needs_the_limit_and_the_contracts(lacks: str) -> None:
    known = {"limit": Fraction(-9), "one_sided": Fraction(1)}
    plans = PositionsAndLimit(
        system="ZQ1", positions={"ZR1": Fraction(-9)}, **{**known, lacks: None}
    )
    found = deficits(plans, PARAMS.exact, known_on=KNOWN_ON).tests["ZQ1"]
    name = {"limit": "the limit of the system", "one_sided": "contracts of the system"}[lacks]
    assert found.reason == f"not known: {name}"


@pytest.mark.parametrize(("services", "revenue"), [(0, 9), (3, 0)])
def test_what_was_nothing_last_year_has_no_growth(services: int, revenue: int) -> None:
    each = Guaranteed(
        services=TwoYears(before=Fraction(services), after=Fraction(4)),
        revenue=TwoYears(before=Fraction(revenue), after=Fraction(9)),
    )
    guarantee = Guarantee(period=Period.parse("2023/24"), nation=each, icbs={})
    test = primary_and_community(guarantee, PARAMS.exact, known_on=KNOWN_ON).tests["nation"]
    assert test.reason == "not known: a growth, as nothing was spent last year"
