"""A re-baselining at the command line: what each step says, and what programs read of it."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from equipoise.cli.answers import WIDTH
from equipoise.samples.northmere import ELECTIVE, REBASELINING
from tests.cli_calls import Answer, Called, Caller, money
from tests.northmere_rebaselining import Rebaselining
from tests.northmere_round import Northmere

LEAD = "zq1.lead"
NATIONAL = "national.lead"
NOW = "2023-11-20T09:00:00+00:00"
ACT = (
    *("rebaseline", "act", "ZQ1", "--code", "A3", "--org", "ZR1", "--kind", "elective_replan"),
    *("--name", "Fewer lists", "--owner", "COO", "--value", "1500", "--from-month", "10"),
    *("--risk", "medium", "--effect", "balance=helps", "--effect", "safety=none"),
)


@pytest.fixture
def made(locked: Northmere) -> Rebaselining:
    return Rebaselining(locked)


@pytest.fixture
def call(made: Rebaselining) -> Caller:
    return Caller(made.plan.workspace.home)


def words(caller: Caller, *asked: str, who: str = LEAD, code: int = 0) -> Called:
    return caller("rebaseline", *asked, who=who, code=code, EQUIPOISE_NOW=NOW)


def read(caller: Caller, *asked: str, who: str = LEAD, code: int = 0) -> Answer:
    return caller.json("rebaseline", *asked, who=who, code=code, EQUIPOISE_NOW=NOW)


def forecast(cell: Any) -> int:
    return money(cell, support="including support", stage="forecast")


def test_a_letter_is_written_and_opened(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "letter.yaml"
    words(call, "letter", str(file))
    page = read(call, "open", str(file), "ZQ1", who=NATIONAL)
    assert "A pool of £800.0m is shared by the pay of the affected staff groups." in page.said
    assert "Assumed of the letter, not published: reprioritised, new, april," in page.said
    order = [row["code"]["value"] for row in page.rows("priorities")]
    assert order == ["balance", "safety", "emergency", "elective"]
    assert len(page.rows("tasks")) == 4
    assert page.content["verb"] == "rebaseline-open"
    assert "It starts from version 3" in page.said
    refused = words(call, "open", str(file), "ZQ1", who="zr1.editor", code=4)
    assert "no right to open a re-baselining for ZQ1" in refused.err


def test_an_award_names_every_system_and_ties(made: Rebaselining, call: Caller) -> None:
    made.open()
    pay = str(REBASELINING / "paybill.csv")
    weights = ("--weight", "junior_doctors=22", "--weight", "consultants=8")
    page = read(call, "award", pay, *weights, "--reason", "Days", who=NATIONAL)
    own, rest = page.row("awards", "system", "ZQ1"), page.row("awards", "system", "REST")
    assert (forecast(own["award"]), forecast(rest["award"])) == (16_000, 784_000)
    assert (own["recorded"]["value"], rest["recorded"]["value"]) == ("Yes", "Elsewhere")
    note = "A pay bill weighs: junior doctors 22 and consultants 8."
    assert note in page.content["tables"][0]["notes"]
    named = words(call, "award", pay, "--weight", "consultants", "--reason", "x", code=2)
    assert "Name what consultants weighs" in named.err
    national = read(call, "national", who=NATIONAL)
    assert national.content["facts"]["difference_pence"] == 0
    assert national.content["adds_up"] is True
    people = ("--key", "population", "--reason", "People", "--pool", "100")
    key = made.write("people.csv", "system,part,amount\nZQ1,people,1\nREST,people,3\n")
    page = read(call, "award", str(key), "ZQ1", *people, who=NATIONAL)
    assert forecast(page.row("awards", "system", "ZQ1")["award"]) == 25
    assert not page.content["tables"][0]["notes"]


def test_the_page_has_every_part_of_it(made: Rebaselining, call: Caller) -> None:
    made.up_to_the_gate()
    made.strike()
    made.meet(made.seen().result.exercise.letter.meetings_from)
    words(call, "capacity", "ZQ1", str(REBASELINING / "capacity.csv"))
    words(call, *ACT[1:], "--effect", "emergency=none", "--effect",
          "elective=harms: long waits", "--one-off", who="zr1.approver")  # fmt: skip
    page = read(call, "ZQ1")
    names = [table["name"] for table in page.content["tables"]]
    assert names == [
        *(
            "position",
            "bridge",
            "actions",
            "months",
            "releases",
            "targets",
            "commitments",
            "strikes",
        ),
        *("capacity", "assumptions", "meetings", "gate"),
    ]
    gap = page.row("position", "step", "Gap before actions")["amount"]
    assert forecast(gap) == -9_000
    assert gap["ref"] == "figure:2023-24/ZQ1/rebaseline/gap_before@2023-11-20"
    action = page.row("actions", "code", "A3")
    assert action["trade_offs"]["value"] == "balance before elective: long waits"
    assert forecast(action["value"]) == 1_500
    year = page.row("months", "month", "Year")
    assert forecast(year["replanned"]) == 2_425_500
    assert money(year["original"], support="including support") == 2_409_000
    assert page.row("months", "month", "Month 7")["stage"]["value"] == "Actual"
    assert page.row("months", "month", "Month 8")["stage"]["value"] == "Replanned"
    beds = page.row("commitments", "code", "beds")
    assert (beds["first"]["value"], beds["actual"]["value"]) == ("120", "Not known")
    assert page.row("targets", "code", "november")["after"]["value"] == "103.0%"
    (meeting,) = page.rows("meetings")
    assert meeting["papers"]["value"].startswith("version:2023-24/ZQ1@v3, ")
    assert page.row("gate", "condition", "A safety statement is made")["met"]["value"] == "No"
    assert "The award is £8.8m more than the strikes on the log cost the system." in page.said
    shown = words(call, "show", "ZQ1").out
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert "Rests on an assumed value" in shown


def test_a_figure_is_followed_down_in_words_and_as_formulas(
    made: Rebaselining, call: Caller, tmp_path: Path
) -> None:
    made.up_to_the_gate()
    book = tmp_path / "why.xlsx"
    told = words(call, "show", "ZQ1", "--why", "award/ZQ1", "--working", str(book))
    assert "Pool of 2023-11-08" in told.said
    assert "rule:rebaselining/pool_shares" in told.said
    assert "xl/workbook.xml" in ZipFile(book).namelist()
    lonely = words(call, "show", "ZQ1", "--working", str(book), code=2)
    assert "name it with --why" in lonely.err
    nothing = words(call, "show", "ZQ1", "--why", "tea", code=2)
    assert "No figure" in nothing.err


def test_the_bridge_is_told_and_drawn(made: Rebaselining, call: Caller, tmp_path: Path) -> None:
    made.open()
    assert "has no rebased position yet" in words(call, "chart", "ZQ1", code=2).err
    made.award()
    made.replan()
    page = read(call, "chart", "ZQ1")
    assert "ZQ1 goes from £(9.0)m as planned to £(20.0)m, including support" in page.said
    end = page.row("bridge", "step", "Rebased position")["amount"]
    assert forecast(end) == -20_000
    file = tmp_path / "bridge.svg"
    words(call, "chart", "ZQ1", "--out", str(file))
    assert "Forecast against plan" in file.read_text("utf-8")


def test_the_gate_is_the_exit_code(made: Rebaselining, call: Caller) -> None:
    made.open()
    early = words(call, "check", "ZQ1")
    assert "it needs an award and a replan" in early.said
    assert "There is no award yet. ATTENTION: There is no replan yet." in early.said
    made.award()
    made.target()
    made.replan()
    shut = read(call, "check", "ZQ1", code=3)
    assert shut.content["facts"]["gate"]["gap_closed"] is False
    assert shut.content["facts"]["cut"] == ["beds", "ambulances"]
    assert "£12.0m is still to be found" in shut.said
    made.award(pool_pence=2_000_000 * 100_000)
    assert (
        "its forecast is £12.0m below that before any action"
        in words(call, "check", "ZQ1", code=3).said
    )


def test_it_is_closed_and_sent(made: Rebaselining, call: Caller) -> None:
    made.up_to_the_gate()
    made.act("A1", 3_000)
    words(call, "safety", "ZQ1", "--statement", "Safe.", who="zq1.clinical")
    assert words(call, "close", "ZQ1", code=4).err.startswith("equipoise: The gate is shut")
    closed = read(call, "close", "ZQ1", "--with-gap", "Nothing safe is left")
    assert "A gap of £1.0m stays: Nothing safe is left." in closed.said
    assert closed.content["facts"]["gap_pence"] == -100_000_000
    sent = read(call, "send", "ZQ1")
    assert "Sent in time: it is due by 22 November 2023." in sent.said
    assert "It was sent with a gap of £1.0m." in sent.said
    assert sent.content["facts"]["document"] == closed.content["facts"]["document"]
    row = read(call, "national", who=NATIONAL).row("systems", "system", "ZQ1")
    assert row["gate"]["value"] == "Sent"


def test_what_is_typed_becomes_decisions(made: Rebaselining, call: Caller) -> None:
    made.open()
    found = read(call, "commitment", "ZQ1", "--code", "beds", "--metric", "Core beds", "--target",
                 "120", "--due", "2024-01-31", "--actual", "96")  # fmt: skip
    assert "is agreed: Core beds, 120 by 2024-01-31." in found.said
    asked = read(call, "release", "ZQ1", "--code", "digital", "--programme", "Digital", "--held",
                 "5000", "--release", "3000", "--approver", "X24", "--reason", "Unspent",
                 "--effect", "Later")  # fmt: skip
    name = asked.content["facts"]["decision"]
    assert "It counts when X24 agrees." in asked.said
    assert f"{name} waits for X24: 3,000 (£000) of Digital." in read(call, "ZQ1").said
    said = read(call, "answer", name, "--yes", who=NATIONAL)
    assert said.content["facts"]["status"] == "Agreed"
    read(call, "target", "ZQ1", "--code", "november", "--before", "105", "--after", "103",
         "--from-day", "2023-11-08", "--restored", "8000", "--source", "Letter")  # fmt: skip
    both = words(call, "target", "ZQ1", "--code", "november", "--before", "105", "--after", "103",
                 "--from-day", "2023-11-08", "--source", "Letter", code=2)  # fmt: skip
    assert "Name the money with --restored, or a file of care with --care." in both.err
    care = ("--care", str(ELECTIVE / "care.csv"), "--source", "Elective care")
    read(call, "target", "ZQ1", "--code", "november", "--before", "105", "--after", "103",
         "--from-day", "2023-11-08", *care)  # fmt: skip
    target = read(call, "ZQ1").row("targets", "code", "november")
    assert target["restored"]["value"] == "2,000 (£000)"
    read(call, "strike", "ZQ1", "--group", "junior_doctors", "--from-day", "2023-12-01",
         "--days", "2", "--part", "cover")  # fmt: skip
    page = read(call, "ZQ1")
    assert "came after the letter: record the assumption as broken." in page.said
    assert page.row("strikes", "group", "junior doctors")["parts"]["value"] == "cover"
    replan = words(call, "plan", "ZQ1", str(REBASELINING / "replan.csv"), "--rests-on",
                   "no_strikes")  # fmt: skip
    assert "a replan with 7 actual months" in replan.said
    broken = read(call, "assume", "ZQ1", "--code", "no_strikes", "--broken", "--reason", "It is")
    assert broken.content["facts"]["depends"] == {"ZQ1": [f"replan D{number(found) + 5}"]}
    assert "The assumption no_strikes is broken." in read(call, "ZQ1").said
    met = read(call, "meet", "ZQ1", "--on", "2023-11-28", "--with", "Executive, chair")
    assert "meeting of 2023-11-28 with Executive, chair" in met.said
    wrong = words(call, *ACT[1:], "--effect", "emergency", who="zr1.approver", code=2)
    assert "is not a priority and an effect, as balance=helps" in wrong.err


def number(found: Answer) -> int:
    return int(str(found.content["facts"]["decision"])[1:])
