"""Home: tasks that lead to the page where they are done, what is due, what changed since."""

from datetime import date

import pytest

from equipoise.usecases.deadline import deadline
from tests.northmere_round import Northmere
from tests.web_visits import shown, signed_in, words


def test_each_task_leads_to_its_page_and_a_due_date_is_told(
    returned: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    on = date(2023, 4, 6)
    deadline(
        returned.one, "workforce", due_on=on, reason="Set", by=returned.lead, now=returned.now()
    )
    with shown(returned.workspace):
        editor = signed_in("zr3.editor").get("/")
        assert b'<a href="/returns/ZR3">ZR3: Put right what was found</a>' in editor.content
        assert "Your 2023/24 plan is due in 6 days." in words(editor)
        lead = signed_in("zq1.lead").get("/")
        assert b'<a href="/systems/ZQ1/collect">ZR1: Accept ZR1</a>' in lead.content
        assert "6 April 2023 Workforce of ZR1, ZR2 and ZR3" in words(lead)
        assert "is due in" not in words(signed_in("zr1.editor").get("/"))


def test_what_changed_is_told_until_the_next_sign_in(
    returned: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with shown(returned.workspace):
        first = signed_in("zr1.approver")
        for _ in range(2):
            assert "This is your first look at this round." in words(first.get("/"))
        returned.close("ZR1")
        again = signed_in("zr1.approver")
        for _ in range(2):
            said = words(again.get("/"))
            assert "Since you last looked on 31 March 2023: 2 lines changed" in said
            assert "£(1.5)m" in said
        assert again.get("/", {"format": "csv", "table": "moved"}).status_code == 200
        nothing = words(signed_in("zr1.approver").get("/"))
        assert "Nothing changed since you last looked" in nothing
