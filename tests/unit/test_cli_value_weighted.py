"""`value-weighted`: two years' attendances at one book's prices, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from equipoise.cli.app import equipoise
from equipoise.samples.activity.listing import write_price_book
from tests.pricing_books import book
from tests.shared_data import needs, shared

HEAD = "Month_Ending,TRETSPEF,First_Attendance,Follow_Up_Attendance\n"
COUNTS = (
    "30APR19,110,100,200\n30APR19,999,50,50\n31MAY19,110,100,100\n"
    "30APR20,110,50,100\n30APR20,999,50,*\n31MAY20,110,110,90\n30JUN20,110,5,5\n"
)
"""At £181.00 a first attendance and £90.00 a follow-up; function 999 has no price."""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-05-01")
    monkeypatch.chdir(tmp_path)
    write_price_book(tmp_path / "first", book())
    Path("counts.csv").write_text(HEAD + COUNTS, "utf-8")


def weighted(*words: str, of: str = "counts.csv", year: str = "2020/21") -> Result:
    asked = ("value-weighted", of, "--book", "first", "--year", year, "--against", "2019/20")
    return CliRunner().invoke(equipoise, [*asked, *words])


def table(result: Result) -> dict[str, Any]:
    (found,) = (one for one in json.loads(result.stdout)["tables"] if one["name"] == "weighted")
    return {row["cells"]["period"]["value"]: row["cells"] for row in found["rows"]}


def test_two_years_stand_side_by_side_month_by_month() -> None:
    """April £18,050 of £36,100, May £28,010 of £27,100; in all £46,060 of £63,200 (72.88%)."""
    result = weighted()
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    assert "By value 72.88% of 2019/20, at the prices of first; by count of all" in said
    assert "attendances 66.67%" in said  # 400 of 600
    assert "A price exists for 83.3% of attendances in 2019/20 and 87.5% in 2020/21" in said
    assert "Not in both years, and left out of the year: M03, M04," in said
    assert "Blank or suppressed in the files, and left out: 1 count." in said
    rows = table(weighted("--format", "json"))
    values = {name: row["value_after"]["value"] for name, row in rows.items()}
    assert values == {"M01": 1_805_000, "M02": 2_801_000, "All months": 4_606_000}


def test_a_months_working_is_written() -> None:
    result = weighted("--why", "M01", "--working", "april.xlsx")
    assert result.exit_code == 0
    assert "0.5" in result.output
    assert "row-5/first" in result.output
    assert len(list(load_workbook("april.xlsx").worksheets[0].iter_rows())) > 4
    assert weighted("--why", "M03").exit_code == 2


def test_a_row_that_cannot_be_read_is_told_and_left_out() -> None:
    odd = "30APR20,110,7,7\nsoon,110,1,1\n31MAY20,120,-1,2\n"
    Path("counts.csv").write_text(HEAD + COUNTS + odd, "utf-8")
    result = weighted()
    assert result.exit_code == 3
    said = " ".join(result.output.split())
    assert "3 rows could not be read" in said
    for why in ("stands in row 5 too", "the month is not one day of it", "are not a count"):
        assert why in said
    assert "By value 72.88%" in said


def test_what_cannot_be_set_side_by_side_is_refused() -> None:
    same = weighted(year="2019/20")
    assert (same.exit_code, "beside itself" in same.output) == (4, True)
    other = weighted(year="2021/22")
    assert other.exit_code == 4
    assert "no month of both 2019/20 and 2021/22" in " ".join(other.output.split())
    assert "they hold 2019/20, 2020/21" in " ".join(other.output.split())
    early = weighted("--on", "2022-03-30")
    assert (early.exit_code, "was published on 2022-03-31" in early.output) == (4, True)


@needs("tariff-2022-23", "act-hes-m13-2020-21")
def test_2020_21_beside_2019_20_in_the_published_statistics() -> None:
    """The figures of the README of the data: 82.33% by value, 80.52% by count, and by month."""
    counts = shared("act-hes-m13-2020-21", "HES_M13_2021_OPEN_DATA_TREATMENT_FUNCTION.csv.gz")
    (workbook,) = shared("tariff-2022-23").glob("*.xlsx")
    result = weighted("--book", str(workbook), "--format", "json", of=str(counts))
    assert result.exit_code == 0
    (said, *_) = json.loads(result.stdout)["sentences"]
    assert "By value 82.33% of 2019/20" in said
    assert "80.52%" in said
    rows = table(result)
    shares = [
        f"{100 * rows[f'M{n:02}']['value_after']['value'] / of['value']:.2f}"
        for n in range(1, 13)
        for of in (rows[f"M{n:02}"]["value_before"],)
    ]
    assert " ".join(shares) == (
        "52.66 55.11 77.15 75.68 80.25 91.93 84.96 92.64 97.12 79.10 87.07 120.68"
    )
