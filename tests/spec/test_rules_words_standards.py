"""What the figures of the national tests say of themselves, as `explain` prints them.

Amounts are those of fact book 2 where it is named, else worked by hand; the words are the rules'.
"""

from fractions import Fraction

from equipoise.rules.national import (
    Administration,
    BetterCareFund,
    Board,
    Categories,
    Changes,
    Contribution,
    Guarantee,
    Guaranteed,
    MentalHealthSpend,
    Minimums,
    OfWhichPrevention,
    PositionsAndLimit,
    PreventionSpend,
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
from equipoise.units import PEOPLE, RATIO, FinancialYear, Period
from equipoise.workings import Figure, Stage, words
from tests.national_cases import KNOWN_ON
from tests.rules_cases import MILLION, PARAMS, figure, with_growth

YEAR = Period.parse("2023/24")


def told(ruling: Ruling[Figure], subject: str) -> list[str]:
    """Return the sentences of the number, the limit and the room, without the name of the rule."""
    test = ruling.tests[subject]
    found = (test.number, test.limit, test.slack)
    sentences = [words.sentence(each) for each in found if each is not None]
    return [line.partition(" [rule:")[0] for line in sentences]


def then(pence: int, name: str, *, starts_in: int = 2022) -> Figure:
    """Return money of the year before, as it is expected to come out."""
    return figure(pence, name, stage=Stage.FORECAST, starts_in=starts_in)


def test_mental_health_in_words() -> None:
    """MH-1: prior 150.0, base growth 3.85%: target 155.775."""
    each = Categories(
        before={"adult": then(150 * MILLION, "Spend then"), "autism": then(3, "Autism then")},
        after={"adult": figure(15_577_500_000, "Spend now"), "autism": figure(1, "Autism now")},
    )
    params = with_growth(YEAR, Fraction(385, 10_000))
    spend = MentalHealthSpend(period=YEAR, icbs={"ZQ1": each})
    found = mental_health(spend, params, known_on=KNOWN_ON)
    target = (
        "Mental health spend, last year £150.0m times (One 1 plus Base growth of the ICB "
        "programme allocation, before convergence 77/2000), to the nearest penny"
    )
    assert told(found, "ZQ1") == [
        "Mental health spend £155.8m = the total of Spend now £155.8m",
        f"Mental health spend: limit £155.8m = {target}",
        f"Mental health spend: room left £0.00 = (the total of Spend now £155.8m) less ({target})",
    ]
    assert found.verdict is Verdict.MET


def test_the_better_care_fund_in_words() -> None:
    """BCF-1: 10.000 and 10.566."""
    board = Board(
        before=Minimums(
            whole=then(10 * MILLION, "Whole then"),
            social_care=then(4 * MILLION, "Care then"),
            out_of_hospital=then(2 * MILLION, "Out then"),
        ),
        planned=Contribution(
            social_care=figure(5 * MILLION, "Care"),
            out_of_hospital=figure(211_320_000, "Out"),
            other=figure(345_280_000, "Other"),
            discharge=figure(7 * MILLION, "Discharge"),
        ),
    )
    part = figure(8 * MILLION, "Part of the fund")
    fund = BetterCareFund(period=YEAR, icb="ZQ1", boards={"ZC1": board}, discharge=part)
    ruling = better_care(fund, PARAMS, known_on=KNOWN_ON)
    whole = "Contribution to the Better Care Fund"
    rise = "Rise of the NHS minimum contribution to the Better Care Fund 283/5000"
    grown = f"Whole then £10.0m times (One 1 plus {rise}), to the nearest penny"
    assert told(ruling, "ZC1/whole") == [
        f"{whole} £10.6m = the total of Care £5.0m, Out £2.1m and Other £3.5m",
        f"{whole}: limit £10.6m = {grown}",
        f"{whole}: room left £0.00 = Contribution £10.6m less ({grown})",
    ]
    sub = "Rise of the Better Care Fund minimums for adult social care and for care out of hospital"
    grown = f"Out then £2.0m times (One 1 plus {sub} 283/5000), to the nearest penny"
    part_of_it = "Better Care Fund on NHS-commissioned care out of hospital"
    assert told(ruling, "ZC1/out_of_hospital") == [
        f"{part_of_it} £2.1m from cell:Out",
        f"{part_of_it}: limit £2.1m = {grown}",
        f"{part_of_it}: room left £0.00 = Out £2.1m less ({grown})",
    ]
    assert told(ruling, "ZC1/social_care")[0] == (
        "Better Care Fund on adult social care £5.0m from cell:Care"
    )
    everybody = "Contribution to all boards' Better Care Funds"
    planned, least = f"the total of {whole} £10.6m", f"the total of {whole}: limit £10.6m"
    assert told(ruling, "ZQ1/whole") == [
        f"{everybody} £10.6m = {planned}",
        f"{everybody}: limit £10.6m = {least}",
        f"{everybody}: room left £0.00 = ({planned}) less ({least})",
    ]
    assert told(ruling, "ZQ1/discharge") == [
        "Discharge fund £7.0m = the total of Discharge £7.0m",
        "Discharge fund: limit £8.0m from cell:Part.of.the.fund",
        "Discharge fund: room left £(1.0)m = (the total of Discharge £7.0m) less "
        "Part of the fund £8.0m",
    ]


def test_the_guarantee_in_words() -> None:
    """By hand: 3.40% is 738 of 21,700, and 3,876 of 114,000 is 3.4%."""
    nation = Guaranteed(
        services=TwoYears(
            before=then(21_700 * MILLION, "Services then", starts_in=2018),
            after=figure(22_438 * MILLION, "Services now", starts_in=2019),
        ),
        revenue=TwoYears(
            before=then(114_000 * MILLION, "All then", starts_in=2018),
            after=figure(117_876 * MILLION, "All now", starts_in=2019),
        ),
    )
    guarantee = Guarantee(period=Period.parse("2019/20"), nation=nation, icbs={})
    found = primary_and_community(guarantee, PARAMS, known_on=KNOWN_ON)
    growth = "Growth of primary medical and community spend"
    assert told(found, "nation") == [
        f"{growth} 369/10850 = (Services now £22,438.0m less Services then £21,700.0m) divided by "
        "Services then £21,700.0m",
        f"{growth}: limit 0.034 = (All now £117,876.0m less All then £114,000.0m) divided by "
        "All then £114,000.0m",
        f"{growth}: room left 1/108500 = {growth} 369/10850 less Growth of all spend 0.034",
    ]


def test_running_costs_in_words() -> None:
    """Of 20.0 in 2023/24 at prices 2.5% above it, less a fifth: 16.4."""
    each = RunningCosts(
        costs=figure(1_640_000_001, "Costs", starts_in=2024),
        allowance=None,
        allowance_before=figure(20 * MILLION, "Allowance then"),
        price_growth=figure(Fraction(25, 1000), "Prices", unit=RATIO, starts_in=2024),
    )
    plans = RunningCostsOfIcbs(period=Period.parse("2024/25"), icbs={"ZQ1": each})
    found = running_costs(plans, PARAMS, known_on=KNOWN_ON)
    limit = (
        "(Allowance then £20.0m times (One 1 plus Prices 0.025)) times (One 1 less Real cut of "
        "the running cost allowance of 2023/24 0.2), to the nearest penny"
    )
    assert told(found, "ZQ1") == [
        "Running costs £16.4m from cell:Costs",
        f"Running costs: limit £16.4m = {limit}",
        f"Running costs: room left £(0.01) = ({limit}) less Costs £16.4m",
    ]
    assert found.verdict is Verdict.NOT_MET


def test_running_costs_for_each_head_in_words() -> None:
    """RC-1: 1,500,000 x 18.76 = 28.140m."""
    icb = Administration(
        running_costs=figure(20 * MILLION, "Running costs", starts_in=2026),
        programme_pay=figure(814_000_000, "Programme pay", starts_in=2026),
        population=figure(1_500_000, "People", unit=PEOPLE, starts_in=2026),
    )
    plans = Regions(period=Period.parse("2026/27"), regions={"Y61": {"ZQ1": icb}})
    found = running_costs_per_head(plans, PARAMS, known_on=KNOWN_ON)
    name = "Running costs and programme pay"
    limit = f"(the total of People 1,500,000) times {name} for each head of population £18.76"
    spent = "the total of Running costs £20.0m and Programme pay £8.1m"
    assert told(found, "Y61") == [
        f"{name} £28.1m = {spent}",
        f"{name}: limit £28.1m = {limit}",
        f"{name}: room left £0.00 = ({limit}) less ({spent})",
    ]


def test_the_least_that_a_body_is_given_in_words() -> None:
    years = TwoYears(
        before=then(1_000 * MILLION, "Given then", starts_in=2018),
        after=figure(1_044 * MILLION, "Given", starts_in=2019),
    )
    changes = Changes(period=Period.parse("2019/20"), bodies={"ZQ1": years}, streams={})
    found = change_per_body(changes, PARAMS, known_on=KNOWN_ON)
    limit = (
        "Given then £1,000.0m times (One 1 plus Minimum change of what one body is given 0.044), "
        "to the nearest penny"
    )
    assert told(found, "ZQ1/minimum") == [
        "What the body is given £1,044.0m from cell:Given",
        f"What the body is given: limit £1,044.0m = {limit}",
        f"What the body is given: room left £0.00 = Given £1,044.0m less ({limit})",
    ]


def test_the_deficits_limit_in_words() -> None:
    plans = PositionsAndLimit(
        system="ZQ1",
        positions={"ZR1": figure(-15 * MILLION, "ZR1"), "ZQ1": figure(6 * MILLION, "ZQ1")},
        one_sided=figure(230_000_000, "One-sided"),
        limit=figure(-9 * MILLION, "Limit"),
    )
    found = deficits(plans, PARAMS, known_on=KNOWN_ON)
    position = "(the total of ZR1 £(15.0)m and ZQ1 £6.0m) less One-sided £2.3m"
    assert told(found, "ZQ1") == [
        f"Position of all bodies together £(11.3)m = {position}",
        "Position of all bodies together: limit £(9.0)m from cell:Limit",
        f"Position of all bodies together: room left £(2.3)m = ({position}) less Limit £(9.0)m",
    ]


def test_prevention_in_words() -> None:
    """3% in 2023/24, and a fifth of a percentage point in each of two years: 3.4%."""

    def of(part: int, stage: Stage, starts_in: int) -> dict[str, OfWhichPrevention[Figure]]:
        return {
            "ZQ1": OfWhichPrevention(
                prevention=figure(part, "Prevention", stage=stage, starts_in=starts_in),
                budget=figure(1_000, "Budget", stage=stage, starts_in=starts_in),
            )
        }

    spend = PreventionSpend(
        base=FinancialYear(2023), year=FinancialYear(2025),
        before=of(30, Stage.FORECAST, 2023), after=of(34, Stage.PLAN, 2025),
    )  # fmt: skip
    found = prevention(spend, PARAMS, known_on=KNOWN_ON)
    step = "Rise of the share of prevention for each year 0.002"
    limit = f"Share of prevention then 0.03 plus (the total of {step} and {step})"
    assert told(found, "ZQ1") == [
        "Share of prevention 0.034 = Prevention £0.34 divided by Budget £10.00",
        f"Share of prevention: limit 0.034 = {limit}",
        f"Share of prevention: room left 0 = Share of prevention 0.034 less ({limit})",
    ]
    assert found.tests["ZQ1"].question.limit == (
        "the share of 2023/24 and a fifth of a percentage point for each year since"
    )


def test_a_ring_fence_in_words() -> None:
    fence = RingFence(
        body="ZQ1",
        purpose="crisis_care",
        line=figure(8 * MILLION, "Line"),
        spent=figure(7 * MILLION, "Spent"),
        returned=figure(MILLION, "Returned"),
    )
    found = ring_fences({"crisis": fence}, PARAMS, known_on=KNOWN_ON)
    used = "the total of Spent £7.0m and Returned £1.0m"
    assert told(found, "crisis") == [
        f"Spent on crisis care or given back £8.0m = {used}",
        "Spent on crisis care or given back: limit £8.0m from cell:Line",
        f"Spent on crisis care or given back: room left £0.00 = ({used}) less Line £8.0m",
    ]


def test_a_condition_of_a_stream_in_words() -> None:
    condition = StreamCondition(
        stream="other_direct",
        words="nil outside its programmes",
        sense=Sense.AT_MOST,
        amount=figure(0, "Amount"),
        spent={"cancer": figure(1, "Cancer"), "pay": figure(2, "Pay")},
    )
    found = stream_conditions({"only": condition}, PARAMS, known_on=KNOWN_ON)
    spent = "the total of Cancer £0.01 and Pay £0.02"
    assert told(found, "only") == [
        f"Spent from other direct £0.03 = {spent}",
        "Spent from other direct: limit £0.00 from cell:Amount",
        f"Spent from other direct: room left £(0.03) = Amount £0.00 less ({spent})",
    ]
