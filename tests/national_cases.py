"""Distributions held against each national rule: as the rule says it, and as a constraint does.

A case is money by body and programme; what is fixed beside it (last year, limits) is typed here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

from equipoise.params import load
from equipoise.rules.national import (
    Administration,
    BetterCareFund,
    Board,
    Categories,
    Cell,
    Changes,
    Contribution,
    Guarantee,
    Guaranteed,
    LinearTest,
    MentalHealthSpend,
    Minimums,
    PositionsAndLimit,
    Regions,
    RingFence,
    Ruling,
    RunningCosts,
    RunningCostsOfIcbs,
    Sense,
    StreamCondition,
    TwoYears,
    better_care,
    change_per_body,
    deficits,
    primary_and_community,
    ring_fences,
    running_costs,
    running_costs_per_head,
    stream_conditions,
)
from equipoise.rules.national.better_care import linear as better_care_linear
from equipoise.rules.national.change_per_body import linear as change_linear
from equipoise.rules.national.deficits import linear as deficits_linear
from equipoise.rules.national.mental_health import NAME as MENTAL_HEALTH
from equipoise.rules.national.mental_health import linear as mental_health_linear
from equipoise.rules.national.primary_and_community import linear as guarantee_linear
from equipoise.rules.national.ring_fences import linear as ring_fences_linear
from equipoise.rules.national.running_costs import linear as running_costs_linear
from equipoise.rules.national.running_costs_per_head import linear as per_head_linear
from equipoise.rules.national.stream_conditions import linear as conditions_linear
from equipoise.rules.registry import rule_for
from equipoise.units import Period
from tests.rules_cases import with_growth

KNOWN_ON: Final = date(2026, 5, 4)
PARAMS: Final = load().exact
GROWTH: Final = Fraction(385, 10_000)
"""Base growth of MH-1, fact book 2 section 5."""
Amounts = Mapping[Cell, int]
Both = tuple[Ruling[Fraction], tuple[LinearTest, ...]]


def of(amounts: Amounts, body: str, programme: str) -> Fraction:
    return Fraction(amounts[body, programme])


def mental_health_in(year: str, amounts: Amounts) -> Both:
    period = Period.parse(year)
    params = with_growth(period, GROWTH).exact
    icbs = {
        icb: Categories(
            before={"adult": Fraction(before), "dementia": Fraction(77)},
            after={name: of(amounts, icb, name) for name in ("adult", "children", "dementia")},
        )
        for icb, before in (("ZQ1", 15_000_000_033), ("ZQ2", 999_999))
    }
    spend = MentalHealthSpend(period=period, icbs=icbs)
    found = rule_for(MENTAL_HEALTH, period, known_on=KNOWN_ON)
    ruling: Ruling[Fraction] = found.run(spend, params, known_on=KNOWN_ON)
    return ruling, mental_health_linear(spend, params, known_on=KNOWN_ON)


def better_care_in(amounts: Amounts) -> Both:
    boards = {
        code: Board(
            before=Minimums(
                whole=Fraction(whole),
                social_care=Fraction(whole // 3),
                out_of_hospital=Fraction(whole // 4),
            ),
            planned=Contribution(
                social_care=of(amounts, code, "social_care"),
                out_of_hospital=of(amounts, code, "out_of_hospital"),
                other=of(amounts, code, "other"),
                discharge=of(amounts, code, "discharge"),
            ),
        )
        for code, whole in (("ZC1", 1_000_000_007), ("ZC2", 33))
    }
    fund = BetterCareFund(
        period=Period.parse("2023/24"), icb="ZQ1", boards=boards, discharge=Fraction(5_000)
    )
    ruling = better_care(fund, PARAMS, known_on=KNOWN_ON)
    return ruling, better_care_linear(fund, PARAMS, known_on=KNOWN_ON)


def guarantee_in(amounts: Amounts) -> Both:
    programmes = {"ZQ1": ("primary_medical", "community", "other")}
    services = of(amounts, "ZQ1", "primary_medical") + of(amounts, "ZQ1", "community")
    each = Guaranteed(
        services=TwoYears(before=Fraction(21), after=services),
        revenue=TwoYears(before=Fraction(99), after=services + of(amounts, "ZQ1", "other")),
    )
    guarantee = Guarantee(period=Period.parse("2023/24"), nation=None, icbs={"ZQ1": each})
    ruling = primary_and_community(guarantee, PARAMS, known_on=KNOWN_ON)
    return ruling, guarantee_linear(guarantee, programmes=programmes)


def running_costs_in(amounts: Amounts) -> Both:
    icbs = {
        "ZQ1": RunningCosts(
            costs=of(amounts, "ZQ1", "running_costs"),
            allowance=Fraction(1_900_000_001),
            allowance_before=None,
            price_growth=None,
        ),
        "ZQ2": RunningCosts(
            costs=of(amounts, "ZQ2", "running_costs"),
            allowance=None,
            allowance_before=Fraction(1_000_003),
            price_growth=Fraction(1, 30),
        ),
    }
    plans = RunningCostsOfIcbs(period=Period.parse("2025/26"), icbs=icbs)
    ruling = running_costs(plans, PARAMS, known_on=KNOWN_ON)
    return ruling, running_costs_linear(plans, PARAMS, known_on=KNOWN_ON)


def per_head_in(amounts: Amounts) -> Both:
    region = {
        icb: Administration(
            running_costs=of(amounts, icb, "running_costs"),
            programme_pay=of(amounts, icb, "programme_pay"),
            population=Fraction(heads),
        )
        for icb, heads in (("ZQ1", 1_500_000), ("ZQ2", 987_654))
    }
    plans = Regions(period=Period.parse("2026/27"), regions={"Y61": region})
    ruling = running_costs_per_head(plans, PARAMS, known_on=KNOWN_ON)
    return ruling, per_head_linear(plans, PARAMS, known_on=KNOWN_ON)


def ring_fences_in(amounts: Amounts) -> Both:
    fences = {
        "dental": RingFence(
            body="ZQ1",
            purpose="dental",
            line=Fraction(12_345_678),
            spent=of(amounts, "ZQ1", "dental"),
            returned=of(amounts, "ZQ1", "dental/returned"),
        )
    }
    ruling = ring_fences(fences, PARAMS, known_on=KNOWN_ON)
    return ruling, ring_fences_linear(fences, PARAMS, known_on=KNOWN_ON)


def conditions_in(amounts: Amounts) -> Both:
    spent = {name: of(amounts, "transformation", name) for name in ("cancer", "running_costs")}
    conditions = {
        str(sense): StreamCondition(
            stream="transformation", words="its amount", sense=sense, amount=Fraction(amount),
            spent=spent,
        )
        for sense, amount in (
            (Sense.AT_LEAST, 400), (Sense.AT_MOST, 700), (Sense.MORE_THAN, 500)
        )
    }  # fmt: skip
    ruling = stream_conditions(conditions, PARAMS, known_on=KNOWN_ON)
    return ruling, conditions_linear(conditions, PARAMS, known_on=KNOWN_ON)


def change_in(amounts: Amounts) -> Both:
    streams = {"ZQ1": ("core", "primary_medical"), "ZQ2": ("core",)}
    bodies = {
        body: TwoYears(
            before=Fraction(777_777_777),
            after=sum((of(amounts, body, stream) for stream in listed), start=Fraction(0)),
        )
        for body, listed in streams.items()
    }
    changes = Changes(period=Period.parse("2019/20"), bodies=bodies, streams=streams)
    ruling = change_per_body(changes, PARAMS, known_on=KNOWN_ON)
    return ruling, change_linear(changes, PARAMS, known_on=KNOWN_ON)


def deficits_in(amounts: Amounts) -> Both:
    plans = PositionsAndLimit(
        system="ZQ1",
        positions={body: of(amounts, body, "position") for body in ("ZQ1", "ZR1")},
        one_sided=of(amounts, "ZQ1", "one_sided"),
        limit=Fraction(-900_000_000),
    )
    ruling = deficits(plans, PARAMS, known_on=KNOWN_ON)
    return ruling, deficits_linear(plans, PARAMS, known_on=KNOWN_ON)


CATEGORIES: Final = tuple(
    (icb, name) for icb in ("ZQ1", "ZQ2") for name in ("adult", "children", "dementia")
)
CASES: Final[Mapping[str, tuple[Callable[[Amounts], Both], tuple[Cell, ...]]]] = {
    **{
        f"mental health {year}": (partial(mental_health_in, year), CATEGORIES)
        for year in ("2022/23", "2023/24")
    },
    "better care": (
        better_care_in,
        tuple(
            (board, part)
            for board in ("ZC1", "ZC2")
            for part in ("social_care", "out_of_hospital", "other", "discharge")
        ),
    ),
    "primary and community": (
        guarantee_in,
        (("ZQ1", "primary_medical"), ("ZQ1", "community"), ("ZQ1", "other")),
    ),
    "running costs": (running_costs_in, (("ZQ1", "running_costs"), ("ZQ2", "running_costs"))),
    "per head": (
        per_head_in,
        tuple((icb, each) for icb in ("ZQ1", "ZQ2") for each in ("running_costs", "programme_pay")),
    ),
    "ring-fences": (ring_fences_in, (("ZQ1", "dental"), ("ZQ1", "dental/returned"))),
    "conditions": (
        conditions_in,
        (("transformation", "cancer"), ("transformation", "running_costs")),
    ),
    "change": (change_in, (("ZQ1", "core"), ("ZQ1", "primary_medical"), ("ZQ2", "core"))),
    "deficits": (deficits_in, (("ZQ1", "position"), ("ZR1", "position"), ("ZQ1", "one_sided"))),
}  # fmt: skip
"""Each rule that has a linear form, and the cells of its case."""
