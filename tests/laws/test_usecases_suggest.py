"""Laws of suggestions: what must hold for every gap and whatever bodies say they can do."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.optimise import Conflict, Proposal
from equipoise.usecases.gap_suggestions import (
    SUGGESTIONS,
    suggestions,
)
from tests.gap_limits import closable, limit

BODIES = ("ZR1", "ZR2", "ZR3")


amounts = st.integers(0, 10**9)
lasting = st.tuples(*[amounts] * 3)
shares = st.none() | st.fractions(0, 1, max_denominator=20)


@given(st.integers(1, 2 * 10**9), lasting, lasting, amounts, shares)
def test_a_suggestion_closes_the_gap(
    gap: int,
    recurrent: tuple[int, ...],
    one_off: tuple[int, ...],
    support: int,
    share: Fraction | None,
) -> None:
    limits = [limit(body, "recurrent", most) for body, most in zip(BODIES, recurrent, strict=True)]
    limits += [limit(body, "one-off", most) for body, most in zip(BODIES, one_off, strict=True)]
    limits.append(limit("ZR3", "income-support", support, payer="ZQ1"))
    asked = closable(gap, *limits, limit("ZQ1", "position", None, least=-support), share=share)
    most_one_off = sum(one_off) if share is None else min(sum(one_off), int(share * gap))
    found = suggestions(asked)
    if sum(recurrent) + most_one_off < gap:
        assert [type(one.answer) for one in found] == [Conflict]
        return
    assert [one.name for one in found] == list(SUGGESTIONS)
    for one in found:
        assert isinstance(one.answer, Proposal), one.answer
        moved = {
            (move.kind, move.body): move.amount for move in asked.moved(one.answer.distribution)
        }
        assert sum(moved.get((kind, body), Fraction(0)) for kind in ("recurrent", "one-off")
                   for body in BODIES) == gap  # fmt: skip
        assert all(moved.get((each.kind, each.body), 0) <= (each.most or 0) for each in asked.moves)
        assert sum(moved.get(("one-off", body), Fraction(0)) for body in BODIES) <= most_one_off
