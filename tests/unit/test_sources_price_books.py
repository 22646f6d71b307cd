"""Price books by the declared template: a folder or a workbook of any year."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from equipoise.rules.payment import (
    ANY_HRG,
    AdmittedPrice,
    BestPracticePrice,
    EmergencyPrice,
    UnbundledPrice,
)
from equipoise.sources import LayoutError, price_book_file, price_book_template
from equipoise.units import Pence, Period
from tests.shared_data import needs, shared

ROWS = {
    "admitted": [["HN12F", "", "6338", "-", "", "7", "7000", "26", "299", "no", "", ""]],
    "attendances": [["100", "78", "181", "50", "150", "118", "250", "", ""]],
    "emergency": [["VB01Z", "410", "85"]],
    "unbundled": [["RD01A", "114", "23"], ["RN28Z", "356", "-"]],
    "best_practice": [
        ["hip-fracture.met", "HT12A", "", "14045", "", "1335"],
        ["hip-fracture.met", "HT12B", "", "10640", "", "1335"],
        ["major-trauma.level-1", "", "", "", "", "1624"],
    ],
    "market_forces": [["ZR1", "1.0613"]],
    "top_ups": [["NCBPS06Z", "13.62"], ["NCBPS06A", "-"]],
    "delivery": [["1", "2014", "5", "2014", "5", "464"]],
    "levels": [["NZ30C", "1"]],
}


def filled(folder: Path) -> Path:
    """Return a template with a row or two in every file."""
    for path in price_book_template(folder):
        with path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(ROWS.get(path.stem, []))
    return folder


def test_a_template_that_is_filled_in_is_a_price_book(tmp_path: Path) -> None:
    found = price_book_file(filled(tmp_path / "book"))
    assert found.misfits == ()
    book = found.book
    assert (book.name, book.period) == ("2023-24", Period.parse("2023/24"))
    assert (book.published, book.status) == (date(2023, 3, 31), "final")
    assert book.source == "who published it, and where"
    assert book.admitted["HN12F"] == AdmittedPrice(
        combined=Pence(633_800),
        elective_trim=7,
        non_elective=Pence(700_000),
        non_elective_trim=26,
        per_day=Pence(29_900),
    )
    assert book.attendances["100"]["WF01D"] == 15_000
    assert book.attendances["100"]["WF02D"] is None
    assert book.emergency["VB01Z"] == EmergencyPrice(types_1_2=Pence(41_000), type_3=Pence(8_500))
    assert book.unbundled["RN28Z"] == UnbundledPrice(price=Pence(35_600))
    assert book.best_practice["HT12B", "hip-fracture.met"] == BestPracticePrice(
        non_elective=Pence(1_064_000), additional=Pence(133_500)
    )
    assert book.best_practice[ANY_HRG, "major-trauma.level-1"].additional == 162_400
    assert book.market_forces == {"ZR1": Fraction("1.0613")}
    assert book.top_ups == {"NCBPS06Z": Fraction("0.1362"), "NCBPS06A": None}
    delivery = book.spell("NZ30C")
    assert delivery is not None
    assert (delivery.combined, delivery.per_day) == (201_400, 46_400)


def test_the_same_template_as_a_workbook(tmp_path: Path) -> None:
    folder = filled(tmp_path / "book")
    path = tmp_path / "book.xlsx"
    with Workbook(path) as made:
        for file in sorted(folder.glob("*.csv")):
            sheet = made.add_worksheet(file.stem)
            for number, row in enumerate(csv.reader(file.read_text("utf-8").splitlines())):
                sheet.write_row(number, 0, row)
    assert price_book_file(path).book == price_book_file(folder).book
    assert price_book_file(path).misfits == ()


def test_an_empty_template_is_an_empty_book(tmp_path: Path) -> None:
    price_book_template(tmp_path)
    found = price_book_file(tmp_path)
    assert found.misfits == ()
    assert (found.book.admitted, found.book.market_forces) == ({}, {})


def test_a_code_of_a_tariff_that_is_written_twice_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    with (tmp_path / "best_practice.csv").open("a", encoding="utf-8") as stream:
        stream.write("hip-fracture.met,HT12A,,1,,\n")
    (only,) = price_book_file(tmp_path).misfits
    assert only.place == "sheet best_practice, row 5"
    assert only.why == "the same code as sheet best_practice, row 2; the first is held"


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "emergency.csv").unlink()
    (only,) = price_book_file(tmp_path).misfits
    assert (only.place, only.why) == ("sheet emergency", "a sheet is missing")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status,final", "status,guessed", "'guessed' is none of assumed, draft, final"),
        ("source,", "origin,", "about does not say source"),
        ("2023/24", "2023", "not a financial year"),
        ("2023-03-31", "31/3/2023", "about: Invalid isoformat string"),
    ],
)
def test_a_book_that_does_not_say_what_it_is(tmp_path: Path, old: str, new: str, said: str) -> None:
    filled(tmp_path)
    about = tmp_path / "about.csv"
    text = about.read_text("utf-8")
    assert old in text
    about.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LayoutError, match=said):
        price_book_file(tmp_path)


def test_a_folder_that_is_no_price_book(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"known \(2022-23\), and no sheet or file 'about'"):
        price_book_file(tmp_path)


@needs("tariff-2022-23")
def test_the_workbook_of_2022_23_is_known_by_its_sheets() -> None:
    path = shared("tariff-2022-23", "22-23NT_Annex-A-National-tariff-workbook_Apr22.xlsx")
    found = price_book_file(path)
    assert found.misfits == ()
    assert found.book.name == "2022-23"
