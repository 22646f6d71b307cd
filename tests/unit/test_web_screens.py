"""Screens: the page of a use case, its acts, and what is refused; as signed-in people see them."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from equipoise.reports.pages.answering import page_json
from equipoise.reports.pages.matching import matching_page
from equipoise.usecases.match import match
from tests.northmere_round import TODAY, Northmere
from tests.web_visits import sent, shown, signed_in, words

MATCH = "/systems/ZQ1/match"
PAIR = f"{MATCH}/ZQ1/ZR1"
pytestmark = pytest.mark.usefixtures("plan")


@pytest.fixture
def plan(collated: Northmere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northmere]:
    """Northmere collated and in the pages, on a day of its round."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with shown(collated.workspace):
        yield collated


def test_nobody_sees_a_page_without_signing_in() -> None:
    for path in ("/", MATCH, "/systems/ZQ1/collect"):
        answer = Client().get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={path}")


def test_home_says_what_needs_the_lead() -> None:
    said = words(signed_in("zq1.lead").get("/"))
    assert "What needs you today" in said
    assert "4 organisations, none has a problem" in said
    assert "Version 1 does not add up" in said


def test_the_match_shows_both_sides_and_leads_to_why() -> None:
    answer = signed_in("zq1.lead").get(MATCH, {"units": "k"})
    said = words(answer)
    for figure in ("3,500", "(1,200)", "2,300", "4,700"):
        assert figure in said
    assert "Trusts expect £2.3m more" in said
    assert b"/explain/figure:2023-24/ZQ1/match" in answer.content


def test_json_of_a_page_is_that_of_the_use_case(plan: Northmere) -> None:
    answer = signed_in("zq1.lead").get(MATCH, {"format": "json"})
    outcome = match(plan.one, "ZQ1", by=plan.lead, on=TODAY)
    assert json.loads(answer.content) == json.loads(
        page_json(matching_page(outcome), outcome, "match")
    )


def test_csv_and_xlsx_hold_the_tables() -> None:
    browser = signed_in("zq1.lead")
    assert "3500" in browser.get(MATCH, {"format": "csv", "units": "k"}).content.decode()
    assert browser.get(MATCH, {"format": "xlsx"}).content[:2] == b"PK"
    assert browser.get(MATCH, {"format": "csv", "table": "none"}).status_code == 404
    assert browser.get(MATCH, {"format": "pdf"}).status_code == 404


def test_units_are_remembered() -> None:
    browser = signed_in("zq1.lead")
    browser.get(MATCH, {"units": "k"})
    assert "£000" in words(browser.get(MATCH))


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost() -> None:
    answer = sent(signed_in("zq1.lead"), PAIR, "agree", value="a million")
    said = words(answer)
    assert "There is a problem" in said
    assert "enter an amount in £000, not 'a million'" in said
    assert b'href="#id_agree-value"' in answer.content
    assert b'value="a million"' in answer.content
    assert b"<title>Error: " in answer.content


def test_what_a_use_case_refuses_comes_back_on_the_page() -> None:
    sent(signed_in("zq1.lead"), PAIR, "agree", value="1,021,500")
    answer = sent(signed_in("zq1.lead"), PAIR, "agree", value="1,021,500")
    assert answer.status_code == 409
    assert "ZQ1 has offered this value already." in words(answer)


def test_an_act_that_is_not_of_the_page_is_refused() -> None:
    assert signed_in("zq1.lead").post(MATCH, {"act": "lock"}).status_code == 400


def test_a_trust_does_not_see_the_board_of_its_system() -> None:
    answer = signed_in("zr1.editor").get("/systems/ZQ1/collect")
    assert answer.status_code == 403
    assert "has no right to see the board" in words(answer)


def test_an_unknown_system_is_not_found() -> None:
    assert signed_in("zq1.lead").get("/systems/QX1/match").status_code == 404


def test_nothing_on_a_page_comes_from_elsewhere_or_stands_inline() -> None:
    answer = signed_in("zq1.lead").get(MATCH)
    text = answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "style=" not in text
    assert "<script>" not in text
