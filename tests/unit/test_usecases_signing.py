"""Signing, accepting, sending back and collating: each in its turn, by whom it belongs to."""

from dataclasses import replace
from pathlib import Path

import pytest

from equipoise.records import ReturnStatus
from equipoise.records.models import Event, SystemVersion
from equipoise.records.queries import head_of
from equipoise.usecases.accept import accept
from equipoise.usecases.agree import agree
from equipoise.usecases.close import close
from equipoise.usecases.collate import collate
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.send_back import send_back
from equipoise.usecases.signoff import PreparerError, signoff
from equipoise.usecases.submit import submit
from equipoise.usecases.template import template
from equipoise.workings import Reference
from tests.northmere_round import ACTIONS, BODIES, TODAY, Northmere, money


def finance(code: str, number: int) -> Reference:
    return Reference("version", ("2023-24", code, "finance"), f"v{number}")


def status_of(plan: Northmere, code: str, part: str = "finance") -> str:
    head = head_of(plan.one.code, code, part=part)
    assert head is not None
    return ReturnStatus(head.status)


def send_finance_back(plan: Northmere, code: str, comment: str = "Look again") -> None:
    send_back(
        plan.one, code, "finance", line="Income!F23", comment=comment, by=plan.lead,
        now=plan.now(),
    )  # fmt: skip


def test_who_proposed_an_action_may_not_sign_it_whatever_their_role(collated: Northmere) -> None:
    approver = collated.approver("ZR1")
    close(collated.one, ACTIONS["ZR1"], by=approver, now=collated.now())
    with pytest.raises(PreparerError, match=r"You prepared this version\. Ask a colleague"):
        collated.sign("ZR1")
    colleague = replace(approver, person="zr1.chief")
    signed = signoff(collated.one, "ZR1", by=colleague, now=collated.now()).result
    assert (signed.person, len(signed.versions)) == ("zr1.chief", 2)


def test_who_confirmed_a_value_may_not_sign_it(collated: Northmere) -> None:
    approver, value = collated.approver("ZR1"), money(1_021_500)
    agree(collated.one, "ZQ1", "ZR1", value=value, by=collated.lead, now=collated.now())
    agree(collated.one, "ZQ1", "ZR1", value=value, by=approver, now=collated.now())
    with pytest.raises(PreparerError):
        collated.sign("ZR1")
    collated.sign("ZQ1")


def test_a_draft_beneath_the_latest_counts_as_prepared_too(collated: Northmere) -> None:
    close(collated.one, ACTIONS["ZR1"], by=collated.approver("ZR1"), now=collated.now())
    collated.settle("ZR1", 1_021_500)  # a younger draft of the finance, by somebody else
    with pytest.raises(PreparerError):
        signoff(
            collated.one, "ZR1", by=collated.approver("ZR1"), now=collated.now(),
            parts=("finance",),
        )  # fmt: skip


def test_signing_names_the_version_that_was_seen(collated: Northmere) -> None:
    collated.settle("ZR1", 1_021_500)
    approver = collated.approver("ZR1")
    with pytest.raises(RefusedError, match=r"finance@v1 is stale: the latest is .*finance@v2"):
        signoff(collated.one, "ZR1", by=approver, now=collated.now(), saw=finance("ZR1", 1))
    signoff(collated.one, "ZR1", by=approver, now=collated.now(), saw=finance("ZR1", 2))
    with pytest.raises(RefusedError, match="Nothing of ZR1 waits for a signature"):
        signoff(collated.one, "ZR1", by=approver, now=collated.now())


def test_nobody_signs_for_another_body(returned: Northmere) -> None:
    returned.submit("ZR3", "ZR3 corrected")
    for name in ("zr1.approver", "zq1.approver", "zq1.lead", "zr3.contracts", "region.lead"):
        with pytest.raises(NotAllowedError):
            signoff(returned.one, "ZR3", by=returned.actor(name), now=returned.now())
    with pytest.raises(PreparerError):  # who prepared it is told that, before what they may not
        signoff(returned.one, "ZR3", by=returned.editor("ZR3"), now=returned.now())


def test_a_draft_on_top_of_a_fault_cannot_be_signed(opened: Northmere, tmp_path: Path) -> None:
    blank = tmp_path / "ZR1.xlsx"
    template(opened.one, "ZR1", blank, by=opened.editor("ZR1"), on=TODAY)
    submit(opened.one, blank, "ZR1", by=opened.editor("ZR1"), now=opened.now())
    opened.close("ZR1")
    with pytest.raises(RefusedError, match=r"has \d+ to fix and 0 to explain"):
        opened.sign("ZR1")


def test_a_part_that_is_not_owed_is_unknown(returned: Northmere) -> None:
    with pytest.raises(UnknownError, match=r"workforce.* finance, efficiency, risk, capital"):
        signoff(
            returned.one, "ZQ1", by=returned.approver("ZQ1"), now=returned.now(),
            parts=("workforce",),
        )  # fmt: skip


def test_accepting_names_the_version_that_was_seen(returned: Northmere) -> None:
    returned.submit("ZR3", "ZR3 corrected")
    returned.sign("ZR3")
    by, now = returned.lead, returned.now()
    with pytest.raises(RefusedError, match=r"finance@v1 is stale: the latest is .*finance@v2"):
        accept(returned.one, ("ZR3",), by=by, now=now, saw=finance("ZR3", 1))
    outcome = accept(
        returned.one, ("ZR3", "ZR3"), by=by, now=now, parts=("finance",), saw=finance("ZR3", 2)
    )
    assert outcome.result == (finance("ZR3", 2),)
    assert [event.verb for event in outcome.events] == ["accept"]
    assert status_of(returned, "ZR3", "capital") == ReturnStatus.SIGNED_OFF


def test_what_is_not_signed_cannot_be_accepted(returned: Northmere) -> None:
    with pytest.raises(RefusedError, match="Nothing of ZR3 is signed off"):
        accept(returned.one, BODIES, by=returned.lead, now=returned.now())
    assert not Event.objects.filter(verb="accept").exists()  # all four, or none
    for name in ("zq1.approver", "zr1.approver", "region.lead", "zr3.editor"):
        with pytest.raises(NotAllowedError):
            accept(returned.one, ("ZR1",), by=returned.actor(name), now=returned.now())


@pytest.mark.parametrize(("line", "comment"), [("", "why?"), ("Income!F23", ""), (" ", "\n")])
def test_a_return_is_sent_back_with_a_comment_on_a_line(
    returned: Northmere, line: str, comment: str
) -> None:
    with pytest.raises(RefusedError, match="with a comment on a line"):
        send_back(
            returned.one, "ZR1", "finance", line=line, comment=comment, by=returned.lead,
            now=returned.now(),
        )  # fmt: skip
    assert status_of(returned, "ZR1") == ReturnStatus.SIGNED_OFF


def test_the_region_sends_back_and_a_trust_does_not(returned: Northmere) -> None:
    def send(name: str) -> None:
        by = returned.actor(name)
        send_back(
            returned.one, "ZR1", "finance", line="Income!F23", comment="why?", by=by,
            now=returned.now(),
        )  # fmt: skip

    for name in ("zr1.approver", "zq1.approver"):
        with pytest.raises(NotAllowedError):
            send(name)
    send("region.lead")
    with pytest.raises(RefusedError, match="no finance that could be sent back"):
        send_finance_back(returned, "ZR1")  # it is back already


def test_nothing_is_collated_that_nobody_accepted(returned: Northmere) -> None:
    """Not even with a signed draft on top of it."""
    returned.submit("ZR3", "ZR3 corrected")
    returned.sign("ZR3")
    accept(returned.one, ("ZQ1", "ZR2", "ZR3"), by=returned.lead, now=returned.now())
    accept(
        returned.one, ("ZR1",), by=returned.lead, now=returned.now(),
        parts=("workforce", "capital"),
    )  # fmt: skip
    returned.close("ZR1")
    with pytest.raises(RefusedError, match=r"accepted yet: ZR1 finance \(In progress\), ZR1 eff"):
        returned.collate()
    returned.sign("ZR1")
    with pytest.raises(RefusedError, match=r"accepted yet: ZR1 finance \(Signed off\), ZR1 eff"):
        returned.collate()
    accept(returned.one, ("ZR1",), by=returned.lead, now=returned.now())
    assert returned.collate().result.ref.pin == "v1"


def test_what_was_sent_back_is_not_collated(collated: Northmere) -> None:
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    send_finance_back(collated, "ZR1")
    with pytest.raises(RefusedError, match=r"not accepted yet|Not every part is accepted yet"):
        collated.collate()
    collated.close("ZR1")  # a draft on top of it does not undo that
    collated.sign("ZR1")
    with pytest.raises(RefusedError, match=r"ZR1 finance \(Signed off\)"):
        collated.collate()


def test_an_unsigned_draft_leaves_the_version_before_it_standing(collated: Northmere) -> None:
    collated.close("ZR1")
    with pytest.raises(RefusedError, match="Nothing has changed since version 1"):
        collated.collate()
    collated.close("ZQ1")
    collated.sign("ZQ1")
    found = collated.collate().result
    numbers = {(row.organisation, row.part): row.number for row in found.plan.versions}
    assert (numbers["ZQ1", "finance"], numbers["ZR1", "finance"]) == (2, 1)
    assert status_of(collated, "ZR1") == ReturnStatus.DRAFT
    assert status_of(collated, "ZQ1") == ReturnStatus.INCLUDED


def test_only_the_lead_collates(returned: Northmere) -> None:
    for name in ("zq1.approver", "zq1.editor", "zq1.system", "zr1.approver", "region.lead"):
        with pytest.raises(NotAllowedError):
            collate(returned.one, "ZQ1", by=returned.actor(name), now=returned.now())
    assert not SystemVersion.objects.exists()
    with pytest.raises(RefusedError, match=r"ZR3 workforce \(There is a problem\)"):
        returned.collate()
