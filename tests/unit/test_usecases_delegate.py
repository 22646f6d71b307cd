"""Delegation: within the pot and its ring-fences, agreed by the parties, reported back on."""

from datetime import date

import pytest

from equipoise.usecases.delegate_report import Report, delegate_report, reports_of
from equipoise.usecases.potting import Act, Agreement
from equipoise.usecases.potting.delegating import Holder, HolderKind
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from tests.northmere_pot import NorthmerePot
from tests.northmere_round import Northmere, money, thousands

COMMUNITY = ("community", "Community", 3_000)
POOLED = Holder(kind=HolderKind.POOLED, name="Better care", lead="ZR3", council="ZC1")


@pytest.fixture
def filled(collated: Northmere) -> NorthmerePot:
    begun = NorthmerePot(collated)
    begun.add()
    return begun


def test_it_counts_when_the_lead_of_its_holder_has_agreed(filled: NorthmerePot) -> None:
    act = filled.give(COMMUNITY)
    assert act.positions.parties == ("ZR3",)
    assert filled.held("community") == 18_000
    act = filled.answer(act, "zr3.approver")
    assert act.status == "Agreed"
    assert (filled.held("community"), filled.held("north.1")) == (15_000, 3_000)
    assert thousands(filled.pot().uses_by("place")["Northmere"]) == 210_000 + 3_000
    assert filled.seen().adds_up is True


def test_no_single_role_can_force_it_through(filled: NorthmerePot) -> None:
    """The lead proposes, and can speak neither for the trust, nor clinicians, nor lay members."""
    parties = ("ZQ1/clinical_lead", "ZQ1/lay_member", "ZC1")
    act = filled.give(COMMUNITY, parties=parties)
    with pytest.raises(RefusedError, match="does not speak for a party"):
        filled.answer(act, "zq1.lead")
    with pytest.raises(RefusedError, match="does not speak for a party"):
        filled.answer(act, "zr1.approver")
    with pytest.raises(NotAllowedError):
        filled.answer(act, "zr3.editor")
    for name in ("zq1.clinical", "zq1.lay", "zr3.approver"):
        act = filled.answer(act, name)
        assert act.status == "Proposed"
    assert act.positions.waits_for == ("ZC1",)
    assert filled.answer(act, "zc1.approver").status == "Agreed"


def test_the_proposer_speaks_for_their_own_body_only(filled: NorthmerePot) -> None:
    act = filled.give(COMMUNITY, parties=("ZQ1",))
    assert act.positions.said("ZQ1") == "yes"
    assert act.positions.waits_for == ("ZR3",)


def test_a_council_shares_a_pooled_fund_and_sees_what_concerns_it(filled: NorthmerePot) -> None:
    with pytest.raises(NotAllowedError):
        filled.seen(name="zc1.approver")
    act = filled.give(COMMUNITY, holder=POOLED)
    assert act.positions.parties == ("ZR3", "ZC1")
    assert [each.name for each in filled.seen(name="zc1.approver").result.acts] == [act.name]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (("community", "Community", 18_001), r"community has £18,000,000\.00 on 2023-07-01"),
        (("commissioning_core", "Community", 1), r"commissioning_core has £0\.00"),
        (("crisis-care", "Community", 1), "crisis is ring-fenced for Crisis care, and cannot"),
        (("crisis", "Community", 1), "crisis is ring-fenced for Crisis care, and cannot"),
        (("acute-zr1", "Acute", 1), "acute-zr1 is committed to ZR1, which is no party"),
        (("surplus", "Community", 1), "surplus is not a line that can be delegated from"),
        (("community", "", 1), "a positive amount, for a programme"),
        (("community", "Community", 0), "a positive amount, for a programme"),
    ],
)
def test_more_than_there_is_and_a_broken_fence_are_refused(
    filled: NorthmerePot, part: tuple[str, str, int], told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        filled.give(part)


def test_all_there_is_can_be_delegated_to_the_penny(filled: NorthmerePot) -> None:
    act = filled.give(("community", "Community", 18_000), ("crisis-care", "Crisis care", 8_000))
    filled.answer(act, "zr3.approver")
    assert filled.held("community") == filled.held("crisis-care") == 0


def test_what_nobody_decided_on_can_be_delegated(filled: NorthmerePot) -> None:
    filled.move("X24", "core", 1_500)
    act = filled.give(("commissioning_core", "Community", 1_500))
    filled.answer(act, "zr3.approver")
    assert filled.seen().adds_up is True
    with pytest.raises(RefusedError, match=r"commissioning_core has £0\.00"):
        filled.give(("commissioning_core", "Community", 1), name="south")


def test_parts_out_of_one_line_are_taken_together(filled: NorthmerePot) -> None:
    with pytest.raises(RefusedError, match=r"£18,001,000\.00 is asked"):
        filled.give(("community", "Community", 9_000), ("community", "Nursing", 9_001))


def test_it_is_looked_at_again_when_it_is_agreed(filled: NorthmerePot) -> None:
    act = filled.give(("community", "Community", 18_000))
    filled.move("community", "reserve", 1)
    with pytest.raises(RefusedError, match=r"community has £17,999,000\.00"):
        filled.answer(act, "zr3.approver")
    assert filled.answer(act, "zr3.approver", "no").status == "Proposed"


def test_a_body_gives_up_what_is_committed_to_it(filled: NorthmerePot) -> None:
    act = filled.give(("acute-zr1", "Acute", 1_000), parties=("ZR1",))
    assert set(act.positions.parties) == {"ZR1", "ZR3"}


@pytest.mark.parametrize(
    ("holder", "told"),
    [
        (Holder(kind=HolderKind.PLACE, name="A81001", lead="ZR3"), "A81001 is one practice"),
        (Holder(kind=HolderKind.NEIGHBOURHOOD, name="a81001", lead="ZR3"), "is one practice"),
        (Holder(kind=HolderKind.PLACE, name="North", lead="ZR3", council="ZC1"), "no other does"),
        (Holder(kind=HolderKind.POOLED, name="Fund", lead="ZR3"), "names the council"),
        (Holder(kind=HolderKind.POOLED, name="Fund", lead="ZR3", council="ZR1"), "not a council"),
    ],
)
def test_a_holder_is_a_place_or_a_fund_and_never_a_practice(
    filled: NorthmerePot, holder: Holder, told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        filled.give(COMMUNITY, holder=holder)


def test_a_delegation_is_agreed_by_somebody_and_begins_once(filled: NorthmerePot) -> None:
    with pytest.raises(RefusedError, match="needs the agreement of who is to hold it"):
        filled.give(COMMUNITY, agreement=Agreement.NONE)
    filled.answer(filled.give(COMMUNITY), "zr3.approver")
    with pytest.raises(RefusedError, match="The pot has a delegation north already"):
        filled.give(COMMUNITY)
    with pytest.raises(UnknownError, match="line or fund of the pot: nothing"):
        filled.give(("nothing", "Community", 1), name="south")


SEPTEMBER = date(2023, 9, 30)


def reported(
    filled: NorthmerePot, act: Act, name: str, spent: int = 700, *, up_to: date = SEPTEMBER
) -> None:
    delegate_report(
        filled.one, act.name,
        report=Report(up_to=up_to, spent_pence=money(spent), words="Crisis team full"),
        by=filled.plan.actor(name), now=filled.now(),
    )  # fmt: skip


def test_its_holders_report_back_and_nobody_else(filled: NorthmerePot) -> None:
    act = filled.give(COMMUNITY, holder=POOLED)
    with pytest.raises(RefusedError, match="not a delegation that is in force"):
        reported(filled, act, "zr3.approver")
    act = filled.answer(filled.answer(act, "zr3.approver"), "zc1.approver")
    filled.on(SEPTEMBER)
    reported(filled, act, "zr3.editor")
    reported(filled, act, "zc1.approver", 750)
    with pytest.raises(NotAllowedError):
        reported(filled, act, "zr1.approver")
    with pytest.raises(RefusedError, match="not below nil"):
        reported(filled, act, "zr3.editor", -1)
    found = reports_of(act, known=SEPTEMBER)
    assert [(one.organisation, one.report.spent_pence) for one in found] == [
        ("ZR3", money(700)), ("ZC1", money(750)),
    ]  # fmt: skip
    assert reports_of(act, known=date(2023, 9, 29)) == ()


def test_a_report_is_of_days_that_have_passed_since_it_began(filled: NorthmerePot) -> None:
    act = filled.answer(filled.give(COMMUNITY), "zr3.approver")
    filled.on(date(2023, 9, 29))
    with pytest.raises(RefusedError, match="2023-09-30 is still to come"):
        reported(filled, act, "zr3.approver")
    with pytest.raises(RefusedError, match="D29 begins on 2023-07-01, after 2023-06-30"):
        reported(filled, act, "zr3.approver", up_to=date(2023, 6, 30))
    reported(filled, act, "zr3.approver", up_to=date(2023, 9, 29))
    reported(filled, act, "zr3.approver", up_to=date(2023, 7, 1))
    days = [one.report.up_to for one in reports_of(act, known=SEPTEMBER)]
    assert days == [date(2023, 9, 29), date(2023, 7, 1)]
