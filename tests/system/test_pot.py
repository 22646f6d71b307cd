"""The pot at the command line: from an empty list to a delegation that was reported on."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from equipoise.cli.answers import WIDTH
from equipoise.samples.northmere import PLACES, POT
from tests.cli_calls import Caller, money
from tests.northmere_round import Northmere

LEAD = "zq1.lead"
GIVE = (
    *("delegate", "give", "ZQ1", "--name", "north", "--to", "Northmere", "--kind", "place"),
    *("--lead", "ZR3", "--line", "community", "Community", "3000", "--until", "2024-04-01"),
    *("--conditions", "Scheme of delegation", "--reporting", "Each quarter"),
    *("--risk-terms", "Risk share", "--from-day", "2023-04-01", "--reason", "Place board"),
    *("--agreement", "all", "--party", "ZQ1/lay_member"),
)
AWARD = (
    *("pot", "award", "ZQ1", "--line", "extra", "--title", "Elective money"),
    *("--stream", "elective_recovery", "--route", "transfer", "--amount", "5000"),
    *("--key", "turnover", "--to", "ZR1", "--to", "ZR2", "--to", "ZR3"),
    *("--from-day", "2023-04-01", "--reason", "By turnover"),
)


@pytest.fixture
def call(collated: Northmere) -> Caller:
    return Caller(collated.workspace.home, minutes=collated.minutes)


@pytest.fixture
def filled(call: Caller) -> Caller:
    call("pot", "add", "ZQ1", str(POT), who=LEAD)
    return call


def test_a_pot_begins_with_a_template(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "pot.csv"
    assert "equipoise pot template" in call("pot", "ZQ1", who=LEAD, code=4).err
    call("pot", "template", str(file), who=LEAD)
    text = file.read_text("utf-8")
    first = text.splitlines()[0]
    file.write_text(
        f"{first}\ncore,source,Core,nothing,x,formula,,yes,,,,,,2023-04-01,S\n", "utf-8"
    )
    told = call.json("pot", "add", "ZQ1", str(file), who=LEAD, code=1)
    found = {(one["code"], one["cell"]) for one in told.content["findings"]}
    assert found == {("EQ-POT-002", "D2"), ("EQ-POT-003", "E2")}
    assert "Nothing was recorded of pot.csv: 2 cells must be put right." in told.said


def test_the_pot_is_shown_by_its_name_alone(filled: Caller) -> None:
    by_name = filled("pot", "ZQ1", who=LEAD).out
    assert by_name == filled("pot", "show", "ZQ1", who=LEAD).out == filled("pot", who=LEAD).out
    assert filled.json("pot", "ZQ1", who=LEAD).content["verb"] == "pot-show"
    assert "The pot of ZQ1 adds up: £2,400.0m of sources, £2,384.0m committed" in " ".join(
        by_name.split()
    )
    assert max(map(len, by_name.splitlines())) <= WIDTH


def test_a_pot_that_does_not_add_up_says_so_and_by_how_much(filled: Caller) -> None:
    move = ("pot", "move", "ZQ1", "--out-of", "X24", "--into", "core", "--amount", "1500")
    filled(*move, "--from-day", "2023-07-01", "--reason", "Pay award", who=LEAD)
    answer = filled.json("pot", "ZQ1", who=LEAD, code=3)
    assert answer.content["adds_up"] is False
    assert answer.content["facts"]["unallocated_pence"]["commissioning_core"] == 150_000_000
    assert (
        "commissioning_core: £1.5m is neither committed, nor reserve, nor surplus." in answer.said
    )
    before = filled.json("pot", "ZQ1", "--as-at", "2023-06-30", who=LEAD)
    assert before.content["adds_up"] is True
    ref = answer.row("pot", "line", "Core commissioning")["moved"]["ref"]
    assert ref.endswith("@2024-03-31.2023-03-30")
    said = filled("explain", ref, who=LEAD).said
    assert "from decision:2023-24/D29 (Pay award)" in said
    assert "Rules rule:pot/stream_totals rule:pot/ledger" in said


def test_folding_in_is_a_scenario_that_records_nothing(filled: Caller) -> None:
    answer = filled.json("pot", "ZQ1", "--scenario", "fold-in", who=LEAD)
    row = answer.row("fold_in", "stream", "Core commissioning")
    assert [money(row[key]) for key in ("before", "fenced", "after")] == [2_262_000, 0, 2_270_000]
    again = filled.json("pot", "ZQ1", who=LEAD)
    assert money(again.row("pot", "line", "Core commissioning")["now"]) == 2_262_000


def test_an_award_is_shared_and_each_body_sees_its_part(filled: Caller) -> None:
    """Turnover 1,299,500, 586,000 and 380,800 (£000): 57.3%, 25.9% and 16.8% of 5,000."""
    filled(*AWARD, who=LEAD)
    whole = filled.json("pot", "ZQ1", who=LEAD)
    rows = whole.rows("award_D29")
    assert sum(row["amount"]["value"] for row in rows) == 500_000_000
    assert [row["amount"]["value"] // 100_000_000 for row in rows] == [2, 1, 0]
    own = filled.json("pot", "ZQ1", who="zr1.editor")
    (row,) = own.rows("award_D29")
    assert row["organisation"]["value"].startswith("ZR1 ")
    assert "Agreed by zq1.lead for ZQ1. By turnover" in own.content["tables"][1]["sentence"]


def test_a_delegation_waits_for_its_parties_and_is_reported_on(filled: Caller) -> None:
    facts = filled.json(*GIVE, who=LEAD).content["facts"]
    assert facts["waits_for"] == ["ZQ1/lay_member", "ZR3"]
    assert (
        "does not speak for a party"
        in filled("pot", "answer", "D29", "--yes", who=LEAD, code=4).err
    )
    filled("pot", "answer", "D29", "--yes", who="zq1.lay")
    agreed = filled.json("pot", "answer", "D29", "--yes", who="zr3.approver")
    assert agreed.content["facts"]["status"] == "Agreed"
    report = ("delegate", "report", "D29", "--spent", "700", "--up-to", "2023-06-30")
    told = filled(*report, "--words", "Crisis team full", who="zr3.approver", code=4).err
    assert "2023-06-30 is still to come" in told
    july = "2023-07-03T09:00:00+00:00"
    filled(*report, "--words", "Crisis team full", who="zr3.approver", EQUIPOISE_NOW=july)
    page = filled.json("delegate", "ZQ1", who=LEAD, EQUIPOISE_NOW=july)
    (terms,) = page.rows("terms")
    assert terms["positions"]["value"] == "ZQ1/lay_member yes and ZR3 yes"
    assert "700 (£000) spent by 30 June 2023" in terms["reports"]["value"]
    facts = " ".join(filled("explain", "decision:2023-24/D29", who=LEAD).out.split())
    assert "Holder: Kind: place; Name: Northmere; Lead: ZR3" in facts


def test_a_place_sheet_is_one_page_of_plain_words(filled: Caller) -> None:
    places = ("pot", "places", "ZQ1", str(PLACES), "--most", "2%", "--from-day", "2023-04-01")
    filled(*places, "--reason", "Place boards", "--source", "Northmere fixture", who=LEAD)
    page = filled("delegate", "sheet", "ZQ1", who=LEAD).out
    assert len(page.splitlines()) <= 60
    assert max(map(len, page.splitlines())) <= WIDTH
    assert "£1,987.0m of spend cannot be given to a place." in page
    table = filled.json("table", "T21", "ZQ1", who=LEAD)
    north = table.row("place_sheet", "place", "Northmere")
    assert money(north["spend"]) == 210_000
    assert north["formula"]["value"] == 23_019_812_987
    said = filled("explain", north["path1"]["ref"], who=LEAD).said
    assert "rule:pot/place_path" in said
    one = filled("delegate", "sheet", "ZQ1", "--place", "Northmere", who=LEAD).said
    assert "Calder Vale: 407,600 people" not in one
    assert "No place South" in filled("delegate", "sheet", "--place", "South", who=LEAD, code=2).err


def test_every_figure_of_the_pot_can_be_explained(filled: Caller) -> None:
    figures = filled.json("pot", "ZQ1", who=LEAD).content["figures"]
    assert len(figures) > 100
    for ref in list(figures)[::9]:
        filled("explain", ref, who=LEAD)


def test_the_working_of_a_pot_goes_to_a_spreadsheet(filled: Caller, tmp_path: Path) -> None:
    file = tmp_path / "why.xlsx"
    figures = filled.json("pot", "ZQ1", who=LEAD).content["figures"]
    ref = next(ref for ref in figures if "/pot/unallocated@" in ref)
    filled("explain", ref, "--xlsx", str(file), who=LEAD)
    with ZipFile(file) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
    assert any("<f>" in sheet for sheet in sheets)
