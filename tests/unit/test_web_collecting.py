"""The collection board in the browser: remind, accept, answer waivers, collate; as its lead."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import override_settings

from equipoise.findings import WaiverKind
from equipoise.usecases.waive import Request, waive
from tests.northmere_round import BODIES, Northmere
from tests.web_visits import sent, shown, signed_in, words

BOARD = "/systems/ZQ1/collect"


@pytest.fixture
def plan(returned: Northmere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northmere]:
    """Northmere returned, except ZR3, which has one fault that must be fixed; in the pages."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with shown(returned.workspace):
        yield returned


def test_the_board_leads_to_returns_and_says_why_it_cannot_be_collated(plan: Northmere) -> None:
    del plan
    lead = signed_in("zq1.lead")
    answer = lead.get(BOARD)
    said = words(answer)
    assert "4 organisations, 1 has a problem." in said
    assert "ZR3 There is a problem 1 must fix" in said
    assert "Not possible yet: not every part of ZQ1, ZR1, ZR2, ZR3 is accepted." in said
    assert b'<a href="/returns/ZR3">ZR3</a>' in answer.content
    assert b"nhsuk-tag--red" in answer.content
    assert "Collate version 1" in said
    refused = sent(lead, BOARD, "collate")
    assert refused.status_code == 409
    assert "Not every part is accepted yet" in words(refused)


def test_a_plan_is_accepted_body_by_body_and_collated(plan: Northmere) -> None:
    lead = signed_in("zq1.lead")
    sent(lead, BOARD, "accept", bodies=["ZR1"])
    assert "Accepted: ZR1." in words(lead.get(BOARD))
    none = sent(lead, BOARD, "accept")
    assert "Choose at least one body" in words(none)
    plan.submit("ZR3", "ZR3 corrected")
    plan.sign("ZR3")
    sent(lead, BOARD, "accept", bodies=["ZQ1", "ZR2", "ZR3"])
    assert "Not possible yet" not in words(lead.get(BOARD))
    answer = sent(lead, BOARD, "collate")
    assert answer["Location"] == "/systems/ZQ1/plan?version=v1"
    said = words(lead.get(answer["Location"]))
    assert "Version 1: £(9.0)m, equal to the control total" in said
    assert "It does not add up. Trusts expect £2.3m more from the ICB" in said
    assert "nothing has changed since version 1." in words(lead.get(BOARD))


def test_a_body_is_reminded_by_email_once_a_day(plan: Northmere) -> None:
    del plan
    accounts = get_user_model().objects
    accounts.create_user("zr3.editor", email="editor@example.org")
    lead = signed_in("zq1.lead")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        sent(lead, BOARD, "remind", bodies=["ZR3"])
        (letter,) = mail.outbox
    assert letter.to == ["editor@example.org"]
    assert letter.subject == "2023/24 plan of ZR3: 5 parts waiting"
    assert "- workforce, There is a problem" in letter.body
    assert "Reminded: ZR3; 1 by email." in words(lead.get(BOARD))
    again = sent(lead, BOARD, "remind", bodies=["ZR3"])
    assert "ZR3 was reminded today already." in words(again)


def test_a_waiver_is_answered_on_the_board(plan: Northmere) -> None:
    request = Request(
        code="EQ-WTE-001",
        place="Workforce!D14",
        kind=WaiverKind.LATE_EVIDENCE,
        reason="The rows are being checked.",
        until=date(2023, 6, 30),
    )
    waive(plan.one, "ZR3", request=request, by=plan.editor("ZR3"), now=plan.now())
    lead = signed_in("zq1.lead")
    assert "W1: ZR3, EQ-WTE-001: The rows are being checked." in words(lead.get(BOARD))
    unsaid = sent(lead, BOARD, "waiver", waiver="W1")
    assert "Choose an answer" in words(unsaid)
    sent(lead, BOARD, "waiver", waiver="W1", answer="Approved", reason="Agreed.")
    said = words(lead.get(BOARD))
    assert "W1 is approved." in said
    assert "Answer a waiver" not in said


def test_an_approver_of_the_system_sees_the_board_and_does_nothing_on_it(plan: Northmere) -> None:
    del plan
    other = signed_in("zr1.approver")
    said = words(other.get(BOARD))
    for act in ("Accept what is signed off", "Remind", "Collate version"):
        assert act not in said
    for body in BODIES:
        assert sent(other, BOARD, "accept", bodies=[body]).status_code == 409
