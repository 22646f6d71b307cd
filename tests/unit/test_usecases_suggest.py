"""Suggestions: a planted conflict, and shares of the key with what binds."""

from equipoise.optimise import Conflict
from equipoise.usecases.gap_suggestions import PROPORTIONAL, binding, suggestions
from tests.gap_limits import closable, limit


def test_a_planted_conflict_names_the_three_and_no_more() -> None:
    """Two bodies can find 30 and 40, one of them protected; a third has its own limit."""
    asked = closable(
        100,
        limit("ZR1", "recurrent", 30),
        limit("ZR2", "recurrent", 40),
        limit("ZR2", "one-off", 0),
        limit("ZR3", "income-support", 50, payer="ZQ1"),
    )
    (found,) = suggestions(asked)
    assert isinstance(found.answer, Conflict)
    assert [one.name for one in found.answer.members] == [
        "the pot",
        "ZR1 recurrent, at most",
        "ZR2 one-off, at most",
        "ZR2 recurrent, at most",
        "ZR3 income-support from ZQ1, on both sides",
    ]
    assert found.proposal is None
    assert sum(found.answer.relaxation.values()) == 30


def test_shares_are_of_the_key_and_what_binds_is_named() -> None:
    """Of 90 by an equal key each of three is to find 30; ZR3 can find 10 and the others more."""
    asked = closable(
        90,
        limit("ZR1", "recurrent", 80),
        limit("ZR2", "recurrent", 80),
        limit("ZR3", "recurrent", 10),
    )
    assert asked.shares(PROPORTIONAL) == {"ZR1": 30, "ZR2": 30, "ZR3": 30}
    proportional = suggestions(asked)[1]
    assert proportional.proposal is not None
    found = proportional.proposal.distribution
    assert [one.name for one in binding(asked, found)] == ["ZR3 recurrent, at most"]
    assert proportional.proposal.stages[0].reached == 20
    assert sum(found.values()) == 90
    assert {int(pence) for one, pence in found.items() if one.body == "ZR3"} == {10}
