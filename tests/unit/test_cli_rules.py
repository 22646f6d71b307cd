"""The national rules at the command line: as text, JSON, csv and a workbook, and explained."""

import csv
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.cli_calls import Caller
from tests.northmere_round import Northmere

LEAD = "zq1.lead"


@pytest.fixture
def call(collated: Northmere) -> Caller:
    return Caller(collated.workspace.home, minutes=collated.minutes)


def test_a_broken_limit_is_told_and_leaves_with_3(call: Caller) -> None:
    told = call("rules", "ZQ1", "--version", "v1", who=LEAD, code=3).said
    assert (
        "Deficits limit: Position of all bodies together of ZQ1 is £(11.3)m, and must be at least "
        "£(9.0)m, the limit of the system: not met, by £2.3m." in told
    )
    assert "Running costs of ZQ1 is not tested" in told


def test_json_has_whole_pence_and_csv_and_xlsx_have_every_test(
    call: Caller, tmp_path: Path
) -> None:
    found = call.json("rules", "ZQ1", "--version", "v1", who=LEAD, code=3).content
    assert found["facts"]["not_met"] == ["deficits/ZQ1"]
    ref = "figure:2023-24/ZQ1/rules/deficits/ZQ1/slack@v1"
    assert found["figures"][ref]["value"] == -230_000_000
    table, told = found["tables"]
    assert len(told["rows"]) == len(table["rows"])
    text = call("rules", "ZQ1", "--version", "v1", "--format", "csv", who=LEAD, code=3).out
    assert len(list(csv.DictReader(StringIO(text)))) == len(table["rows"])
    out = tmp_path / "rules.xlsx"
    call("rules", "ZQ1", "--format", "xlsx", "--out", str(out), who=LEAD, code=3)
    cells = [cell.value for sheet in openpyxl.load_workbook(out) for row in sheet for cell in row]
    assert "Deficits limit" in cells
    assert "Control total £(9.0)m" in call("explain", ref, who=LEAD).said


def test_help_says_what_is_tested_and_what_the_exit_code_means(call: Caller) -> None:
    told = call("rules", "--help").said
    assert "Test the plan of SYSTEM against the national rules of its year." in told
    assert "Exit code 3 where a limit is broken" in told
