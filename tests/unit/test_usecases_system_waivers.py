"""A finding of a system's plan let stand: in that version, until a day, and never silent.

Northmere's version 1: the ICB's surplus of 6,000 offsets deficits, its capital is 1,200 above the
envelope, and ZR1 expects 3,500 more than is planned to be paid (£000).
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pytest

from equipoise.findings import WaiverKind
from equipoise.reports.pages.agreements import lock_page
from equipoise.reports.pages.climbing import ladder_page
from equipoise.reports.pages.collation import collation_page
from equipoise.reports.pages.waivers import waiver_page
from equipoise.usecases.answer_waiver import RequesterError, answer_waiver
from equipoise.usecases.ladder import ladder
from equipoise.usecases.lock import lock
from equipoise.usecases.match import match
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import WaiverStand, WaiverStatus
from tests.cli_calls import Caller
from tests.northmere_round import SYSTEM, THOUSAND, TODAY, Northmere

LAST_DAY, THE_DAY = (datetime(2023, 5, day, 9, 0, tzinfo=UTC) for day in (3, 4))
OFFSET: Final = Request(
    code="EQ-SYS-004",
    place="figure:2023-24/ZQ1/position/system/excluding",
    kind=WaiverKind.AGREED_EXCEPTION,
    reason="The region was told on 2 March.",
    until=date(2023, 5, 4),
)
CAPITAL: Final = replace(OFFSET, code="EQ-CAP-001", place="figure:2023-24/ZQ1/capital/planned@v1")
CONTRACT: Final = replace(OFFSET, code="EQ-CON-001", place="Income!F23")
NOT_CLEAN: Final = "Not clean: signed with 1 waiver worth £6.0 million."


def ask(plan: Northmere, request: Request, code: str = "ZQ1") -> WaiverStand:
    return waive(plan.one, code, request=request, by=plan.editor(code), now=plan.now()).result


def allowed(plan: Northmere, request: Request, code: str = "ZQ1") -> WaiverStand:
    name, by = ask(plan, request, code).name, plan.lead
    answer = WaiverStatus.APPROVED
    return answer_waiver(plan.one, name, answer=answer, by=by, now=plan.now()).result


def counting(plan: Northmere, now: datetime, version: int = 1) -> set[str]:
    """Return the checks that count when a version is locked at this time."""
    found = lock(plan.one, SYSTEM, version=version, by=plan.lead, now=now)
    return {finding.code for finding in found.findings}


def test_a_waiver_of_a_plan_is_of_its_version_and_says_what_it_is_worth(
    collated: Northmere,
) -> None:
    stand = allowed(collated, OFFSET)
    assert stand.row.place == "figure:2023-24/ZQ1/position/system/excluding@v1"
    assert (stand.row.part, stand.row.worth) == ("finance", 6_000 * THOUSAND)
    page = ladder_page(ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY))
    assert NOT_CLEAN in page.alerts


def test_asking_lets_nothing_stand(collated: Northmere) -> None:
    ask(collated, OFFSET)
    page = ladder_page(ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY))
    assert not any("Not clean" in alert for alert in page.alerts)
    assert "EQ-SYS-004" in counting(collated, LAST_DAY)


def test_what_is_waived_does_not_count_and_the_lock_says_so(collated: Northmere) -> None:
    allowed(collated, OFFSET)
    locked = lock(collated.one, SYSTEM, version=1, by=collated.lead, now=LAST_DAY)
    assert {finding.code for finding in locked.findings} == {"EQ-CAP-001", "EQ-CON-001"}
    said = lock_page(locked).sentences
    assert NOT_CLEAN in said
    (why,) = [sentence for sentence in said if sentence.startswith("W1 lets EQ-SYS-004 stand")]
    assert why.startswith("W1 lets EQ-SYS-004 stand until 4 May 2023, that day left out: ")
    assert why.endswith(" Agreed exception: The region was told on 2 March.")
    assert locked.result.waivers.names == ("W1",)


def test_on_the_day_it_expires_the_finding_counts_again(collated: Northmere) -> None:
    allowed(collated, OFFSET)
    locked = lock(collated.one, SYSTEM, version=1, by=collated.lead, now=THE_DAY)
    assert "EQ-SYS-004" in {finding.code for finding in locked.findings}
    assert f"{NOT_CLEAN[:-1]}; W1 has expired." in lock_page(locked).sentences


def test_the_next_version_is_not_covered(collated: Northmere) -> None:
    """In version 2 the surplus of the ICB is another: nobody has looked at that."""
    allowed(collated, OFFSET)
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    again = collated.collate()
    assert (again.result.waivers.names, again.result.ended.names) == ((), ("W1",))
    page = collation_page(again)
    assert page.facts["waivers_ended"] == ["W1"]
    assert (
        "W1 was of version 1 alone, worth £6.0 million: what stands in its way here has no waiver "
        "yet."
    ) in page.sentences
    assert "EQ-SYS-004" in counting(collated, LAST_DAY, version=2)


def test_a_waived_difference_still_does_not_add_up(collated: Northmere) -> None:
    """No finding says so any more, and the pair is Not agreed all the same."""
    stand = allowed(collated, CONTRACT, "ZR1")
    assert stand.row.place.endswith("/Income/F23@v1")
    found = match(collated.one, SYSTEM, by=collated.lead, on=TODAY, version=1)
    assert [finding.organisation for finding in found.findings] == ["ZR3"]
    assert found.adds_up is False
    assert found.result.waivers.worth == 3_500 * THOUSAND
    drafts = match(collated.one, SYSTEM, by=collated.lead, on=TODAY)
    assert [finding.organisation for finding in drafts.findings] == ["ZR1", "ZR3"]


@pytest.mark.parametrize("waived", [3, 2])
def test_faults_that_are_all_waived_stand_in_the_way_of_nothing(
    matched: Northmere, waived: int
) -> None:
    """Version 2 is 2,300 short, says otherwise, and has 1,200 too much capital; all pairs agree."""
    limit = "figure:2023-24/ZQ1/position/system/including"
    places = {
        "EQ-CAP-001": "figure:2023-24/ZQ1/capital/planned",
        "EQ-LIM-001": limit,
        "EQ-SYS-001": "Bridge!D24",
    }
    for code, place in list(places.items())[:waived]:
        allowed(matched, replace(OFFSET, code=code, place=place))
    locked = lock(matched.one, SYSTEM, version=2, by=matched.lead, now=LAST_DAY)
    assert locked.adds_up is (waived == 3)
    worth = {3: "£5.8 million", 2: "£3.5 million"}[waived]
    assert f"Not clean: signed with {waived} waivers worth {worth}." in lock_page(locked).sentences


def test_who_asks_and_who_approves_are_those_of_any_waiver(collated: Northmere) -> None:
    with pytest.raises(NotAllowedError):
        waive(collated.one, "ZQ1", request=OFFSET, by=collated.editor("ZR1"), now=collated.now())
    stand = ask(collated, OFFSET)
    for who, error in (
        (collated.editor("ZQ1"), NotAllowedError),
        (replace(collated.lead, person="zq1.editor"), RequesterError),
    ):
        with pytest.raises(error):
            answer_waiver(
                collated.one, stand.name, answer=WaiverStatus.APPROVED, by=who, now=collated.now()
            )


@pytest.mark.parametrize(
    ("code", "request_", "error", "said"),
    [
        ("ZR1", OFFSET, UnknownError, "There is: .*EQ-CON-001 at Income!F23"),
        ("ZQ1", replace(OFFSET, place="figure:2023-24/ZQ1/position/system/excluding@v9"),
         UnknownError, "No finding of ZQ1"),
        ("ZQ1", replace(OFFSET, code="EQ-LIM-001"), UnknownError, "No finding of ZQ1"),
    ],
)  # fmt: skip
def test_a_finding_that_is_not_there_cannot_be_waived(
    collated: Northmere, code: str, request_: Request, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(collated, request_, code)


def test_a_finding_of_a_plan_is_waived_once(collated: Northmere) -> None:
    allowed(collated, CAPITAL)
    with pytest.raises(RefusedError, match="W1 is approved for this finding already"):
        ask(collated, replace(CAPITAL, place="figure:2023-24/ZQ1/capital/planned"))


def test_an_approved_waiver_of_a_plan_leads_to_the_plan(collated: Northmere) -> None:
    stand = ask(collated, OFFSET)
    answer = WaiverStatus.APPROVED
    outcome = answer_waiver(
        collated.one, stand.name, answer=answer, by=collated.lead, now=collated.now()
    )
    page = waiver_page(outcome, TODAY)
    assert page.sentences[1] == "Agreed exception: The region was told on 2 March."
    assert page.next_steps == (
        "equipoise ladder --version v1  # it says what the plan stands with",
    )


@pytest.mark.parametrize(
    "asked",
    [
        *(("table", number, "ZQ1") for number in ("T1", "T2", "T7", "T8", "T9", "T10", "T16")),
        ("table", "--all", "ZQ1"),
        ("triangulate", "ZQ1", "--version", "v1"),
        ("outturn", "ZQ1", "--version", "v1"),
    ],
    ids=" ".join,
)
def test_tables_and_triangulation_say_what_the_plan_is_signed_with(
    collated: Northmere, asked: tuple[str, ...]
) -> None:
    allowed(collated, OFFSET)
    call = Caller(collated.workspace.home, minutes=collated.minutes)
    content = call.json(*asked, who="zq1.lead").content
    assert NOT_CLEAN in content["alerts"]
    assert content["facts"]["waivers"] == ["W1"]


def test_the_board_the_lock_and_england_say_so_and_so_does_their_json(
    collated: Northmere,
) -> None:
    call = Caller(collated.workspace.home, minutes=collated.minutes)
    clean = call.json("national", who="national.lead").content
    assert (clean["facts"]["waivers"], "not clean" in str(clean["sentences"])) == ({}, False)
    assert call.json("collect", "ZQ1", who="zq1.lead").content["alerts"] == []
    allowed(collated, OFFSET)
    board = call.json("collect", "ZQ1", who="zq1.lead").content
    assert NOT_CLEAN in board["alerts"]
    assert board["facts"]["waivers"] == ["W1"]
    england = call.json("national", who="national.lead").content
    assert england["facts"]["waivers"] == {"ZQ1": ["W1"]}
    assert "1 plan is not clean: signed with 1 waiver worth £6.0 million." in england["sentences"]
    locked = call.json("lock", "ZQ1", "--version", "v1", "--yes", who="zq1.lead").content
    assert locked["facts"]["waivers"] == ["W1"]
    assert {NOT_CLEAN} < set(locked["sentences"])
    assert any(sentence.startswith("W1 lets EQ-SYS-004") for sentence in locked["sentences"])


@pytest.mark.parametrize(
    "asked",
    [
        ("chart", "P5", "ZQ1"),
        ("chart", "P1", "ZQ1", "--from", "last-year", "--to", "v1"),
        ("chart", "P1", "ZQ1", "--from", "v1", "--to", "v1"),
    ],
    ids=" ".join,
)
def test_a_chart_says_so_in_its_words(collated: Northmere, asked: tuple[str, ...]) -> None:
    allowed(collated, OFFSET)
    call = Caller(collated.workspace.home, minutes=collated.minutes)
    (words,) = call.json(*asked, who="zq1.lead").content["sentences"]
    assert words.endswith(NOT_CLEAN)


def test_a_trust_is_told_of_its_own_waivers_alone(collated: Northmere) -> None:
    allowed(collated, OFFSET)
    allowed(collated, CONTRACT, "ZR1")
    call = Caller(collated.workspace.home, minutes=collated.minutes)
    told = {
        who: call.json("table", "T7", "ZQ1", who=who).content["facts"]["waivers"]
        for who in ("zr1.editor", "zr3.editor", "zq1.lead")
    }
    assert told == {"zr1.editor": ["W2"], "zr3.editor": [], "zq1.lead": ["W1", "W2"]}
