"""Laws of closing the gap: what must hold for every gap, split, move, offer and round."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.params import load
from equipoise.rules.balance import PlansAndLimit, ladder
from equipoise.rules.gap import (
    GapAndMoves,
    GapMove,
    Holds,
    Negotiation,
    OfferMade,
    PositionsAndLimit,
    Said,
    Split,
    Standing,
    Submissions,
    Word,
    closing,
    deadlock,
    gap,
    gap_split,
    move_effects,
    negotiation,
    rounds,
)
from equipoise.rules.gap.gap_split import KEYS
from equipoise.rules.gap.move_effects import MOVES
from equipoise.workings import Support
from tests.gap_cases import negotiations

PARAMS = load().exact
DAY = date(2023, 5, 4)
money = st.integers(-(10**11), 10**11).map(Fraction)
positive = st.integers(1, 10**11).map(Fraction)
codes = st.sampled_from(["a", "b", "c", "d"])


def moved(kind: str, body: str, amount: Fraction) -> GapMove[Fraction]:
    payer = "payer" if kind == "income-support" else ""
    return GapMove(kind=kind, body=body, amount=amount, payer=payer)


moves = st.builds(moved, st.sampled_from(MOVES), codes, positive)


@given(st.dictionaries(codes, money, min_size=1), *[money] * 3, st.sampled_from(Support))
def test_the_gap_is_that_of_the_ladder(
    positions: dict[str, Fraction],
    limit: Fraction,
    unmatched: Fraction,
    stretch: Fraction,
    reading: Support,
) -> None:
    unowned = {"unmatched": -unmatched, "stretch": -stretch}
    held = PositionsAndLimit(limit=limit, positions=positions, unowned=unowned, stated=reading)
    plans = PlansAndLimit(
        limit=limit,
        sum_of_plans=sum(positions.values(), start=Fraction(0)),
        support=Fraction(7),
        remaining_mismatch=unmatched,
        system_stretch=(stretch,),
        stated=reading,
    )
    found = gap(held, PARAMS, known_on=DAY)
    beside = ladder(plans, PARAMS, known_on=DAY)
    assert (found.gap, found.reading) == (beside.stated.gap, beside.reading)


@given(money, st.sampled_from(KEYS), st.dictionaries(codes, positive, min_size=1))
def test_parts_of_a_gap_sum_to_it(whole: Fraction, key: str, weights: dict[str, Fraction]) -> None:
    found = gap_split(Split(gap=whole, key=key, weights=weights), PARAMS, known_on=DAY)
    assert sum(part.amount for part in found.values()) == whole
    assert set(found) == set(weights)


@given(codes, positive)
def test_support_is_mirrored(body: str, amount: Fraction) -> None:
    found = move_effects(moved("income-support", body, amount), PARAMS, known_on=DAY)
    assert found.now == {"payer": -amount, body: amount}


@given(moves)
def test_what_is_deferred_falls_due(move: GapMove[Fraction]) -> None:
    found = move_effects(move, PARAMS, known_on=DAY)
    over_years = sum([*found.now.values(), *found.later.values()])
    wanted = 0 if move.kind in ("deferral", "income-support") else move.amount
    assert over_years == wanted


@given(money, st.lists(moves, max_size=5).map(tuple))
def test_a_balance_is_the_gap_less_what_bodies_better(
    whole: Fraction, counted: tuple[GapMove[Fraction], ...]
) -> None:
    found = closing(GapAndMoves(gap=whole, moves=counted), PARAMS, known_on=DAY)
    assert found.balance == whole - sum(found.bodies.values())
    own = sum(move.amount for move in counted if move.kind != "income-support")
    assert found.balance == whole - own
    assert sum(found.kinds.values()) == sum(move.amount for move in counted)


@given(negotiations, st.integers(0, 8))
def test_a_move_counts_when_all_it_touches_have_signed(held: Negotiation, days: int) -> None:
    known_on = date(2023, 4, 1) + timedelta(days=days)
    found = negotiation(held, None, known_on=known_on)[1]
    (offer, *words) = held.entries
    assert isinstance(offer, OfferMade)
    said = [word for word in words if isinstance(word, Word) and word.on <= known_on]
    signed = {word.party for word in said if word.said is Said.SIGN}
    if found.standing is Standing.COUNTS:
        assert signed == set(offer.touches)
    if found.standing is Standing.AGREED:
        assert set(found.unsigned) == set(offer.touches) - signed
        assert found.unsigned


@given(negotiations, st.sampled_from([Said.NO, Said.WITHDRAW, Said.YES]), st.booleans())
def test_an_agreed_offer_stands(held: Negotiation, said: Said, countered: bool) -> None:
    on = date(2023, 4, 9)
    before = negotiation(held, None, known_on=on)[1]
    (offer, *_) = held.entries
    assert isinstance(offer, OfferMade)
    party = offer.party if said is Said.WITHDRAW else offer.touches[0]
    late: OfferMade | Word = Word(offer=1, party=party, said=said, on=on)
    if countered:
        late = replace(offer, number=2, counters=1, on=on, expires_on=None)
    after = negotiation(Negotiation(entries=(*held.entries, late)), None, known_on=on)[1]
    if before.standing in (Standing.AGREED, Standing.COUNTS):
        assert after == before


@given(st.lists(st.tuples(money, money), min_size=1, max_size=5))
def test_movements_of_rounds_lead_to_the_last(pairs: list[tuple[Fraction, Fraction]]) -> None:
    positions, asks = (tuple(column) for column in zip(*pairs, strict=True))
    found = rounds(Submissions(positions=positions, asks=asks), PARAMS, known_on=DAY)
    assert positions[0] + sum(one.moved for one in found) == positions[-1]
    assert [one.position + one.between for one in found] == list(asks)


@given(money, money)
def test_one_move_unlocks(own: Fraction, theirs: Fraction) -> None:
    held = {"a": own, "b": theirs}
    found = deadlock(Holds(held=held), PARAMS, known_on=DAY)
    held["a"] += found.to_meet["a"]["b"]
    assert deadlock(Holds(held=held), PARAMS, known_on=DAY).apart == 0
    assert found.apart == abs(own - theirs)
