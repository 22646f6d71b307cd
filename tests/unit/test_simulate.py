"""Simulation: what is told of each party, by hand; correlations; who may be asked how many."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from bench.risk_share import MILLION, shocks_of, three_tiers
from equipoise.rules.riskshare import Key, Layer, Limit, Source, Trigger
from equipoise.simulate import (
    CorrelationError,
    Run,
    Shock,
    Shocks,
    drawn_chances,
    fair_shares,
    simulate,
)
from equipoise.simulate.agreement_by_draw import AgreementLostError, agreeing
from equipoise.simulate.sharing import capped, fixed, in_proportion
from equipoise.simulate.shocks import drawn
from equipoise.simulate.terms import terms_of
from equipoise.units import Pence
from tests.riskshare_cases import agreement


def certain(**variances: int) -> Shocks:
    """Return variances, £m, that nothing spreads: every draw is the same."""
    return Shocks(
        shocks=tuple(
            Shock(party=code, mean=Pence(amount * MILLION), spread=Pence(0))
            for code, amount in variances.items()
        ),
        pairs={},
    )


PARTNERS = Layer[Fraction](
    name="partners",
    source=Source.PARTNERS,
    key=Key.TURNOVER,
    cap=Limit(of_turnover=Fraction(1, 50)),
)
TERMS = agreement((PARTNERS,), {"A": "600", "B": "300", "C": "100"})


def test_what_is_certain_is_told_as_it_is() -> None:
    """10 overspent, by turnover 6, 3 and 1; A is within its limit of (8) then."""
    run = Run(draws=100, checked=5, limits={"A": Pence(-8 * MILLION)})
    found = simulate(TERMS, certain(A=-10, B=2, C=0), run=run)
    first, second = found.parties["A"], found.parties["B"]
    assert (first.without.mean, first.under.mean) == (-10 * MILLION, -6 * MILLION)
    assert (first.received, second.received) == (4 * MILLION, -3 * MILLION)
    assert set(first.under.percentiles.values()) == {-6 * MILLION}
    assert (first.without.deficit, first.under.deficit) == (10 * MILLION, 6 * MILLION)
    assert (first.without.at_risk, second.without.at_risk) == (10 * MILLION, 0)
    assert (first.without.breach, first.under.breach) == (Fraction(1), Fraction(0))
    assert (first.pays, first.receives) == (Fraction(0), Fraction(1))
    assert (second.pays, second.receives) == (Fraction(1), Fraction(0))
    assert first.is_rational
    assert not second.is_rational
    assert (found.unfunded, found.escalated) == (Pence(0), Fraction(0))
    assert found.agreeing.checked == 5
    assert found.generator == "SFC64"
    assert found.numpy == np.__version__


def test_a_fair_share_of_what_is_certain() -> None:
    """Alone A lacks 10, with B 8: A's share is 9, B's (1), C's nil."""
    found = simulate(TERMS, certain(A=-10, B=2, C=0), run=Run(draws=10, checked=0)).parties
    assert [found[code].fair for code in "ABC"] == [9 * MILLION, -MILLION, 0]


def test_what_nobody_bears_is_told() -> None:
    found = simulate(TERMS, certain(A=-25, B=0, C=0), run=Run(draws=10, checked=1))
    assert (found.unfunded, found.escalated) == (Pence(5 * MILLION), Fraction(1))


def test_a_layer_whose_condition_is_not_met_is_left_out() -> None:
    layer = replace(PARTNERS, trigger=Trigger(conditions=("profile",)))
    terms = agreement((layer,), {"A": "600", "B": "300", "C": "100"})
    without = simulate(terms, certain(A=-10), run=Run(draws=10, checked=1))
    assert without.left_out == ("partners",)
    assert without.parties["A"].received == 0
    met = simulate(terms, certain(A=-10), run=Run(draws=10, checked=1, met=frozenset({"profile"})))
    assert met.left_out == ()
    assert met.parties["A"].received == 4 * MILLION


def test_correlations_come_out_as_they_were_put_in() -> None:
    shocks = Shocks(
        shocks=tuple(Shock(party=c, mean=Pence(0), spread=Pence(MILLION)) for c in "ABC"),
        together=0.2,
        pairs={("A", "B"): -0.5},
    )
    found = np.corrcoef(np.concatenate(list(drawn(shocks, draws=40_000, seed=1)), axis=1))
    assert found[0, 1] == pytest.approx(-0.5, abs=0.02)
    assert found[0, 2] == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize(("pairs", "together"), [({("A", "B"): -0.9}, 0.9), ({}, 1.1), ({}, -1.1)])
def test_correlations_that_cannot_be_are_refused(
    pairs: dict[tuple[str, str], float], together: float
) -> None:
    shocks = Shocks(
        shocks=tuple(Shock(party=c, mean=Pence(0), spread=Pence(1)) for c in "ABC"),
        together=together,
        pairs=pairs,
    )
    with pytest.raises(CorrelationError):
        next(drawn(shocks, draws=1, seed=1))


def test_sixteen_parties_have_no_fair_share() -> None:
    assert fair_shares(np.zeros((16, 2))) is None
    assert fair_shares(np.zeros((15, 2))) is not None
    terms = three_tiers(16)
    found = simulate(terms, shocks_of(terms), run=Run(draws=10, checked=0))
    assert found.parties["B01"].fair is None


def test_floors_are_met_first_and_shared_where_there_is_less() -> None:
    ready = fixed(np.array([9.0, 1.0, 0.0]), floors=np.array([4.0, 4.0, 4.0]),
                  caps=np.full(3, np.inf))  # fmt: skip
    borne = ready.borne(np.array([0.0, 4.0, 8.0, 20.0, 100.0]))
    assert borne.T.tolist() == [[0, 0, 0], [2, 2, 0], [4, 4, 0], [16, 4, 0], [90, 10, 0]]


def test_caps_that_differ_by_draw_pass_the_rest_on() -> None:
    caps = np.array([[1.0, 9.0], [9.0, 9.0], [0.0, 9.0]])
    borne = capped(np.array([6.0, 6.0]), np.array([1.0, 1.0, 1.0]), caps=caps)
    assert borne.T.tolist() == [[1, 5, 0], [2, 2, 2]]


def test_who_has_no_part_has_no_share() -> None:
    parts = np.array([[1.0, 0.0], [0.0, 0.0], [2.0, 0.0]])
    assert in_proportion(np.array([2.0, 0.0]), parts).T.tolist() == [[1, 0, 1], [0, 0, 0]]


def test_a_draw_that_is_settled_otherwise_is_no_answer() -> None:
    shocks = certain(A=-10, B=2, C=0)
    ready = terms_of(TERMS, shocks)
    other = replace(ready, layers=())
    with pytest.raises(AgreementLostError, match="draw 0 is 400000000 pence apart"):
        agreeing(other, shocks, count=1, seed=1, met=frozenset())


def test_chances_of_two_alike_and_apart() -> None:
    """Two of one spread: half the years each hits; both, or one and the system, by an eighth."""
    apart = Shocks(
        shocks=tuple(Shock(party=code, mean=Pence(0), spread=Pence(10**8)) for code in "AB"),
        pairs={},
    )
    found = drawn_chances(apart, draws=40_000, seed=1)
    joint = found.joint["A"]
    drawn_ratios = (joint.both_hit, joint.own_hit, joint.system_hit, joint.both_miss)
    for ratio, exact in zip(drawn_ratios, (3 / 8, 1 / 8, 1 / 8, 3 / 8), strict=True):
        assert abs(ratio - exact) < 0.01
    assert found == drawn_chances(apart, draws=40_000, seed=1)
    assert found != drawn_chances(apart, draws=40_000, seed=2)


def test_a_plan_that_is_met_exactly_is_hit() -> None:
    """And a penny below is a miss: of the body, and of the system with it."""
    sure = certain(A=0, B=1)
    assert drawn_chances(sure, draws=3, seed=1).joint["A"].both_hit == 1
    shocks = (
        Shock(party="A", mean=Pence(-1), spread=Pence(0)),
        Shock(party="B", mean=Pence(0), spread=Pence(0)),
    )
    short = drawn_chances(replace(sure, shocks=shocks), draws=3, seed=1)
    assert short.joint["A"].both_miss == 1
    assert short.joint["B"].own_hit == 1
    assert short.sets == {(frozenset({"B"}), False): 1}


def test_a_body_s_shocks_are_summed() -> None:
    parts = (
        Shock(party="A", mean=Pence(-5), spread=Pence(0), cause="pay"),
        Shock(party="A", mean=Pence(5), spread=Pence(0)),
    )
    found = drawn_chances(Shocks(shocks=parts, pairs={}), draws=3, seed=1)
    assert found.joint["A"].both_hit == 1
