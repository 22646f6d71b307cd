"""Laws of risk shares: nothing is made or lost, limits hold, and nobody's turn matters."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.rules.riskshare import (
    KEPT,
    Acts,
    Agreement,
    Asked,
    BodyBefore,
    BodyKind,
    PaidForOthers,
    PositionsToShare,
    Settlement,
    Side,
    Source,
    Variance,
    consent,
    duties,
    repayment,
    settle,
)
from equipoise.rules.riskshare.claims import resolved
from equipoise.units import FinancialYear
from tests.riskshare_cases import (
    CODES,
    EXACT,
    KNOWN_ON,
    acts_asked,
    agreements,
    amounts,
    owing,
    sharings,
    signed,
)

Value = TypeVar("Value")
randoms = st.randoms(use_true_random=False)


def found_for(sharing: PositionsToShare[Fraction]) -> Settlement[Fraction]:
    return settle(sharing, EXACT, known_on=KNOWN_ON)


def shuffled(mapping: Mapping[str, Value], rng: Random) -> dict[str, Value]:
    listed = list(mapping.items())
    rng.shuffle(listed)
    return dict(listed)


@given(sharings)
def test_settled_moves_sum_to_zero(sharing: PositionsToShare[Fraction]) -> None:
    found = found_for(sharing)
    assert sum(found.moves.values()) == 0
    assert sum(found.due.values()) == 0
    assert sum(found.shifts.values()) == 0
    assert all(amount.denominator == 1 for amount in found.moves.values())


@given(sharings, randoms)
def test_settled_in_any_order_of_parties(sharing: PositionsToShare[Fraction], rng: Random) -> None:
    terms = sharing.agreement
    other = replace(
        sharing,
        agreement=replace(terms, parties=shuffled(terms.parties, rng)),
        positions=shuffled(sharing.positions, rng),
    )
    assert found_for(other) == found_for(sharing)


@given(sharings)
def test_a_bearer_stays_within_cap_and_floor(sharing: PositionsToShare[Fraction]) -> None:
    found = found_for(sharing)
    for layer, one in zip(sharing.agreement.layers, found.layers, strict=True):
        if layer.source is not Source.PARTNERS:
            continue
        floors = {}
        for code, borne in one.borne.items():
            party = sharing.agreement.parties[code]
            cap = resolved(layer.cap, party, code=code)
            floors[code] = resolved(layer.floor, party, code=code) or Fraction(0)
            assert borne >= 0
            assert cap is None or borne <= cap
        if sum(one.borne.values()) > sum(floors.values()):
            weighing = [code for code in floors if one.borne[code]]
            assert all(one.borne[code] >= floors[code] for code in weighing)


losses = agreements(st.just(Side.LOSS))


@given(losses, st.fixed_dictionaries(dict.fromkeys(CODES, signed)), amounts)
def test_a_larger_overspend_asks_no_less_of_anybody(
    terms: Agreement[Fraction], variances: Mapping[str, Fraction], more: Fraction
) -> None:
    def moved(variance: Fraction) -> Mapping[str, Fraction]:
        own = {**variances, "A": variance}
        positions = {code: (Variance(amount=amount),) for code, amount in own.items()}
        sharing = PositionsToShare(agreement=terms, positions=positions, nothing=Fraction(0))
        return found_for(sharing).moves

    before, after = moved(variances["A"]), moved(variances["A"] - more)
    for code in CODES[1:]:
        if variances[code] >= 0:
            assert after[code] <= before[code] + 1  # an odd penny may fall elsewhere


@given(sharings)
def test_a_loss_is_covered_kept_or_escalated(sharing: PositionsToShare[Fraction]) -> None:
    found = found_for(sharing)
    for layer, one in zip(sharing.agreement.layers, found.layers, strict=True):
        if not one.idle:
            assert sum(one.borne.values()) == sum(one.covered.values())
            assert all(0 <= one.covered[code] <= one.claimed[code] for code in CODES)
            assert layer.source not in KEPT or one.borne == one.covered
    assert found.left_over == sum(found.unfunded.values())
    assert min(found.unfunded.values()) >= 0
    for layer, one in zip(sharing.agreement.layers, found.layers, strict=True):
        if layer.side is Side.LOSS and layer.source not in KEPT and not one.idle:
            later = found.layers[found.layers.index(one) :]
            covered = sum(sum(each.covered.values()) for each in later if each.side is Side.LOSS)
            assert sum(one.claimed.values()) <= covered + found.left_over


@given(sharings)
def test_settled_twice_nothing_is_due(sharing: PositionsToShare[Fraction]) -> None:
    again = found_for(replace(sharing, already=found_for(sharing).moves))
    assert set(again.due.values()) == {0}


@given(owing)
def test_what_is_repaid_and_owed_is_what_was_paid(found: PaidForOthers[Fraction]) -> None:
    schedule = repayment(found, EXACT, known_on=KNOWN_ON)
    repaid = sum(one.principal for one in schedule.instalments)
    assert repaid + schedule.outstanding == sum(found.paid.values())
    assert schedule.outstanding >= 0


@given(owing)
def test_each_instalment_sums_to_zero(found: PaidForOthers[Fraction]) -> None:
    for one in repayment(found, EXACT, known_on=KNOWN_ON).instalments:
        assert sum(one.moves.values()) == 0
        back = sum(one.moves[code] for code in found.paid)
        assert back == one.principal + one.interest


@given(acts_asked)
def test_an_act_nobody_agreed_to_never_stands(act: Asked) -> None:
    refused = replace(act, answers=dict.fromkeys(act.answers, "no"))
    found = consent(refused, EXACT, known_on=KNOWN_ON)
    assert not found.stands
    assert not found.agreed


@given(acts_asked, st.sampled_from(["A", "B", "C", "region"]))
def test_one_more_yes_never_undoes_consent(act: Asked, code: str) -> None:
    before = consent(act, EXACT, known_on=KNOWN_ON)
    after = consent(replace(act, answers={**act.answers, code: "yes"}), EXACT, known_on=KNOWN_ON)
    assert after.stands >= before.stands
    assert set(after.missing) <= set(before.missing)


bodies = st.builds(
    BodyBefore[Fraction],
    kind=st.sampled_from(BodyKind),
    position=st.none() | signed,
    move=amounts,
    brought_forward=st.none() | signed,
    cash=st.none() | amounts,
)


@given(bodies)
def test_who_gains_is_never_refused(body: BodyBefore[Fraction]) -> None:
    acts = Acts(period=FinancialYear(2023).period, bodies={"X": body})
    found = duties(acts, EXACT, known_on=KNOWN_ON)["X"]
    assert not found.is_refused
    assert not found.past


@given(st.sampled_from([BodyKind.ICB, BodyKind.NHS_TRUST]), amounts, st.booleans())
def test_a_duty_is_kept_at_nil_and_passed_a_penny_below(
    kind: BodyKind, held: Fraction, below: bool
) -> None:
    assume(held or below)
    body = BodyBefore(kind=kind, position=held, move=-held - below, brought_forward=Fraction(0))
    acts = Acts(period=FinancialYear(2023).period, bodies={"X": body})
    found = duties(acts, EXACT, known_on=KNOWN_ON)["X"]
    assert found.measured == -below
    assert found.past == found.is_refused == below
