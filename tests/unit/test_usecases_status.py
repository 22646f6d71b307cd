"""What needs whom today, and the board of who has returned what."""

import pytest

from equipoise.records import ReturnStatus
from equipoise.usecases.agree import agree
from equipoise.usecases.collect import collect
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.status import Status, status
from tests.northmere_figures import everybody, words
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere, money


def home(plan: Northmere, name: str) -> Status:
    return status(plan.one, SYSTEM, by=plan.actor(name), on=TODAY).result


def yours(plan: Northmere, name: str) -> list[str]:
    return [f"{task.organisation}: {task.words}" for task in home(plan, name).yours]


def test_at_first_everybody_is_to_return_a_plan(opened: Northmere) -> None:
    assert yours(opened, "zr1.editor") == ["ZR1: Return your plan"]
    assert yours(opened, "zr1.approver") == yours(opened, "zq1.lead") == []
    found = home(opened, "zq1.lead")
    assert [task.organisation for task in found.others] == list(BODIES)
    assert found.sentence == "4 organisations, none has a problem. Nothing is collated yet."
    assert words(opened) == everybody("Not yet started")
    board = collect(opened.one, SYSTEM, by=opened.lead, on=TODAY).result
    assert len(board.lines) == 4 + 5 + 5 + 5
    assert board.lines[0].version is None
    assert len(board.waiting) == 19


def test_each_step_waits_for_the_one_whose_it_is(returned: Northmere) -> None:
    assert yours(returned, "zr3.editor") == ["ZR3: Put right what was found"]
    assert yours(returned, "zr3.approver") == ["ZR3: Sign off"]
    assert yours(returned, "zq1.lead") == ["ZQ1: Accept ZQ1", "ZR1: Accept ZR1", "ZR2: Accept ZR2"]
    returned.submit("ZR3", "ZR3 corrected")
    assert yours(returned, "zr3.editor") == []
    returned.sign("ZR3")
    returned.accept(*BODIES)
    assert yours(returned, "zq1.lead") == ["ZQ1: Collate version 1"]
    assert home(returned, "zq1.lead").others == ()


def test_an_offer_waits_for_the_other_side_and_a_draft_for_its_approver(
    collated: Northmere,
) -> None:
    value = money(1_021_500)
    agree(collated.one, SYSTEM, "ZR1", value=value, by=collated.lead, now=collated.now())
    assert yours(collated, "zr1.contracts") == ["ZR1: Answer the offer D1"]
    assert yours(collated, "zr2.contracts") == []
    contracts = collated.actor("zr1.contracts")
    agree(collated.one, SYSTEM, "ZR1", value=value, by=contracts, now=collated.now())
    assert yours(collated, "zr1.contracts") == []
    assert yours(collated, "zr1.approver") == ["ZR1: Re-sign for D1"]
    assert yours(collated, "zq1.approver") == ["ZQ1: Re-sign for D1"]
    assert home(collated, "zq1.lead").sentence == (
        "4 organisations, none has a problem. Version 1: Collating."
    )


def test_the_lead_is_told_what_comes_next(matched: Northmere) -> None:
    assert yours(matched, "zq1.lead") == ["ZQ1: Version 2 does not add up"]
    matched.close("ZR1")
    matched.close("ZQ1")
    matched.defer()
    assert yours(matched, "zq1.lead") == []
    matched.sign("ZR1")
    assert yours(matched, "zq1.lead") == []
    matched.sign("ZQ1")  # nothing is to be accepted anew: a decision was carried out
    assert yours(matched, "zq1.lead") == ["ZQ1: Collate version 3"]
    matched.collate()
    assert yours(matched, "zq1.lead") == ["ZQ1: Agree and lock version 3"]
    matched.lock()
    assert yours(matched, "zq1.lead") == ["ZQ1: Send version 3"]
    matched.send()
    found = home(matched, "zq1.lead")
    assert [task.words for task in found.yours] == ["Version 3 is with the region"]
    assert found.sentence.endswith("Version 3: Submitted to region, locked.")
    assert words(matched) == everybody("Locked")


def test_a_part_signed_on_top_of_one_never_accepted_is_still_to_be_accepted(
    returned: Northmere,
) -> None:
    returned.close("ZR1")
    returned.sign("ZR1")
    assert "ZR1: Accept ZR1" in yours(returned, "zq1.lead")


def test_the_board_shows_findings_to_those_who_may_see_them(returned: Northmere) -> None:
    outcome = collect(returned.one, SYSTEM, by=returned.actor("zq1.system"), on=TODAY)
    assert outcome.result.with_problems == ("ZR3",)
    assert {finding.code for finding in outcome.findings} == {"EQ-WTE-001", "EQ-TPL-006"}
    statuses = {line.status for line in outcome.result.lines if line.organisation == "ZR3"}
    assert statuses == {ReturnStatus.DRAFT, ReturnStatus.SUBMITTED}
    for name in ("zr1.editor", "zr3.editor"):
        with pytest.raises(NotAllowedError):
            collect(returned.one, SYSTEM, by=returned.actor(name), on=TODAY)


def test_a_stranger_and_an_unknown_system_are_refused(opened: Northmere) -> None:
    with pytest.raises(UnknownError, match="There is: ZQ1"):
        status(opened.one, "ZQ9", by=opened.actor("auditor"), on=TODAY)
    with pytest.raises(UnknownError, match="There is: ZQ1"):
        collect(opened.one, "ZR1", by=opened.approver("ZR1"), on=TODAY)
