"""A return in the browser: uploaded, checked, explained, submitted, signed; as its people do it.

ZR2's workbook has text in two cells of numbers, another body's code on its hidden sheet, or one
saving that is not identified, as each test says.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from equipoise.register import Kind
from equipoise.samples.northmere import NAMES, content_of_body
from equipoise.sheets import Identity
from tests.northmere_round import YEAR, Northmere, money
from tests.web_visits import sent, shown, signed_in, words
from tests.workbooks.planting import planted, written

RETURN = "/returns/ZR2"
WHY = "Schemes for the second half are being worked up."


@pytest.fixture
def plan(opened: Northmere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northmere]:
    """Northmere with its round open, and in the pages."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with shown(opened.workspace):
        yield opened


def book(plan: Northmere) -> bytes:
    return plan.files["ZR2"].read_bytes()


def richer() -> bytes:
    """Return ZR2's finance with 10,000 (£000) more of other income in April."""
    content = content_of_body("ZR2")
    values = {line: list(months) for line, months in content.values.items()}
    for code in ("income.other", "bridge.growth"):
        april = values[code, None, ""][0]
        assert isinstance(april, int)
        values[code, None, ""][0] = april + money(10_000)
    identity = Identity(
        organisation="ZR2", name=NAMES["ZR2"][0], kind=Kind.PROVIDER, round=YEAR.code, year=YEAR
    )
    return written(identity, replace(content, values=values), ("finance",))


def uploaded(browser: Client, content: bytes, name: str = "ZR2.xlsx") -> str:
    """Upload a workbook, and return what the page then says."""
    answer = sent(browser, RETURN, "upload", file=SimpleUploadedFile(name, content))
    assert (answer.status_code, answer["Location"]) == (303, RETURN)
    return words(browser.get(RETURN))


def test_faults_are_told_at_their_cells_and_in_the_persons_own_workbook(plan: Northmere) -> None:
    browser = signed_in("zr2.editor")
    faulty = planted(planted(book(plan), "Income", G23="£520m", G24="£24m"), "_meta", B3="ZR1")
    said = uploaded(browser, faulty)
    assert said.startswith("Error: Check of ZR2.xlsx")
    assert "What was found: 2 must fix" in said
    assert "Income G23, G24: A cell that needs a number holds text." in said
    assert "Put right what must be fixed in your workbook, then upload it again." in said

    page = browser.get(RETURN).content.decode()
    _, _, place = page.partition('href="/returns/ZR2/files/')
    path = "/returns/ZR2/files/" + place.partition('"')[0].replace("&amp;", "&")
    answer = browser.get(path.partition("#")[0])
    assert (path.partition("#")[2], answer.status_code) == ("B3", 200)
    income = browser.get(f"{path.partition('?')[0]}?sheet=Income").content.decode()
    assert '<td id="G23" class="eq-found--must-fix">£520m' in income

    marked = load_workbook(BytesIO(browser.get(f"{RETURN}/marked-up").content))
    assert "A cell that needs a number holds text." in str(marked["Income"]["G23"].comment.text)
    refused = sent(browser, f"{RETURN}/submit", "submit", declared="on")
    assert "Something must be fixed first." in words(refused)
    for name in ("zr2.approver", "zq1.lead"):  # a file at hand is its owner's alone
        assert "£520m" not in words(signed_in(name).get(RETURN))
        assert signed_in(name).get(path).status_code == 404


def test_a_return_is_explained_submitted_and_signed_by_a_colleague(plan: Northmere) -> None:
    browser, submit = signed_in("zr2.editor"), f"{RETURN}/submit"
    said = uploaded(browser, planted(book(plan), "Efficiency", E13="Unidentified"))
    assert "No must-fix problems: 1 explain. Nothing is submitted yet." in said
    refused = sent(browser, submit, "submit", declared="on")
    assert "1 finding has no explanation yet." in words(refused)
    sent(browser, RETURN, "explain", **{"EQ-EFF-003": WHY})
    said = words(browser.get(submit))
    assert WHY in said
    for figure in ("Income Part finance This version £586.0m", "6,600.0 WTE", "£(3.0)m"):
        assert figure in said
    bare = sent(browser, submit, "submit")
    assert "Confirm the declaration" in words(bare)
    done = sent(browser, submit, "submit", note="First plan", declared="on")
    assert (done.status_code, done["Location"]) == (303, f"{RETURN}/done")
    assert "Your reference: ZR2 finance v1" in words(browser.get(f"{RETURN}/done"))

    said = words(sent(browser, f"{RETURN}/sign", "sign"))
    assert "You prepared this version. Ask a colleague to sign it off." in said
    chief = signed_in("zr2.approver")
    assert "£586.0m" in words(chief.get(f"{RETURN}/sign"))
    assert sent(chief, f"{RETURN}/sign", "sign")["Location"] == f"{RETURN}/done"
    assert "Signed off: Calder Vale Hospitals" in words(chief.get(f"{RETURN}/done"))

    uploaded(browser, richer())
    asked = sent(browser, submit, "submit", note="Another", declared="on")
    assert "The position moves by £10.0m from the version that counts now." in words(asked)
    answer = browser.post(
        submit,
        {"act": "submit", "submit-note": "", "submit-declared": "on", "confirmed": "yes"},
    )
    assert answer.status_code == 303
    said = words(browser.get(submit))
    assert "Let another version count" in said
    chosen = sent(browser, submit, "candidate", version="version:2023-24/ZR2/finance@v1")
    assert chosen.status_code == 303


def test_the_same_list_pasted_is_checked_as_a_file_is(plan: Northmere) -> None:
    del plan
    browser = signed_in("zr2.editor")
    answer = sent(browser, RETURN, "paste", lines="Sub code,Main code,Sum\n1,2,3")
    assert answer.status_code == 303
    said = words(browser.get(RETURN))
    assert said.startswith("Error: Check of pasted.txt")
    assert "must fix" in said
    assert browser.get(f"{RETURN}/marked-up").status_code == 404
    sent(browser, RETURN, "discard")
    assert "Nothing is returned yet." in words(browser.get(RETURN))
    assert browser.get(f"{RETURN}/marked-up").status_code == 404


def test_a_file_that_cannot_be_used_is_told_as_such(
    plan: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in("zr2.editor")
    missing = sent(browser, RETURN, "upload")
    assert (missing.status_code, "Select the workbook to check" in words(missing)) == (409, True)
    empty = sent(browser, RETURN, "upload", file=SimpleUploadedFile("ZR2.xlsx", b""))
    assert "The selected file is empty" in words(empty)
    monkeypatch.setattr("equipoise.web.views.returning_forms.LARGEST", 2**20)
    large = SimpleUploadedFile("ZR2.xlsx", b"x" * (2**20 + 1))
    said = words(sent(browser, RETURN, "upload", file=large))
    assert "The selected file must be smaller than 1MB" in said
    assert "Error: Check of letter.xlsx" in uploaded(browser, b"Dear all", "letter.xlsx")
    other = uploaded(browser, plan.files["ZR1"].read_bytes())
    assert "ZR1" in other
    assert "must fix" in other


def test_a_template_is_filled_and_a_stranger_has_none(plan: Northmere) -> None:
    del plan
    answer = signed_in("zr2.editor").get(f"{RETURN}/template")
    sheets = load_workbook(BytesIO(answer.content))
    assert sheets["Income"]["B1"].value == "Income: ZR2 Calder Vale Hospitals"
    assert sheets["Income"]["E8"].value == 35_000
    for path in ("", "/template", "/marked-up", "/submit", "/done", "/sign"):
        assert signed_in("zr1.editor").get(f"{RETURN}{path}").status_code in (403, 404)
    refused = sent(signed_in("zr1.editor"), RETURN, "paste", lines="1,2,3")
    assert refused.status_code == 403


def test_a_lead_opens_a_return_comments_and_sends_it_back(
    returned: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with shown(returned.workspace):
        lead, page = signed_in("zq1.lead"), "/returns/ZR3"
        said = words(lead.get(page))
        assert "Workforce D14" in said
        assert "Total WTE is not the sum of the rows above" in said
        given = {"part": "workforce", "line": "Workforce!D14", "text": "Which rows are missing?"}
        sent(lead, page, "comment", **given)
        assert "Which rows are missing?" in words(signed_in("zr3.editor").get(page))
        assert "Which rows are missing?" not in words(signed_in("region.lead").get(page))
        blank = sent(lead, page, "send_back", part="workforce", line="", text="")
        assert "Name the line" in words(blank)
        sent(lead, page, "send_back", **given)
        said = words(lead.get(page))
        assert "ZR3 workforce is returned, with your comment." in said
        assert "v1, returned with it" in said


def test_an_editor_asks_for_a_waiver_and_takes_up_a_draft(
    returned: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    with shown(returned.workspace):
        editor, page = signed_in("zr3.editor"), "/returns/ZR3"
        html = editor.get(page).content.decode()
        _, _, rest = html.partition('<option value="EQ-WTE-001 ')
        finding = "EQ-WTE-001 " + rest.partition('"')[0]
        given = {"finding": finding, "kind": "evidence to follow", "until": "30/6/2023"}
        assert "Say why it may stand" in words(sent(editor, page, "waive", **given))
        sent(editor, page, "waive", reason="The rows are being checked.", **given)
        assert "Waiver W1 is asked for." in words(editor.get(page))
        sent(editor, page, "resume")
        assert "Check of ZR3-2023-24.xlsx" in words(editor.get(page))
        sent(editor, page, "keep")
        said = words(editor.get(page))
        assert "Saved as a draft that your system lead can see." in said
