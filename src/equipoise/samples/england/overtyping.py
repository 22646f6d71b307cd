"""Type over cells of a finished workbook, as people do: the formulas around them stay as sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL: Final = f"{{{MAIN}}}c"
SHEET: Final = f"{{{MAIN}}}sheet"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What is put into a cell: a number, words, an error or a formula; nothing empties it.

    Shape: beside a formula, `number` is the result that the file shows for it.
    """

    number: str = ""
    text: str = ""
    error: str = ""
    formula: str = ""


def overtyped(workbook: bytes, sheet: str, cells: Mapping[str, Typed]) -> bytes:
    """Return the workbook with cells of a sheet typed over, by their addresses.

    Raises: KeyError for a cell that the sheet does not have.
    """
    ElementTree.register_namespace("", MAIN)
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        listed = ElementTree.fromstring(before.read("xl/workbook.xml"))
        names = [found.get("name") for found in listed.iter(SHEET)]
        part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        for entry in before.infolist():
            content = before.read(entry)
            after.writestr(entry, _changed(content, cells) if entry.filename == part else content)
    return made.getvalue()


def _changed(sheet: bytes, cells: Mapping[str, Typed]) -> bytes:
    tree = ElementTree.fromstring(sheet)
    found = {cell.get("r"): cell for cell in tree.iter(CELL)}
    for address, typed in cells.items():
        _type(found[address], typed)
    return ElementTree.tostring(tree)


def _type(cell: ElementTree.Element, typed: Typed) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if typed.text:
        cell.set("t", "inlineStr")
        inline = ElementTree.SubElement(cell, f"{{{MAIN}}}is")
        ElementTree.SubElement(inline, f"{{{MAIN}}}t").text = typed.text
        return
    if typed.formula:
        ElementTree.SubElement(cell, f"{{{MAIN}}}f").text = typed.formula
    if typed.error:
        cell.set("t", "e")
    if value := typed.error or typed.number:
        ElementTree.SubElement(cell, f"{{{MAIN}}}v").text = value
