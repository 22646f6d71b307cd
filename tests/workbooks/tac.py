"""The real, empty account forms, where they are at hand, and copies of them filled by test code."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from equipoise.sheets import Book, Limits, survey
from equipoise.sheets.addresses import address, position
from equipoise.sheets.foreign_formulas import NotUnderstoodError, parsed
from equipoise.sheets.foreign_places import Finder
from equipoise.sheets.foreign_results import ErrorValueError, Sum, Work, shown
from equipoise.sheets.foreign_words import FormWords
from equipoise.sheets.surveying import Raw
from tests.workbooks.planting import part_of

FOLDER: Final = Path(os.environ.get("EQUIPOISE_DATA", "../shared/data")) / "fin-tac-forms"
FORMS: Final = {
    2019: FOLDER / "2019-20-NHS-provider-TAC-illustrative-file.xlsx",
    2023: FOLDER / "2023-24-NHS-Provider-TAC-illustrative-file.xlsx",
}
needed = pytest.mark.skipif(
    not all(path.exists() for path in FORMS.values()),
    reason="the account forms are not at hand: EQUIPOISE_DATA/fin-tac-forms",
)
Amounts = Mapping[tuple[str, str], int]
"""Made-up figures by sheet and address."""


@cache
def form(year: int) -> Book:
    """Return an empty form as the safe path reads it."""
    found = survey(FORMS[year], Limits())
    assert isinstance(found, Book)
    return found


def in_codes(year: int, sheet: str, subcode: str, column: str = "E") -> str:
    """Return the formula of a row in sub codes, as the form itself has it."""
    book = form(year)
    ((row, _),) = Finder(book).sheets[sheet].codes[subcode]
    (found,) = [raw for (line, place), raw in book.sheets[sheet].items()
                if address(line, place) == f"{column}{row}"]  # fmt: skip
    return FormWords(Finder(book), sheet).codes(found.formula or "")


def calculated(book: Book, amounts: Amounts) -> Book:
    """Return the form with amounts in it and every formula worked out, as a program would."""
    sheets = {name: dict(cells) for name, cells in book.sheets.items()}
    for (sheet, place), amount in amounts.items():
        sheets[sheet][position(place)] = Raw("n", repr(float(amount)))
    filled = Book(sheets)
    formulas = [
        (name, at) for name, cells in sheets.items() for at, raw in cells.items() if raw.formula
    ]
    settled = False
    while not settled:
        settled = True
        for name, at in formulas:
            raw = sheets[name][at]
            try:
                value = Sum(filled, name, Work()).value(parsed(raw.formula or ""))
            except (NotUnderstoodError, ErrorValueError):
                continue
            if isinstance(value, str | bool) or value is None:
                continue
            text = shown(value)
            if text != raw.text.removesuffix(".0"):
                sheets[name][at] = raw._replace(kind="n", text=text)
                settled = False
    return filled


def written(year: int, book: Book) -> bytes:
    """Return the real form's own file with the amounts and results of `book` in its cells."""
    content = FORMS[year].read_bytes()
    empty = form(year)
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for sheet, cells in book.sheets.items():
        name = part_of(content, sheet)
        for at, raw in cells.items():
            if raw != empty.sheets[sheet].get(at):
                parts[name] = _planted(parts[name], address(*at), raw.text)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def reread(content: bytes) -> Book:
    """Return a workbook as the safe path reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        path.write_bytes(content)
        found = survey(path, Limits())
    assert isinstance(found, Book), found
    return found


def _planted(part: bytes, at: str, text: str) -> bytes:
    """Return a sheet with a number in one cell, whatever formula it has kept."""
    value = b"<v>%s</v>" % text.encode()
    blank = re.compile(rb'<c r="%s"([^>]*?)/>' % at.encode())
    part, count = blank.subn(rb'<c r="%s"\1>%s</c>' % (at.encode(), value), part)
    if count == 0:
        begin = rb'(<c r="%s"[^>]*>(?:<f[^>]*?(?:/>|>.*?</f>))?)' % at.encode()
        held = re.compile(begin + rb"<v>[^<]*</v>")
        part, count = held.subn(lambda match: match[1] + value, part)
    assert count == 1, at
    return part
