"""Inputs of the rules of re-baselining as figures: what the law of every rule is run on."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from equipoise.rules.rebaselining import (
    Commitment,
    ElectiveWork,
    PlannedAndRebased,
    Pool,
    Promise,
    RebasedPlan,
    RebasedPosition,
    Rebasing,
    Replan,
    Saving,
    Strike,
    Worked,
)
from equipoise.rules.rebaselining.strike_cost import PARTS
from equipoise.units import COUNT, PENCE, RATIO, SPELLS
from equipoise.workings import Basis, Figure
from equipoise.workings import given as given_figure
from tests.drawn_figures import REF, YEAR, codes, figures, money

some = figures(st.integers(1, 10**6))
weights = figures(st.integers(1, 40), unit=RATIO)
spells = figures(st.integers(0, 10**6), unit=SPELLS)
flags = st.booleans()
POSITION = (
    *("allocation", "award", "released", "restored", "rebased", "forecast", "gap_before"),
    *("actions", "gap_after"),
)
GROUPS = ("consultants", "junior_doctors")


def published(values: st.SearchStrategy[Any], *, unit: Any = PENCE) -> st.SearchStrategy[Figure]:
    """Return figures of no stage and no reading of support, as a cost to England is."""
    basis = Basis(period=YEAR, unit=unit)
    return values.map(lambda value: given_figure(value, basis, REF, name="x"))


def months(first: int, last: int) -> st.SearchStrategy[dict[int, Figure]]:
    return st.fixed_dictionaries(dict.fromkeys(range(first, last + 1), money))


promises = st.builds(
    Promise[Figure],
    target=figures(st.integers(100, 200), unit=COUNT),
    due_on=st.dates(date(2023, 11, 8), date(2024, 3, 31)),
)
worked = st.builds(Worked[Figure], activity=spells, cost=money)

REBASELINING_INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "rebaselining/capacity": st.builds(ElectiveWork[Figure], core=worked, premium=worked),
    "rebaselining/gate": st.builds(
        RebasedPlan[Figure],
        gap=money,
        agency_reduction=money,
        cut=st.lists(codes, max_size=1).map(tuple),
        untested=st.lists(codes, max_size=1).map(tuple),
        has_assumptions=flags,
        has_safety_statement=flags,
    ),
    "rebaselining/months": st.builds(
        Replan[Figure],
        actual=months(1, 7),
        forecast=months(8, 12),
        savings=st.lists(
            st.builds(Saving[Figure], amount=money, from_month=st.integers(8, 12)), max_size=3
        ).map(tuple),
    ),
    "rebaselining/plan_bridge": st.builds(
        PlannedAndRebased[Figure],
        planned=money,
        rebased=st.builds(RebasedPosition[Figure], **dict.fromkeys(POSITION, money)),
    ),
    "rebaselining/pool_shares": st.builds(
        Pool[Figure],
        amount=money,
        parts=st.dictionaries(
            codes, st.fixed_dictionaries(dict.fromkeys(GROUPS, some)), min_size=1
        ),
        weights=st.fixed_dictionaries(dict.fromkeys(GROUPS, weights)),
    ),
    "rebaselining/protected_target": st.builds(
        Commitment[Figure],
        metric=st.just("Core beds"),
        is_protected=st.just(False),
        before=promises,
        after=promises,
    ),
    "rebaselining/rebased_position": st.builds(
        Rebasing[Figure],
        **dict.fromkeys(("allocation", "award", "restored", "forecast"), money),
        released=st.lists(money, max_size=2).map(tuple),
        actions=st.lists(money, max_size=2).map(tuple),
    ),
    "rebaselining/strike_cost": st.builds(
        Strike[Figure],
        group=st.just("junior_doctors"),
        period=st.just(YEAR),
        days=published(st.integers(1, 50), unit=COUNT),
        share=published(st.fractions(0, 1, max_denominator=50), unit=RATIO),
        stated=st.dictionaries(st.sampled_from(PARTS), published(st.integers(0, 10**10))),
    ),
}
