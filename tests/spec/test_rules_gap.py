"""Closing the gap against published sequences, and cases constructed on paper.

Source: fact book 1, sections 2.2, 2.5 and 7 (A13, A14, A16, A22); £m there, £0.1m here, but for
the national sequence of 2025/26, which is in £m.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.balance import LimitWithoutBasisError
from equipoise.rules.gap import (
    GapAndMoves,
    GapMove,
    Holds,
    LedgerError,
    MoveError,
    Negotiation,
    OfferMade,
    OfferStands,
    PositionsAndLimit,
    Said,
    Split,
    Standing,
    Submissions,
    UndeclaredKeyError,
    Word,
    closing,
    deadlock,
    gap,
    gap_split,
    move_effects,
    negotiation,
    rounds,
)
from equipoise.rules.pot import SameSideError
from equipoise.workings import Support, UnlikeBasesError
from tests.rules_cases import figure

PARAMS = load().exact
MAY = date(2023, 5, 4)


def f(*amounts: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(amount) for amount in amounts)


def each(**amounts: int) -> dict[str, Fraction]:
    return {code: Fraction(amount) for code, amount in amounts.items()}


def sequence(positions: tuple[int, ...], asks: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """Return by how much each version moved, and what is left between it and the ask."""
    found = rounds(Submissions(positions=f(*positions), asks=f(*asks)), PARAMS, known_on=MAY)
    return [int(one.moved) for one in found], [int(one.between) for one in found]


@pytest.mark.parametrize(
    ("positions", "asks", "moved", "between"),
    [
        pytest.param((-998, -380), (0, 0), [0, 618], [998, 380], id="C&P 2023/24"),
        pytest.param((-950, -478, 0), (0, 0, 0), [0, 472, 478], [950, 478, 0], id="NCL 2023/24"),
        pytest.param((106, 146), (146, 146), [0, 40], [40, 0], id="NCL ICB 2024/25"),
        pytest.param((-357, -300), (-300, -300), [0, 57], [57, 0], id="BSW 2024/25"),
        pytest.param(
            (-1180, -757, -497), (0, 0, 0), [0, 423, 260], [1180, 757, 497], id="Northants 2022/23"
        ),
        pytest.param((-1968, -899), (0, 0), [0, 1069], [1968, 899], id="Derbyshire 2022/23"),
        pytest.param((-382, -242), (0, 0), [0, 140], [382, 242], id="DBTH 2024/25"),
    ],
)
def test_published_sequences(
    positions: tuple[int, ...], asks: tuple[int, ...], moved: list[int], between: list[int]
) -> None:
    assert sequence(positions, asks) == (moved, between)


def test_england_2025_26_before_support_then_after_it() -> None:
    """In £m: -6,600; -2,500; support of 2,200 leaves -311 as published, -300 as rounded; then 0."""
    assert sequence((-6600, -2500), (0, 0)) == ([0, 4100], [6600, 2500])
    assert sequence((-311, 0), (0, 0)) == ([0, 311], [311, 0])


def test_england_2024_25_kept_its_order() -> None:
    """In £0.1bn: -60, -45 to -50 (the middle of which is not published), -30, -22."""
    assert sequence((-60, -50, -30, -22), (0, 0, 0, 0))[0] == [0, 10, 20, 8]


def test_rejected_while_proceeding_holds_both_figures() -> None:
    """A plan of -35.7 that went on under an imposed limit of -30.0 is 5.7 away from it."""
    (found,) = rounds(Submissions(positions=f(-357), asks=f(-300)), PARAMS, known_on=MAY)
    assert (found.position, found.ask, found.between) == f(-357, -300, 57)


def test_every_version_has_an_ask() -> None:
    with pytest.raises(ValueError, match="shorter"):
        sequence((-357, -300), (-300,))


def held(limit: int, positions: dict[str, int]) -> PositionsAndLimit[Fraction]:
    exact = {code: Fraction(amount) for code, amount in positions.items()}
    return PositionsAndLimit(limit=Fraction(limit), positions=exact, stated=Support.WITHOUT)


def test_the_gap_of_two_trusts() -> None:
    """C&P 2023/24: CUH -20 and NWAFT -18 are -38; against nil 38 is still to be found."""
    found = gap(held(0, {"CUH": -200, "NWAFT": -180}), PARAMS, known_on=MAY)
    assert (found.positions, found.gap) == f(-380, 380)
    assert found.reading is Support.WITHOUT


def test_a_surplus_of_the_board_offsets_its_trusts() -> None:
    """A14: C&M 2024/25, +62 and -212 are -150."""
    assert gap(held(0, {"ICB": 620, "trusts": -2120}), PARAMS, known_on=MAY).gap == 1500


def test_what_nobody_owns_widens_the_gap() -> None:
    asked = replace(held(0, {"A": -10}), unowned={"stretch": Fraction(-3)})
    assert gap(asked, PARAMS, known_on=MAY).gap == 13


def test_a_limit_of_no_basis_is_an_error_that_names_both() -> None:
    asked = replace(held(0, {"A": -10}), stated=None)
    with pytest.raises(LimitWithoutBasisError) as caught:
        gap(asked, PARAMS, known_on=MAY)
    assert "including support or excluding support" in str(caught.value)


def test_positions_on_the_other_basis_are_refused() -> None:
    limit, position = figure(0, "Limit"), figure(-10, "Position")
    limit = replace(limit, basis=replace(limit.basis, support=Support.WITH))
    position = replace(position, basis=replace(position.basis, support=Support.WITHOUT))
    with pytest.raises(UnlikeBasesError):
        gap(PositionsAndLimit(limit=limit, positions={"A": position}), load(), known_on=MAY)


def test_a_gap_is_split_by_the_key_that_is_declared() -> None:
    """Test 3.A's turnovers, 600, 300 and 100, of a gap of 8.0: 4.8, 2.4 and 0.8."""
    weights = dict(zip("ABC", f(600, 300, 100), strict=True))
    found = gap_split(
        Split(gap=Fraction(80), key="turnover", weights=weights), PARAMS, known_on=MAY
    )
    assert [found[code].amount for code in "ABC"] == [48, 24, 8]
    assert found["A"].ratio == Fraction(3, 5)


def test_a_key_without_a_name_splits_nothing() -> None:
    with pytest.raises(UndeclaredKeyError) as caught:
        gap_split(Split(gap=Fraction(1), key="size", weights={}), PARAMS, known_on=MAY)
    assert "one of equal, turnover, allocation, " in str(caught.value)
    assert caught.value.key == "size"


def move(kind: str, amount: int, payer: str = "") -> GapMove[Fraction]:
    return GapMove(kind=kind, body="T", amount=Fraction(amount), payer=payer)


def test_what_each_kind_of_move_does() -> None:
    for kind in ("recurrent", "one-off", "risk-accepted", "technical"):
        found = move_effects(move(kind, 7), PARAMS, known_on=MAY)
        assert found.now == each(T=7)
        assert not found.later
    found = move_effects(move("deferral", 7), PARAMS, known_on=MAY)
    assert (found.now, found.later) == (each(T=7), each(T=-7))
    found = move_effects(move("income-support", 7, "ICB"), PARAMS, known_on=MAY)
    assert found.now == each(ICB=-7, T=7)
    assert not found.later


def test_moves_that_cannot_be() -> None:
    with pytest.raises(MoveError, match="a move is one of recurrent, one-off"):
        move_effects(move("hope", 7), PARAMS, known_on=MAY)
    with pytest.raises(MoveError, match="has a payer"):
        move_effects(move("income-support", 7), PARAMS, known_on=MAY)
    with pytest.raises(MoveError, match="has a payer"):
        move_effects(move("technical", 7, "ICB"), PARAMS, known_on=MAY)
    with pytest.raises(SameSideError):
        move_effects(move("income-support", 7, "T"), PARAMS, known_on=MAY)


def test_a_trust_plan_of_2024_25_in_moves() -> None:
    """A13: DBTH -23.6 before efficiency of 21.2 is -2.4, its board's support of 23.8 counted in."""
    counted = GapAndMoves(gap=Fraction(236), moves=(move("recurrent", 212),))
    found = closing(counted, PARAMS, known_on=MAY)
    assert (found.balance, found.later) == f(24, 0)
    assert found.kinds["recurrent"] == 212
    supported = GapAndMoves(gap=Fraction(24), moves=(move("income-support", 238, "ICB"),))
    found = closing(supported, PARAMS, known_on=MAY)
    assert found.balance == 24
    assert found.bodies == each(ICB=-238, T=238)


def test_moves_of_one_body_are_summed() -> None:
    moves = (move("recurrent", 5), move("deferral", 3), move("deferral", 1))
    found = closing(GapAndMoves(gap=Fraction(9), moves=moves), PARAMS, known_on=MAY)
    assert (found.later, found.balance) == f(-4, 0)
    assert found.bodies == each(T=9)
    assert found.kinds["deferral"] == 4


# The ledger: NCL 2023/24, -95 with a version of -47.8 after it, and nil on 17 May; the dates of
# the versions before are not published, and the parties are the board and its region.


def offer(number: int, party: str, on: date, counters: int | None = None) -> OfferMade:
    return OfferMade(
        number=number, party=party, on=on, touches=("NCL", "region"), counters=counters
    )


def word(number: int, party: str, said: Said, on: date) -> Word:
    return Word(offer=number, party=party, said=said, on=on)


FIRST, SECOND, LAST = date(2023, 3, 1), date(2023, 4, 3), date(2023, 5, 17)
NCL = (
    offer(1, "NCL", FIRST),
    word(1, "region", Said.NO, FIRST),
    offer(2, "NCL", SECOND, counters=1),
    offer(3, "region", SECOND, counters=2),
    word(3, "NCL", Said.YES, LAST),
    word(3, "NCL", Said.SIGN, LAST),
    word(3, "region", Said.SIGN, LAST),
)


def stands(entries: tuple[OfferMade | Word, ...], on: date) -> dict[int, OfferStands]:
    return dict(negotiation(Negotiation(entries=entries), None, known_on=on))


def test_a_ledger_replays_in_its_order() -> None:
    assert {n: one.standing for n, one in stands(NCL, FIRST).items()} == {1: Standing.REFUSED}
    april = {n: one.standing for n, one in stands(NCL, SECOND).items()}
    assert april == {1: Standing.COUNTERED, 2: Standing.COUNTERED, 3: Standing.OFFERED}
    assert stands(NCL, date(2023, 5, 16))[3].waits_for == ("NCL",)
    assert stands(NCL, LAST)[3] == OfferStands(standing=Standing.COUNTS)
    unsigned = stands(NCL[:-1], LAST)[3]
    assert unsigned == OfferStands(standing=Standing.AGREED, unsigned=("region",))


def test_a_refusal_names_who_refuses_and_can_be_taken_back() -> None:
    found = stands(NCL[:2], FIRST)[1]
    assert found == OfferStands(standing=Standing.REFUSED, refusing=("region",))
    agreed = stands((*NCL[:2], word(1, "region", Said.YES, FIRST)), FIRST)[1]
    assert agreed.standing is Standing.AGREED
    assert agreed.unsigned == ("NCL", "region")


def test_a_party_that_takes_its_yes_back_no_longer_agrees() -> None:
    three = replace(NCL[0], touches=("NCL", "region", "trust"))
    said = (word(1, "region", Said.YES, FIRST), word(1, "region", Said.NO, FIRST))
    found = stands((three, *said), FIRST)[1]
    assert (found.refusing, found.waits_for) == (("region",), ("trust",))
    found = stands((three, *said, word(1, "trust", Said.YES, FIRST)), FIRST)[1]
    assert (found.standing, found.refusing) == (Standing.REFUSED, ("region",))


def test_an_offer_that_was_countered_or_withdrawn_takes_no_yes() -> None:
    late = word(2, "region", Said.YES, LAST)
    assert stands((*NCL[:4], late), LAST)[2].standing is Standing.COUNTERED
    back = word(1, "NCL", Said.WITHDRAW, FIRST)
    found = stands((NCL[0], back, word(1, "region", Said.YES, FIRST)), LAST)[1]
    assert found == OfferStands(standing=Standing.WITHDRAWN)


def test_an_offer_is_good_through_the_day_on_which_it_expires() -> None:
    made = replace(NCL[0], expires_on=SECOND)
    yes = word(1, "region", Said.YES, SECOND)
    assert stands((made,), SECOND)[1].standing is Standing.OFFERED
    assert stands((made,), date(2023, 4, 4))[1] == OfferStands(standing=Standing.EXPIRED)
    assert stands((made, yes), LAST)[1].standing is Standing.AGREED
    late = replace(yes, on=date(2023, 4, 4))
    assert stands((made, late), LAST)[1].standing is Standing.EXPIRED


def test_somebody_untouched_who_makes_an_offer_does_not_agree_to_it() -> None:
    made = replace(NCL[0], touches=("T",))
    assert stands((made,), FIRST)[1].waits_for == ("T",)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (word(9, "NCL", Said.YES, FIRST), "NCL speaks to offer 9, which is not there"),
        (offer(2, "NCL", FIRST, counters=9), "NCL speaks to offer 9, which is not there"),
        (word(1, "trust", Said.YES, FIRST), "offer 1: trust cannot say yes"),
        (word(1, "region", Said.WITHDRAW, FIRST), "offer 1: region cannot say withdraw"),
    ],
)
def test_a_ledger_that_cannot_have_been(entry: OfferMade | Word, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        stands((NCL[0], entry), FIRST)


def test_what_is_dated_later_hides_nothing_that_follows_it() -> None:
    entries = (NCL[0], word(1, "region", Said.NO, LAST), word(1, "region", Said.YES, FIRST))
    assert stands(entries, FIRST)[1].standing is Standing.AGREED


def test_what_unlocks_a_deadlock() -> None:
    """NCL ICB 2024/25: it offered a surplus of 10.6, and was asked for 14.6."""
    holds = Holds(held={"ICB": Fraction(106), "region": Fraction(146)})
    found = deadlock(holds, PARAMS, known_on=MAY)
    assert found.apart == 40
    assert found.to_meet == {"ICB": each(region=40), "region": each(ICB=-40)}
    assert deadlock(Holds(held={"ICB": Fraction(1)}), PARAMS, known_on=MAY).apart == 0
