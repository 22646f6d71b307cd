"""A price book at the command line: begun, filled in, read and accounted for."""

from pathlib import Path

import pytest

from tests.cli_calls import Caller
from tests.shared_data import needs, shared

WORKBOOK = "22-23NT_Annex-A-National-tariff-workbook_Apr22.xlsx"


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def test_a_book_is_begun_filled_in_and_read(call: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "prices"
    said = call("price-book", str(folder), "--template").said
    assert "10 files in" in said
    assert "a blank or a dash is no price" in said
    assert "new folder" in call("price-book", str(folder), "--template", code=2).err
    with (folder / "admitted.csv").open("a", encoding="utf-8") as stream:
        stream.write("HN12F,,6338,,,7,7000,26,299,no,,\n")
    found = call.json("price-book", str(folder))
    assert "prices of 2023/24, published 31 March 2023 (final)" in found.said
    assert "It has 1 HRG." in found.said
    row = found.row("sheets", "sheet", "admitted")
    assert [row[key]["value"] for key in ("rows", "held", "beside")] == [2, 1, 1]
    with (folder / "admitted.csv").open("a", encoding="utf-8") as stream:
        stream.write("HN12E,,lots,,,7,7000,26,299,no,,\n")
    found = call.json("price-book", str(folder), code=3)
    assert "1 thing in the file did not fit" in found.said
    (misfit,) = found.rows("misfits")
    assert misfit["place"]["value"] == "sheet admitted, row 3, combined"


def test_a_path_that_is_not_there(call: Caller, tmp_path: Path) -> None:
    told = call("price-book", str(tmp_path / "none"), code=2).err
    assert "To begin a book, add --template." in told
    (tmp_path / "file").write_text("")
    assert "new folder" in call("price-book", str(tmp_path / "file"), "--template", code=2).err


def test_a_folder_that_is_no_book(call: Caller, tmp_path: Path) -> None:
    assert "no sheet or file 'about'" in call("price-book", str(tmp_path), code=2).err


@needs("tariff-2022-23")
def test_the_published_workbook(call: Caller) -> None:
    found = call.json("price-book", str(shared("tariff-2022-23", WORKBOOK)))
    assert "in 33 sheets are held as printed" in found.said
    assert "2,371 HRGs, 56 treatment functions, 12 HRGs of emergency departments" in found.said
    assert found.row("sheets", "sheet", "1 APC & OPROC")["held"]["value"] == 2371
    assert found.row("sheets", "sheet", "14b HC drugs")["why"]["value"] == "paid outside prices"
    unused = {row["service"]["value"]: row["prices"]["value"] for row in found.rows("not_used")}
    assert sum(unused.values()) == 53
    assert (unused["Renal dialysis"], unused["Cystic fibrosis"]) == (13, 7)
    why = {row["why"]["value"] for row in found.rows("not_used")}
    assert "of no spell, outpatient or emergency attendance" not in why
