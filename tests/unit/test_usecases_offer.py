"""Offers of moves: a ledger by version, which counts when every body touched has signed again."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.records.models import Decision, Event
from equipoise.rules.gap import Said, Standing
from equipoise.rules.gap.move_effects import DEFERRAL, ONE_OFF, RISK, SUPPORT, TECHNICAL
from equipoise.usecases.decisions import DecisionStatus, stands
from equipoise.usecases.gap import GapShown, Key, gap, proceed
from equipoise.usecases.ladder import ladder
from equipoise.usecases.offer import offer, offer_answer
from equipoise.usecases.offering import LedgerOffer, Offered
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import proposed_plan
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.seal import Lodged, Sealing, seal
from tests.northmere_round import SYSTEM, TODAY, Northmere, money, thousands

SUPPORTED = Offered(
    kind=SUPPORT,
    organisation="ZR1",
    payer="ZQ1",
    amount_pence=money(1_000),
    name="Winter support",
    owner="ICB finance",
    evidence="Letter of 28 March",
)
SAVED = Offered(
    kind=ONE_OFF,
    organisation="ZR1",
    amount_pence=money(300),
    name="Sale of a van",
    owner="Director of finance",
    evidence="Board paper 7",
    line="nonpay.other",
)


def offered(
    plan: Northmere, what: Offered, who: str, *, counters: str = ""
) -> Outcome[LedgerOffer]:
    return offer(plan.one, what, counters=counters, by=plan.actor(who), now=plan.now())


def said(plan: Northmere, name: str, word: Said, who: str) -> LedgerOffer:
    return offer_answer(plan.one, name, said=word, by=plan.actor(who), now=plan.now()).result


def shown(plan: Northmere, key: Key | None = None) -> Outcome[GapShown]:
    return gap(plan.one, SYSTEM, key=key or Key(), by=plan.lead, on=TODAY)


def statuses(plan: Northmere) -> dict[str, str]:
    return {each.name: each.status for each in shown(plan).result.offers}


def layer(plan: Northmere, name: str) -> dict[tuple[str, str], int]:
    """Return what a decision's cells come to, by body and measure, over all years."""
    found: dict[tuple[str, str], int] = {}
    for cell in proposed_plan(plan.one, SYSTEM).cells:
        if cell.key.layer == f"transfer.{name}":
            key = (cell.key.organisation, cell.key.measure)
            found[key] = found.get(key, 0) + int(str(cell.value))
    return found


def test_the_gap_is_that_of_the_ladder_and_is_split(collated: Northmere) -> None:
    """Northmere: limit (9.0), positions (9.0), 2.3 of money on one side only."""
    weights = dict(zip(("ZQ1", "ZR1", "ZR2", "ZR3"), map(Fraction, (1, 1, 1, 0)), strict=True))
    outcome = shown(collated, Key(name="turnover", weights=weights))
    found = outcome.result
    assert (thousands(found.gap.limit), thousands(found.gap.gap)) == (-9_000, 2_300)
    assert sum(int(part.amount.value) for part in found.split.values()) == money(2_300)
    assert found.split["ZR3"].amount.value == 0
    assert outcome.adds_up is False
    assert len(outcome.figures) == 3 + 4


@pytest.mark.parametrize("key", [Key(name="turnover"), Key(weights={"ZX9": Fraction(1)}),
                                 Key(name="custom", weights={"ZR1": Fraction(0)})])  # fmt: skip
def test_a_key_needs_weights_of_members(collated: Northmere, key: Key) -> None:
    with pytest.raises(RefusedError):
        shown(collated, key)


def test_support_is_mirrored_and_counts_when_both_have_signed(collated: Northmere) -> None:
    first = offered(collated, SUPPORTED, "zr1.editor").result
    assert (first.name, first.status, first.stands.waits_for) == ("D1", "Offered", ("ZQ1",))
    assert layer(collated, "D1") == {}
    (stand,) = stands(collated.one, SYSTEM)
    assert (stand.status, stand.waits_for) == (DecisionStatus.OFFERED, ("ZQ1",))
    less = replace(SUPPORTED, amount_pence=money(600))
    second = offered(collated, less, "zq1.lead", counters="D1").result
    assert statuses(collated) == {"D1": "Countered", "D2": "Offered"}
    (lock,) = shown(collated).result.deadlocks.values()
    assert thousands(lock.apart) == 400
    assert second.body["counters"] == 1
    agreed = said(collated, "D2", Said.YES, "zr1.editor")
    assert (agreed.status, agreed.stands.unsigned) == ("Agreed", ("ZQ1", "ZR1"))
    assert layer(collated, "D2") == {
        ("ZR1", "income.patient_care"): money(600),
        ("ZQ1", "spend.healthcare"): money(600),
    }
    collated.sign("ZR1")
    assert statuses(collated)["D2"] == "Agreed"
    collated.sign("ZQ1")
    assert statuses(collated)["D2"] == "Counts"
    rungs = ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.ladder.stated
    assert (thousands(rungs.agreed_actions), thousands(rungs.balance)) == (0, 2_300)
    assert shown(collated).result.deadlocks == {}


def test_a_body_that_offers_for_itself_makes_its_draft(collated: Northmere) -> None:
    made = offered(collated, SAVED, "zr1.editor").result
    assert (made.status, made.stands.unsigned) == ("Agreed", ("ZR1",))
    rungs = ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.ladder.stated
    assert (thousands(rungs.agreed_actions), thousands(rungs.proposed_actions)) == (0, 300)
    collated.sign("ZR1")
    rungs = ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.ladder.stated
    assert (thousands(rungs.agreed_actions), thousands(rungs.balance)) == (300, 2_000)


def test_what_each_kind_changes(collated: Northmere) -> None:
    for kind in (TECHNICAL, RISK, DEFERRAL):
        offered(collated, replace(SAVED, kind=kind), "zr1.editor")
    assert layer(collated, "D1") == {("ZR1", "nonpay.other"): -money(300)}
    assert layer(collated, "D2") == {("ZR1", "nonpay.other"): -money(300)}
    assert layer(collated, "D3") == {("ZR1", "nonpay.other"): 0}


def test_the_lead_asks_and_the_body_refuses_or_agrees(collated: Northmere) -> None:
    offered(collated, SAVED, "zq1.lead")
    assert said(collated, "D1", Said.NO, "zr1.approver").status == "Refused"
    assert shown(collated).result.offers[0].stands.refusing == ("ZR1",)
    assert said(collated, "D1", Said.YES, "zr1.editor").status == "Agreed"
    with pytest.raises(RefusedError, match="D1 is agreed, and takes no answer"):
        said(collated, "D1", Said.WITHDRAW, "zq1.lead")


def test_an_offer_is_taken_back_by_its_maker_alone(collated: Northmere) -> None:
    offered(collated, SUPPORTED, "zr1.editor")
    with pytest.raises(RefusedError, match="ZQ1 is not asked here; ZR1 is"):
        said(collated, "D1", Said.WITHDRAW, "zq1.lead")
    with pytest.raises(RefusedError, match="ZR2 is not asked here"):
        said(collated, "D1", Said.YES, "zr2.approver")
    assert said(collated, "D1", Said.WITHDRAW, "zr1.editor").status == "Withdrawn"
    (stand,) = stands(collated.one, SYSTEM)
    assert stand.status is DecisionStatus.SUPERSEDED
    with pytest.raises(RefusedError, match="D1 is withdrawn"):
        offered(collated, SUPPORTED, "zq1.lead", counters="D1")


def test_an_offer_expires(collated: Northmere) -> None:
    offered(collated, replace(SUPPORTED, expires_on=TODAY), "zr1.editor")
    assert statuses(collated) == {"D1": "Offered"}
    later = gap(collated.one, SYSTEM, key=Key(), by=collated.lead, on=date(2023, 3, 31))
    assert [each.status for each in later.result.offers] == ["Expired"]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (replace(SUPPORTED, payer=""), "Income support has a payer"),
        (replace(SUPPORTED, payer="ZR2"), "ZR2 and ZR1 are not an ICB and a trust"),
        (replace(SUPPORTED, amount_pence=money(0)), "Income support is a positive amount"),
        (replace(SUPPORTED, evidence=" "), "with an owner and evidence"),
        (replace(SUPPORTED, owner=""), "with an owner and evidence"),
        (replace(SUPPORTED, expires_on=date(2023, 3, 29)), "would have expired on 2023-03-29"),
        (replace(SAVED, payer="ZQ1"), "Nobody pays for a move of kind one-off"),
        (replace(SAVED, amount_pence=money(-1)), "A saving is a positive amount"),
        (replace(SAVED, owner=""), "needs an owner and evidence"),
    ],
)
def test_a_move_that_cannot_be_is_refused(collated: Northmere, what: Offered, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        offered(collated, what, "zq1.lead")
    with pytest.raises(UnknownError, match="kind of move"):
        offered(collated, replace(SAVED, kind="hope"), "zq1.lead")
    assert not Decision.objects.exists()


def test_who_may_not_offer(collated: Northmere) -> None:
    with pytest.raises(NotAllowedError):
        offered(collated, SAVED, "zr2.approver")
    collated.close("ZR1")
    with pytest.raises(UnknownError, match="offer"):
        said(collated, "D1", Said.YES, "zr1.approver")


def lodge(plan: Northmere, amount: int, who: str, **more: str) -> Outcome[Lodged]:
    between = tuple(more.get("between", "ZQ1 ZR1").split())
    sealing = Sealing(matter="Winter", between=between, secret=f"secret of {who}")
    what = replace(SUPPORTED, amount_pence=money(amount))
    return seal(plan.one, what, sealing=sealing, by=plan.actor(who), now=plan.now())


def test_sealed_first_offers_are_disclosed_together(collated: Northmere) -> None:
    first = lodge(collated, 900, "zr1.editor").result
    assert (first.lodged, first.waits_for, first.disclosed) == (("ZR1",), ("ZQ1",), ())
    assert shown(collated).result.offers == ()
    told = [event.body for event in Event.objects.all()]
    told += [str(row.body) for row in Decision.objects.filter(kind="sealed-offer")]
    assert not [body for body in told if str(money(900)) in body]
    with pytest.raises(RefusedError, match="ZR1 has lodged its first offer on Winter already"):
        lodge(collated, 800, "zr1.editor")
    with pytest.raises(RefusedError, match="Winter is between ZQ1, ZR1"):
        lodge(collated, 800, "zq1.lead", between="ZQ1 ZR2")
    with pytest.raises(RefusedError, match="ZR1 seals an offer beside another party"):
        lodge(collated, 800, "zr1.editor", between="ZQ1 ZR2")
    last = lodge(collated, 400, "zq1.lead").result
    assert last.disclosed == ("D3", "D4")
    found = shown(collated).result
    assert {each.decision.organisation: each.body["amount_pence"] for each in found.offers} == {
        "ZR1": money(900),
        "ZQ1": money(400),
    }
    assert thousands(found.deadlocks["Winter"].apart) == 500
    assert found.deadlocks["Winter"].to_meet["ZQ1"]["ZR1"].value == money(500)
    assert Event.objects.filter(verb="disclose").count() == 2
    assert said(collated, "D3", Said.YES, "zq1.lead").stands.standing is Standing.AGREED


def test_a_plan_that_goes_on_though_rejected_keeps_both_figures(collated: Northmere) -> None:
    region = collated.actor("region.lead")
    found = proceed(
        collated.one, SYSTEM, imposed=money(-8_000), reason="Letter", by=region, now=collated.now()
    ).result
    assert [thousands(one) for one in (found.position, found.ask, found.between)] == [
        -11_300, -8_000, 3_300,
    ]  # fmt: skip
    kept = shown(collated).result.proceeding
    assert kept is not None
    assert thousands(kept.between) == 3_300
    with pytest.raises(RefusedError, match="for a reason"):
        proceed(collated.one, SYSTEM, imposed=money(0), reason=" ", by=region, now=collated.now())
    with pytest.raises(NotAllowedError):
        proceed(
            collated.one, SYSTEM, imposed=money(0), reason="x", by=collated.lead,
            now=collated.now(),
        )  # fmt: skip
