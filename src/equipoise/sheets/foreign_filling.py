"""Put numbers into cells of a workbook and change nothing else in it, not a byte of another part.

The bytes have passed the pre-check; where each cell stands in them is asked of the XML parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from equipoise.sheets.addresses import address, position

BOOK: Final = "xl/workbook.xml"
TYPE: Final = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
OTHER_ENCODING: Final = re.compile(rb"""^[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
TAG: Final = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
CALCULATION: Final = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")
ON_LOAD: Final = re.compile(rb"""\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")
BEFORE: Final = re.compile(
    rb"</((?:\w+:)?)(?:sheets|functionGroups|externalReferences|definedNames)>"
)
"""What stands before the settings of calculation, in a workbook that has none."""

Entries = Mapping[tuple[int, int], str]
"""Numbers as text, by row and column."""


class NotFilledError(ValueError):
    """The bytes of a part are not such that a cell of it can be changed alone."""


@dataclass
class _Places:
    """Where the cells and rows of a sheet stand in its bytes."""

    part: bytes
    cells: dict[tuple[int, int], tuple[int, int, bool]] = field(default_factory=dict)
    rows: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    data: tuple[int, int, int] = (0, 0, 0)
    prefix: str = ""
    row: int = 0
    column: int = 0
    start: int = 0
    formula: bool = False

    def read(self) -> None:
        """Read the whole part."""
        if self.part[:2] in (b"\xff\xfe", b"\xfe\xff") or OTHER_ENCODING.match(self.part[:200]):
            raise NotFilledError("a sheet that is not in UTF-8")
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.open: list[int] = []
        try:
            self.parser.Parse(self.part, True)
        except ExpatError as error:
            raise NotFilledError("a sheet that cannot be read") from error

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        self.open.append(at)
        match name.rpartition(":")[2]:
            case "sheetData":
                self.prefix = name[: -len("sheetData")]
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            case "c":
                here = attributes.get("r")
                self.row, self.column = position(here) if here else (self.row, self.column + 1)
                self.formula = False
            case "f":
                self.formula = True

    def _end(self, name: str) -> None:
        begun = self.open.pop()
        tag = _tag(self.part, begun)
        alone = tag.endswith(b"/>")
        closing = begun if alone else self.parser.CurrentByteIndex
        end = begun + len(tag) if alone else self.part.index(b">", closing) + 1
        match name.rpartition(":")[2]:
            case "sheetData":
                self.data = (begun, closing, end)
            case "row":
                self.rows[self.row] = (begun, closing, end)
            case "c":
                self.cells[self.row, self.column] = (begun, end, self.formula)


def filled_sheet(part: bytes, entries: Entries) -> tuple[bytes, frozenset[tuple[int, int]]]:
    """Return a sheet with the numbers in its cells, and the cells left alone: they hold a formula.

    Shape: a cell keeps its style; one that was not there is put into its row, and a row into its
        place.
    Raises: NotFilledError for bytes in which that cannot be done.
    """
    places = _Places(part)
    places.read()
    edits: list[tuple[int, int, bytes]] = []
    missing: dict[int, dict[int, bytes]] = {}
    left = set()
    for (row, column), text in sorted(entries.items()):
        found = places.cells.get((row, column))
        if found is None:
            cell = _cell(places.prefix, f'<{places.prefix}c r="{address(row, column)}"', text)
            missing.setdefault(row, {})[column] = cell
        elif found[2]:
            left.add((row, column))
        else:
            tag = _opened(_tag(part, found[0]))
            edits.append((*found[:2], _cell(places.prefix, TYPE.sub(b"", tag).decode(), text)))
    for row, cells in missing.items():
        edits += _insertions(places, row, cells)
    for start, end, changed in sorted(edits, reverse=True):
        part = part[:start] + changed + part[end:]
    return part, frozenset(left)


def _tag(part: bytes, at: int) -> bytes:
    """Return the tag that begins at a place; a sign of its end may stand within a quoted value."""
    found = TAG.match(part, at)
    assert found is not None, "the parser found a tag here"
    return found[0]


def _opened(tag: bytes) -> bytes:
    """Return a tag without its end, to be gone on with."""
    return tag.removesuffix(b">").removesuffix(b"/").rstrip()


def _cell(prefix: str, begun: str, text: str) -> bytes:
    return f"{begun}><{prefix}v>{text}</{prefix}v></{prefix}c>".encode()


def _insertions(
    places: _Places, row: int, cells: Mapping[int, bytes]
) -> list[tuple[int, int, bytes]]:
    """Return the changes that put cells into a row which has them not, from the left."""
    if row not in places.rows:
        whole = f'<{places.prefix}row r="{row}">'.encode() + b"".join(cells.values())
        whole += f"</{places.prefix}row>".encode()
        after = [found[0] for number, found in places.rows.items() if number > row]
        return [_inside(places, places.data, min(after, default=0), "sheetData", whole)]
    edits: dict[int, bytes] = {}
    for column, cell in cells.items():
        after = [at[0] for (r, c), at in places.cells.items() if r == row and c > column]
        where = min(after, default=0)
        edits[where] = edits.get(where, b"") + cell
    return [_inside(places, places.rows[row], where, "row", cell) for where, cell in edits.items()]


def _inside(
    places: _Places, element: tuple[int, int, int], where: int, name: str, text: bytes
) -> tuple[int, int, bytes]:  # fmt: skip
    """Return the change that puts text inside an element: at a place, or else before its end."""
    begun, closing, end = element
    if where:
        return where, where, text
    if begun == closing:
        return (
            begun,
            end,
            _opened(places.part[begun:end]) + b">" + text + f"</{places.prefix}{name}>".encode(),
        )
    return closing, closing, text


def calculating(part: bytes) -> bytes:
    """Return the part of the workbook that says it is to be calculated when it is opened.

    Raises: NotFilledError where there is no place to say so.
    """
    found = CALCULATION.search(part)
    if found is not None:
        rest = ON_LOAD.sub(b"", found[2]).rstrip()
        told = b'<%scalcPr%s fullCalcOnLoad="1"%s>' % (found[1], rest, found[3])
        return part[: found.start()] + told + part[found.end() :]
    before = list(BEFORE.finditer(part))
    if not before:
        raise NotFilledError("a workbook without sheets")
    told = b'<%scalcPr fullCalcOnLoad="1"/>' % before[-1][1]
    return part[: before[-1].end()] + told + part[before[-1].end() :]


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a file, the same for the same parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return stream.getvalue()
