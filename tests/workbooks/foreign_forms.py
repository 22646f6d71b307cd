"""A form of somebody else's making, as small as it can be, and the mapping that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from xlsxwriter import Workbook

from equipoise.register import Chart, Kind
from equipoise.sheets import (
    Book,
    FormMap,
    Identity,
    Limits,
    Reading,
    read_foreign,
    read_form_map,
    survey,
)
from equipoise.units import FinancialYear

CHART: Final = Chart.load()
YEAR: Final = FinancialYear(2023)
DIGEST: Final = "3f2a9c1e07bd" + "0" * 52
MAP: Final = "abcdef012345" + "0" * 52
TRUST: Final = Identity(
    organisation="ZR2", name="Calder Vale", kind=Kind.PROVIDER, round="plan", year=YEAR
)
Value = str | int | float | tuple[str, float | str] | None
"""What a cell holds: a formula with its result is a pair."""
Sheets = Mapping[str, Mapping[str, Value]]
HEADING: Final = "by,sheet,at,under,measure,counterparty,unit,sign,period\n"

CASH: Final[Sheets] = {
    "Front": {"B2": "Cash form 2023/24", "B3": "Code", "C3": "ZR2", "B4": "Year", "C4": "2023/24"},
    "Cash": {
        "E6": "K01CY01", "F6": "K01PY01", "G6": "Maincode",
        "E8": "2023/24", "F8": "2022/23", "G8": "Subcode",
        "B10": "At bank", "E10": 1200, "F10": 900, "G10": "CSH0100",
        "B11": "In hand", "E11": 34.5, "F11": 20, "G11": "CSH0110",
        "B12": "Total cash", "E12": ("=SUM(E10:E11)", 1234.5),
        "F12": ("=SUM(F10:F11)", 920), "G12": "CSH0120",
    },
}  # fmt: skip
FORM_LINE: Final = "form,Front,B2,Cash form 2023/24,,,,,\n"
CODED: Final = FORM_LINE + "code,Cash,CSH0120,K01CY01,cash.closing,,£000,1,Y\n"


def workbook(sheets: Sheets) -> bytes:
    """Return a workbook with these cells."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for at, value in cells.items():
                if isinstance(value, tuple):
                    sheet.write_formula(at, value[0], None, value[1])
                elif value is not None:
                    sheet.write(at, value)
    return stream.getvalue()


def changed(sheets: Sheets, sheet: str, **cells: Value) -> Sheets:
    """Return the sheets with some cells of one of them changed."""
    return {**sheets, sheet: {**sheets[sheet], **cells}}


def book_of(sheets: Sheets) -> Book:
    """Return the workbook as the safe path reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        path.write_bytes(workbook(sheets))
        found = survey(path, Limits())
    assert isinstance(found, Book), found
    return found


def mapping(text: str) -> FormMap:
    """Return the mapping that a text holds beneath its heading."""
    found = read_form_map(HEADING + text, digest=MAP, chart=CHART, kind=Kind.PROVIDER)
    assert isinstance(found, FormMap), found
    return found


FLOWS = [
    f"none,,,,cash.{name},,,,\n"
    for name in ("opening", "operations", "capital", "financing", "support")
]


def read(sheets: Sheets, text: str) -> Reading:
    """Return what a workbook holds through a mapping; of cash it holds the closing balance."""
    lines = text + "".join(FLOWS) if "cash.closing" in text else text
    return read_foreign(
        book_of(sheets), mapping(lines), digest=DIGEST, identity=TRUST, chart=CHART
    )  # fmt: skip
