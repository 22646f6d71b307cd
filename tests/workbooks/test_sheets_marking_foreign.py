"""A workbook of a sender's own making, marked: what such workbooks have, and what stays."""

from __future__ import annotations

import re
from typing import Final

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from equipoise.sheets import Limits
from equipoise.sheets.child import answer as read_by_child
from equipoise.sheets.marking_texts import Remark
from equipoise.sheets.surveying import Book, book_of
from tests.workbooks.planting import part_of, unzipped, zipped
from tests.workbooks.test_sheets_marking import copy_of, marked, opened, saved, text_of

MIXED: Final = CellRichText("plain", TextBlock(InlineFont(i=True), " "), "and", " ",
                            TextBlock(InlineFont(b=True), "bold"))  # fmt: skip


def foreign() -> openpyxl.Workbook:
    """Return a workbook of a sender's own, with what such workbooks have."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Bob's plan"
    sheet["A1"] = MIXED
    sheet["A2"] = "=not a formula"
    sheet["A2"].data_type = "s"
    sheet["A3"], sheet["B3"] = 5, "=A3*2"
    sheet["A4"] = "held"
    sheet.merge_cells("C3:D4")
    sheet["C3"] = "merged"
    sheet["A3"].comment = Comment("Check with Ann.", "Bob", height=50, width=60)
    sheet["A4"].hyperlink = "#'Bob''s plan'!A1"
    red = PatternFill(start_color="FF0000", end_color="FF0000", fill_type="solid")
    look = DifferentialStyle(fill=red)
    over = Rule("cellIs", dxf=look, operator="greaterThan", formula=["9"])
    sheet.conditional_formatting.add("A3:B3", over)
    sheet["F1"], sheet["G1"], sheet["F2"], sheet["G2"] = "Code", "Value", "ZR2", 1
    sheet.add_table(Table(displayName="Codes", ref="F1:G2"))
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="'Bob''s plan'!$A$3")
    vars(book)["custom_doc_props"].append(StringProperty(name="Template", value="TAC"))
    book.create_sheet("findings")["A1"] = "Mine"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=7, min_row=1, max_row=2), titles_from_data=True)
    book.create_chartsheet("Picture").add_chart(chart)
    return book


def calculated(content: bytes) -> bytes:
    """Return the workbook as if B3 had been calculated."""
    parts = unzipped(content)
    name = part_of(content, "Bob's plan")
    parts[name] = re.sub(rb"<f>A3\*2</f><v(></v>| ?/>)", b"<f>A3*2</f><v>10</v>", parts[name])
    assert b"<v>10</v>" in parts[name]
    return zipped(parts)


BOB: Final = Remark("Bob's plan", "A3", "Must fix", "EQ-X", "Five is wrong.")


def test_a_workbook_of_the_senders_own_keeps_what_it_has() -> None:
    facts, made = marked(calculated(saved(foreign())), BOB)
    assert facts["meta"] is None
    book = opened(made)
    assert book.sheetnames == ["Findings 2", "Bob's plan", "findings", "Picture"]
    link = book.worksheets[0]["D5"].hyperlink
    assert link is not None
    assert link.location == "'Bob''s plan'!A3"
    sheet = book["Bob's plan"]
    assert sheet["A1"].value == MIXED
    read = book_of(b"".join(read_by_child(calculated(made), Limits())))
    assert isinstance(read, Book)
    assert read.sheets["Bob's plan"][1, 1].text == "plain and bold"
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=not a formula", "s")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=A3*2", "f")
    assert [str(one) for one in sheet.merged_cells.ranges] == ["C3:D4"]
    assert sheet["A4"].hyperlink is not None
    assert list(sheet.tables) == ["Codes"]
    assert book.defined_names["Rate"].attr_text == "'Bob''s plan'!$A$3"
    assert [one.value for one in vars(book)["custom_doc_props"].props] == ["TAC"]
    assert len(vars(book["Picture"])["_charts"]) == 1
    assert book["findings"]["A1"].value == "Mine"


def test_a_comment_of_somebody_else_stands_below_ours_and_comes_back() -> None:
    content = calculated(saved(foreign()))
    _, copy = marked(content, BOB)
    assert text_of(opened(copy)["Bob's plan"]["A3"]) == (
        "Must fix EQ-X: Five is wrong.\n\nMarked by Equipoise.\n\n"
        "Comment of Bob before this:\nCheck with Ann."
    )
    again = copy_of(calculated(copy), BOB._replace(cell="B3"))
    comment = again["Bob's plan"]["A3"].comment
    assert comment is not None
    assert (comment.text, comment.author) == ("Check with Ann.", "Bob")


def test_a_conditional_format_of_the_sender_comes_after_ours() -> None:
    book = copy_of(calculated(saved(foreign())), BOB)
    rules = {
        rule.type: rule.priority
        for formatting in book["Bob's plan"].conditional_formatting
        for rule in formatting.rules
    }
    assert rules == {"expression": 1, "cellIs": 2}


def test_a_note_on_a_merged_cell_stands_in_the_cell_that_shows() -> None:
    facts, copy = marked(calculated(saved(foreign())), BOB._replace(cell="D4"))
    book = opened(copy)
    assert facts["cells"] == 1
    assert text_of(book["Bob's plan"]["C3"]).startswith("Must fix")
    link = book.worksheets[0]["D5"]
    assert link.value == "D4"
    assert link.hyperlink is not None
    assert link.hyperlink.location == "'Bob''s plan'!C3"


def test_a_chart_sheet_has_no_cells() -> None:
    facts, _ = marked(calculated(saved(foreign())), BOB._replace(sheet="Picture"))
    assert facts["unplaced"] == 1
