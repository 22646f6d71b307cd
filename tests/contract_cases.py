"""Inputs of the rules of contracts as figures: what the law of every rule is run on."""

from typing import Any

from hypothesis import strategies as st

from equipoise.rules.contract import (
    ActivityMonths,
    AgreedMonths,
    Aligned2022Months,
    Aligned2023Months,
    AllocationEntry,
    Baselines,
    BestPractice,
    BlendedMonths,
    BlockBasis,
    BlockMonths,
    Contract,
    ContractEntry,
    ContractMonths,
    CostEntry,
    EnvelopeAndPositions,
    EnvelopeMonths,
    Ledgers,
    LowVolume,
    Mechanism,
    MonthlyCost,
    PaymentsOfYear,
    PlanAndBand,
    PricedMonths,
    Relationship,
    TariffMonths,
    ThreeYears,
    Urgent2026Months,
    Workload,
)
from equipoise.units import COUNT, RATIO, SPELLS, FinancialYear, Period
from equipoise.workings import Figure
from tests.drawn_figures import codes, figures, money

few = figures(st.integers(0, 10**3), unit=COUNT)
cases = figures(st.integers(0, 10**3), unit=SPELLS)
flags = st.booleans()
years = st.sampled_from([FinancialYear(year).period for year in (2016, 2019, 2022, 2023, 2026)])
pods = st.sampled_from(["EL M01", "DC M01"])
repeated = st.sampled_from([0, -5, 100, 1_000]).flatmap(lambda value: figures(st.just(value)))
small = figures(st.integers(0, 100))


year_of_money = st.fixed_dictionaries(dict.fromkeys(range(1, 13), money))


def of(year: int) -> st.SearchStrategy[Period]:
    return st.just(FinancialYear(year).period)


CONTRACT_INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "contract/activity_based": st.builds(ActivityMonths[Figure], activity=money),
    "contract/administration": st.builds(
        Workload[Figure],
        period=years,
        mechanism=st.sampled_from(Mechanism),
        contracts=few,
        fixed_lines=few,
        priced_lines=few,
    ),
    "contract/aligned_2022": st.builds(
        Aligned2022Months[Figure],
        period=of(2022),
        **dict.fromkeys(
            (
                *("fixed", "elective_baseline", "elective_actual", "passed_through"),
                *("best_practice", "advice_and_guidance", "withdrawn"),
            ),
            money,
        ),
    ),
    "contract/aligned_2023": st.builds(
        Aligned2023Months[Figure],
        period=of(2023),
        **dict.fromkeys(
            ("fixed", "elective", "passed_through", "best_practice", "withdrawn"), money
        ),
    ),
    "contract/at_prices": st.builds(PricedMonths[Figure], fixed=money, activity=money),
    "contract/baselines": st.builds(
        Baselines[Figure],
        commissioner=st.dictionaries(pods, money, min_size=1),
        providers=st.dictionaries(codes, st.dictionaries(pods, money)),
    ),
    "contract/best_practice": st.builds(
        BestPractice[Figure], expected=cases, actual=cases, price=money, unit_price=money
    ),
    "contract/blended": st.builds(
        BlendedMonths[Figure],
        period=of(2019),
        **dict.fromkeys(("fixed", "episodic", "emergency_planned", "emergency_actual"), money),
    ),
    "contract/block_in_envelope": st.builds(
        EnvelopeMonths[Figure], block=money, top_up=money, covid=money
    ),
    "contract/block_with_top_up": st.builds(BlockMonths[Figure], block=money, top_up=money),
    "contract/break_glass": st.builds(
        PlanAndBand[Figure],
        planned=money,
        actual=money,
        band=st.none() | figures(st.fractions(0, 1, max_denominator=20), unit=RATIO),
    ),
    "contract/envelope": st.builds(
        EnvelopeAndPositions[Figure],
        allocation=money,
        top_up=money,
        covid=money,
        positions=st.dictionaries(codes, money, min_size=1),
    ),
    "contract/instalments": st.builds(
        PaymentsOfYear[Figure],
        months=st.dictionaries(
            st.integers(1, 12), st.lists(repeated, max_size=3).map(tuple), max_size=8
        ),
        tolerance=small,
        least=st.integers(1, 4),
    ),
    "contract/ledgers": st.builds(
        Ledgers[Figure],
        allocations=st.lists(
            st.builds(AllocationEntry[Figure], commissioner=codes, amount=money), min_size=1
        ).map(tuple),
        contracts=st.lists(
            st.builds(ContractEntry[Figure], commissioner=codes, provider=codes, amount=money)
        ).map(tuple),
        costs=st.lists(st.builds(CostEntry[Figure], provider=codes, amount=money)).map(tuple),
    ),
    "contract/local_agreement": st.builds(AgreedMonths[Figure], agreed=money),
    "contract/low_volume": st.builds(LowVolume[Figure], value=money),
    "contract/low_volume_value": st.builds(
        ThreeYears[Figure], first=money, second=money, third=money
    ),
    "contract/mechanism": st.builds(
        Relationship[Figure],
        period=years,
        service=st.sampled_from(["emergency", "elective", "other"]),
        provider_is_nhs=flags,
        commissioner_is_nhs_england=flags,
        same_system=flags,
        has_unit_price=flags,
        is_listed=flags,
        value=money,
    ),
    "contract/monthly_block": st.builds(
        BlockBasis[Figure],
        period=of(2020),
        returned=money,
        non_contract=money,
        mental_health=money,
    ),
    "contract/paid": st.builds(
        ContractMonths[Figure],
        contract=st.builds(
            Contract[Figure],
            commissioner=codes,
            provider=codes,
            year=st.just(FinancialYear(2023)),
            mechanism=st.sampled_from(
                [Mechanism.ALIGNED, Mechanism.LOW_VOLUME, Mechanism.ACTIVITY, Mechanism.LOCAL]
            ),
            price_base=st.just("2023/24 prices"),
            baseline=st.fixed_dictionaries({"EL": year_of_money, "NEL": year_of_money}),
            actual=st.fixed_dictionaries({"EL": year_of_money, "NEL": year_of_money}),
            reference=st.just({}),
            adjustments=st.fixed_dictionaries({"cquin_withdrawn": year_of_money}),
        ),
        months=st.sampled_from([(1,), (1, 2, 3), tuple(range(1, 13))]),
    ),
    "contract/tariff": st.builds(
        TariffMonths[Figure],
        period=of(2016),
        **dict.fromkeys(("fixed", "episodic", "emergency", "baseline"), money),
    ),
    "contract/top_up": st.builds(MonthlyCost[Figure], cost=money, income=money),
    "contract/urgent_2026": st.builds(
        Urgent2026Months[Figure],
        period=of(2026),
        **dict.fromkeys(
            ("fixed", "urgent_planned", "urgent_actual", "elective", "passed_through"), money
        ),
    ),
}
