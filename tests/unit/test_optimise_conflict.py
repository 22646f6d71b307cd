"""A planted conflict among rules is named, to the last member, and says what would have to give."""

from dataclasses import replace

from equipoise.optimise import Budget, Conflict, Problem, Proposal, Sense, Terms
from equipoise.units import Pence
from tests.optimise_cases import answered, rule

STREAMS = ("acute", "community", "mental", "primary")
AT = {stream: Budget("QA1", stream) for stream in STREAMS}
OWN = {
    AT[stream]: Terms(plan=Pence(25_000), least=Pence(0), most=Pence(90_000)) for stream in STREAMS
}
# Mental health and primary care together ask for £750; the third rule leaves them £700.
SIX = (
    rule("a/acute", {AT["acute"]: 1}, sense=Sense.AT_LEAST, bound=20_000),
    rule("b/mental", {AT["mental"]: 1}, sense=Sense.AT_LEAST, bound=40_000),
    rule("c/community", {AT["community"]: 1}, sense=Sense.AT_MOST, bound=60_000),
    rule("d/primary", {AT["primary"]: 1}, sense=Sense.AT_LEAST, bound=35_000),
    rule("e/both", {AT["mental"]: 1, AT["primary"]: 1}, sense=Sense.AT_MOST, bound=70_000),
    rule("f/acute", {AT["acute"]: 1, AT["community"]: 1}, sense=Sense.AT_LEAST, bound=10_000),
)
PLANTED = Problem(terms=OWN, total=Pence(100_000), constraints=SIX)


def conflict(problem: Problem) -> Conflict:
    answer = answered(problem)
    assert isinstance(answer, Conflict)
    return answer


def test_the_one_minimal_set_among_six_rules_is_named() -> None:
    found = conflict(PLANTED)
    assert [one.name for one in found.members] == ["b/mental", "d/primary", "e/both"]
    assert found.relaxation == {"e/both": 5_000}
    assert found.limits == ()


def test_without_any_of_the_three_there_is_a_proposal() -> None:
    for name in ("b/mental", "d/primary", "e/both"):
        fewer = tuple(one for one in SIX if one.name != name)
        assert isinstance(answered(replace(PLANTED, constraints=fewer)), Proposal)


def test_a_penny_decides() -> None:
    """Both sides of the threshold: £750.00 fits, £749.99 does not."""
    for bound, kind in ((75_000, Proposal), (74_999, Conflict)):
        both = replace(SIX[4], bound=bound)
        other = replace(PLANTED, constraints=(*SIX[:4], both, SIX[5]))
        assert isinstance(answered(other), kind)


def test_the_pot_and_the_limits_of_budgets_are_named_where_they_bear() -> None:
    """Four budgets of £249.99 at most leave 4 pence of a pot of £1,000."""
    small = {AT[stream]: replace(OWN[AT[stream]], most=Pence(24_999)) for stream in STREAMS}
    found = conflict(Problem(terms=small, total=Pence(100_000)))
    assert [one.name for one in found.members] == ["the pot"]
    assert found.limits == tuple(AT[stream] for stream in STREAMS)
    assert found.relaxation == {"the pot": 4}


def test_rules_give_way_before_the_pot() -> None:
    asked = rule("most", dict.fromkeys(AT.values(), 1), sense=Sense.AT_MOST, bound=99_000)
    found = conflict(replace(PLANTED, constraints=(asked,)))
    assert [one.name for one in found.members] == ["the pot", "most"]
    assert found.relaxation == {"most": 1_000}
