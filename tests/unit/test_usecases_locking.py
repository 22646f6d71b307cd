"""Approve, lock, send, open again; and nothing changes in between."""

from collections.abc import Callable

import pytest

from equipoise.records import SystemStatus
from equipoise.records.models import Approval, Event
from equipoise.units import FinancialYear
from equipoise.usecases.accept import accept
from equipoise.usecases.agree import agree
from equipoise.usecases.approve import approve
from equipoise.usecases.collect import collect
from equipoise.usecases.defer import defer
from equipoise.usecases.lock import lock
from equipoise.usecases.locks import LockedError
from equipoise.usecases.plans import collated as collated_version
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.reopen import reopen
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.send import send
from equipoise.usecases.send_back import send_back
from tests.northmere_figures import everybody, positions, statement, system_status, words
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere, money

WRITERS: dict[str, Callable[[Northmere], object]] = {
    "submit": lambda plan: plan.submit("ZR1"),
    "signoff": lambda plan: plan.sign("ZR1"),
    "accept": lambda plan: accept(plan.one, ("ZR1",), by=plan.lead, now=plan.now()),
    "send_back": lambda plan: send_back(
        plan.one, "ZR1", "finance", line="Income!F23", comment="why?", by=plan.lead, now=plan.now()
    ),
    "collate": lambda plan: plan.collate(),
    "agree": lambda plan: agree(
        plan.one, SYSTEM, "ZR1", value=money(1), by=plan.lead, now=plan.now()
    ),
    "close": lambda plan: plan.close("ZR1"),
    "defer": lambda plan: defer(
        plan.one, "ZR1", "ZR1-C2", amount=money(1), to=FinancialYear(2024), by=plan.lead,
        now=plan.now(),
    ),
    "approve": lambda plan: plan.approve("ZR1"),
    "lock": lambda plan: plan.lock(),
}  # fmt: skip


@pytest.mark.parametrize("verb", WRITERS)
def test_a_locked_plan_does_not_change(locked: Northmere, verb: str) -> None:
    before = Event.objects.count()
    with pytest.raises(LockedError, match=r"Version 3 is locked\. Start version 4\."):
        WRITERS[verb](locked)
    assert Event.objects.count() == before
    assert system_status(locked) == (3, SystemStatus.SUBMITTED, True)


def test_a_board_approves_the_version_it_saw(closed: Northmere) -> None:
    for stale in (1, 2, 4):
        with pytest.raises(RefusedError, match=f"Version {stale} is stale: .* is version 3"):
            closed.approve("ZR1", version=stale)
    closed.approve("ZR1")
    with pytest.raises(RefusedError, match="ZR1 has approved version 3 already"):
        closed.approve("ZR1")
    approval = Approval.objects.get()
    assert approval.manifest == collated_version(closed.one, SYSTEM).manifest
    assert Event.objects.get(verb="approve").facts["manifest"] == approval.manifest


def test_an_approval_is_of_one_version(collated: Northmere) -> None:
    collated.approve(*BODIES, version=1)
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    collated.collate()
    found = collated.lock(2).result
    assert [body.organisation for body in found.without] == list(BODIES)
    assert found.status is SystemStatus.COLLATING  # ZR3's contract does not match yet


def test_only_its_own_approver_speaks_for_a_board(closed: Northmere) -> None:
    for name in ("zr1.editor", "zq1.lead", "zq1.approver", "zq1.system", "region.lead"):
        with pytest.raises(NotAllowedError):
            approve(closed.one, "ZR1", version=3, by=closed.actor(name), now=closed.now())


def test_locking_names_the_version_that_was_seen(closed: Northmere) -> None:
    with pytest.raises(RefusedError, match="Version 2 is stale: the latest is version 3"):
        closed.lock(2)
    for name in ("zq1.approver", "zr1.approver", "region.lead", "national.lead"):
        with pytest.raises(NotAllowedError):
            lock(closed.one, SYSTEM, version=3, by=closed.actor(name), now=closed.now())
    outcome = lock(closed.one, SYSTEM, version=3, by=closed.actor("zq1.system"), now=closed.now())
    assert outcome.result.chain_head == Event.objects.get(verb="lock").hash


def test_a_plan_is_sent_once_and_only_when_it_is_locked(closed: Northmere) -> None:
    with pytest.raises(RefusedError, match="Version 3 is not locked"):
        closed.send()
    closed.lock()
    with pytest.raises(NotAllowedError):
        send(closed.one, SYSTEM, by=closed.actor("region.lead"), now=closed.now())
    assert closed.send().result.without == BODIES
    with pytest.raises(RefusedError, match="Version 3 has been sent to the region already"):
        closed.send()


def test_before_anything_is_collated_there_is_nothing_to_lock(opened: Northmere) -> None:
    for act in (
        lambda: opened.approve("ZR1", version=1),
        lambda: opened.lock(1),
        opened.send,
        lambda: reopen(opened.one, SYSTEM, by=opened.lead, now=opened.now()),
    ):
        with pytest.raises(UnknownError, match="not collated yet"):
            act()


def test_a_plan_that_is_not_locked_needs_no_opening(closed: Northmere) -> None:
    with pytest.raises(RefusedError, match="Version 3 is not locked: it can be changed"):
        reopen(closed.one, SYSTEM, by=closed.lead, now=closed.now())


def test_the_region_opens_a_plan_again_and_it_can_change(locked: Northmere) -> None:
    with pytest.raises(NotAllowedError):
        reopen(locked.one, SYSTEM, by=locked.approver("ZR1"), now=locked.now())
    outcome = reopen(
        locked.one, SYSTEM, by=locked.actor("region.lead"), now=locked.now(), reason="May letter"
    )
    assert [event.verb for event in outcome.events] == ["reopen"]
    assert Event.objects.get(verb="reopen").reason == "May letter"
    assert positions(statement(locked, 4)) == positions(statement(locked, 3))
    assert words(locked) == everybody("Accepted")
    locked.close("ZQ1")  # a further 800
    locked.sign("ZQ1")
    assert locked.collate().result.ref.pin == "v5"
    assert positions(statement(locked, 5))["ZQ1"] == (6_700, 6_700)
    assert positions(statement(locked, 3))["ZQ1"] == (5_900, 5_900)


def test_a_draft_that_waits_when_the_plan_is_locked_waits_on(closed: Northmere) -> None:
    closed.close("ZQ1")
    closed.lock()
    board = collect(closed.one, SYSTEM, by=closed.lead, on=TODAY).result
    found = {(line.organisation, line.part): line.word for line in board.lines}
    assert (found["ZQ1", "finance"], found["ZQ1", "capital"]) == ("In progress", "Locked")
    with pytest.raises(LockedError):
        closed.sign("ZQ1")
    reopen(closed.one, SYSTEM, by=closed.lead, now=closed.now())
    closed.sign("ZQ1")
    assert positions(closed.collate().result.statement)["ZQ1"] == (6_700, 6_700)
