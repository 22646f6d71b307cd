"""What every national rule is run on, both ways."""

from typing import Any

from hypothesis import strategies as st

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
    RunningCosts,
    RunningCostsOfIcbs,
    Sense,
    StreamCondition,
    TwoYears,
)
from equipoise.units import PEOPLE, FinancialYear, Period
from equipoise.workings import Figure
from tests.drawn_figures import YEAR, codes, figures, money, ratios

maybe = st.none() | money
two_years = st.builds(TwoYears[Figure], before=maybe, after=maybe)
guaranteed = st.builds(Guaranteed[Figure], services=two_years, revenue=two_years)
of_which = st.builds(OfWhichPrevention[Figure], prevention=maybe, budget=maybe)

NATIONAL: dict[str, st.SearchStrategy[Any]] = {
    "national/better_care": st.builds(
        BetterCareFund[Figure],
        period=st.just(YEAR),
        icb=st.just("ZQ1"),
        boards=st.dictionaries(
            st.sampled_from(["ZC1", "ZC2"]),
            st.builds(
                Board[Figure],
                before=st.builds(
                    Minimums[Figure],
                    **dict.fromkeys(("whole", "social_care", "out_of_hospital"), maybe),
                ),
                planned=st.builds(
                    Contribution[Figure],
                    **dict.fromkeys(
                        ("social_care", "out_of_hospital", "other", "discharge"), maybe
                    ),
                ),
            ),
        ),
        discharge=maybe,
    ),
    "national/change_per_body": st.builds(
        Changes[Figure],
        period=st.sampled_from([Period.parse("2019/20"), YEAR]),
        bodies=st.dictionaries(codes, two_years),
        streams=st.just({}),
    ),
    "national/deficits": st.builds(
        PositionsAndLimit[Figure],
        system=st.just("ZQ1"),
        positions=st.dictionaries(codes, maybe),
        one_sided=maybe,
        limit=maybe,
    ),
    "national/mental_health": st.builds(
        MentalHealthSpend[Figure],
        period=st.sampled_from([Period.parse("2025/26"), YEAR]),
        icbs=st.dictionaries(
            codes,
            st.builds(
                Categories[Figure],
                **dict.fromkeys(
                    ("before", "after"),
                    st.dictionaries(st.sampled_from(["adult", "children", "autism"]), maybe),
                ),
            ),
        ),
    ),
    "national/prevention": st.builds(
        PreventionSpend[Figure],
        base=st.just(FinancialYear(2023)),
        year=st.sampled_from([FinancialYear(2024), FinancialYear(2026)]),
        before=st.fixed_dictionaries(dict.fromkeys(("ZQ1", "ZQ2"), of_which)),
        after=st.dictionaries(st.sampled_from(["ZQ1", "ZQ2"]), of_which),
    ),
    "national/primary_and_community": st.builds(
        Guarantee[Figure],
        period=st.just(YEAR),
        nation=st.none() | guaranteed,
        icbs=st.dictionaries(codes, guaranteed),
    ),
    "national/ring_fences": st.dictionaries(
        codes,
        st.builds(
            RingFence[Figure],
            body=codes,
            purpose=st.just("dental"),
            **dict.fromkeys(("line", "spent", "returned"), maybe),
        ),
    ),
    "national/running_costs": st.builds(
        RunningCostsOfIcbs[Figure],
        period=st.sampled_from([Period.parse("2024/25"), YEAR]),
        icbs=st.dictionaries(
            codes,
            st.builds(
                RunningCosts[Figure],
                **dict.fromkeys(("costs", "allowance", "allowance_before"), maybe),
                price_growth=st.none() | ratios,
            ),
        ),
    ),
    "national/running_costs_per_head": st.builds(
        Regions[Figure],
        period=st.just(Period.parse("2026/27")),
        regions=st.dictionaries(
            st.sampled_from(["Y61", "Y62"]),
            st.dictionaries(
                codes,
                st.builds(
                    Administration[Figure],
                    running_costs=maybe,
                    programme_pay=maybe,
                    population=st.none() | figures(st.integers(1, 10**7), unit=PEOPLE),
                ),
            ),
        ),
    ),
    "national/stream_conditions": st.dictionaries(
        codes,
        st.builds(
            StreamCondition[Figure],
            stream=st.just("transformation"),
            words=st.just("its amount"),
            sense=st.sampled_from(Sense),
            amount=maybe,
            spent=st.dictionaries(codes, maybe),
        ),
    ),
}
