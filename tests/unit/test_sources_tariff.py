"""A workbook of prices that is not as its layout expects: everything odd is told in its place."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.sources import LayoutError, TariffLayout, read_tariff_layout, tariff_of
from equipoise.sources.tariff_layout import HOUSE
from equipoise.units import Period

LAYOUT = """
title: prices of 2030/31
publisher: NHS England
licence: OGL
period: 2030/31
published: "2030-03-31"
status: draft
tables:
  - sheet: Prices
    into: admitted
    columns:
      key: HRG Code
      combined: Elective (£)
      elective_trim: Trim (days)
      short_stay_applies: Short stay?
      short_stay_ratio: "% applied"
    ignored: [HRG Name]
  - sheet: More
    into: unbundled
    after: 2. Scans
    columns: {key: HRG Code, price: Price (£)}
not_read: {Notes: words}
"""
HEADS = ["", "HRG Code", "HRG Name", "Elective \n(£)", "Trim\n(days)", "Short stay?", "% applied"]
FIRST = ["", "AA22C", "Stroke", "1,234", "7", "Yes", "0.2"]
SCANS = [["2. Scans", ""], ["", ""], ["1. Other", ""], ["2. Scans", ""], ["HRG Code", "Price (£)"]]
Sheets = dict[str, list[list[str]]]


def layout() -> TariffLayout:
    return read_tariff_layout(LAYOUT, "test")


def sheets(*rows: list[str], heads: list[str] = HEADS) -> Sheets:
    return {
        "Prices": [["Prices of 2030/31"] + [""] * 6, [""] * 7, heads, *rows],
        "More": [*SCANS, ["RD01A**", "114"], ["", "note"]],
        "Notes": [["a"], [""], ["b"]],
    }


def told(found: Sheets) -> list[str]:
    return [str(each) for each in tariff_of(found, layout(), name="p.xlsx").misfits]


def test_a_workbook_as_expected() -> None:
    found = tariff_of(sheets(FIRST), layout(), name="p.xlsx")
    assert found.misfits == ()
    price = found.book.admitted["AA22C"]
    assert (price.combined, price.elective_trim, price.short_stay_applies) == (123_400, 7, True)
    assert price.short_stay_ratio == Fraction(1, 5)
    assert price.non_elective is None
    assert found.book.unbundled["RD01A"].price == 11_400
    assert (found.book.name, found.book.period) == ("2030-31", Period.parse("2030/31"))
    assert (found.book.published, found.book.status) == (date(2030, 3, 31), "draft")
    accounts = {each.sheet: (each.rows, each.held, each.why) for each in found.sheets}
    assert accounts == {"Prices": (3, 1, ""), "More": (6, 1, ""), "Notes": (2, 0, "words")}


def test_a_part_of_a_year_is_named_after_its_file() -> None:
    text = LAYOUT.replace("period: 2030/31", "period: 2030-10-01 to 2031-04-01")
    found = tariff_of(sheets(FIRST), read_tariff_layout(text, "test"), name="again.xlsx")
    assert found.book.name == "again.xlsx"


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (3, "12.345", "combined: AA22C is left without it; found 12.345, expected a price in"),
        (3, "-5", "combined: AA22C is left without it; found -5, expected a price in pounds"),
        (3, "n/a", "combined: AA22C is left without it; found n/a, expected a price in pounds"),
        (4, "7.5", "elective_trim: AA22C is left without it; found 7.5, expected whole days"),
        (5, "maybe", "short_stay_applies: AA22C is left without it; found maybe, expected YES"),
        (6, "twenty", "short_stay_ratio: AA22C is left without it; found twenty, expected a numb"),
    ],
)
def test_a_text_that_is_not_what_its_column_holds(place: int, text: str, said: str) -> None:
    row = [*FIRST[:place], text, *FIRST[place + 1 :]]
    (only,) = told(sheets(row))
    assert only.startswith(f"NHS England: p.xlsx, sheet Prices, row 4, {said}")


def test_a_dash_is_no_price_and_a_nil_is_one() -> None:
    dashes = ["", "AA22D", "", "-", "", "NO", "-"]
    nil = ["", "AA22E", "", "0", "5", "NO", "-"]
    found = tariff_of(sheets(dashes, nil), layout(), name="p.xlsx")
    assert found.misfits == ()
    assert found.book.admitted["AA22D"].combined is None
    assert found.book.admitted["AA22D"].elective_trim is None
    assert found.book.admitted["AA22E"].combined == 0


def test_a_code_that_is_printed_twice_is_held_once() -> None:
    again = ["", "AA22C", "", "9", "7", "NO", "-"]
    found = sheets(FIRST, again)
    assert told(found) == [
        "NHS England: p.xlsx, sheet Prices, row 5: the same code as sheet Prices, row 4; the first "
        "is held; found AA22C, expected printed once"
    ]
    assert tariff_of(found, layout(), name="p.xlsx").book.admitted["AA22C"].combined == 123_400


def test_a_blank_line_within_a_table_is_told() -> None:
    later = ["", "AA22D", "", "9", "7", "NO", "-"]
    assert told(sheets(FIRST, [""] * 7, later)) == [
        "NHS England: p.xlsx, sheet Prices, row 6: beneath the end of its table: not held; found "
        "AA22D, expected no blank line within a table"
    ]


def test_a_heading_that_is_missing_leaves_the_table_out_and_names_the_nearest() -> None:
    heads = [*HEADS[:3], "Elective price (£)", *HEADS[4:]]
    found = sheets(FIRST, heads=heads)
    assert told(found) == [
        "NHS England: p.xlsx, sheet Prices: no such heading: the table is left out; found Elective "
        "price (£), expected Elective (£)"
    ]
    assert tariff_of(found, layout(), name="p.xlsx").book.admitted == {}


def test_a_heading_that_is_not_known_is_told_beside_the_nearest() -> None:
    wide = sheets([*FIRST, "x"], heads=[*HEADS, "Trim (day)"])
    assert told(wide) == [
        "NHS England: p.xlsx, sheet Prices: a heading that is not known: its column is not read; "
        "found Trim (day), expected Trim (days)"
    ]


def test_a_line_above_a_table_that_is_not_there() -> None:
    found = sheets(FIRST)
    found["More"] = [["3. Scans", ""], *found["More"][4:]]
    assert told(found) == [
        "NHS England: p.xlsx, sheet More: no table under this line; found nothing, expected "
        "2. Scans"
    ]


def test_sheets_that_are_new_or_missing() -> None:
    found = sheets(FIRST)
    found["Extra"] = found.pop("More")
    assert told(found) == [
        "NHS England: p.xlsx, sheet Extra: a sheet that is not known; found Extra, expected a "
        "sheet of the layout",
        "NHS England: p.xlsx, sheet More: a sheet is missing; found nothing, expected the sheet",
    ]
    accounts = tariff_of(found, layout(), name="p.xlsx").sheets
    assert [each.why for each in accounts] == ["", "words", "not known"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: draft\n", "", "lacks or does not know status"),
        ("licence: OGL", "licence: OGL\nmore: x", "lacks or does not know more"),
        ("into: unbundled", "into: nothing", "names a part of the book"),
        ("key: HRG Code, price", "price", "names a part of the book"),
        ("after: 2. Scans", "beneath: 2. Scans", "does not know beneath"),
        ('"2030-03-31"', '"31 March"', "not readable"),
        ("not_read: {Notes: words}", "not_read: {Notes", "not readable"),
        ("tables:", "tables: 7\nx:", "lacks or does not know x"),
    ],
)
def test_a_layout_that_lacks_something(old: str, new: str, said: str) -> None:
    assert old in LAYOUT
    with pytest.raises(LayoutError, match=said):
        read_tariff_layout(LAYOUT.replace(old, new), "test")


@pytest.mark.parametrize("path", sorted(HOUSE.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_layout_of_the_house_is_read(path: Path) -> None:
    found = read_tariff_layout(path.read_text("utf-8"), path.name)
    assert len({table.sheet for table in found.tables} | found.not_read.keys()) == 33
