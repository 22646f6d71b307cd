"""The list of findings, whichever way it is asked for; and an Explain, from check to submission.

One cell of ZR2's workbook holds text, and one saving is not identified: 6,500 and 3,000 of 18,000.
"""

import csv
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli_calls import Caller
from tests.northmere_round import Northmere
from tests.workbooks.planting import planted

TEXT = {
    "Severity": "Must fix",
    "Body": "ZR2",
    "Sheet": "Income",
    "Cell": "G23",
    "Row": "Income from NHS Northmere ICB",
    "Column": "Month 1 (April 2023) £000",
    "Found": "£520m",
    "Expected": "a number in £000, to 2 decimal places",
    "What is wrong": "A cell that needs a number holds text.",
    "Check": "EQ-TPL-003",
}
REMEDY = "Type the number alone, without £, m, commas, brackets or a percent sign."
SHARE = (
    "52.8% of the efficiency is not identified, or held as system stretch: £9.5 million of £18.0 "
    "million. Up to 20.0% (assumed) needs no explanation."
)
WHY = "Schemes for the second half are being worked up with the regional team."


@pytest.fixture
def call(opened: Northmere) -> Caller:
    return Caller(opened.workspace.home, minutes=opened.minutes)


def saved(opened: Northmere, path: Path, sheet: str, **cells: str | int | None) -> str:
    path.write_bytes(planted(opened.files["ZR2"].read_bytes(), sheet, **cells))
    return str(path)


@pytest.fixture
def text(opened: Northmere, tmp_path: Path) -> str:
    """A workbook with text in one cell of numbers."""
    return saved(opened, tmp_path / "text.xlsx", "Income", G23="£520m")


@pytest.fixture
def unidentified(opened: Northmere, tmp_path: Path) -> str:
    """A workbook whose largest scheme is not identified."""
    return saved(opened, tmp_path / "unidentified.xlsx", "Efficiency", E13="Unidentified")


def test_the_list_is_a_csv_file(call: Caller, text: str) -> None:
    answer = call("check", text, "--format", "csv", who="zr2.editor", code=1)
    (row,) = csv.DictReader(StringIO(answer.out))
    assert {head: row[head] for head in TEXT} == TEXT
    assert row["What to do"].startswith(REMEDY)


def test_the_list_is_a_workbook(call: Caller, text: str, tmp_path: Path) -> None:
    out = tmp_path / "list.xlsx"
    call("check", text, "--format", "xlsx", "--out", str(out), who="zr2.editor", code=1)
    (sheet,) = [one for one in load_workbook(out) if "Cell" in heads(one)]
    columns = heads(sheet)
    (row,) = [row for row in sheet.iter_rows(values_only=True) if "G23" in row]
    assert {head: row[columns.index(head)] for head in TEXT} == TEXT
    assert str(row[columns.index("What to do")]).startswith(REMEDY)


def heads(sheet: Worksheet) -> list[object]:
    """Return the row that heads the list; nothing where a sheet has none."""
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    return next((row for row in rows if "Severity" in row), [])


def test_the_list_is_json(call: Caller, text: str) -> None:
    answer = call.json("check", text, who="zr2.editor", code=1)
    (finding,) = answer.content["findings"]
    assert {key: finding[key] for key in ("sheet", "cell", "row", "column", "found", "code")} == {
        "sheet": "Income",
        "cell": "G23",
        "row": TEXT["Row"],
        "column": TEXT["Column"],
        "found": "£520m",
        "code": "EQ-TPL-003",
    }
    assert (finding["expected"], finding["message"]) == (TEXT["Expected"], TEXT["What is wrong"])
    assert finding["remedy"].startswith(REMEDY)
    (row,) = answer.rows("findings")
    assert row["column"]["value"] == TEXT["Column"]


def test_the_list_is_read_on_the_screen(call: Caller, text: str) -> None:
    said = call("check", text, who="zr2.editor", code=1).said
    for word in ("Income", "G23", "£520m", "EQ-TPL-003"):
        assert word in said


def test_the_list_is_in_the_senders_own_workbook(call: Caller, text: str, tmp_path: Path) -> None:
    marked = tmp_path / "marked.xlsx"
    call("check", text, "--marked-up", str(marked), who="zr2.editor", code=1)
    book = load_workbook(marked)
    comment = book["Income"]["G23"].comment
    assert comment is not None
    for head in ("Severity", "Row", "Column", "Found", "Expected", "What is wrong", "Check"):
        assert TEXT[head] in comment.text
    assert REMEDY in comment.text
    listed = [row for row in book["Findings"].iter_rows(values_only=True) if "G23" in row]
    assert len(listed) == 1
    assert listed[0][:4] == ("Must fix", "EQ-TPL-003", "Income", "G23")


def test_an_explain_asks_for_a_sentence_and_is_submitted_with_it(
    call: Caller, unidentified: str
) -> None:
    checked = call.json("check", unidentified, who="zr2.editor")
    (finding,) = checked.content["findings"]
    assert (finding["severity"], finding["message"]) == ("Explain", SHARE)
    assert (finding["code"], finding["sheet"]) == ("EQ-EFF-003", "Efficiency")
    assert call.json("submit", unidentified, who="zr2.editor", code=1).content["facts"]["blocked"]
    explained = ("--explain", f"EQ-EFF-003={WHY}")
    answer = call.json("submit", unidentified, *explained, who="zr2.editor")
    assert answer.content["facts"]["blocked"] is False
    call("signoff", "ZR2", who="zr2.approver")


def test_a_sentence_for_another_finding_explains_nothing(call: Caller, unidentified: str) -> None:
    other = ("--explain", f"EQ-EFF-002={WHY}")
    answer = call.json("submit", unidentified, *other, who="zr2.editor", code=1)
    assert answer.content["facts"]["blocked"] is True
