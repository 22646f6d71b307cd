"""A ledger of payments at the command line: a made-up one, and why."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli_calls import Caller

LINES = """Date,Supplier,Amount
30/06/2020,NORTH TRUST,"40,000.00"
30/09/2020,NORTH TRUST,40000
30/09/2020,SOUTH TRUST,40000
31/10/2020,THE NORTH TRUST,40000
30/11/2020,NORTH TRUST,61000
31/03/2021,NORTH TRUST,23000
"""


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ours.csv"
    path.write_text(LINES, "utf-8")
    return str(path)


def test_instalments_their_break_and_the_last_month(call: Caller, file: str) -> None:
    answer = call.json("ledger", "detect", file)
    (row,) = answer.rows("instalments")
    assert row["supplier"]["value"] == "NORTH TRUST"
    assert row["instalment"]["value"] == 4_000_000
    assert row["months"]["value"] == "3, 6, 7"
    assert row["breaks"]["value"] == 7
    assert row["beyond"]["value"] == 2_100_000
    assert row["unwound"]["value"] == 1_700_000
    assert row["instalment"]["assumed"] == []
    assert row["unwound"]["ref"] == "figure:ledger/2020-21/NORTH%20TRUST/unwound"
    (paid,) = answer.rows("months")
    assert {key: cell["value"] for key, cell in paid.items() if key != "supplier"} == {
        "M03": 4_000_000, "M06": 4_000_000, "M07": 4_000_000, "M08": 6_100_000, "M12": 2_300_000,
    }  # fmt: skip
    assert "1 of them breaks after month 7." in answer.said
    assert "1 supplier stands under several spellings." in answer.said


def test_each_spelling_by_itself(call: Caller, file: str) -> None:
    said = call("ledger", "detect", file, "--exact-names").said
    assert "No supplier is paid in equal instalments." in said


def test_why_leads_to_the_lines_and_live_formulas(call: Caller, file: str, tmp_path: Path) -> None:
    book = tmp_path / "why.xlsx"
    said = call("ledger", "detect", file, "--why", "north trust", "--working", str(book)).said
    assert "Beyond instalments, NORTH TRUST" in said
    assert "NORTH TRUST, 2020-11-30" in said
    assert CalamineWorkbook.from_path(str(book)).sheet_names
    assert "No area" in call("ledger", "detect", file, "--why", "x", code=2).err


def test_two_years_in_one_ledger_are_asked_about(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(f"{LINES}30/04/2021,NORTH TRUST,40000\n", "utf-8")
    assert "--year" in call("ledger", "detect", str(path), code=2).err
    found = call.json("ledger", "detect", str(path), "--year", "2020/21")
    assert "1 line is of another year." in found.said
    wrong = call("ledger", "detect", str(path), "--year", "2018/19", code=2).err
    assert "There is: 2020/21, 2021/22." in wrong


def test_what_does_not_fit_is_told(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f"{LINES}soon,NORTH TRUST,40000\n", "utf-8")
    found = call("ledger", "detect", str(path)).said
    assert "1 line does not fit and is left out." in found
    assert "date is not a day" in found


def test_a_whole_year_of_instalments_breaks_nowhere(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "even.csv"
    days = [f"28/{month:02}/{2021 if month < 4 else 2020}" for month in range(1, 13)]
    lines = [f"{day},NORTH TRUST,40000" for day in days]
    path.write_text("\n".join(["Date,Supplier,Amount", *lines]), "utf-8")
    answer = call.json("ledger", "detect", str(path))
    (row,) = answer.rows("instalments")
    assert row["months"]["value"] == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"
    assert row["breaks"]["value"] is None
    assert row["beyond"]["value"] is None
    assert row["unwound"]["value"] is None
    assert answer.content["sentences"] == [
        "1 supplier is paid in equal instalments, £40,000 a month together."
    ]
