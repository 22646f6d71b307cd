"""Historic debt for tests: what every rule of it is run on, both ways."""

from typing import Any, Final

from hypothesis import strategies as st

from equipoise.rules.debt import (
    CumulativeDeficit,
    Debt,
    Entry,
    InterimDebt,
    Movement,
    Opening,
    YearOfTests,
)
from equipoise.units import FinancialYear, Period
from equipoise.workings import Figure
from tests.drawn_figures import codes, figures, money

owed = figures(st.integers(0, 10**10))
IN_2020: Final = st.just(Period.parse("2020/21"))
tests_of_a_year = st.builds(YearOfTests[Figure], system=money, icb=money)
DEBT_INPUTS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "debt/ccg_write_off": st.builds(
        CumulativeDeficit[Figure], period=IN_2020, deficit=owed, allocation=owed
    ),
    "debt/icb_write_off": st.builds(
        Opening[Figure],
        commissioners=st.dictionaries(codes, money, min_size=1),
        adjustment=money,
        years=st.dictionaries(
            st.sampled_from([FinancialYear(2022), FinancialYear(2023)]), tests_of_a_year
        ),
    ),
    "debt/ledger": st.builds(
        Debt[Figure],
        body=codes,
        origin=st.just("2015/16"),
        opening=owed,
        entries=st.lists(
            st.builds(
                Entry[Figure],
                year=st.just(FinancialYear(2023)),
                kind=st.sampled_from([Movement.ADDED, Movement.REINSTATED]),
                amount=owed,
            ),
            max_size=3,
        ).map(tuple),
    ),
    "debt/trust_debt": st.builds(
        InterimDebt[Figure], period=IN_2020, interim=owed, normal=owed, interest=owed
    ),
}
