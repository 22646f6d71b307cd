"""The sieve and the columns agree with scanning and reading a workbook cell by cell."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from string import ascii_uppercase

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.sheets import Limits, Refusal
from equipoise.sheets.child import answer
from equipoise.sheets.package import RefusedError, unpacked
from equipoise.sheets.precheck import precheck
from equipoise.sheets.sieving import sieved
from equipoise.sheets.surveying import book_of
from tests.engines import sheets_by_hand as by_hand
from tests.engines.sheets_cases import HEAD, LIMITS, TAIL, sheets
from tests.workbooks.fuzz import cases
from tests.workbooks.planting import good

values = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.text(st.sampled_from(ascii_uppercase + " &<>'=[1é"), max_size=4)
    | st.none()
)
tables = st.lists(st.lists(values, min_size=1, max_size=7), max_size=9)


def workbook(rows: list[list[object]]) -> bytes:
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("One")
        book.add_worksheet("Two").write_formula("C9", "=One!A1*2", None, 4)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
            sheet.write_formula(number, 8, f"=SUM(A{number + 1}:F{number + 1})", None, number)
    return stream.getvalue()


def damaged_sheets(seed: int) -> Iterator[bytes]:
    """Return the XML of the sheets of damaged files, without end."""
    for content in cases(seed):
        try:
            parts = unpacked(content, Limits())
        except RefusedError:
            continue
        yield from (part for name, part in parts.items() if "worksheets/" in name)


@settings(max_examples=10 * settings().max_examples)
@given(sheets)
def test_scans_agree_on_any_sheet(content: bytes) -> None:
    whole = by_hand.scan(content, LIMITS, quick=False)
    assert by_hand.scan(content, LIMITS, quick=True) == whole


def test_scans_agree_on_damaged_files() -> None:
    for content in islice(damaged_sheets(seed=11), 400):
        whole = by_hand.scan(content, Limits(), quick=False)
        assert by_hand.scan(content, Limits(), quick=True) == whole


def test_the_sieve_takes_out_nearly_all_of_a_form() -> None:
    """Else the tests above would compare the scan with itself."""
    parts = unpacked(good(), Limits())
    for content in (part for name, part in parts.items() if "worksheets/" in name):
        sieve = sieved(content, Limits())
        assert sieve is not None
        assert sieve.left.count(b"<c ") * 10 <= sieve.cells


def test_cells_near_the_bounds_are_left_to_the_scan() -> None:
    """Of 120 rows and 60 columns those are plain that have two digits, and letters up to AZ."""
    at = ["A1", "Z99", "AA99", "AZ9", "BA1", "A100", "BH120"]
    cells = "".join(f'<c r="{address}"><v>1</v></c>' for address in at)
    sieve = sieved(f'{HEAD}<row r="1">{cells}</row>{TAIL}'.encode(), LIMITS)
    assert sieve is not None
    assert sieve.cells == 4
    assert [f'"{address}"'.encode() in sieve.left for address in at] == [False] * 4 + [True] * 3


@given(tables)
def test_columns_agree_with_cells(rows: list[list[object]]) -> None:
    content = workbook(rows)
    checked = precheck(content, Limits())
    assert not isinstance(checked, Refusal)
    book = book_of(b"".join(answer(content, Limits())))
    assert not isinstance(book, Refusal)
    expected = by_hand.cells_of(content, checked.formulas)
    assert {name: dict(cells) for name, cells in book.sheets.items()} == expected
    for name, cells in expected.items():
        assert len(book.sheets[name]) == len(cells)
        assert (99, 1) not in book.sheets[name]
        assert (1, 99) not in book.sheets[name]
