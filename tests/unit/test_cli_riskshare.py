"""Risk shares on the command line: what is written, explained, compared and refused."""

from pathlib import Path

import pytest
from docx import Document

from equipoise.samples import RISKSHARE
from tests.cli_calls import Caller

AGREEMENT, POSITIONS = str(RISKSHARE / "agreement.yaml"), str(RISKSHARE / "positions.csv")
SHOCKS = str(RISKSHARE / "shocks.csv")
YEAR = ("--year", "2023/24")
FEW = ("--draws", "400", *YEAR)


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def test_clauses_are_written_as_text_and_as_a_document(call: Caller, tmp_path: Path) -> None:
    docx, markdown = tmp_path / "a.docx", tmp_path / "a.md"
    called = call("riskshare", "clauses", AGREEMENT, "--docx", str(docx), "--markdown",
                  str(markdown))  # fmt: skip
    assert "Written to" in called.err
    assert "10 clauses between 4 parties, 4 layers in order." in called.said
    assert markdown.read_text("utf-8").startswith("# Northmere risk-share agreement 2023/24\n")
    with docx.open("rb") as stream:
        assert Document(stream).core_properties.title == "Northmere risk-share agreement 2023/24"


def test_a_settlement_is_told_in_pence_and_explained(call: Caller, tmp_path: Path) -> None:
    found = call.json("riskshare", "settle", AGREEMENT, POSITIONS, *YEAR)
    due = {row["account"]["value"]: row["due"]["value"] for row in found.rows("settlement")}
    assert due["contingency"] == -400_000_000
    assert sum(due.values()) == 0
    assert "agreement of region" in found.content["facts"]["missing"]
    assert len(found.rows("repayment")) == 6
    workbook = tmp_path / "w.xlsx"
    why = call("riskshare", "settle", AGREEMENT, POSITIONS, *YEAR, "--why", "ZR2",
               "--working", str(workbook))  # fmt: skip
    assert "Partners by turnover: borne by ZR2" in why.said
    assert workbook.stat().st_size


def test_a_target_shift_says_that_no_cash_moves(call: Caller, tmp_path: Path) -> None:
    positions = tmp_path / "p.csv"
    positions.write_text("body,variance\nTHURROCK,480\n", "utf-8")
    pattern = RISKSHARE / "patterns" / "east-of-england-support.yaml"
    found = call.json("riskshare", "settle", str(pattern), str(positions), "--year", "2019/20")
    assert "no cash does" in found.said
    row = found.row("settlement", "account", "THURROCK")
    assert row["due"]["value"] == -48_000_000
    assert row["after"]["value"] == 0


def test_a_condition_may_be_met(call: Caller, tmp_path: Path) -> None:
    positions = tmp_path / "p.csv"
    positions.write_text("body,variance\nCCG2,-6000\n", "utf-8")
    pattern = str(RISKSHARE / "patterns" / "ccg-risk-reserve.yaml")
    words = ("riskshare", "settle", pattern, str(positions), "--year", "2017/18")
    assert "not called up, not on record: national risk profile" in call(*words).said
    met = ("--met", "system control total delivered", "--met", "national risk profile satisfactory")
    assert "£4.0m moves" in call(*words, *met, code=3).said


def test_a_simulation_names_what_it_takes_to_repeat_it(call: Caller) -> None:
    found = call.json("riskshare", "simulate", AGREEMENT, SHOCKS, "--seed", "9", *FEW)
    facts = found.content["facts"]
    assert (facts["seed"], facts["generator"], facts["draws"]) == (9, "SFC64", 400)
    assert facts["numpy"]
    assert facts["checked"] == 200
    assert len(found.rows("distribution")) == 8
    assert len(found.rows("fairness")) == 4
    assert [row["account"]["value"] for row in found.rows("accounts")] == ["contingency", "region"]


def test_agreements_are_compared_side_by_side(call: Caller, tmp_path: Path) -> None:
    other = tmp_path / "without.yaml"
    text = (RISKSHARE / "agreement.yaml").read_text("utf-8").partition("layers:")[0]
    other.write_text(text + "layers: []\n", "utf-8")
    found = call.json("riskshare", "compare", AGREEMENT, SHOCKS, "--with", str(other),
                      "--pair", "ZR1", "ZR2", "-0.2", *FEW)  # fmt: skip
    by = {row["agreement"]["value"] for row in found.rows("fairness")}
    assert by == {"agreement.yaml", "without.yaml"}
    without = [row for row in found.rows("fairness") if row["agreement"]["value"] != AGREEMENT]
    assert [row["received"]["value"] for row in without[-4:]] == [0, 0, 0, 0]


def test_what_is_no_correlation_is_refused(call: Caller) -> None:
    words = ("riskshare", "simulate", AGREEMENT, SHOCKS, *FEW)
    assert "no number" in call(*words, "--correlation", "much", code=2).err
    assert "cannot all hold" in call(*words, "--correlation", "-0.9", code=4).err
    assert "between -1 and 1" in call(*words, "--correlation", "2", code=4).err


def test_a_layer_whose_condition_is_not_met_is_named(call: Caller, tmp_path: Path) -> None:
    shocks = tmp_path / "s.csv"
    shocks.write_text("body,mean,spread\nCCG1,0,10\nCCG2,-9000,10\n", "utf-8")
    pattern = str(RISKSHARE / "patterns" / "ccg-risk-reserve.yaml")
    called = call("riskshare", "simulate", pattern, str(shocks), *FEW)
    assert "taken as not met: Half of one per cent" in called.said


def test_who_bears_more_than_alone_is_named(call: Caller, tmp_path: Path) -> None:
    shocks = tmp_path / "s.csv"
    shocks.write_text("body,mean,spread\nT1,-3000,10\nT2,0,10\nCCG,0,10\n", "utf-8")
    pattern = str(RISKSHARE / "patterns" / "system-collaboration.yaml")
    called = call("riskshare", "simulate", pattern, str(shocks), *FEW)
    assert "expected to bear more than alone: CCG, T2." in called.said
