"""The law of every rule: figures and bare fractions give equal values."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules import RULES, bare
from equipoise.rules.allocation import (
    AllocationAndTarget,
    Area,
    Areas,
    MedicalNeed,
    MedicalNeeds,
    Need,
    Needs,
    Opening,
    PartAndWhole,
    Weighted,
)
from equipoise.rules.balance import (
    Contracts,
    Drivers,
    Efficiencies,
    Exposure,
    MemberPosition,
    NationalLines,
    Pair,
    PairKey,
    PlanAndActual,
    PlansAndLimit,
    Positions,
    PrintedAndComputed,
    Reported,
    Risk,
    SystemLines,
)
from equipoise.rules.capital import CapitalPlans
from equipoise.rules.productivity import (
    ActivityYears,
    Growth,
    GrowthYears,
    NotAvailable,
    OutputAndInput,
    SpendYears,
)
from equipoise.rules.registry import Rule
from equipoise.rules.triangulation import PlanYears, YearOfPlan
from equipoise.rules.walking import changed
from equipoise.units import COUNT, PENCE, PEOPLE, RATIO, SPELLS, WTE, FinancialYear, Period, Unit
from equipoise.workings import Basis, Figure, Stage, Support
from equipoise.workings import given as given_figure
from tests.contract_cases import CONTRACT_INPUTS
from tests.debt_cases import DEBT_INPUTS
from tests.drawn_figures import REF, YEAR, codes, figures, money, ratios
from tests.elective_cases import ELECTIVE
from tests.gap_cases import GAP_INPUTS
from tests.national_inputs import NATIONAL
from tests.payment_cases import PAYMENT_INPUTS
from tests.pot_cases import POT_INPUTS
from tests.rebaselining_cases import REBASELINING_INPUTS
from tests.riskshare_cases import RISKSHARE_INPUTS
from tests.support_cases import SUPPORT_INPUTS

PARAMS = load().admitting("suspended")
KNOWN_ON = date(2026, 5, 4)
before_support = figures(st.integers(-(10**11), 10**11)).map(
    lambda figure: replace(figure, basis=replace(figure.basis, support=Support.WITHOUT))
)
small = figures(st.integers(-1500, 1500))
actual = figures(st.integers(-(10**11), 10**11), stage=Stage.ACTUAL)
some = figures(st.integers(1, 10**6))
spells = figures(st.integers(1, 10**6), unit=SPELLS)
amounts = st.lists(money, max_size=2).map(tuple)
planned = st.builds(PlanAndActual[Figure], plan=money, actual=actual)
rates = st.builds(Growth[Figure], rate=ratios)
answers = rates | st.builds(NotAvailable, st.just("no return"))


def end_to_end(found: list[Fraction | None]) -> tuple[Growth[Figure] | NotAvailable, ...]:
    """Return each rate as a year's growth, the years following one another."""
    basis = Basis(period=YEAR, unit=RATIO)
    return tuple(
        NotAvailable("no return")
        if rate is None
        else Growth(
            rate=given_figure(
                rate, replace(basis, period=FinancialYear(2018 + number).period), REF, name="x"
            )
        )
        for number, rate in enumerate(found)
    )


kinds = ("elective", "emergency")
staff = figures(st.integers(0, 10**6), unit=WTE)
one_year = st.builds(
    YearOfPlan[Figure],
    pay=st.none() | money,
    cost=st.none() | money,
    staff=st.none() | staff,
    activity=st.dictionaries(st.sampled_from(kinds), st.none() | spells),
    beds=st.none() | figures(st.integers(0, 1500), unit=COUNT),
)


def published(
    values: st.SearchStrategy[Any], unit: Unit, *, period: Period = YEAR
) -> st.SearchStrategy[Figure]:
    """Return figures as a publication gives them: of no stage, on no reading of support."""
    basis = Basis(period=period, unit=unit)
    return values.map(lambda value: given_figure(value, basis, REF, name="x"))


OLD = FinancialYear(2018).period
numbers = st.fractions(1, 50_000, max_denominator=1000)
sums = published(st.integers(10**9, 10**10), PENCE)
persons, old_persons = (published(numbers, PEOPLE, period=period) for period in (YEAR, OLD))
index = published(st.fractions(Fraction(9, 10), 2, max_denominator=100), RATIO, period=OLD)
least = published(st.fractions(0, Fraction(1, 100), max_denominator=1000), RATIO)
need = st.builds(
    Need[Figure],
    area=st.sampled_from(["ZA", "ZB"]),
    market_forces=index,
    ambulance=index,
    **dict.fromkeys(
        (
            *("population", "general_acute", "community", "mental_health", "maternity"),
            *("prescribing", "health_inequalities"),
        ),
        old_persons,
    ),
)
area = st.builds(
    Area[Figure], opening=sums, target=sums, minimum_growth=least, maximum_growth=st.none()
)

ratio_values = st.fractions(Fraction(-1, 10), Fraction(2, 10), max_denominator=1000)


def in_area_za(found: Need[Figure]) -> Need[Figure]:
    return replace(found, area="ZA")


INPUTS: dict[str, st.SearchStrategy[Any]] = {
    **GAP_INPUTS,
    **PAYMENT_INPUTS,
    **POT_INPUTS,
    **REBASELINING_INPUTS,
    **RISKSHARE_INPUTS,
    **SUPPORT_INPUTS,
    **DEBT_INPUTS,
    "allocation/core_target": st.builds(
        Needs[Figure],
        period=st.just(OLD),
        practices=st.fixed_dictionaries({"ZP1": need.map(in_area_za), "ZP2": need}),
        remoteness=st.dictionaries(
            st.just("ZA"), published(st.integers(1, 10**9), PENCE, period=OLD)
        ),
    ),
    "allocation/distance_from_target": st.builds(
        AllocationAndTarget[Figure], allocation=sums, target=sums
    ),
    "allocation/fair_shares": st.builds(
        Weighted[Figure], quantum=sums, people=st.dictionaries(codes, persons, min_size=1)
    ),
    "allocation/minimum_growth": st.builds(
        Opening[Figure],
        period=st.just(OLD),
        distance=published(ratio_values, RATIO, period=OLD),
        population_growth=published(ratio_values, RATIO, period=OLD),
    ),
    "allocation/pace_of_change": st.builds(
        Areas[Figure],
        period=st.just(YEAR),
        quantum=published(st.integers(10**11, 10**12), PENCE),
        areas=st.dictionaries(codes, area, min_size=1),
    ),
    "allocation/primary_medical": st.builds(
        MedicalNeeds[Figure],
        period=st.just(YEAR),
        practices=st.dictionaries(
            codes, st.builds(MedicalNeed[Figure], need=persons, health_inequalities=persons)
        ),
    ),
    "allocation/relative_need": st.builds(
        PartAndWhole[Figure],
        **dict.fromkeys(("people", "weighted", "of_people", "of_weighted"), persons),
    ),
    "balance/efficiency": st.builds(
        Efficiencies[Figure],
        recurrent=small,
        non_recurrent=small,
        second_half=st.none() | money,
        unidentified=st.none() | money,
        high_risk=st.none() | money,
        system_stretch=st.none() | money,
    ),
    "balance/in_balance": st.builds(
        Positions[Figure],
        period=st.just(YEAR),
        positions=st.dictionaries(codes, st.none() | money | small),
    ),
    "balance/ladder": st.builds(
        PlansAndLimit[Figure],
        limit=money,
        sum_of_plans=money,
        support=money,
        remaining_mismatch=money,
        agreed_matching=amounts,
        system_stretch=amounts,
        agreed_actions=amounts,
        proposed_actions=amounts,
        stated=st.just(Support.WITH),
    ),
    "balance/mismatch": st.builds(
        Contracts[Figure],
        period=st.just(YEAR),
        pairs=st.dictionaries(
            st.builds(PairKey, codes, codes),
            st.builds(Pair[Figure], income=money | small, spend=st.none() | money | small),
            min_size=1,
        ),
        disputed=st.frozensets(st.builds(PairKey, codes, codes)),
    ),
    "balance/national_position": st.builds(
        NationalLines[Figure],
        systems=planned
        | st.builds(
            SystemLines[Figure],
            icb_net_expenditure=planned,
            provider_expenditure=planned,
            provider_income=planned,
        ),
        other=st.dictionaries(codes, planned),
    ),
    "balance/outturn_bridge": st.builds(
        Drivers[Figure],
        **dict.fromkeys(
            (
                *("outturn", "one_off", "support", "full_year", "growth", "inflation", "demand"),
                *("investment", "efficiency"),
            ),
            money,
        ),
        position=st.none() | before_support,
    ),
    "balance/printed_totals": st.builds(
        PrintedAndComputed[Figure],
        printed=st.fixed_dictionaries({"a": small, "b": small}),
        computed=st.fixed_dictionaries({"a": small, "b": small}),
        tolerance=some,
    ),
    "balance/risk_adjusted": st.builds(
        Exposure[Figure],
        position=money,
        risks=st.dictionaries(
            codes,
            st.builds(Risk[Figure], gross=money, mitigation=money, probability=st.none() | some),
        ),
    ),
    "balance/system_position": st.dictionaries(
        codes,
        st.builds(MemberPosition[Figure], including=money, support=st.none() | money),
        min_size=1,
    ),
    "balance/underlying": st.builds(
        Reported[Figure], position=money, one_off_efficiency=money, support=money
    ),
    "capital/headroom": st.builds(
        CapitalPlans[Figure], envelope=money, operational=st.dictionaries(codes, money)
    ),
    **ELECTIVE,
    **CONTRACT_INPUTS,
    **NATIONAL,
    "productivity/chained_growth": st.builds(
        GrowthYears[Figure],
        years=st.lists(st.none() | st.fractions(-2, 3, max_denominator=100), max_size=4).map(
            end_to_end
        ),
    ),
    "productivity/growth": st.builds(OutputAndInput[Figure], output=answers, input=answers),
    "productivity/input_growth": st.builds(
        SpendYears[Figure],
        before=st.none() | small,
        after=st.none() | small,
        deflator=st.none() | ratios,
    ),
    "productivity/output_growth": st.builds(
        ActivityYears[Figure],
        before=st.fixed_dictionaries(dict.fromkeys(kinds, spells)),
        after=st.fixed_dictionaries({kind: st.none() | spells for kind in kinds}),
        unit_costs_before=st.fixed_dictionaries(dict.fromkeys(kinds, small)),
    ),
    "triangulation/pay_staff_activity": st.builds(
        PlanYears[Figure], period=st.just(YEAR), before=one_year, after=one_year
    ),
}
EVERY = [rule for rules in RULES.values() for rule in rules]
MADE_BY = {rule.ref for rule in EVERY}
"""A figure that another rule made keeps that rule's name."""
assert INPUTS.keys() == RULES.keys(), "every rule has inputs to be run on, both ways"


def figures_of(outcome: Any) -> list[Figure]:
    """Return every figure of the outcome, wherever in it the figure stands."""
    found: list[Figure] = []

    def noted(figure: Figure) -> Figure:
        found.append(figure)
        return figure

    changed(outcome, noted)
    return found


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
@given(st.data())
def test_every_rule_runs_both_ways(rule: Rule, data: st.DataObject) -> None:
    inputs = data.draw(INPUTS[rule.id])
    explained = rule.run(inputs, PARAMS, known_on=KNOWN_ON)
    quick = rule.run(bare(inputs), PARAMS.exact, known_on=KNOWN_ON)
    assert bare(explained) == quick
    assert not figures_of(quick)
    for figure in figures_of(explained):
        assert figure.working.rule in MADE_BY or figure.working.ref == REF
