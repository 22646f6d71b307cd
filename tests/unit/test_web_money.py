"""The pot, payments, support, and what they mean for a body, in the pages: Northmere's figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from equipoise.samples import write_pot
from equipoise.samples.northmere import ELECTIVE, SUPPORT
from tests.northmere_round import Northmere
from tests.web_visits import sent, shown, signed_in, words

SYSTEM = "/systems/ZQ1"
CARE, AWARDS = ELECTIVE / "care.csv", SUPPORT / "plan.csv"
ELECTIVE_REF = "figure:elective/2023-24/ZQ1/adjustment"


@pytest.fixture
def plan(collated: Northmere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northmere]:
    """Northmere collated, on a day after the letter of November 2023."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-11-20T09:00:00+00:00")
    with shown(collated.workspace):
        yield collated


def upload(path: Path) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(path.name, path.read_bytes())


@pytest.mark.usefixtures("plan")
def test_elective_care_is_put_on_record_and_the_change_is_shown_with_whose_it_is() -> None:
    page, lead = f"{SYSTEM}/payments", signed_in("zq1.lead")
    assert "No elective care of ZQ1 is on record yet" in words(lead.get(page))
    trust = signed_in("zr2.approver")
    refused = sent(trust, page, "lodge", file=upload(CARE))
    assert (refused.status_code, "has no right" in words(refused)) == (409, True)
    assert sent(lead, page, "lodge", file=upload(CARE)).status_code == 303
    said = words(trust.get(page, {"units": "k"}))
    assert "1 system earns £1.5m by the rules known on 20 November 2023" in said
    assert "the gain is held by the ICB until decided" in said
    before = words(trust.get(page, {"known": "2023-02-02"}))
    assert "1 system repays £2.5m" in before
    assert "107.0%" in before
    why = words(trust.get(f"/explain/{ELECTIVE_REF}"))
    assert "£1.5m" in why
    assert trust.get(page, {"known": "soon"}).status_code == 404


@pytest.mark.usefixtures("plan")
def test_support_means_for_a_trust_what_the_worked_example_says() -> None:
    lead = signed_in("zq1.lead")
    sent(lead, f"{SYSTEM}/support", "lodge", file=upload(AWARDS))
    sent(lead, f"{SYSTEM}/payments", "lodge", file=upload(CARE))
    without = words(lead.get(f"{SYSTEM}/support"))
    assert "2023/24" in without
    assert "no " in without.casefold()
    asked = {"terms": "2020-21", "units": "k"}
    assert "(9,000)" in words(lead.get(f"{SYSTEM}/support", asked))

    why = "/explain/figure:support/2023-24/ZQ1/ZR2/if_missed"
    assert "£(6.0)m" in words(lead.get(f"{why}@terms-2020-21"))
    assert lead.get(why).status_code == 409, "the year itself had no fund"
    assert lead.get(f"{why}@v1").status_code == 404

    trust = signed_in("zr2.approver")
    said = words(trust.get("/returns/ZR2/meaning", asked))
    assert "If the system meets its plan you finish at £(3.0)m. If it misses, £(6.0)m." in said
    assert "If you miss too, £(9.0)m, before support." in said
    assert "A replay: the rule of 2020/21" in said
    assert "are worth £4.0m more to trust and ICB together" in said
    assert "held by the ICB until decided" in said
    assert words(signed_in("zr2.editor").get("/returns/ZR2/meaning", asked)) != ""
    assert signed_in("zr1.approver").get("/returns/ZR2/meaning").status_code == 403
    other = words(signed_in("zr1.approver").get("/returns/ZR1/meaning", asked))
    assert "ZR1 has no support on record" in other
    assert "104,500" not in other


@pytest.mark.usefixtures("plan")
def test_a_file_that_does_not_fit_is_refused_and_nothing_is_on_record(tmp_path: Path) -> None:
    care = tmp_path / "care.csv"
    care.write_text(CARE.read_text("utf-8").replace("ZQ1", "ZQ9"), "utf-8")
    page, lead = f"{SYSTEM}/payments", signed_in("zq1.lead")
    refused = words(sent(lead, page, "lodge", file=upload(care)))
    assert "care.csv is of ZQ9, not of ZQ1 alone." in refused
    assert "No elective care of ZQ1 is on record yet" in words(lead.get(page))


@pytest.mark.usefixtures("plan")
def test_lines_of_the_pot_are_added_and_shown_with_their_sources(tmp_path: Path) -> None:
    write_pot(tmp_path)
    page, lead = f"{SYSTEM}/pot", signed_in("zq1.lead")
    assert "No money is recorded in the pot of ZQ1" in words(lead.get(page))
    empty = sent(lead, page, "lines", reason="Plan")
    assert "There is a problem" in words(empty)
    file = upload(tmp_path / "pot.csv")
    assert sent(lead, page, "lines", file=file, reason="The plan of the year").status_code == 303
    said = words(lead.get(page))
    assert "pot" in said
    assert "£2,400.0m" in said
    assert "Download" in said
