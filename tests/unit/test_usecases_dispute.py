"""A dispute: raised by either side with a reason, shown, and ended by a value or its own side."""

import pytest

from equipoise.reports.pages.climbing import ladder_page
from equipoise.reports.pages.collection import board_page
from equipoise.reports.pages.disputing import dispute_page
from equipoise.reports.pages.matching import matching_page
from equipoise.rules.balance import PairKey, PairStatus
from equipoise.usecases.collect import collect
from equipoise.usecases.dispute import dispute, withdraw
from equipoise.usecases.disputes import Dispute, open_disputes
from equipoise.usecases.ladder import ladder
from equipoise.usecases.match import match
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.verify import verify
from tests.northmere_round import SYSTEM, TODAY, Northmere

KEY, FINE = PairKey("ZQ1", "ZR1"), PairKey("ZQ1", "ZR2")
REASON = "Growth is not funded"


def raised(plan: Northmere, name: str = "zr1.contracts", key: PairKey = KEY) -> Outcome[Dispute]:
    return dispute(plan.one, key, reason=REASON, by=plan.actor(name), now=plan.now())


def status(plan: Northmere, key: PairKey = KEY) -> PairStatus:
    return match(plan.one, SYSTEM, by=plan.lead, on=TODAY).result.mismatch.pairs[key].status


@pytest.mark.parametrize(
    ("name", "key"), [("zr1.contracts", KEY), ("zq1.lead", FINE), ("national.lead", ("X24", "ZR1"))]
)
def test_either_side_may_dispute_and_the_pair_says_so(
    matched: Northmere, name: str, key: tuple[str, str]
) -> None:
    """The pairs agree, and no sum moves; the plan does not add up while one is in dispute."""
    pair = PairKey(*key)
    before = match(matched.one, SYSTEM, by=matched.lead, on=TODAY)
    assert before.adds_up is True
    (event,) = raised(matched, name, pair).events
    assert event.verb == "dispute"
    after = match(matched.one, SYSTEM, by=matched.lead, on=TODAY)
    assert (after.adds_up, after.result.mismatch.pairs[pair].status) == (False, PairStatus.DISPUTED)
    assert after.result.mismatch.gross == before.result.mismatch.gross
    climbed = ladder(matched.one, SYSTEM, by=matched.lead, on=TODAY)
    assert climbed.adds_up is False
    assert ladder_page(climbed).alerts[0] == (
        "It does not add up. 1 pair of care, support or specialised services differs or is in "
        "dispute."
    )
    alert = f"{pair.commissioner} and {pair.provider} are in dispute, raised by {name} of "
    assert any(one.startswith(alert) and REASON in one for one in matching_page(after).alerts)
    board = board_page(collect(matched.one, SYSTEM, by=matched.lead, on=TODAY))
    assert any(one.startswith(alert) for one in board.alerts)
    assert verify(matched.one, by=matched.actor("auditor"), on=TODAY).result.faults == ()


def test_a_dispute_needs_a_reason_a_contract_and_a_side(collated: Northmere) -> None:
    by = collated.actor("zr1.contracts")
    with pytest.raises(RefusedError, match="needs a reason"):
        dispute(collated.one, KEY, reason=" ", by=by, now=collated.now())
    with pytest.raises(UnknownError, match="ZR1 and ZR2"):
        raised(collated, key=PairKey("ZR1", "ZR2"))
    for name in ("zr2.contracts", "region.lead", "auditor"):
        with pytest.raises(NotAllowedError):
            raised(collated, name)
    raised(collated)
    for name in ("zr1.contracts", "zq1.lead"):
        with pytest.raises(RefusedError, match="ZR1 disputes this contract already"):
            raised(collated, name)
    assert [found.key for found in open_disputes(collated.one)] == [KEY]


def test_its_own_side_may_withdraw_it(collated: Northmere) -> None:
    raised(collated)
    with pytest.raises(RefusedError, match="ZR1 raised this dispute"):
        withdraw(collated.one, KEY, by=collated.lead, now=collated.now())
    found = withdraw(collated.one, KEY, by=collated.actor("zr1.approver"), now=collated.now())
    assert (found.result.raised_by, open_disputes(collated.one)) == ("ZR1", ())
    assert status(collated) is PairStatus.NOT_AGREED
    with pytest.raises(RefusedError, match="ZQ1 and ZR1 are not in dispute"):
        withdraw(collated.one, KEY, by=collated.actor("zr1.contracts"), now=collated.now())
    page = dispute_page(found, is_withdrawn=True)
    assert page.sentences == ("ZR1 no longer disputes the contract of ZQ1 and ZR1.",)


def test_a_value_named_by_both_ends_it(collated: Northmere) -> None:
    raised(collated, "zq1.lead")
    raised(collated, "zr2.contracts", FINE)
    assert status(collated) is PairStatus.DISPUTED
    collated.settle("ZR1", 1_021_500)
    assert [found.key for found in open_disputes(collated.one)] == [FINE]
    collated.close("ZR1")  # a decision that is about no contract ends none
    collated.sign("ZR1", "ZQ1")
    assert (status(collated), status(collated, FINE)) == (PairStatus.AGREED, PairStatus.DISPUTED)
    raised(collated, "zq1.lead")  # and may be raised anew
    assert status(collated) is PairStatus.DISPUTED


def test_a_dispute_says_what_ends_it(collated: Northmere) -> None:
    page = dispute_page(raised(collated), is_withdrawn=False)
    assert page.sentences[0] == "ZR1 disputes the contract of ZQ1 and ZR1: Growth is not funded"
    assert page.next_steps[1] == "equipoise dispute ZQ1 ZR1 --withdraw  # by ZR1"
    steps = matching_page(match(collated.one, SYSTEM, by=collated.lead, on=TODAY)).next_steps
    assert "equipoise dispute ZQ1 ZR1 --withdraw  # by ZR1" in steps
