"""The marked-up copy of a sender's workbook: its notes in the cells, its list, all else kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from equipoise.sheets import Limits, Refusal, RefusalKind
from equipoise.sheets.child import answer as read_by_child
from equipoise.sheets.marking_child import answer
from equipoise.sheets.marking_list import counted
from equipoise.sheets.marking_texts import Remark
from equipoise.sheets.surveying import Book, book_of
from tests.workbooks.conftest import Read
from tests.workbooks.planting import good, part_of, unzipped, zipped
from tests.workbooks.test_sheets_refusals import HOSTILE

BAD: Final = Remark("Income", "F23", "Must fix", "EQ-TPL-003", "A cell holds text.")
ODD: Final = Remark("Income", "F23", "Explain", "EQ-CON-001", "It is £3.5m more than planned.")
LESS: Final = Remark("Workforce", "D14", "Note", "EQ-WTE-001", "Fewer staff than last year.")


def marked(content: bytes, *remarks: Remark) -> tuple[dict[str, Any], bytes]:
    """Return what the child would say of a file, and its copy, made in this process."""
    return answer(content, remarks, limits=Limits())


def copy_of(content: bytes, *remarks: Remark) -> openpyxl.Workbook:
    facts, copy = marked(content, *remarks)
    assert facts["size"] == len(copy)
    return opened(copy)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def text_of(cell: Cell) -> str:
    assert cell.comment is not None, cell
    return str(cell.comment.text)


def fill_of(sheet: Worksheet, cell: str) -> str | None:
    """Return the colour of the conditional format that always holds on a cell."""
    for formatting in sheet.conditional_formatting:
        for rule in formatting.rules:
            if cell in formatting.sqref and rule.formula == ['N("Equipoise")=0']:
                return str(rule.dxf.fill.start_color.rgb)[2:]
    return None


def look(cell: Cell | MergedCell) -> str:
    """Return everything that a cell's format says."""
    parts = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    return f"{cell.number_format} {parts!r}"


def listed(book: openpyxl.Workbook) -> list[tuple[object, ...]]:
    rows = book.worksheets[0].iter_rows(min_row=5, max_col=5, values_only=True)
    return list(rows)


LOST: Final = Remark("Elsewhere", "B2", "Explain", "EQ-X", "Its sheet is not there.")
VAGUE: Final = Remark("", "", "Note", "EQ-Y", "The whole file.")
HIDDEN: Final = Remark("_meta", "B3", "Must fix", "EQ-Z", "Another body.")
STRANGE: Final = Remark("Position", "F12", "Alas", "EQ-A", "A severity that nobody knows.")
OUTSIDE: Final = Remark("Income", "$T$200", "Must fix", "EQ-X", "An empty cell.")
FORMULAS: Final = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(A1)", "#REF!")
NOWHERE: Final = (
    ("Income", ""), ("Income", "F0"), ("Income", "f23"), ("Income", "F23:G24"), ("Income", "XFE1"),
    ("Income", "A20001"), ("Income", "ZZZ1"), ("income", "F23"), ("", "F23"), ("Findings", "A1"),
)  # fmt: skip
REMARKS: Final = (
    *(BAD, HIDDEN, ODD, LOST, VAGUE, LESS, STRANGE, OUTSIDE),
    *(Remark(text, text, text, text, text) for text in FORMULAS),
    *(BAD._replace(cell=f"G{row}", text=text) for row, text in enumerate(FORMULAS, start=8)),
    *(Remark(sheet, cell, "Must fix", "EQ-X", "Words.") for sheet, cell in NOWHERE),
)


@cache
def copy() -> tuple[dict[str, Any], bytes]:
    """Return the copy of a good form with remarks of every sort: made once, and never changed."""
    return marked(good(), *REMARKS)


@cache
def book() -> openpyxl.Workbook:
    return opened(copy()[1])


@cache
def before() -> openpyxl.Workbook:
    return opened(good())


def test_a_cell_carries_its_notes_as_they_are_ordered() -> None:
    found = book()["Income"]["F23"].comment
    assert found is not None
    assert found.author == "Equipoise"
    assert found.text == (
        "Must fix EQ-TPL-003: A cell holds text.\n\n"
        "Explain EQ-CON-001: It is £3.5m more than planned.\n\n"
        "Marked by Equipoise."
    )
    assert text_of(book()["Workforce"]["D14"]).startswith("Note ")
    assert text_of(book()["Income"]["T200"]).startswith("Must fix ")
    facts, content = copy()
    assert facts["cells"] == 5 + len(FORMULAS)
    assert facts["unplaced"] == 2 + len(FORMULAS) + len(NOWHERE)
    assert facts["size"] == len(content)


def test_the_fill_is_that_of_the_gravest_note_and_lies_over_the_format_of_the_cell() -> None:
    income = book()["Income"]
    assert fill_of(income, "F23") == "F4B6C2"
    assert fill_of(book()["Workforce"], "D14") == "CFE2F3"
    assert fill_of(book()["Position"], "F12") == "CFE2F3"
    assert fill_of(income, "F24") is None
    assert look(income["F23"]) == look(before()["Income"]["F23"])


def test_every_note_is_listed_on_a_first_sheet_with_a_link() -> None:
    assert book().sheetnames == ["Findings", *before().sheetnames]
    sheet = book().worksheets[0]
    assert sheet["A2"].value == "30 findings. 18 concern no cell of this workbook."
    assert [cell.value for cell in sheet[4]] == [
        "Severity", "Code", "Sheet", "Cell", "What is wrong",
    ]  # fmt: skip
    assert listed(book())[:5] == [
        ("Must fix", "EQ-TPL-003", "Income", "F23", "A cell holds text."),
        ("Must fix", "EQ-Z", "_meta", "B3 (hidden sheet)", "Another body."),
        ("Explain", "EQ-CON-001", "Income", "F23", "It is £3.5m more than planned."),
        ("Explain", "EQ-X", "Elsewhere", "B2 (no such cell)", "Its sheet is not there."),
        ("Note", "EQ-Y", None, "(no such cell)", "The whole file."),
    ]
    links = [cell.hyperlink for (cell,) in sheet["D5:D9"]]
    assert [link and link.location for link in links] == [
        "'Income'!F23",
        None,
        "'Income'!F23",
        None,
        None,
    ]
    assert links[0] is not None
    assert (links[0].target, links[0].id) == (None, None)
    assert text_of(book()["_meta"]["B3"]).startswith("Must fix")


def test_a_note_without_a_cell_is_listed_and_marks_nothing() -> None:
    rows = listed(book())[-len(NOWHERE) :]
    assert [row[3] for row in rows] == [f"{cell} (no such cell)".strip() for _, cell in NOWHERE]
    assert {row[4] for row in rows} == {"Words."}
    assert book()["Income"].max_row == 200  # as far as the remark in an empty cell


def test_the_list_alone_is_open() -> None:
    assert book().active is book().worksheets[0]
    chosen = [bool(sheet.sheet_view.tabSelected) for sheet in book().worksheets]
    assert chosen == [True, *[False] * (len(chosen) - 1)]


def test_a_note_is_never_a_formula() -> None:
    sheet = book().worksheets[0]
    shown = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in shown} == {"s"}
    assert {cell.value for cell in shown if cell.quotePrefix} >= set(FORMULAS[:-1])
    assert all(cell.quotePrefix for cell in shown if str(cell.value)[0] in "=+-@")
    xml = unzipped(copy()[1])[part_of(copy()[1], "Findings")]
    assert b"<f>" not in xml
    assert b't="e"' not in xml


def test_a_copy_without_notes_says_so() -> None:
    empty = copy_of(good())
    assert empty.worksheets[0]["A2"].value == "0 findings."
    assert listed(empty) == []


@pytest.mark.parametrize(
    ("notes", "unplaced", "words"),
    [
        (1, 0, "1 finding."),
        (2, 1, "2 findings. 1 concerns no cell of this workbook."),
        (2, 2, "2 findings. 2 concern no cell of this workbook."),
    ],
)
def test_findings_are_counted_in_words(notes: int, unplaced: int, words: str) -> None:
    assert counted(notes, unplaced) == words


def cells(sheet: Worksheet) -> Iterator[tuple[object, ...]]:
    """Yield everything that a cell is and looks like."""
    looks: dict[int, str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.style_id not in looks:
                looks[cell.style_id] = look(cell)
            yield cell.coordinate, cell.value, cell.data_type, looks[cell.style_id]


def about(sheet: Worksheet) -> tuple[object, ...]:
    """Return everything that a sheet is, apart from its cells and our marks."""
    return (
        sheet.title,
        sheet.sheet_state,
        dict(sheet.protection),
        sheet.freeze_panes,
        sheet.print_area,
        sheet.print_title_rows,
        sheet.page_setup.orientation,
        sorted(map(str, sheet.merged_cells.ranges)),
        {key: one.hidden or one.width for key, one in sheet.column_dimensions.items()},
        {key: (one.height, one.hidden) for key, one in sheet.row_dimensions.items()},
        [
            (str(one.sqref), one.type, one.formula1, one.formula2, one.error, one.prompt)
            for one in sheet.data_validations.dataValidation
        ],
    )


def test_all_else_is_as_it_was() -> None:
    after = copy_of(good(), BAD, LESS)
    for sheet in before().worksheets:
        assert about(after[sheet.title]) == about(sheet)
        assert list(cells(after[sheet.title])) == list(cells(sheet))
    assert after["Income"].protection.sheet
    assert after["Income"].data_validations.count > 0
    assert after["_meta"].sheet_state == "hidden"
    assert after["Income"].column_dimensions["A"].hidden
    assert after.properties.title == before().properties.title
    assert after.properties.created == before().properties.created


def test_marking_again_leaves_the_marks_of_the_last_time_only() -> None:
    _, first = copy()
    with pytest.MonkeyPatch.context() as patch:  # as if it had been calculated
        patch.setattr("equipoise.sheets.precheck._refuse_cells", lambda *_: None)
        second = copy_of(first, LESS._replace(cell="D15"))
    assert second.sheetnames == book().sheetnames
    assert len(listed(second)) == 1
    assert second["Income"]["F23"].comment is None
    assert fill_of(second["Income"], "F23") is None
    assert second["Workforce"]["D14"].comment is None
    assert fill_of(second["Workforce"], "D15") == "CFE2F3"


def test_a_copy_that_was_not_calculated_is_refused_in_plain_words(read: Read) -> None:
    found = read(copy()[1])
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.UNCALCULATED
    assert "were saved without a result: Income!F8" in found.message
    assert found.message.endswith(
        "Open the workbook in a spreadsheet program, let it calculate, and save it again."
    )
    assert book().calculation.fullCalcOnLoad


@pytest.mark.parametrize(
    "name", ["an empty file", "a wrong checksum", "an entity in a sheet", "550 GB in two cells"]
)
def test_a_hostile_file_is_refused_before_openpyxl_sees_it(name: str) -> None:
    content, kind = HOSTILE[name]
    facts, nothing = marked(content, BAD)
    assert (facts["refusal"], nothing) == (kind, b"")


def test_what_the_child_reads_of_a_marked_copy_is_what_it_read_before() -> None:
    """The rows of the hidden sheet, which say whose form it is."""
    facts, _ = copy()
    book = book_of(b"".join(read_by_child(good(), Limits())))
    assert isinstance(book, Book)
    assert facts["meta"][:3] == [
        ["form", "equipoise.plan"],
        ["version", "2"],
        ["organisation", "ZR2"],
    ]
    assert len(book.sheets["_meta"]) == sum(map(len, facts["meta"]))


def test_a_workbook_that_says_nothing_of_its_making_is_marked_without_a_clock() -> None:
    parts = unzipped(good())
    del parts["docProps/core.xml"]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b""
    )
    assert b"calcPr" not in parts["xl/workbook.xml"]
    _, made = marked(zipped(parts), BAD)
    assert opened(made).calculation.fullCalcOnLoad
    core = unzipped(made)["docProps/core.xml"]
    assert b"openpyxl" not in core
    assert b"created" not in core
