"""Support funds for tests: systems by hand, in £m, and years drawn for the laws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.support import (
    Award,
    AwardOf2025,
    Body,
    Chance,
    Claim,
    Earned,
    Fund,
    Improved,
    Member,
    Members,
    NewlyInBalance,
    Pool,
    Proposal,
    Prospects,
    Quarter,
    Review,
    Scheme,
    Spending,
    ToDate,
    YearOfSupport,
    earned,
    fund_of,
)
from equipoise.units import FinancialYear, Period
from equipoise.workings import Figure, Support
from tests.drawn_figures import YEAR, codes, figures, money

HOUSE: Final = load()
EXACT: Final = HOUSE.exact
SUSPENDED: Final = HOUSE.admitting("suspended").exact
ANY: Final = date(2026, 5, 4)
MILLION: Final = 100_000_000  # pence
HALF: Final = Fraction(1, 2)


def pence(millions: str | int | Fraction) -> Fraction:
    """Return pounds in millions, as typed, in pence."""
    return Fraction(millions) * MILLION


def fund(starts_in: int, path: str) -> Scheme:
    """Return a fund of the year that starts in April of the one named."""
    return fund_of(FinancialYear(starts_in), path)


STF: Final = fund(2016, "stf")
FRF_2020: Final = fund(2020, "frf_2020")
DSF: Final = fund(2025, "dsf")


def body(award: str | int, *over: str | int, met: tuple[str, ...] = ()) -> Body[Fraction]:
    """Return a body, in £m: its award, and how far above plan it is at the end of each quarter."""
    quarters = (
        Quarter(plan=Fraction(0), actual=pence(amount), met=frozenset(met)) for amount in over
    )
    return Body(allocation=pence(award), quarters=tuple(quarters))


def year(
    scheme: Scheme, bodies: Mapping[str, Body[Fraction]], **more: Any
) -> YearOfSupport[Fraction]:
    """Return a system in a fund, its positions before support."""
    return YearOfSupport(scheme=scheme, bodies=bodies, stated=Support.WITHOUT, **more)


def found(of: YearOfSupport[Fraction], on: date = ANY) -> Mapping[str, Earned[Fraction]]:
    """Return what bodies earn, suspended terms admitted."""
    return earned(of, SUSPENDED, known_on=on)


def by_quarter(one: Earned[Fraction]) -> list[Fraction]:
    """Return what was earned by quarter, in £m."""
    return [quarter.earned / MILLION for quarter in one.quarters]


amounts = st.integers(0, 10**9).map(Fraction)
signed = st.integers(-(10**9), 10**9).map(Fraction)
schemes = st.sampled_from([
    STF, fund(2017, "stf"), fund(2018, "psf"), fund(2019, "psf"), fund(2018, "csf"),
    fund(2019, "frf"), fund(2019, "mret"), FRF_2020, fund(2024, "dsf"), DSF, fund(2026, "dsf"),
])  # fmt: skip
"""A fund of every kind."""
access = st.frozensets(st.sampled_from(["rtt", "emergency", "cancer", "diagnostics"]))


@st.composite
def years(draw: st.DrawFn) -> YearOfSupport[Fraction]:
    """Draw a system of one to three bodies in a fund, with one to four quarters, undecided."""
    scheme = draw(schemes)
    count = draw(st.integers(1, 4))
    quarter = st.builds(Quarter[Fraction], plan=signed, actual=signed, met=access)
    one = st.builds(
        Body[Fraction],
        allocation=amounts,
        quarters=st.lists(quarter, min_size=count, max_size=count).map(tuple),
    )
    bodies = draw(st.dictionaries(codes, one, min_size=1, max_size=3))
    taper = draw(st.sampled_from(scheme.tapers))
    return YearOfSupport(scheme=scheme, bodies=bodies, taper=taper, stated=Support.WITHOUT)


before = figures(st.integers(-(10**11), 10**11)).map(
    lambda figure: replace(figure, basis=replace(figure.basis, support=Support.WITHOUT))
)
award = figures(st.integers(0, 10**10))
one_quarter = st.builds(Quarter[Figure], plan=before, actual=before, met=access)
LIVE = [STF, fund(2018, "psf"), fund(2019, "mret"), fund(2018, "csf"), fund(2024, "dsf"), DSF]
of_2023 = st.just(YEAR)


def chances_for(awards: Mapping[str, Figure]) -> st.SearchStrategy[Any]:
    one = st.builds(
        Chance,
        hits=st.fractions(0, 1, max_denominator=10),
        above=st.integers(0, 10**6),
        below=st.integers(0, 10**6),
    )
    return st.builds(
        Pool[Figure],
        awards=st.just(awards),
        chances=st.fixed_dictionaries(dict.fromkeys(awards, one)),
        shares=st.just((Fraction(0), HALF, Fraction(1))),
        missed=st.sampled_from([Fraction(0), HALF]),
    )


SUPPORT_INPUTS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "support/earned": st.builds(
        YearOfSupport[Figure],
        scheme=st.sampled_from(LIVE),
        bodies=st.dictionaries(
            codes,
            st.builds(
                Body[Figure],
                allocation=award,
                quarters=st.lists(one_quarter, min_size=3, max_size=3).map(tuple),
            ),
            min_size=1,
        ),
        reviews=st.sampled_from([{}, {2: Review(paid=False), 3: Review(paid=True, restores=(2,))}]),
        stated=st.just(Support.WITHOUT),
    ),
    "support/control_totals": st.builds(
        Members[Figure],
        period=of_2023,
        members=st.dictionaries(
            codes,
            st.builds(Member[Figure], control_total=money, plan=money, signed=st.booleans()),
            min_size=1,
        ),
    ),
    "support/entitlement": st.builds(
        Claim[Figure],
        scheme=st.sampled_from(LIVE),
        control_total=before,
        notified=award,
        signed=st.booleans(),
        stated=st.just(Support.WITHOUT),
    ),
    "support/fair_share": st.builds(
        Spending[Figure],
        period=st.just(Period.parse("2024/25")),
        fair_share=award,
        planned=award,
        envelope=award,
    ),
    "support/outcomes": st.builds(
        Prospects[Figure],
        scheme=st.sampled_from(LIVE),
        bodies=st.dictionaries(
            codes, st.builds(Award[Figure], award=award, plan=before, miss=award), min_size=1
        ),
        miss=award,
        stated=st.just(Support.WITHOUT),
    ),
    "support/over_performance": st.builds(
        Fund[Figure],
        scheme=st.sampled_from([STF, fund(2018, "psf")]),
        size=award,
        bodies=st.dictionaries(
            codes,
            st.builds(
                Improved[Figure],
                award=award,
                earned=award,
                control_total=before,
                position=before,
                first_offered=st.none() | before,
                one_off=st.none() | award,
                stated=st.just(Support.WITHOUT),
            ),
        ),
    ),
    "support/pooling": st.dictionaries(codes, award, min_size=1).flatmap(chances_for),
    "support/reward": st.builds(
        NewlyInBalance[Figure],
        period=st.just(Period.parse("2020/21")),
        income=award,
        surplus=st.booleans(),
        held=st.booleans(),
    ),
    "support/shift": st.builds(
        Proposal[Figure],
        totals=st.fixed_dictionaries({"ZR1": money, "ZR2": money}),
        changes=st.dictionaries(codes, money, max_size=2),
        proposed_on=st.just(ANY),
        windows=st.just((Period.parse("2026/27"),)),
        consents=st.just(frozenset({"ZR1", "ZR2"})),
        regulator=st.booleans(),
    ),
    "support/with_and_without": st.dictionaries(
        codes,
        st.builds(
            ToDate[Figure],
            plan=before,
            actual=before,
            planned_support=award,
            received=award,
            turnover=st.none() | figures(st.integers(0, 10**10)),
        ),
        min_size=1,
    ),
    "support/withdrawal": st.builds(AwardOf2025[Figure], award=award),
}
"""What every rule of support is run on, both ways; `reward` with suspended values admitted."""
