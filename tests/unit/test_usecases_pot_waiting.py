"""What of a pot waits for somebody, as `status` tells it to each."""

import pytest

from equipoise.reports.pages.collection import status_page
from equipoise.reports.pages.pots import act_page
from equipoise.usecases.potting import Act, Agreement
from equipoise.usecases.potting.delegating import Holder, HolderKind
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.status import status
from tests.northmere_pot import EVERYBODY, NorthmerePot
from tests.northmere_round import SYSTEM, Northmere

Said = tuple[str, str, str]
NORTH = "3,000 (£000) to Northmere (place)"
COMMUNITY = ("community", "Community", 3_000)
POOLED = Holder(kind=HolderKind.POOLED, name="Better care", lead="ZR3", council="ZC1")


@pytest.fixture
def filled(collated: Northmere) -> NorthmerePot:
    begun = NorthmerePot(collated)
    begun.add()
    return begun


def seen(filled: NorthmerePot, name: str) -> tuple[list[Said], list[Said]]:
    """Return what of the pot waits for somebody, and what for others, as they are told."""
    found = status(filled.one, SYSTEM, by=filled.plan.actor(name), on=filled.clock.date())
    tables = {table.name: table for table in status_page(found).tables}
    told = [
        [
            (str(row.cells["organisation"]), str(row.cells["task"]), str(row.cells["command"]))
            for row in tables[name].rows
            if " pot " in str(row.cells["command"])
        ]
        if name in tables
        else []
        for name in ("yours", "others")
    ]
    return told[0], told[1]


def asked(party: str, name: str = "D29", what: str = NORTH) -> Said:
    return party, f"Say yes or no to {name}: {what}", f"equipoise pot answer {name} --yes"


def test_lines_wait_for_nobody(filled: NorthmerePot) -> None:
    assert seen(filled, "zq1.lead") == ([], [])


def test_a_delegation_waits_for_each_party_that_has_not_answered(filled: NorthmerePot) -> None:
    act = filled.give(COMMUNITY, parties=("ZQ1", "ZQ1/lay_member"))
    lay, trust = asked("ZQ1/lay_member"), asked("ZR3")
    assert seen(filled, "zq1.lead") == ([], [lay, trust])  # who proposed it has said yes
    assert seen(filled, "zq1.lay") == ([lay], [trust])
    assert seen(filled, "zr3.approver") == ([trust], [lay])
    assert seen(filled, "zr3.editor") == ([], [lay, trust])  # has no say
    filled.answer(act, "zq1.lay")
    assert seen(filled, "zq1.lay") == ([], [trust])
    filled.answer(act, "zr3.approver")
    assert seen(filled, "zr3.approver") == ([], [])


def test_one_refusal_of_all_waits_for_those_who_proposed_it(filled: NorthmerePot) -> None:
    act = filled.give(COMMUNITY, parties=("ZQ1/lay_member",))
    filled.answer(act, "zr3.approver", "no")
    refused = (
        "ZQ1",
        "ZR3 said no to D29: 3,000 (£000) to Northmere (place)",
        "equipoise pot withdraw D29 --reason 'Refused'",
    )
    assert seen(filled, "zq1.lead") == ([refused], [])
    assert seen(filled, "zr3.approver") == ([], [refused])
    filled.withdraw(act)
    assert seen(filled, "zq1.lead") == ([], [])


def test_a_majority_is_asked_until_it_cannot_be_reached(filled: NorthmerePot) -> None:
    """Of three, one may say no; when two have, what the third says changes nothing."""
    act = filled.award(agreement=Agreement.MAJORITY, parties=EVERYBODY)
    what = "Elective money, 5,000.00001 (£000), shared by custom among ZR1, ZR2 and ZR3"
    filled.answer(act, "zr1.approver", "no")
    assert seen(filled, "zr2.approver") == (
        [asked("ZR2", "D29", what)], [asked("ZR3", "D29", what)],
    )  # fmt: skip
    filled.answer(act, "zr2.approver", "no")
    yours, others = seen(filled, "zq1.lead")
    assert (len(yours), others) == (1, [])
    assert yours[0][1] == f"ZR1 and ZR2 said no to D29: {what}"
    filled.answer(act, "zr2.approver")
    assert seen(filled, "zr3.approver")[0] == [asked("ZR3", "D29", what)]


def test_undoing_an_agreement_waits_for_those_who_made_it(filled: NorthmerePot) -> None:
    act = filled.answer(filled.give(COMMUNITY), "zr3.approver")
    back = filled.withdraw(act)
    assert seen(filled, "zr3.approver")[0] == [asked("ZR3", "D30", "D29 is taken back")]
    filled.answer(back, "zr3.approver", "no")
    assert seen(filled, "zq1.lead")[0] == [
        ("ZQ1", "ZR3 said no to D30: D29 is taken back", "equipoise pot ZQ1")
    ]


def test_a_council_sees_what_waits_for_it_and_nothing_else(filled: NorthmerePot) -> None:
    with pytest.raises(NotAllowedError):
        seen(filled, "zc1.approver")
    act = filled.give(COMMUNITY, holder=POOLED)
    what = "3,000 (£000) to Better care (pooled)"
    assert seen(filled, "zc1.approver") == ([asked("ZC1", "D29", what)], [])
    by, on = filled.plan.actor("zc1.approver"), filled.clock.date()
    found = status(filled.one, SYSTEM, by=by, on=on)
    assert status_page(found).sentences == ("The pot of ZQ1 waits for you.", "")
    assert found.result.board is None
    filled.answer(act, "zc1.approver")
    with pytest.raises(NotAllowedError):
        seen(filled, "zc1.approver")


def said(act: Act) -> tuple[str, ...]:
    """Return what the page of a decision says of those who are asked."""
    return act_page(act).sentences[1:]


def test_a_decision_says_how_many_have_still_to_agree(filled: NorthmerePot) -> None:
    act = filled.award(agreement=Agreement.MAJORITY, parties=EVERYBODY)
    assert said(act) == ("It counts when 2 of ZR1, ZR2 and ZR3 agree.",)
    act = filled.answer(act, "zr1.approver")
    assert said(act) == ("It counts when 1 of ZR2 and ZR3 agrees.",)
    act = filled.answer(act, "zr2.approver", "no")
    assert said(act) == ("ZR2 said no.", "It counts when 1 of ZR2 and ZR3 agrees.")
    act = filled.answer(act, "zr3.approver")
    assert said(act) == ()
    assert not act.positions.is_refused
    assert act_page(act).next_steps == ("equipoise pot ZQ1",)


def test_of_all_parties_each_has_to_agree(filled: NorthmerePot) -> None:
    act = filled.give(COMMUNITY, parties=("ZQ1/lay_member",))
    assert said(act) == ("It counts when ZQ1/lay_member and ZR3 agree.",)
    filled.answer(act, "zq1.lay")
    act = filled.answer(act, "zr3.approver", "no")
    assert said(act) == ("ZR3 said no.", "It counts when ZR3 agrees.")
    act = filled.answer(act, "zr3.approver")
    assert act_page(act).next_steps == ("equipoise delegate ZQ1",)
    assert act_page(filled.places()).next_steps == ("equipoise delegate sheet ZQ1",)


def test_what_is_closed_takes_no_answer_and_says_why(filled: NorthmerePot) -> None:
    act = filled.answer(filled.give(COMMUNITY), "zr3.approver")
    with pytest.raises(RefusedError, match=r"^D29 is agreed already\. Undo .* withdraw D29\.$"):
        filled.answer(act, "zr3.approver", "no")
    back = filled.withdraw(act)
    told = r"^D29 is agreed, and D30 would take it back\. .* pot answer D30 --yes, or --no\.$"
    with pytest.raises(RefusedError, match=told):
        filled.answer(act, "zr3.approver", "no")
    filled.answer(back, "zr3.approver")
    with pytest.raises(RefusedError, match=r"^D29 is withdrawn already\.$"):
        filled.answer(act, "zr3.approver", "no")
