"""A sheet of a published workbook as lines of text.

A published file is the publisher's, and is read here; a return, which anybody may have made, is
read by a child process that may do nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook


class NoSheetError(LookupError):
    """The workbook has no sheet of that name."""

    def __init__(self, path: Path, sheet: str, *, there: Sequence[str]) -> None:
        super().__init__(f"{path.name} has no sheet {sheet!r}; it has {', '.join(there)}")


def workbook_lines(path: Path, sheet: str) -> Iterator[Sequence[str]]:
    """Yield the rows of a sheet that hold anything; the first sheet if `sheet` is blank.

    A number is written with all its digits and no exponent, a formula as its value.

    Raises: NoSheetError.
    """
    with CalamineWorkbook.from_path(str(path)) as book:
        if sheet and sheet not in book.sheet_names:
            raise NoSheetError(path, sheet, there=book.sheet_names)
        rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)
    for row in rows:
        texts = [_text(value) for value in row]
        if any(texts):
            yield texts


def workbook_sheets(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield every sheet by name, each with all its rows: a row's number is its place in the list.

    Numbers are written as by `workbook_lines`.
    """
    with CalamineWorkbook.from_path(str(path)) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    return str(value)
