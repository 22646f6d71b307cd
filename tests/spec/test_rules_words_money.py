"""What the national rules say of themselves: each test by name, limit, level and force."""

from collections.abc import Callable
from fractions import Fraction

import pytest

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
    MissingCellError,
    OfWhichPrevention,
    PositionsAndLimit,
    PreventionSpend,
    Question,
    Regions,
    RingFence,
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
    prevention,
    primary_and_community,
    ring_fences,
    running_costs,
    running_costs_per_head,
    stream_conditions,
)
from equipoise.units import FinancialYear, Period
from tests.national_cases import CASES, KNOWN_ON, PARAMS

ICB, BOARD, REGION = Level.ICB, Level.BOARD, Level.REGION
LIMIT, TEST, TRACKER = Force.LIMIT, Force.TEST, Force.TRACKER
LEAST, MOST = Sense.AT_LEAST, Sense.AT_MOST
GROWN = "last year's spend grown by the allocation's base growth, before convergence"
UPLIFTED = "last year's minimum of the board with its uplift"
BOUND = "what it was given last year, with the {} change"
SAID = {
    "mental health 2022/23": {"ZQ1": ("Mental health spend", GROWN, Sense.MORE_THAN, ICB, TEST)},
    "mental health 2023/24": {"ZQ1": ("Mental health spend", GROWN, LEAST, ICB, TEST)},
    "better care": {
        "ZC1/whole": ("Contribution to the Better Care Fund", UPLIFTED, LEAST, BOARD, LIMIT),
        "ZC1/social_care": (
            "Better Care Fund on adult social care", UPLIFTED, LEAST, BOARD, LIMIT,
        ),
        "ZC2/out_of_hospital": (
            "Better Care Fund on NHS-commissioned care out of hospital", UPLIFTED, LEAST, BOARD,
            LIMIT,
        ),
        "ZQ1/whole": (
            "Contribution to all boards' Better Care Funds", "the sum of the boards' minimums",
            LEAST, ICB, LIMIT,
        ),
        "ZQ1/discharge": (
            "Discharge fund", "the ICB's part of the national fund", LEAST, ICB, LIMIT,
        ),
    },
    "primary and community": {
        "ZQ1": (
            "Growth of primary medical and community spend", "the growth of all spend",
            Sense.MORE_THAN, ICB, TRACKER,
        ),
    },
    "running costs": {"ZQ2": ("Running costs", "the running cost allowance", MOST, ICB, LIMIT)},
    "per head": {
        "Y61": ("Running costs and programme pay", "the amount for each head", MOST, REGION, TEST)
    },
    "ring-fences": {
        "dental": ("Spent on dental or given back", "the ring-fenced line", LEAST, ICB, LIMIT)
    },
    "conditions": {
        "at most": ("Spent from transformation", "its amount", MOST, ICB, LIMIT),
        "more than": ("Spent from transformation", "its amount", Sense.MORE_THAN, ICB, LIMIT),
    },
    "change": {
        "ZQ1/minimum": ("What the body is given", BOUND.format("minimum"), LEAST, ICB, LIMIT)
    },
    "deficits": {
        "ZQ1": ("Position of all bodies together", "the limit of the system", LEAST, ICB, LIMIT)
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_test_says_what_it_asks_of_whom_and_with_what_force(name: str) -> None:
    both, cells = CASES[name]
    ruling, constraints = both(dict.fromkeys(cells, 100))
    for subject, expected in SAID[name].items():
        asked = ruling.tests[subject].question
        assert (asked.name, asked.limit, asked.sense, asked.level, asked.force) == expected
        assert ruling.tests[subject].reason == f"the limit is {asked.limit}"
    for constraint in constraints:
        rule, _, subject = constraint.name.partition(" ")
        assert rule.startswith("rule:national/")
        assert subject in ruling.tests


NOTHING = TwoYears[Fraction](before=None, after=None)
YEAR = Period.parse("2023/24")
ONE = Fraction(1)
LATER = FinancialYear(2024)


def unknown_fund() -> Ruling[Fraction]:
    board = Board[Fraction](
        before=Minimums(whole=None, social_care=None, out_of_hospital=ONE),
        planned=Contribution(social_care=ONE, out_of_hospital=None, other=None, discharge=None),
    )
    fund = BetterCareFund(period=YEAR, icb="ZQ1", boards={"ZC1": board}, discharge=None)
    return better_care(fund, PARAMS, known_on=KNOWN_ON)


def unknown_spend() -> Ruling[Fraction]:
    each = Categories[Fraction](before={"adult": None, "children": ONE}, after={"autism": ONE})
    spend = MentalHealthSpend(period=YEAR, icbs={"ZQ1": each})
    return mental_health(spend, PARAMS, known_on=KNOWN_ON)


def unknown_costs() -> Ruling[Fraction]:
    each = RunningCosts[Fraction](
        costs=None, allowance=None, allowance_before=ONE, price_growth=None
    )
    plans = RunningCostsOfIcbs(period=YEAR, icbs={"ZQ1": each})
    return running_costs(plans, PARAMS, known_on=KNOWN_ON)


def unknown_heads() -> Ruling[Fraction]:
    icbs = {
        "ZQ1": Administration(running_costs=ONE, programme_pay=None, population=ONE),
        "ZQ2": Administration(running_costs=ONE, programme_pay=ONE, population=None),
    }
    plans = Regions(period=Period.parse("2026/27"), regions={"Y61": icbs, "Y62": {}})
    return running_costs_per_head(plans, PARAMS, known_on=KNOWN_ON)


def unknown_growth() -> Ruling[Fraction]:
    nil = TwoYears(before=Fraction(0), after=ONE)
    icbs = {
        "ZQ1": Guaranteed(services=NOTHING, revenue=NOTHING),
        "ZQ2": Guaranteed(services=nil, revenue=nil),
    }
    guarantee = Guarantee(period=YEAR, nation=None, icbs=icbs)
    return primary_and_community(guarantee, PARAMS, known_on=KNOWN_ON)


def unknown_shares() -> Ruling[Fraction]:
    then = {"ZQ1": OfWhichPrevention(prevention=ONE, budget=Fraction(0))}
    now = {"ZQ1": OfWhichPrevention[Fraction](prevention=ONE, budget=None)}
    spend = PreventionSpend(base=FinancialYear(2023), year=LATER, before=then, after=now)
    return prevention(spend, PARAMS, known_on=KNOWN_ON)


def unknown_positions() -> Ruling[Fraction]:
    plans = PositionsAndLimit[Fraction](
        system="ZQ1", positions={"ZR1": ONE, "ZR2": None}, one_sided=None, limit=None
    )
    return deficits(plans, PARAMS, known_on=KNOWN_ON)


def unknown_fence() -> Ruling[Fraction]:
    fence = RingFence[Fraction](body="ZQ1", purpose="dental", line=None, spent=None, returned=None)
    return ring_fences({"dental": fence}, PARAMS, known_on=KNOWN_ON)


def unknown_condition() -> Ruling[Fraction]:
    def condition(spent: dict[str, Fraction | None]) -> StreamCondition[Fraction]:
        return StreamCondition(stream="x", words="y", sense=LEAST, amount=None, spent=spent)

    conditions = {"some": condition({"cancer": None}), "none": condition({})}
    return stream_conditions(conditions, PARAMS, known_on=KNOWN_ON)


def unknown_change() -> Ruling[Fraction]:
    changes = Changes(period=Period.parse("2019/20"), bodies={"ZQ1": NOTHING}, streams={})
    return change_per_body(changes, PARAMS, known_on=KNOWN_ON)


SERVICES = "primary medical and community spend"
GROWTHLESS = "not known: a growth, as nothing was spent last year"


@pytest.mark.parametrize(
    ("unknown", "reasons"),
    [
        (
            unknown_fund,
            {
                "ZC1/whole": "not known: the minimum of last year, what is planned",
                "ZC1/social_care": "not known: the minimum of last year",
                "ZC1/out_of_hospital": "not known: what is planned",
                "ZQ1/whole": "not known: the minimum or the contribution of a board",
                "ZQ1/discharge": "not known: the ICB's part of it, what is planned for a board",
            },
        ),
        (
            unknown_spend,
            {
                "ZQ1": "not known: mental health spend of last year, mental health spend of this "
                "year, the base growth of the allocation"
            },
        ),
        (unknown_costs, {"ZQ1": "not known: the running costs, the allowance of the year"}),
        (
            unknown_heads,
            {
                "Y61": "not known: running costs or programme pay of ZQ1, the population of ZQ2",
                "Y62": "not known: any ICB",
            },
        ),
        (
            unknown_growth,
            {
                "nation": "not known: the nation",
                "ZQ1": f"not known: {SERVICES} of last year, {SERVICES} of this year, all spend of "
                "last year, all spend of this year",
                "ZQ2": GROWTHLESS,
            },
        ),
        (
            unknown_shares,
            {"ZQ1": "not known: the share of the first year, the share of this year"},
        ),
        (
            unknown_positions,
            {
                "ZQ1": "not known: the position of ZR2, the limit of the system, contracts of the "
                "system"
            },
        ),
        (
            unknown_fence,
            {"dental": "not known: the line, what is spent, what is given back"},
        ),
        (
            unknown_condition,
            {
                "some": "not known: spend on cancer, the amount of the condition",
                "none": "not known: the amount of the condition",
            },
        ),
        (
            unknown_change,
            {"ZQ1/minimum": "not known: what it was given last year, what it is given"},
        ),
    ],
)
def test_what_is_not_known_is_named(
    unknown: Callable[[], Ruling[Fraction]], reasons: dict[str, str]
) -> None:
    ruling = unknown()
    assert {subject: test.reason for subject, test in ruling.tests.items()} == reasons
    assert ruling.verdict is Verdict.NOT_TESTED
    assert {test.number for test in ruling.tests.values()} == {None}
    assert {type(test.question) for test in ruling.tests.values()} == {Question}


def test_a_distribution_without_a_cell_of_a_constraint_is_refused() -> None:
    both, cells = CASES["ring-fences"]
    _, (constraint,) = both(dict.fromkeys(cells, 0))
    with pytest.raises(
        MissingCellError, match=r"national/ring_fences dental: .* no cell \('ZQ1', 'dental'\)"
    ):
        constraint.room({("ZQ1", "dental/returned"): 1})
