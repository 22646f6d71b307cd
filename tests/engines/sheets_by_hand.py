"""A workbook read cell by cell: plain Python, to compare the columns and the sieve with.

It is written from the text of the docstrings, and shares with the room its types, the scan element
by element, and the reader of values.
"""

from collections.abc import Mapping
from io import BytesIO

from python_calamine import CalamineWorkbook

from equipoise.sheets import Limits, Refusal
from equipoise.sheets.addresses import address
from equipoise.sheets.amounts import smallest
from equipoise.sheets.faults import FaultKind
from equipoise.sheets.package import RefusedError
from equipoise.sheets.precheck import scanned, scanned_whole
from equipoise.sheets.scanning import Scan
from equipoise.sheets.surveying import Raw
from equipoise.units import Absence, Unit

Cells = dict[tuple[int, int], Raw]


def cells_of(content: bytes, formulas: Mapping[str, Mapping[str, str]]) -> dict[str, Cells]:
    """Return every cell of the workbook that holds a value or a formula."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    found: dict[str, Cells] = {}
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        values = {
            address(row, column): ((row, column), value)
            for row, cells in enumerate(rows, start=1)
            for column, value in enumerate(cells, start=1)
        }
        found[name] = {
            place: Raw(*plain(value), formulas.get(name, {}).get(at))
            for at, (place, value) in values.items()
            if value != "" or at in formulas.get(name, {})
        }
    return found


def plain(value: object) -> tuple[str, str]:
    """Return the kind and the text of a value; a number in its shortest exact spelling."""
    if isinstance(value, bool):
        return "b", str(value).upper()
    if isinstance(value, int | float):
        return "n", repr(value)
    if isinstance(value, str):
        return ("s", value) if value else ("", "")
    return "d", str(value)


def scan(content: bytes, limits: Limits, *, quick: bool) -> Scan | Refusal:
    """Return what a scan of a sheet's XML finds, sieved or whole, or why it is refused."""
    scanner = scanned if quick else scanned_whole
    try:
        return scanner("A", content, part="xl/worksheets/sheet1.xml", limits=limits)
    except RefusedError as error:
        return error.refusal


def entry(raw: Raw, unit: Unit) -> tuple[int | Absence, FaultKind | None]:
    """Return the value of a cell that people fill in, and what is wrong with it, if anything."""
    if raw.blank:
        return Absence.MISSING, FaultKind.BLANK
    if raw.kind == "n":
        return smallest(raw.text, unit)
    return Absence.MISSING, FaultKind.TEXT if raw.kind == "s" else FaultKind.NOT_A_NUMBER
