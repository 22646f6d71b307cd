"""Numbers put into a form that is not ours: those cells change, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.sheets import FilledIn, Refusal, RefusalKind, Spot, fill_in, open_cells
from equipoise.sheets.foreign_filling import NotFilledError, calculating, filled_sheet
from tests import libreoffice
from tests.workbooks import tac
from tests.workbooks.foreign_forms import CASH, workbook
from tests.workbooks.planting import part_of, unzipped

PART = (
    b'<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="urn:x"><x:sheetData>'
    b'<x:row r="2"><x:c r="B2" s="7" t="s"><x:v>3</x:v></x:c><x:c r="D2"><x:f>B2</x:f></x:c>'
    b'<x:c r="F2" a=">" s="8"/></x:row>'
    b'<x:row r="4"/></x:sheetData><!-- end --></x:worksheet>'
)


@pytest.mark.parametrize(
    ("at", "old", "new"),
    [
        ((2, 2), b'<x:c r="B2" s="7" t="s"><x:v>3</x:v>', b'<x:c r="B2" s="7"><x:v>5.5</x:v>'),
        ((2, 1), b'<x:c r="B2"', b'<x:c r="A1"'.replace(b"A1", b"A2")
         + b'><x:v>5.5</x:v></x:c><x:c r="B2"'),
        ((2, 3), b'<x:c r="D2"', b'<x:c r="C2"><x:v>5.5</x:v></x:c><x:c r="D2"'),
        ((2, 7), b"</x:row>", b'<x:c r="G2"><x:v>5.5</x:v></x:c></x:row>'),
        ((2, 6), b'a=">" s="8"/>', b'a=">" s="8"><x:v>5.5</x:v></x:c>'),
        ((4, 1), b'<x:row r="4"/>', b'<x:row r="4"><x:c r="A4"><x:v>5.5</x:v></x:c></x:row>'),
        ((1, 1), b'<x:row r="2">',
         b'<x:row r="1"><x:c r="A1"><x:v>5.5</x:v></x:c></x:row><x:row r="2">'),
        ((9, 1), b"</x:sheetData>",
         b'<x:row r="9"><x:c r="A9"><x:v>5.5</x:v></x:c></x:row></x:sheetData>'),
    ],
)  # fmt: skip
def test_a_cell_is_changed_or_put_in_its_place(at: tuple[int, int], old: bytes, new: bytes) -> None:
    made, left = filled_sheet(PART, {at: "5.5"})
    assert made == PART.replace(old, new, 1)
    assert left == frozenset()


def test_a_formula_is_left_alone() -> None:
    assert filled_sheet(PART, {(2, 4): "1"}) == (PART, frozenset({(2, 4)}))


def test_several_cells_are_put_in_order() -> None:
    made, _ = filled_sheet(PART, {(4, 3): "3", (4, 1): "1", (2, 2): "2"})
    assert (
        b'<x:row r="4"><x:c r="A4"><x:v>1</x:v></x:c><x:c r="C4"><x:v>3</x:v></x:c></x:row>' in made
    )
    empty = b"<worksheet><sheetData/></worksheet>"
    assert filled_sheet(empty, {(1, 1): "1"})[0] == (
        b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )


@pytest.mark.parametrize(
    "part", [PART.decode().encode("utf-16"), PART.replace(b"UTF-8", b"latin-1"), b"<a><b></a>"]
)
def test_bytes_that_cannot_be_told_apart_are_not_changed(part: bytes) -> None:
    with pytest.raises(NotFilledError):
        filled_sheet(part, {(1, 1): "1"})


@pytest.mark.parametrize(
    ("part", "made"),
    [
        (b'<w><calcPr calcId="1"/></w>', b'<w><calcPr calcId="1" fullCalcOnLoad="1"/></w>'),
        (b'<w><calcPr fullCalcOnLoad="0" a="1"/></w>',
         b'<w><calcPr a="1" fullCalcOnLoad="1"/></w>'),
        (b"<w><sheets></sheets><definedNames></definedNames><z/></w>",
         b'<w><sheets></sheets><definedNames></definedNames><calcPr fullCalcOnLoad="1"/><z/></w>'),
    ],
)  # fmt: skip
def test_the_workbook_is_told_to_calculate(part: bytes, made: bytes) -> None:
    assert calculating(part) == made


def test_every_other_part_is_the_same_to_the_byte(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(before := workbook(CASH))
    made = fill_in(form, {Spot("Cash", 10, 5): "77.25", Spot("Cash", 12, 5): "1"})
    assert isinstance(made, FilledIn)
    assert made.left == {Spot("Cash", 12, 5)}
    one, other = unzipped(before), unzipped(made.content)
    assert list(one) == list(other)
    changed = {name for name in one if one[name] != other[name]}
    assert changed == {part_of(before, "Cash")}, "this workbook calculates on loading as it is"
    assert other[part_of(before, "Cash")] == one[part_of(before, "Cash")].replace(
        b"<v>1200</v>", b"<v>77.25</v>"
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"text"])
def test_a_form_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(content)
    assert isinstance(fill_in(form, {Spot("Cash", 1, 1): "1"}), Refusal)
    assert isinstance(open_cells(form), Refusal)


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(workbook(CASH))
    found = fill_in(form, {Spot("Cosh", 1, 1): "1"})
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.UNREADABLE


@tac.needed
def test_the_open_cells_of_the_account_form_are_those_without_a_lock() -> None:
    found = open_cells(tac.FORMS[2023])
    assert not isinstance(found, Refusal)
    assert [f"{column}-{row}" for row, column in found["TAC02 SoCI"]] == [
        "5-17", "6-17", "5-20", "6-20", "5-21", "6-21", "5-22", "6-22",
        "5-48", "6-48", "5-52", "6-52",
    ]  # fmt: skip


@tac.needed
@libreoffice.needed
def test_the_account_forms_own_totals_are_worked_out_from_what_was_filled_in(
    tmp_path: Path,
) -> None:
    """400.5 of dividend and 25 of a venture's profit: a deficit of 375.5."""
    made = fill_in(
        tac.FORMS[2023], {Spot("TAC02 SoCI", 17, 5): "-400.5", Spot("TAC02 SoCI", 20, 5): "25"}
    )
    assert isinstance(made, FilledIn)
    one, other = unzipped(tac.FORMS[2023].read_bytes()), unzipped(made.content)
    assert [name for name in one if one[name] != other[name]] == [
        "xl/workbook.xml", "xl/worksheets/sheet2.xml"
    ]  # fmt: skip
    assert list(one) == list(other)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(made.content)
    rows = libreoffice.recalculated(path, sheet=1)
    assert (rows[17][4], rows[24][4]) == (-400.5, -375.5)
