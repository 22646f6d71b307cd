from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from equipoise.reports import MoneyUnits, Row, Table, xlsx
from tests.unit.reports_samples import NAME, PLAN, northmere, of_one, table, thousands


def written(*tables: Table, units: MoneyUnits = "m") -> BytesIO:
    stream = BytesIO()
    xlsx(tables, stream, units)
    return stream


def book(*tables: Table, units: MoneyUnits = "m") -> Any:
    return load_workbook(written(*tables, units=units))


def test_one_table_a_sheet_and_a_sheet_of_notes() -> None:
    found = book(northmere(), of_one("x"))
    assert found.sheetnames == ["position", "position 2", "Notes"]
    notes = [[cell.value for cell in row] for row in found["Notes"].rows]
    assert notes[0] == ["About", "Note"]
    assert ["System position", "The data are made up."] in notes
    assert notes[-1][0] == "Every sheet"


def test_the_sheet_says_what_it_shows_above_its_heads() -> None:
    sheet = book(northmere())["position"]
    above = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert above == [
        "System position",
        "The system plans a deficit of £9.0 million.",
        "Plan version 1; 2023/24; including support",
        "The data are made up.",
        "Totals are added from unrounded figures, so rows may not add up as shown.",
    ]
    assert sheet["B7"].value == "Plan, £m, surplus / (deficit)"
    assert sheet.freeze_panes == "B8"
    assert not sheet.merged_cells.ranges
    assert sheet.tables["Table_1"].ref == "A7:F10"


def test_numbers_are_numbers_in_full_and_shown_as_on_the_page() -> None:
    sheet = book(northmere())["position"]
    assert [(cell.value, cell.number_format) for cell in sheet[8][1:]] == [
        (-14.5, "#,##0.0_);(#,##0.0)"),
        (12345.67, "#,##0.0_);(#,##0.0)"),
        (632 / 983, "0.0%_);(0.0%)"),
        (1, "#,##0_);(#,##0)"),
        (datetime(2018, 8, 6), "d mmmm yyyy"),
    ]
    thousand = book(northmere(), units="k")["position"]["B8"]
    assert (thousand.value, thousand.number_format) == (-14_500, "#,##0_);(#,##0)")


def test_what_is_absent_is_in_words_and_an_incomplete_total_too() -> None:
    sheet = book(northmere())["position"]
    assert [cell.value for cell in sheet[9][1:]] == [
        *("Not submitted", "No data", "Not applicable", 0, None)
    ]
    assert sheet["B10"].value == "(11.5) (1 not submitted)"
    assert sheet["B10"].data_type == "s"
    assert sheet["A10"].font.bold
    assert not sheet["A9"].font.bold


@pytest.mark.parametrize("text", ["=1+1", "+1", "@a", "http://example.org", "{=1}"])
def test_text_stays_text(text: str) -> None:
    sheet = book(of_one(text))["position"]
    found = sheet[sheet.max_row][0]
    assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


def test_a_number_in_a_column_of_text_brings_its_unit() -> None:
    sheet = book(of_one(thousands(-9_000)), units="k")["position"]
    assert sheet[sheet.max_row][0].value == "£(9,000)k"


def test_long_text_gets_the_lines_it_needs() -> None:
    long = book(of_one("word " * 40), of_one("word"))
    assert long["position"].row_dimensions[7].height == 60  # 200 letters, four lines
    assert long["position 2"].row_dimensions[7].height is None  # one line, as by default
    assert long["position"].column_dimensions["A"].width >= 60


def test_sheets_have_names_that_a_workbook_may_have() -> None:
    names = ["Notes", "a/b:c*[d]'", "", "x" * 40, "X" * 40]
    tables = [
        Table(name=name, title="T", sentence="", basis="", columns=(NAME,), rows=())
        for name in names
    ]
    assert book(*tables).sheetnames == [
        *("Notes 2", "a b c  d", "Table", "x" * 31, f"{'X' * 28} 2", "Notes")
    ]


def test_a_table_without_rows_is_its_heads() -> None:
    sheet = book(table(columns=[NAME, PLAN]))["position"]
    assert sheet.max_row == 6
    assert sheet["A6"].value == "Organisation"
    assert not sheet.tables
    assert book().sheetnames == ["Notes"]


def test_the_same_tables_make_the_same_bytes() -> None:
    first, second = written(northmere()), written(northmere())
    assert first.getvalue() == second.getvalue()
    with ZipFile(first) as parts:
        assert b"1980-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_no_cell_holds_a_formula() -> None:
    made = written(table(Row(cells={"name": "=A1", "plan": thousands(1)}), columns=[NAME, PLAN]))
    with ZipFile(made) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)
