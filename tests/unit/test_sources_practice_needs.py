"""Populations by practice: headings of several years, blanks, and what does not fit."""

import gzip
from fractions import Fraction
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from equipoise.sources import NoSheetError, PracticeNeeds, layout, practice_needs
from equipoise.sources.layout import read
from equipoise.units import Absence
from equipoise.workings import total
from tests.shared_data import needs, shared

LATER = "alloc-aif-2022-26"
HEADINGS = (
    "Practice_Code,GP_Practice_Name,CCG21,ICS22,ICS22name,R22,Region22,LAD21,LTLA21,"
    "pop 2022/23,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP"
)
ROW = "A81001,ONE SURGERY,16C,QHM,ONE ICB,Y63,ONE REGION,E06,ONE DISTRICT,10,1,2,3,4.5,5,6,7"


def made(tmp_path: Path, *lines: str) -> PracticeNeeds:
    path = tmp_path / "needs.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return practice_needs(path)


def test_a_row_is_read_under_our_names(tmp_path: Path) -> None:
    found = made(tmp_path, HEADINGS, ROW)
    practice = found.practices["A81001"]
    assert practice["maternity"] == Fraction(9, 2)
    assert practice["medical"] is Absence.MISSING  # no such column in that year
    assert practice.within == {
        "area": "16C",
        "network": "",
        "district": "E06",
        "system": "QHM",
        "region": "Y63",
    }
    assert found.names["system"] == {"QHM": "ONE ICB"}
    assert found.names["network"] == {}
    assert found.misfits == ()


def test_blank_is_absent_and_nil_is_nil(tmp_path: Path) -> None:
    blank, nil = ROW.replace("4.5", ""), ROW.replace("4.5", "0").replace("A81001", "A81002")
    found = made(tmp_path, HEADINGS, blank, nil)
    assert found.practices["A81001"]["maternity"] is Absence.MISSING
    assert found.practices["A81002"]["maternity"] == 0
    assert found.column("maternity") == {"A81002": 0}


def test_a_text_in_a_column_of_numbers_leaves_the_row_out(tmp_path: Path) -> None:
    found = made(tmp_path, HEADINGS, ROW.replace("4.5", "n/a"))
    assert found.practices == {}
    assert [(one.place, one.found, one.why) for one in found.misfits] == [
        ("row 2", "n/a", "maternity of A81001 is not a number")
    ]


def test_a_column_is_added_up_by_level(tmp_path: Path) -> None:
    other = ROW.replace("A81001", "A81002").replace("4.5", "5.5")
    elsewhere = ROW.replace("A81001", "A81003").replace("QHM", "QXX")
    found = made(tmp_path, HEADINGS, ROW, other, elsewhere)
    assert found.sums("maternity", "system") == {"QHM": 10, "QXX": Fraction(9, 2)}


def test_an_unknown_heading_is_told_with_the_nearest_known(tmp_path: Path) -> None:
    found = made(tmp_path, HEADINGS.replace("G&A WP", "G&A WP 2027"), ROW)
    assert found.practices == {}
    (misfit,) = found.misfits
    assert (misfit.place, misfit.found) == ("heading", "G&A WP 2027")
    assert misfit.expected == "WP_G&A or G&A WP"
    assert misfit.why == "no column for general_acute"


def test_a_heading_like_no_other_is_told_with_all_there_are(tmp_path: Path) -> None:
    found = made(tmp_path, HEADINGS.replace("G&A WP", "zzz"), ROW)
    assert found.misfits[0].found.startswith("Practice_Code, GP_Practice_Name")


def test_headings_of_a_later_year_are_declared_as_data(tmp_path: Path) -> None:
    house = layout("practice_needs")
    path = Path(__file__).parents[2] / "src/equipoise/sources/layouts/practice_needs.yaml"
    text = path.read_text("utf-8").replace("[WP_G&A, G&A WP]", "[G&A WP 2027]")
    later = read(text, "practice_needs_2027")
    file = tmp_path / "needs.csv"
    file.write_text(HEADINGS.replace("G&A WP", "G&A WP 2027") + "\n" + ROW + "\n", "utf-8")
    assert practice_needs(file, shape=later).practices["A81001"]["general_acute"] == 1
    assert "G&A WP 2027" not in house.columns["general_acute"]


def test_a_sheet_of_a_workbook_is_read_and_its_blank_rows_are_none(tmp_path: Path) -> None:
    path = tmp_path / "needs.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("Cover").write(0, 0, "Populations")
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEADINGS.split(","))
        texts: list[str | float] = [*ROW.split(",")]
        texts[9:] = [1e-7, 1.25, 2, 3, 4.5, 5, 6, 7]
        sheet.write_row(1, 0, texts)
        sheet.write_row(3, 0, ["", "England", "", "", "", "", "", "", "", 10])
    found = practice_needs(path, sheet="Data")
    practice = found.practices["A81001"]
    assert practice["population"] == Fraction(1, 10**7)
    assert practice["general_acute"] == Fraction(5, 4)
    assert sorted(one.why for one in found.misfits) == [
        "area is blank",
        "practice is blank",
        "system is blank",
    ]
    with pytest.raises(NoSheetError, match="no sheet 'Deta'; it has Cover, Data"):
        practice_needs(path, sheet="Deta")
    assert practice_needs(path).misfits[0].found == "Populations"  # the first sheet


def test_a_gzipped_file_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "needs.csv.gz"
    path.write_bytes(gzip.compress(f"\ufeff{HEADINGS}\n{ROW}\n".encode()))
    assert practice_needs(path).practices.keys() == {"A81001"}


@needs(LATER)
@pytest.mark.parametrize(
    ("name", "sheet", "rows", "people", "maternity"),
    [
        ("wp_data_2022LAD.csv.gz", "", 6_554, "61498822.04", 6_537),
        ("2023_2024.csv.gz", "", 6_553, "61903547.32", 6_553),
        ("2024_2025.csv.gz", "", 6_553, "62154630.31", 6_553),
        ("GP_Practice_WP_2023_24_and_2024_25.xlsx", "GP_wp_202324", 6_553, "61903547.32", 6_553),
        ("GP_Practice_WP_2023_24_and_2024_25.xlsx", "GP_wp_202425", 6_553, "62154630.31", 6_553),
    ],
)
def test_published_files_of_four_layouts_are_read_whole(
    name: str, sheet: str, rows: int, people: str, maternity: int
) -> None:
    found = practice_needs(shared(LATER, name), sheet=sheet)
    assert found.misfits == ()
    assert len(found.practices) == rows
    assert len(found.column("maternity")) == maternity
    everyone = total(found.column("population").values())
    assert round(everyone, 2) == Fraction(people)
    for column in ("general_acute", "community", "mental_health", "prescribing", "core"):
        assert abs(total(found.column(column).values()) - everyone) < Fraction(1, 1000)
    assert len(found.names["system"]) == 42
    assert len(found.names["district"]) in (0, 309)
