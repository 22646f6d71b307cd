"""A finding let stand: asked by one, approved by another, until a day, and never silent.

The fault of ZR3 is at Workforce!D14 (staff: of unknown worth). That of ZR1 is planted: the year
of its income from ZQ1 says 1,024,000 where the months come to 1,023,500 (£000), so £0.5m.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from equipoise.findings import WaiverKind
from equipoise.records import ReturnStatus
from equipoise.records.models import Event, Waiver, WaiverAnswer
from equipoise.records.queries import head_of
from equipoise.reports.pages.agreements import approval_page, lock_page
from equipoise.reports.pages.bridging import bridge_page
from equipoise.reports.pages.climbing import ladder_page
from equipoise.reports.pages.collation import collation_page
from equipoise.reports.pages.collection import board_page
from equipoise.reports.pages.england import england_page
from equipoise.reports.pages.matching import matching_page
from equipoise.reports.pages.waivers import waiver_page, waivers_page
from equipoise.usecases.accept import accept
from equipoise.usecases.answer_waiver import RequesterError, answer_waiver
from equipoise.usecases.approve import approve
from equipoise.usecases.bridge import bridge
from equipoise.usecases.check import check
from equipoise.usecases.collect import collect
from equipoise.usecases.ladder import ladder
from equipoise.usecases.list_waivers import list_waivers
from equipoise.usecases.lock import lock
from equipoise.usecases.match import match
from equipoise.usecases.national import national
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.signoff import SignedOff, signoff
from equipoise.usecases.submit import Submitted, submit
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import Carried, WaiverStand, WaiverStatus
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere
from tests.workbooks.planting import planted

UNTIL = date(2023, 5, 4)
LAST_DAY, THE_DAY = (datetime(2023, 5, day, 9, 0, tzinfo=UTC) for day in (3, 4))
REQUEST = Request(
    code="EQ-WTE-001",
    place="Workforce!D14",
    kind=WaiverKind.KNOWN_FAULT,
    reason="The form adds a row twice.",
    until=UNTIL,
)
HALF_A_MILLION = 50_000_000
"""Pence."""


def ask(plan: Northmere, code: str = "ZR3", request: Request = REQUEST) -> WaiverStand:
    return waive(plan.one, code, request=request, by=plan.editor(code), now=plan.now()).result


def answered(
    plan: Northmere, name: str, answer: WaiverStatus, who: str = "zq1.lead"
) -> Outcome[WaiverStand]:
    return answer_waiver(plan.one, name, answer=answer, by=plan.actor(who), now=plan.now())


def allowed(plan: Northmere, code: str = "ZR3", request: Request = REQUEST) -> WaiverStand:
    return answered(plan, ask(plan, code, request).name, WaiverStatus.APPROVED).result


def status_of(plan: Northmere, code: str = "ZR3", part: str = "workforce") -> str:
    head = head_of(plan.one.code, code, part=part)
    assert head is not None
    return ReturnStatus(head.status)


def sign(plan: Northmere, code: str, now: datetime) -> SignedOff:
    return signoff(plan.one, code, by=plan.approver(code), now=now).result


def half_a_million_out(plan: Northmere, folder: Path) -> Path:
    """Return the workbook of ZR1 with the year of one payer £0.5m above its months."""
    path = folder / "ZR1.xlsx"
    path.write_bytes(planted(plan.files["ZR1"].read_bytes(), "Income", F23=1_024_000))
    return path


def hand_in(plan: Northmere, path: Path, now: datetime | None = None) -> Outcome[Submitted]:
    return submit(plan.one, path, "ZR1", by=plan.editor("ZR1"), now=now or plan.now())


INCOME = replace(REQUEST, code="EQ-TOT-001", place="income!f23", kind=WaiverKind.LATE_EVIDENCE)


def test_asking_lets_nothing_stand(returned: Northmere) -> None:
    stand = ask(returned)
    assert (stand.name, stand.status(TODAY)) == ("W1", WaiverStatus.ASKED)
    again = returned.submit("ZR3")
    assert again.result.blocked
    assert status_of(returned) == ReturnStatus.DRAFT


def test_an_approved_waiver_lets_the_same_file_through(returned: Northmere) -> None:
    stand = allowed(returned)
    assert (stand.status(TODAY), stand.answers[0].person) == (WaiverStatus.APPROVED, "zq1.lead")
    again = returned.submit("ZR3")
    assert not again.result.blocked
    assert [waived.waiver.name for waived in again.result.waived] == ["W1"]
    assert "EQ-WTE-001" not in {finding.code for finding in again.findings}
    assert again.result.unchanged == ("finance", "efficiency", "risk", "capital")
    assert status_of(returned) == ReturnStatus.SUBMITTED
    (signed,) = returned.sign("ZR3")
    assert signed.result.waivers == Carried(names=("W1",), worth=0, unknown=1)
    event = Event.objects.get(verb="signoff", subject="version:2023-24/ZR3/workforce@v1")
    assert [fact["waiver"] for fact in event.facts["waivers"]] == ["W1"]


def test_a_waiver_covers_that_file_and_cell_alone(returned: Northmere, tmp_path: Path) -> None:
    allowed(returned)
    path = tmp_path / "ZR3.xlsx"
    path.write_bytes(planted(returned.files["ZR3"].read_bytes(), "Income", G23="about ten"))
    other = submit(returned.one, path, "ZR3", by=returned.editor("ZR3"), now=returned.now())
    assert {"EQ-WTE-001", "EQ-TPL-003"} <= {finding.code for finding in other.findings}
    assert (other.result.waived, other.result.blocked) == ((), True)


def test_checking_counts_what_no_waiver_lets_stand(returned: Northmere) -> None:
    allowed(returned)
    outcome = check(returned.one, returned.files["ZR3"], "ZR3", by=returned.editor("ZR3"), on=TODAY)
    assert [finding.code for finding in outcome.findings] == ["EQ-TPL-006"]
    assert "EQ-WTE-001" in {finding.code for finding in outcome.result.findings}


def test_it_blocks_again_on_the_day_it_expires_and_not_the_day_before(
    returned: Northmere,
) -> None:
    allowed(returned)
    returned.submit("ZR3")
    with pytest.raises(RefusedError, match="has 1 to fix and 0 to explain"):
        sign(returned, "ZR3", THE_DAY)
    assert sign(returned, "ZR3", LAST_DAY).waivers.names == ("W1",)


def test_submitting_on_the_day_it_expires_and_the_day_before(
    returned: Northmere, tmp_path: Path
) -> None:
    path = half_a_million_out(returned, tmp_path)
    assert hand_in(returned, path).result.blocked
    allowed(returned, "ZR1", INCOME)
    assert hand_in(returned, path, THE_DAY).result.blocked
    assert not hand_in(returned, path, LAST_DAY).result.blocked


@pytest.mark.parametrize(("now", "refused"), [(LAST_DAY, False), (THE_DAY, True)])
def test_accepting_on_the_day_it_expires_and_the_day_before(
    returned: Northmere, now: datetime, refused: bool
) -> None:
    allowed(returned)
    returned.submit("ZR3")
    returned.sign("ZR3")
    if refused:
        with pytest.raises(RefusedError, match=r"workforce@v1 was signed with W1, which stands no"):
            accept(returned.one, ("ZR3",), by=returned.lead, now=now)
    else:
        assert len(accept(returned.one, ("ZR3",), by=returned.lead, now=now).result) == 5


def test_a_waiver_taken_back_blocks_again(returned: Northmere) -> None:
    allowed(returned)
    returned.submit("ZR3")
    answered(returned, "W1", WaiverStatus.WITHDRAWN, "zr3.editor")
    with pytest.raises(RefusedError, match="has 1 to fix"):
        returned.sign("ZR3")
    with pytest.raises(RefusedError, match="W1 is withdrawn: it cannot be approved now"):
        answered(returned, "W1", WaiverStatus.APPROVED)
    assert list(WaiverAnswer.objects.values_list("answer", flat=True)) == ["Approved", "Withdrawn"]
    assert allowed(returned).name == "W2"  # it may be asked for anew


def test_who_asked_does_not_approve_whatever_their_role(returned: Northmere) -> None:
    ask(returned)
    same = replace(returned.lead, person="zr3.editor")
    with pytest.raises(RequesterError, match="You asked for W1"):
        answer_waiver(returned.one, "W1", answer=WaiverStatus.APPROVED, by=same, now=returned.now())
    for name in ("zr3.editor", "zr3.approver", "zq1.approver", "zr1.editor"):
        with pytest.raises(NotAllowedError):
            answered(returned, "W1", WaiverStatus.APPROVED, name)
    found = answered(returned, "W1", WaiverStatus.APPROVED, "region.lead").result
    assert found.status(TODAY) is WaiverStatus.APPROVED


def test_a_refused_waiver_is_refused(returned: Northmere) -> None:
    ask(returned)
    found = answered(returned, "W1", WaiverStatus.REFUSED).result
    assert found.status(TODAY) is WaiverStatus.REFUSED
    assert returned.submit("ZR3").result.blocked


def test_what_expires_before_an_answer_cannot_be_approved(returned: Northmere) -> None:
    ask(returned)
    with pytest.raises(RefusedError, match="W1 is expired"):
        answer_waiver(
            returned.one, "W1", answer=WaiverStatus.APPROVED, by=returned.lead, now=THE_DAY
        )
    answer_waiver(returned.one, "W1", answer=WaiverStatus.APPROVED, by=returned.lead, now=LAST_DAY)


@pytest.mark.parametrize(
    ("request_", "error", "said"),
    [
        (replace(REQUEST, reason="  "), RefusedError, "needs a reason"),
        (replace(REQUEST, until=TODAY), RefusedError, "Name a day to come"),
        (
            replace(REQUEST, place="Workforce!D15"),
            UnknownError,
            "There is: .*EQ-WTE-001 at Workforce!D14",
        ),
        (replace(REQUEST, code="EQ-TOT-001"), UnknownError, "No finding of ZR3: EQ-TOT-001"),
        (replace(REQUEST, code="EQ-TPL-006"), RefusedError, "only informs"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    returned: Northmere, request_: Request, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(returned, request=request_)
    assert not Waiver.objects.exists()


def test_a_waiver_is_open_once(returned: Northmere) -> None:
    ask(returned)
    with pytest.raises(RefusedError, match="W1 is asked for for this finding already"):
        ask(returned)
    with pytest.raises(UnknownError, match="No waiver W9"):
        answered(returned, "W9", WaiverStatus.APPROVED)


def waived_plan(plan: Northmere, folder: Path) -> None:
    """Take all four returns in, that of ZR1 half a million out and that of ZR3 with its fault."""
    path = half_a_million_out(plan, folder)
    hand_in(plan, path)
    allowed(plan, "ZR1", INCOME)
    hand_in(plan, path)
    allowed(plan)
    plan.submit("ZR3")
    plan.sign("ZR1", "ZR3")
    plan.accept(*BODIES)


NOT_CLEAN = "Not clean: signed with 2 waivers worth £500,000, 1 of unknown worth."


def test_a_plan_with_waivers_is_never_clean(returned: Northmere, tmp_path: Path) -> None:
    """The board, the version, its ladder and matching, an approval, the lock, England: all say so.

    A trust is told of its own waivers alone.
    """
    waived_plan(returned, tmp_path)
    board = board_page(collect(returned.one, SYSTEM, by=returned.lead, on=TODAY))
    assert board.alerts == (NOT_CLEAN,)
    _, table = board.tables
    held = {(r.cells["organisation"], r.cells["part"]): r.cells["waivers"] for r in table.rows}
    assert (held["ZR1", "finance"], held["ZR3", "workforce"], held["ZR2", "finance"]) == (
        "W1", "W2", "",
    )  # fmt: skip
    version = collation_page(returned.collate())
    assert version.alerts[-1] == NOT_CLEAN
    one, lead = returned.one, returned.lead
    assert NOT_CLEAN in ladder_page(ladder(one, SYSTEM, by=lead, on=TODAY)).alerts
    assert NOT_CLEAN in matching_page(match(one, SYSTEM, by=lead, on=TODAY)).alerts
    assert (
        NOT_CLEAN in bridge_page(bridge(one, SYSTEM, before=1, after=1, by=lead, on=TODAY)).alerts
    )
    own = match(one, SYSTEM, by=returned.actor("zr3.contracts"), on=TODAY)
    assert matching_page(own).alerts[-1] == "Not clean: signed with 1 waiver of unknown worth."
    approved = approve(
        returned.one, "ZR2", version=1, by=returned.approver("ZR2"), now=returned.now()
    )
    assert approval_page(approved).alerts == (NOT_CLEAN,)
    assert approved.result.waivers.worth == HALF_A_MILLION
    england = england_page(national(returned.one, by=returned.actor("national.lead"), on=TODAY))
    (systems,) = [table for table in england.tables if table.name == "systems"]
    assert systems.rows[0].cells["waivers"] == (
        "Signed with 2 waivers worth £500,000, 1 of unknown worth"
    )
    locked = lock(returned.one, SYSTEM, version=1, by=returned.lead, now=returned.now())
    assert NOT_CLEAN in lock_page(locked).sentences


def test_a_plan_says_which_of_its_waivers_have_run_out(returned: Northmere, tmp_path: Path) -> None:
    waived_plan(returned, tmp_path)
    collated = returned.collate().result
    assert collated.waivers.expired == ()
    locked = lock(returned.one, SYSTEM, version=1, by=returned.lead, now=THE_DAY)
    assert locked.result.waivers.expired == ("W1", "W2")
    assert any("W1 and W2 have expired" in line for line in lock_page(locked).sentences)


def test_a_waiver_says_what_it_is_worth_and_what_comes_next(
    returned: Northmere, tmp_path: Path
) -> None:
    hand_in(returned, half_a_million_out(returned, tmp_path))
    outcome = waive(
        returned.one, "ZR1", request=INCOME, by=returned.editor("ZR1"), now=returned.now()
    )
    page = waiver_page(outcome, TODAY)
    assert page.sentences[0].startswith("W1 is asked for: EQ-TOT-001 at file:")
    assert page.sentences[0].endswith("would stand until 4 May 2023, that day left out.")
    assert page.sentences[1] == "Evidence to follow: The form adds a row twice."
    assert page.sentences[2] == "It is worth £500,000. Asked for by zr1.editor."
    assert page.next_steps[0].startswith("equipoise waive --approve W1")
    page = waiver_page(answered(returned, "W1", WaiverStatus.APPROVED), TODAY)
    assert page.sentences[2].endswith("Approved by zq1.lead.")
    assert page.facts == {"waiver": "W1", "status": "Approved", "worth_pence": HALF_A_MILLION}


def test_waivers_are_listed_for_whoever_sees_the_board(returned: Northmere) -> None:
    ask(returned)
    page = waivers_page(list_waivers(returned.one, by=returned.lead, on=TODAY))
    assert page.sentences == ("1 waiver, none of them in force.",)
    assert page.tables[0].rows[0].cells["worth"] == "unknown"
    assert page.next_steps == ("equipoise waive --approve W1",)
    other = list_waivers(returned.one, by=returned.editor("ZR1"), on=TODAY)
    assert waivers_page(other).sentences == ("No waiver was asked for.",)
