"""Laws of simulation: draws conserve, are those of the seed, and settle as the exact rule does."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.risk_share import shocks_of, three_tiers
from equipoise.rules.riskshare import Agreement, Side
from equipoise.simulate import Run, Shock, Shocks, drawn_chances, fair_shares, simulate
from equipoise.simulate.agreement_by_draw import agreeing
from equipoise.simulate.fairness import coalition_costs
from equipoise.simulate.settling import begun, settled
from equipoise.simulate.shocks import GRID, drawn, of_parties
from equipoise.simulate.terms import terms_of
from equipoise.units import Pence
from tests.riskshare_cases import CODES, agreements

shocks = st.builds(
    Shocks,
    shocks=st.lists(
        st.builds(
            Shock,
            party=st.sampled_from(CODES),
            mean=st.integers(-(10**8), 10**8).map(Pence),
            spread=st.integers(0, 10**9).map(Pence),
            cause=st.sampled_from(["", "pay", "strike"]),
        ),
        min_size=1,
        max_size=6,
    ).map(tuple),
    together=st.sampled_from([0.0, 0.5, 1.0]),
    pairs=st.just({}),
)
both = agreements(st.sampled_from(Side))


@settings(max_examples=60)
@given(both, shocks)
def test_every_draw_conserves(terms: Agreement[Fraction], found: Shocks) -> None:
    ready = terms_of(terms, found)
    whose = of_parties(found, ready.parties)
    for lines in drawn(found, draws=50, seed=7):
        draws = settled(ready, begun(ready, lines, whose=whose))
        left = draws.moved.sum(axis=0) + draws.funds.sum(axis=0) + draws.region
        assert np.abs(left).max() / GRID <= 1e-6
        assert (draws.moved == np.rint(draws.moved)).all()


@settings(max_examples=60)
@given(both, shocks)
def test_draws_settle_as_the_rule_does(terms: Agreement[Fraction], found: Shocks) -> None:
    """Whatever the agreement: it raises where they differ by more than odd pennies."""
    ready = terms_of(terms, found)
    assert agreeing(ready, found, count=10, seed=3, met=frozenset()).checked == 10


def test_a_thousand_draws_settle_as_the_rule_does() -> None:
    terms = three_tiers(5)
    found = simulate(terms, shocks_of(terms), run=Run(draws=1_000, checked=1_000))
    assert found.agreeing.checked == 1_000
    assert found.agreeing.apart <= 2


@given(st.integers(1, 3_000), st.integers(0, 9))
@settings(max_examples=10)
def test_chunks_do_not_change_the_draws(count: int, seed: int) -> None:
    found = shocks_of(three_tiers(3))
    some = np.concatenate(list(drawn(found, draws=count, seed=seed)), axis=1)
    more = np.concatenate(list(drawn(found, draws=count + 1_500, seed=seed)), axis=1)
    assert some.shape == (3, count)
    assert np.abs(some - more[:, :count]).max() <= 1


variances = st.lists(
    st.lists(st.integers(-1_000, 1_000), min_size=4, max_size=4), min_size=1, max_size=5
).map(lambda rows: np.array(rows, dtype=np.float64))


@given(variances)
def test_fair_shares_sum_to_the_pooled_deficit(variance: Any) -> None:
    shares = fair_shares(variance)
    assert shares is not None
    pooled = np.maximum(-variance.sum(axis=0), 0).mean()
    assert shares.sum() == pytest.approx(pooled, abs=1e-6)


@given(variances)
def test_a_fair_share_is_never_more_than_alone(variance: Any) -> None:
    shares = fair_shares(variance)
    assert shares is not None
    assert (shares <= np.maximum(-variance, 0).mean(axis=1) + 1e-6).all()


@given(variances.filter(lambda rows: len(rows) <= 4))
def test_a_fair_share_is_what_is_added_over_all_orders(variance: Any) -> None:
    costs, count = coalition_costs(variance), len(variance)
    added = np.zeros(count)
    orders = list(permutations(range(count)))
    for order in orders:
        joined = 0
        for party in order:
            added[party] += costs[joined | 1 << party] - costs[joined]
            joined |= 1 << party
    assert fair_shares(variance) == pytest.approx(added / len(orders), abs=1e-6)


@settings(max_examples=40)
@given(shocks)
def test_drawn_chances_are_all_of_the_draws(found: Shocks) -> None:
    drawn_found = drawn_chances(found, draws=50, seed=7)
    assert sum(drawn_found.sets.values()) == 1
    assert set(drawn_found.joint) == {shock.party for shock in found.shocks}
    for joint in drawn_found.joint.values():
        assert joint.both_hit + joint.own_hit + joint.system_hit + joint.both_miss == 1


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(CODES), st.integers(10**6, 10**9), min_size=1))
def test_where_all_move_as_one_a_body_hits_with_its_system(spreads: dict[str, int]) -> None:
    found = Shocks(
        shocks=tuple(
            Shock(party=code, mean=Pence(0), spread=Pence(spread))
            for code, spread in spreads.items()
        ),
        together=1.0,
        pairs={},
    )
    for joint in drawn_chances(found, draws=50, seed=7).joint.values():
        assert joint.own_hit == joint.system_hit == 0
