"""A contract's value: offered by one side, confirmed by the other, signed by both."""

import pytest

from equipoise.records.models import Consent, Event
from equipoise.rules.balance import PairKey
from equipoise.units import Pence
from equipoise.usecases.agree import agree
from equipoise.usecases.decisions import DecisionStatus, Stand, named_decision
from equipoise.usecases.match import Look, match
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.status import status
from tests.northmere_figures import matrix, rise, rungs, standing
from tests.northmere_round import SYSTEM, TODAY, Northmere, money, thousands

OFFERED, PROPOSED = DecisionStatus.OFFERED, DecisionStatus.PROPOSED
AGREED, SUPERSEDED = DecisionStatus.AGREED, DecisionStatus.SUPERSEDED


def offer(plan: Northmere, value: int, name: str = "zq1.lead", provider: str = "ZR1") -> Stand:
    return agree(
        plan.one, SYSTEM, provider, value=money(value), by=plan.actor(name), now=plan.now()
    ).result


def test_an_offer_changes_nobodys_plan(collated: Northmere) -> None:
    found = offer(collated, 1_021_500)
    assert (found.name, found.status, found.waits_for) == ("D1", OFFERED, ("ZR1",))
    assert not Event.objects.filter(verb="draft").exists()
    assert thousands(matrix(collated).result.mismatch.gross) == 4_700


def test_a_side_does_not_confirm_its_own_offer(collated: Northmere) -> None:
    offer(collated, 1_021_500)
    for name in ("zq1.lead", "zq1.editor", "zq1.approver"):
        with pytest.raises(RefusedError, match=r"ZQ1 has offered this value already\. ZR1 can"):
            offer(collated, 1_021_500, name)
    assert not Consent.objects.exists()


def test_another_value_takes_the_place_of_the_offer(collated: Northmere) -> None:
    offer(collated, 1_021_500)
    counter = offer(collated, 1_022_000, "zr1.contracts")
    assert (counter.name, counter.waits_for) == ("D2", ("ZQ1",))
    assert standing(collated, "D1") == (SUPERSEDED, ())
    again = offer(collated, 1_021_500)  # is a new offer: the first one is gone
    assert (again.name, again.status, again.waits_for) == ("D3", OFFERED, ("ZR1",))
    tasks = status(collated.one, SYSTEM, by=collated.lead, on=TODAY).result
    offers = [task.words for task in (*tasks.yours, *tasks.others) if "offer" in task.words]
    assert offers == ["Answer the offer D3"]
    assert offer(collated, 1_021_500, "zr1.contracts").status is PROPOSED
    assert standing(collated, "D2") == (SUPERSEDED, ())


def test_a_side_may_better_its_own_offer(collated: Northmere) -> None:
    offer(collated, 1_021_000)
    assert offer(collated, 1_021_500).waits_for == ("ZR1",)
    with pytest.raises(RefusedError, match="ZQ1 has offered"):
        offer(collated, 1_021_500)
    assert offer(collated, 1_021_500, "zr1.contracts").name == "D2"
    assert standing(collated, "D1") == (SUPERSEDED, ())


def test_a_value_that_one_side_has_already_changes_the_other_alone(collated: Northmere) -> None:
    collated.settle("ZR1", 1_020_000)
    assert standing(collated, "D1") == (PROPOSED, ("ZR1",))
    drafts = Event.objects.filter(verb="draft").values_list("subject", flat=True)
    assert list(drafts) == ["version:2023-24/ZR1/finance@v2"]
    collated.sign("ZR1")
    assert standing(collated, "D1") == (AGREED, ())


def test_a_value_that_both_sides_have_is_agreed_as_soon_as_it_is_confirmed(
    collated: Northmere,
) -> None:
    assert offer(collated, 520_000, provider="ZR2").status is OFFERED
    found = offer(collated, 520_000, "zr2.contracts", "ZR2")
    assert (found.status, found.waits_for) == (AGREED, ())
    assert not Event.objects.filter(verb="draft").exists()
    assert matrix(collated).result.agreeing[PairKey("ZQ1", "ZR2")].name == "D1"
    assert rungs(rise(collated).ladder.stated)[1:5] == [-9_000, -2_300, -11_300, 2_300]


def test_an_agreement_may_be_agreed_anew_and_counts_once(collated: Northmere) -> None:
    """Both were signed: the ladder of version 1 has the first difference, 2,300, once."""
    collated.settle("ZR1", 1_022_000)
    collated.sign("ZR1", "ZQ1")
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    assert standing(collated, "D1")[0] is standing(collated, "D2")[0] is AGREED
    pair = matrix(collated).result.mismatch.pairs[PairKey("ZQ1", "ZR1")]
    assert (thousands(pair.income), thousands(pair.spend)) == (1_021_500, 1_021_500)
    assert rungs(rise(collated).ladder.stated)[1:5] == [-9_000, -2_300, -11_300, 2_300]


def test_a_value_to_the_penny_is_kept_to_the_penny(collated: Northmere) -> None:
    value = Pence(money(1_021_500) + 1)
    for name in ("zq1.lead", "zr1.contracts"):
        by = collated.actor(name)
        agree(collated.one, SYSTEM, "ZR1", value=value, by=by, now=collated.now())
    collated.sign("ZR1", "ZQ1")
    pair = matrix(collated).result.mismatch.pairs[PairKey("ZQ1", "ZR1")]
    assert pair.income == pair.spend
    assert pair.income is not None
    assert pair.income.value == 102_150_000_001


def test_a_third_body_has_no_say(collated: Northmere) -> None:
    for name in ("zr2.contracts", "zr3.approver", "region.lead", "national.lead", "zq1.system"):
        with pytest.raises(NotAllowedError):
            offer(collated, 1_021_500, name)


@pytest.mark.parametrize(
    ("commissioner", "provider"), [("ZR1", "ZQ1"), ("ZR1", "ZR2"), ("ZQ1", "ZQ1"), ("X24", "ZR1")]
)
def test_a_contract_is_between_an_icb_and_a_trust(
    collated: Northmere, commissioner: str, provider: str
) -> None:
    with pytest.raises(RefusedError, match="are not an ICB and a trust"):
        agree(
            collated.one, commissioner, provider, value=money(1), by=collated.lead,
            now=collated.now(),
        )  # fmt: skip


def test_a_body_that_nobody_knows_is_told_with_those_that_are(collated: Northmere) -> None:
    with pytest.raises(UnknownError, match=r"No organisation ZR9\. There is: X24, ZC1, ZQ1"):
        offer(collated, 1, provider="ZR9")
    with pytest.raises(UnknownError, match="No decision D7"):
        named_decision(collated.one, "D7")
    with pytest.raises(UnknownError, match="No decision seven"):
        named_decision(collated.one, "seven")


def test_what_was_not_returned_cannot_change(opened: Northmere) -> None:
    offer(opened, 1_021_500)
    with pytest.raises(RefusedError, match="ZQ1 has not returned finance"):
        offer(opened, 1_021_500, "zr1.contracts")
    opened.submit("ZQ1")
    with pytest.raises(RefusedError, match="ZR1 has not returned finance"):
        offer(opened, 1_021_500, "zr1.contracts")


def test_a_side_sees_its_own_pairs_and_the_lead_sees_all(collated: Northmere) -> None:
    seen = {
        name: {
            key.provider
            for key in match(collated.one, SYSTEM, by=collated.actor(name), on=TODAY).result.pairs
        }
        for name in ("zr1.contracts", "zr2.approver", "zq1.lead", "zq1.approver", "auditor")
    }
    everybody = {"ZR1", "ZR2", "ZR3"}
    assert seen == {
        "zr1.contracts": {"ZR1"},
        "zr2.approver": {"ZR2"},
        "zq1.lead": everybody,
        "zq1.approver": everybody,
        "auditor": everybody,
    }
    figures = match(collated.one, SYSTEM, by=collated.actor("zr1.contracts"), on=TODAY).figures
    of_pairs = {ref.parts[3:5] for ref in figures if len(ref.parts) == 6}
    assert of_pairs == {("X24", "ZR1"), ("ZQ1", "ZR1")}


def test_matching_looks_at_what_is_signed_proposed_or_collated(collated: Northmere) -> None:
    collated.settle("ZR1", 1_021_500)

    def net(*, version: int | None = None, proposed: bool = False) -> int:
        outcome = match(
            collated.one,
            SYSTEM,
            by=collated.lead,
            on=TODAY,
            version=version,
            look=Look(proposed=proposed),
        )
        return thousands(outcome.result.mismatch.net)

    assert (net(), net(proposed=True), net(version=1)) == (2_300, -1_200, 2_300)
    collated.sign("ZR1", "ZQ1")
    assert (net(), net(version=1)) == (-1_200, 2_300)
    with pytest.raises(UnknownError, match="v7"):
        net(version=7)


def test_there_is_nothing_to_match_before_anybody_has_returned(opened: Northmere) -> None:
    with pytest.raises(RefusedError, match="No contract of ZQ1"):
        matrix(opened)
    with pytest.raises(UnknownError, match="No system ZR1"):
        match(opened.one, "ZR1", by=opened.approver("ZR1"), on=TODAY)
