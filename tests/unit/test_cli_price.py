"""`price`: an extract at the command line, its totals in every form, and what it refuses."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from equipoise.cli.app import equipoise
from equipoise.pricing import Kind
from equipoise.samples.activity.listing import write_price_book
from tests.activity_files import written
from tests.pricing_books import book
from tests.shared_data import needs, shared


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-05-01")
    monkeypatch.chdir(tmp_path)
    write_price_book(tmp_path / "first", book())
    written(tmp_path, Kind.ADMITTED, [{}, {"provider": "RAE", "length_of_stay": "18"}, {"age": ""}])
    written(tmp_path, Kind.EMERGENCY, [{}])


def price(*words: str) -> Result:
    return CliRunner().invoke(equipoise, ["price", *words])


def test_an_extract_is_priced_in_a_line() -> None:
    result = price("admitted.csv", "emergency.csv", "--book", "first")
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    assert "first: £16,573.85 for 3 of 4 records (75.0%); 1 record not priced" in said
    assert "Fault: no age, or an impossible one" in result.output
    assert "EQ-ACT-009" in result.output


@pytest.mark.parametrize("name", ["t.csv", "t.parquet", "t.xlsx"])
def test_totals_are_written(name: str) -> None:
    result = price("admitted.csv", "--book", "first", "--totals", name)
    assert result.exit_code == 0
    assert Path(name).stat().st_size


def test_totals_as_csv_are_in_pence_and_in_a_workbook_in_pounds() -> None:
    price("admitted.csv", "--book", "first", "--totals", "t.csv")
    price("admitted.csv", "--book", "first", "--totals", "t.xlsx")
    with Path("t.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    priced = [(row["provider"], row["price_pence"]) for row in rows if not row["reason"]]
    assert priced == [("RAE", "875100"), ("RXF", "769549")]
    sheet = load_workbook("t.xlsx").worksheets[0]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"RAE", "RXF", "2022-06", "no_age"} <= values


def test_each_records_price_is_written() -> None:
    """In a folder a file for each file; the spell of a week too long is priced, the ageless not."""
    words = ("admitted.csv", "emergency.csv", "--book", "first")
    result = price(*words, "--records", "each")
    said = " ".join(result.output.split())
    assert "Each record's price is in 4 rows of 2 files; they sum to the totals" in said
    assert sorted(path.name for path in Path("each").iterdir()) == [
        "admitted-0000.parquet",
        "emergency-0001.parquet",
    ]
    for name in ("r.csv", "r.xlsx", "r.parquet"):
        assert price(*words, "--records", name).exit_code == 0
    with Path("r.csv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    keys = ("file", "row", "provider", "hrg", "reason", "base_pence", "price_pence")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("admitted.csv", "1", "RXF", "HN12F", "", "725100", "769549"),
        ("admitted.csv", "2", "RAE", "HN12F", "", "725100", "875100"),
        ("admitted.csv", "3", "RXF", "HN12F", "no_age", "", ""),
        ("emergency.csv", "1", "RXF", "VB09Z", "", "12000", "12736"),
    ]
    sheet = load_workbook("r.xlsx").worksheets[0]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"HN12F", "B86001", "2022-06", "no_age"} <= values


def test_each_records_price_has_a_new_folder_or_a_file_of_a_known_form() -> None:
    Path("each").mkdir()
    Path("each", "mine.txt").write_text("kept", "utf-8")
    refused = price("admitted.csv", "--book", "first", "--records", "each")
    assert refused.exit_code == 4
    assert "each is not empty" in refused.output
    assert price("admitted.csv", "--book", "first", "--records", "r.doc").exit_code == 2


def test_kept_records_are_priced_again_without_the_files() -> None:
    assert price("admitted.csv", "--book", "first", "--keep", "coded").exit_code == 0
    Path("admitted.csv").unlink()
    result = price("coded", "--book", "first")
    assert result.exit_code == 0
    assert "2 of 3 records" in result.output


def test_records_are_not_kept_where_something_is() -> None:
    result = price("admitted.csv", "--book", "first", "--keep", ".")
    assert result.exit_code == 4
    assert "not empty" in result.output


def test_two_books_stand_beside_each_other() -> None:
    write_price_book(Path("second"), book(name="second", admitted={}))
    result = price("admitted.csv", "--book", "first", "--book", "second")
    assert "second: £0.0m for 0 of 3 records" in result.output
    assert "HRG is not in the price book" in result.output


def test_two_books_of_one_name_are_refused() -> None:
    result = price("admitted.csv", "--book", "first", "--book", "first")
    assert result.exit_code == 4
    assert "one name: first" in result.output


def test_a_year_without_a_book_is_refused_naming_those_there_are() -> None:
    result = price("admitted.csv", "--book", "first", "--year", "2023/24")
    assert result.exit_code == 2
    assert "no price book for 2023/24" in " ".join(result.output.split())
    assert "2022/23" in result.output


def test_a_book_of_another_year_is_laid_on_the_years_records() -> None:
    other = {"name": "next", "period": book().period.parse("2023/24")}
    write_price_book(Path("next"), book(**other))
    words = ("admitted.csv", "--book", "first", "--book", "next", "--year", "2022/23")
    said = " ".join(price(*words).output.split())
    assert "next holds for 2023/24: activity of 2022/23 at its prices" in said
    assert "Assumed for 2023/24: the longest stay that is a short one, 1" in said


def test_a_book_that_was_not_yet_published_does_not_count() -> None:
    later = book(name="reissue", published=book().published.replace(month=10))
    write_price_book(Path("later"), later)
    words = ("admitted.csv", "--book", "first", "--book", "later")
    assert "reissue: £" in price(*words).output
    said = " ".join(price(*words, "--on", "2022-09-30").output.split())
    assert "reissue was published on 2022-10-31, after the day asked for" in said
    assert "reissue: £" not in said
    assert price("admitted.csv", "--book", "later", "--on", "2022-10-30").exit_code == 2


def test_an_identifying_column_refuses_the_file() -> None:
    written(Path(), Kind.EMERGENCY, [{}], name="bad.csv", NHS_NUMBER="")
    result = price("bad.csv", "--book", "first")
    assert result.exit_code == 1
    assert "EQ-ACT-001" in result.output
    assert price("bad.csv", "--book", "first", "--without", "NHS_NUMBER").exit_code == 0


def test_other_words_are_wrong_usage() -> None:
    assert price("admitted.csv", "--book", "first", "--totals", "t.doc").exit_code == 2
    assert price("admitted.csv").exit_code == 2
    assert price("absent.csv", "--book", "first").exit_code == 2
    assert price("admitted.csv", "--book", "admitted.csv").exit_code == 2
    Path("empty").mkdir()
    assert price("empty", "--book", "first").exit_code == 2


@needs("tariff-2022-23", "act-cured-artificial-hes")
def test_the_layout_of_hes_goes_through_the_published_workbook() -> None:
    """4,075 records of 2001 to 2008: none of them is of 2022/23, and every one is counted."""
    files = sorted(map(str, shared("act-cured-artificial-hes").glob("*.parquet")))
    (workbook,) = shared("tariff-2022-23").glob("*.xlsx")
    result = price(*files, "--book", str(workbook), "--without", "MYDOB")
    assert result.exit_code == 0
    assert "for 0 of 4,075 records" in result.output
    assert "Of another year than is priced" in result.output
