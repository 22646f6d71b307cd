"""The plan in the pages: contracts agreed, the gap closed, a version approved, locked and sent."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.northmere_round import BODIES, Northmere
from tests.web_visits import sent, shown, signed_in, words

SYSTEM = "/systems/ZQ1"
PAIR = f"{SYSTEM}/match/ZQ1/ZR1"
POSITION = "figure:2023-24/ZQ1/position/system/including"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day of Northmere's round."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")


@pytest.fixture
def plan(collated: Northmere, pages: None) -> Iterator[Northmere]:
    """Version 1 is collated."""
    del pages
    with shown(collated.workspace):
        yield collated


@pytest.fixture
def agreed(closed: Northmere, pages: None) -> Iterator[Northmere]:
    """Version 3 is collated: contracts agreed, the gap closed, capital moved."""
    del pages
    with shown(closed.workspace):
        yield closed


@pytest.fixture
def final(locked: Northmere, pages: None) -> Iterator[Northmere]:
    """Version 3 is approved, locked and sent."""
    del pages
    with shown(locked.workspace):
        yield locked


@pytest.mark.usefixtures("plan")
def test_a_contract_is_named_confirmed_and_signed_again_by_both_sides() -> None:
    lead, trust = signed_in("zq1.lead"), signed_in("zr1.contracts")
    assert "Not agreed: ZR1 expects £3.5m more than ZQ1 plans to pay." in words(lead.get(PAIR))
    sent(lead, PAIR, "agree", value="1,021,500")
    said = words(trust.get(PAIR))
    assert "D1: 1,021,500 (£000) is offered, and waits for ZR1 to confirm it." in said
    assert "Confirm the value, or name another" in said
    sent(trust, PAIR, "agree", value="1,021,500")
    said = words(lead.get(PAIR))
    assert "it counts when ZQ1 and ZR1 have signed their returns again" in said
    assert "Save the value" not in said

    for code in ("ZR1", "ZQ1"):
        page = f"/returns/{code}/sign"
        approver = signed_in(f"{code.lower()}.approver")
        assert "D1: ZQ1 pays ZR1 1,021,500 (£000) over the year." in words(approver.get(page))
        assert sent(approver, page, "sign").status_code == 303
        assert f"Nothing of {code} waits for a signature." in words(approver.get(page))
    assert "Agreed: both sides have £1,021.5m." in words(lead.get(PAIR))


@pytest.mark.usefixtures("plan")
def test_who_prepared_a_version_is_told_that_a_colleague_signs() -> None:
    sent(signed_in("zr1.approver"), PAIR, "agree", value="1,021,500")
    sent(signed_in("zq1.lead"), PAIR, "agree", value="1,021,500")
    page = signed_in("zr1.approver").get("/returns/ZR1/sign")
    assert "You prepared this version. Ask a colleague to sign it off." in words(page)
    refused = sent(signed_in("zr1.approver"), "/returns/ZR1/sign", "sign")
    assert (refused.status_code, "Ask a colleague" in words(refused)) == (409, True)


@pytest.mark.usefixtures("plan")
def test_a_contract_is_disputed_and_the_dispute_withdrawn() -> None:
    trust = signed_in("zr1.contracts")
    sent(trust, PAIR, "dispute", reason="Growth is not funded")
    said = words(signed_in("zq1.lead").get(PAIR))
    assert "Disputed" in said
    assert "Growth is not funded" in said
    sent(trust, PAIR, "withdraw")
    assert "Disputed" not in words(trust.get(PAIR))


@pytest.mark.usefixtures("plan")
def test_another_trust_sees_neither_side_of_a_contract() -> None:
    answer = signed_in("zr2.contracts").get(PAIR)
    assert answer.status_code == 404
    assert "1,02" not in words(answer)


@pytest.mark.usefixtures("plan")
def test_a_saving_and_a_capital_move_are_proposed_on_the_ladder() -> None:
    lead = signed_in("zq1.lead")
    page = f"{SYSTEM}/ladder"
    assert "The gap to the control total is £2.3m." in words(lead.get(page))
    given = {
        "line": "ZR1 / nonpay.other",
        "name": "Sale of equipment",
        "saving": "1,500",
        "lasts": "one-off",
        "owner": "Director of finance",
        "evidence": "Board paper 7",
        "from_month": "1",
    }
    assert sent(lead, page, "close", **given).status_code == 303
    moved = {"project": "ZR1 / ZR1-C1", "amount": "1,200", "to": "2024/25"}
    assert sent(lead, page, "defer", **moved).status_code == 303
    said = words(lead.get(page))
    assert "The gap to the control total is £2.3m; £0.8m with proposals." in said
    assert "D1 is proposed. It counts when ZR1 has signed its return again." in said
    assert "ZR1: sign its return again" in said
    wrong = sent(lead, page, "close", **{**given, "line": "ZR1 / income.other", "saving": ""})
    assert wrong.status_code == 409
    assert "There is a problem" in words(wrong)


@pytest.mark.usefixtures("agreed")
def test_a_version_is_approved_by_every_board_then_locked_sent_and_reopened() -> None:
    page, lead = f"{SYSTEM}/plan", signed_in("zq1.lead")
    said = words(lead.get(page))
    assert "Version 3: £(9.0)m, equal to the control total (including support)" in said
    assert "35.7% of efficiency is non-recurrent." in said
    assert "Not approved by the board of ZQ1, ZR1, ZR2 and ZR3" in said
    for code in BODIES:
        approver = signed_in(f"{code.lower()}.approver")
        assert sent(approver, page, "approve", version="3").status_code == 303
    assert "Every member board has approved this version." in words(lead.get(page))

    unread = sent(lead, page, "lock", version="3")
    assert "Say that you have read the list above." in words(unread)
    stale = sent(lead, page, "lock", version="2", sure="on")
    assert "Version 2 is stale: the latest is version 3." in words(stale)
    sent(lead, page, "lock", version="3", sure="on")
    assert "Agreed, and locked: nothing in it can change." in words(lead.get(page))

    sent(lead, page, "send")
    said = words(lead.get(page))
    assert "Submitted to region. Reference version:2023-24/ZQ1@v3. Receipt " in said
    refused = sent(lead, f"{SYSTEM}/ladder", "defer", project="ZR1 / ZR1-C1", amount="1",
                   to="2024/25")  # fmt: skip
    assert "Version 3 is locked. Start version 4" in words(refused)

    sent(lead, page, "reopen", reason="Letter of 8 November")
    assert "Version 4" in words(lead.get(page))
    nil = words(lead.get(f"{SYSTEM}/bridge", {"from": "v3", "to": "v4"}))
    assert "Nothing moved between the two versions." in nil


@pytest.mark.usefixtures("final")
def test_the_bridge_is_drawn_and_sums_as_the_worked_example_has_it() -> None:
    answer = signed_in("zq1.lead").get(f"{SYSTEM}/bridge", {"units": "k"})
    said = words(answer)
    assert "The system position is unchanged at £(9.0)m." in said
    for step in ("(2,300)", "1,500", "800"):
        assert step in said
    assert b"<svg" in answer.content


@pytest.mark.usefixtures("final")
def test_why_a_position_is_what_it_is_leads_to_files_cells_and_signers() -> None:
    browser = signed_in("zq1.lead")
    answer = browser.get(f"/explain/{POSITION}@v1")
    said = words(answer)
    assert "Position: £(9.0)m." in said
    for code in BODIES:
        assert f"signed off by {code.lower()}.approver" in said
    assert b'href="/explain/file:' in answer.content
    working = browser.get(f"/explain/{POSITION}@v1", {"format": "working"})
    assert load_workbook(BytesIO(working.content)).sheetnames
    rule = browser.get("/explain/rule:balance/ladder", {"format": "working"})
    assert rule.status_code == 404


@pytest.mark.usefixtures("final")
def test_tables_are_listed_and_each_is_shown_as_the_command_line_has_it() -> None:
    browser = signed_in("zq1.lead")
    assert "T11 Efficiency by organisation" in words(browser.get(f"{SYSTEM}/tables"))
    said = words(browser.get(f"{SYSTEM}/tables/T11", {"version": "v3", "units": "k"}))
    assert "98,300" in said
    assert browser.get(f"{SYSTEM}/tables/T99").status_code == 404
    assert browser.get(f"{SYSTEM}/tables/T11", {"version": "vx"}).status_code == 404


@pytest.mark.usefixtures("final")
def test_everything_is_proved_unaltered_and_a_receipt_by_what_it_was() -> None:
    browser = signed_in("auditor")
    plan = signed_in("zq1.lead").get(f"{SYSTEM}/plan", {"format": "json"}).json()
    receipt = plan["facts"]["receipts"]["send"]
    assert "Nothing was altered" in words(browser.get("/verify", {"receipt": receipt}))
    assert browser.get("/verify", {"receipt": "f" * 64}).status_code == 200
