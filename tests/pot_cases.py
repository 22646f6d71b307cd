"""Inputs of the rules of the pot as figures: what the law of every rule is run on."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from equipoise.rules.pot import (
    Award,
    Delegated,
    Fundings,
    Grant,
    Grants,
    Holding,
    Holdings,
    PlaceLines,
    PlaceSpend,
    Posting,
    Postings,
    PotAndPlans,
    Routed,
    SourceLine,
    Transfer,
)
from equipoise.units import RATIO
from equipoise.workings import Figure
from tests.drawn_figures import YEAR, codes, figures, money

some = figures(st.integers(1, 10**6))
days = st.dates(YEAR.starts_on, date(2024, 3, 31))
flags = st.booleans()

POT_INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "pot/award_shares": st.builds(
        Award[Figure], amount=money, weights=st.dictionaries(codes, some, min_size=1)
    ),
    "pot/delegation_room": st.builds(
        Delegated[Figure], available=money, asked=st.dictionaries(codes, money, min_size=1)
    ),
    "pot/fold_in": st.builds(
        Fundings[Figure],
        into=codes,
        lines=st.dictionaries(
            codes,
            st.builds(SourceLine[Figure], stream=codes, is_fenced=flags, amount=money),
            min_size=1,
        ),
    ),
    "pot/ledger": st.builds(
        Postings[Figure],
        as_at=days,
        postings=st.lists(
            st.builds(
                Posting[Figure],
                line=codes,
                amount=money,
                effective_on=days,
                recorded_on=st.sampled_from([date(2023, 4, 1), date(2026, 5, 5)]),
            )
        ).map(tuple),
    ),
    "pot/movement": st.builds(Transfer[Figure], amount=money, source=st.just("X24"), target=codes),
    "pot/place_path": st.builds(
        PlaceLines[Figure],
        places=st.dictionaries(
            codes, st.builds(PlaceSpend[Figure], spend=some, need=some), min_size=1
        ),
        most=figures(st.fractions(0, 1, max_denominator=100), unit=RATIO),
        years=st.integers(1, 4),
    ),
    "pot/pot_balance": st.builds(
        Holdings[Figure],
        lines=st.dictionaries(
            codes,
            st.builds(
                Holding[Figure],
                role=st.sampled_from(["source", "committed", "reserve", "surplus"]),
                fund=codes,
                amount=money,
            ),
            min_size=1,
        ),
    ),
    "pot/reconciliation": st.builds(
        PotAndPlans[Figure],
        **dict.fromkeys(("sources", "surplus", "allocation", "commissioner"), money),
        trusts=st.dictionaries(codes, money),
    ),
    "pot/route_shares": st.builds(
        Routed[Figure], amounts=st.dictionaries(codes, money, min_size=1)
    ),
    "pot/stream_totals": st.builds(
        Grants[Figure],
        lines=st.dictionaries(
            codes,
            st.builds(Grant[Figure], stream=codes, is_recurrent=flags, opening=money, moved=money),
            min_size=1,
        ),
    ),
}
