"""The largest workbook that is read, and the smallest that is not, cell by cell and for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.sheets import Limits, Refusal, RefusalKind
from equipoise.sheets.addresses import letters
from equipoise.sheets.limits import MEGABYTE
from equipoise.sheets.precheck import Checked, precheck
from equipoise.sheets.surveying import Book, survey
from equipoise.sheets.typed import typed_columns
from equipoise.units import PENCE
from tests.workbooks.planting import good, part_of, unzipped, zipped

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEETS = "xl/worksheets/sheet"
TAIL = "</sheetData></worksheet>"
COLUMNS = [letters(column) for column in range(1, 101)]


def only(rows: str) -> bytes:
    """Return a workbook whose sheets are all empty but one, made of these rows."""
    content = good()
    parts = unzipped(content)
    empty = {name: f"{HEAD}{TAIL}".encode() for name in parts if name.startswith(SHEETS)}
    assert part_of(content, "Income") in empty
    return zipped(parts | empty | {part_of(content, "Income"): f"{HEAD}{rows}{TAIL}".encode()})


def rows_of(cell: str, rows: int) -> str:
    """Return so many rows of a hundred cells each."""
    return "".join(
        f'<row r="{row}">{"".join(cell.format(f"{column}{row}") for column in COLUMNS)}</row>'
        for row in range(1, rows + 1)
    )


@pytest.mark.parametrize(
    ("cell", "rows", "kind"),
    [
        ('<c r="{}"/>', 10_000, RefusalKind.TOO_MANY_CELLS),
        ('<c r="{}"><f>A1</f><v>1</v></c>', 2_000, RefusalKind.TOO_MANY_FORMULAS),
    ],
    ids=["cells", "formulas"],
)
def test_as_many_are_read_as_may_be_and_not_one_more(
    cell: str, rows: int, kind: RefusalKind
) -> None:
    most = rows_of(cell, rows)
    assert isinstance(precheck(only(most), Limits()), Checked)
    one_more = f'{most}<row r="{rows + 1}">{cell.format(f"A{rows + 1}")}</row>'
    found = precheck(only(one_more), Limits())
    assert isinstance(found, Refusal)
    assert found.kind is kind


@pytest.mark.parametrize(
    ("row", "column", "fits"),
    [(20_000, 400, True), (20_001, 400, False), (20_000, 401, False)],
)
def test_cells_stand_up_to_the_bounds(row: int, column: int, fits: bool) -> None:
    cell = f'<c r="{letters(column)}{row}"><v>1</v></c>'
    found = precheck(only(f'<row r="{row}">{cell}</row>'), Limits())
    assert isinstance(found, Checked if fits else Refusal)


def test_a_million_numbers_are_read_within_the_memory_of_a_child(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(only(rows_of('<c r="{}"><v>1234.5</v></c>', 10_000)))
    book = survey(path, Limits())
    assert isinstance(book, Book)
    columns = typed_columns(book.columnar("Income"), head=0, unit=PENCE)
    assert len(columns) == 100
    assert all(set(column.values) == {123_450_000} for column in columns)
    assert sum(len(column.values) for column in columns) == 1_000_000
    found = survey(path, Limits(memory=128 * MEGABYTE))
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.UNREADABLE


def test_a_typed_column_has_its_head_and_says_what_is_wrong(tmp_path: Path) -> None:
    values = ["<v>1.005</v>", "<v>1e30</v>", "", "<is><t>1,234.50</t></is>"]
    kinds = ["", "", "", ' t="inlineStr"']
    cells = [
        f'<row r="{row}"><c r="A{row}"{kind}>{value}</c><c r="B{row}"><v>2</v></c></row>'
        for row, (kind, value) in enumerate(zip(kinds, values, strict=True), start=5)
    ]
    head = '<row r="4"><c r="A4" t="inlineStr"><is><t>Plan</t></is></c></row>'
    path = tmp_path / "small.xlsx"
    path.write_bytes(only(head + "".join(cells)))
    book = survey(path, Limits())
    assert isinstance(book, Book)
    plan, other = typed_columns(book.columnar("Income"), head=4, unit=PENCE)
    assert (plan.head, other.head) == ("Plan", "")
    assert list(plan.faults()) == [
        (5, "too precise"), (6, "too large"), (7, "blank"), (8, "text"),
    ]  # fmt: skip
    assert [plan.value(place) for place in range(4)] == [100_500, "missing", "missing", "missing"]
    assert list(other.values) == [200_000] * 4
