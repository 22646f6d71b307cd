"""Inputs of the rules of the gap as figures: what the law of every rule is run on."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from equipoise.rules.gap import (
    GapAndMoves,
    GapMove,
    Holds,
    Negotiation,
    OfferMade,
    PositionsAndLimit,
    Said,
    Split,
    Submissions,
    Word,
)
from equipoise.rules.gap.gap_split import KEYS
from equipoise.rules.gap.move_effects import MOVES, SUPPORT
from equipoise.workings import Figure, Support
from tests.drawn_figures import codes, figures, money

some = figures(st.integers(1, 10**6))
stated = figures(st.integers(-(10**11), 10**11)).map(
    lambda figure: replace(figure, basis=replace(figure.basis, support=Support.WITHOUT))
)
bodies = st.dictionaries(codes, stated, min_size=1)
plain = st.builds(
    GapMove[Figure],
    kind=st.sampled_from([kind for kind in MOVES if kind != SUPPORT]),
    body=codes,
    amount=some,
)
support = st.builds(
    GapMove[Figure], kind=st.just(SUPPORT), body=codes, amount=some, payer=st.just("payer")
)
moves = plain | support
DAYS = st.dates(date(2023, 4, 1), date(2023, 4, 6))
PARTIES = ("ZQ1", "ZR1", "ZR2")
made = st.builds(
    OfferMade,
    number=st.just(1),
    party=st.sampled_from(PARTIES),
    on=st.just(date(2023, 4, 1)),
    touches=st.sets(st.sampled_from(PARTIES), min_size=1).map(lambda found: tuple(sorted(found))),
    expires_on=st.none() | DAYS,
)


def spoken(offer: OfferMade) -> st.SearchStrategy[Negotiation]:
    """Return what may be said to an offer by those who may say it."""
    answer = st.builds(
        Word,
        offer=st.just(1),
        party=st.sampled_from(offer.touches),
        said=st.sampled_from([Said.YES, Said.NO, Said.SIGN]),
        on=DAYS,
    )
    taken_back = st.builds(
        Word, offer=st.just(1), party=st.just(offer.party), said=st.just(Said.WITHDRAW), on=DAYS
    )
    words = st.lists(answer | answer | taken_back, max_size=8)
    return words.map(
        lambda said: Negotiation(entries=(offer, *sorted(said, key=lambda word: word.on)))
    )


negotiations = made.flatmap(spoken)
versions = st.lists(st.tuples(money, money), min_size=1, max_size=4)

GAP_INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "gap/closing": st.builds(
        GapAndMoves[Figure], gap=stated, moves=st.lists(moves, max_size=4).map(tuple)
    ),
    "gap/deadlock": st.builds(Holds[Figure], held=st.dictionaries(codes, money, min_size=1)),
    "gap/gap": st.builds(
        PositionsAndLimit[Figure],
        limit=stated,
        positions=bodies,
        unowned=st.dictionaries(codes, money, max_size=2),
        stated=st.just(Support.WITHOUT),
    ),
    "gap/gap_split": st.builds(
        Split[Figure],
        gap=stated,
        key=st.sampled_from(KEYS),
        weights=st.dictionaries(codes, some, min_size=1),
    ),
    "gap/move_effects": moves,
    "gap/negotiation": negotiations,
    "gap/rounds": versions.map(
        lambda pairs: Submissions(
            positions=tuple(position for position, _ in pairs),
            asks=tuple(ask for _, ask in pairs),
        )
    ),
}
