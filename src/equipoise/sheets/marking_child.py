"""The process that marks a file from outside: the only one in which openpyxl runs.

It limits itself and checks the file as `child` does, and gives the bytes that were checked to
openpyxl. The answer is a line of JSON, a refusal or what was marked and the size of the copy;
the bytes of the copy follow.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.xml.constants import COREPROPS_NS

from equipoise.sheets.child import limit
from equipoise.sheets.limits import Limits
from equipoise.sheets.marking_book import cleared, mark
from equipoise.sheets.marking_list import write_list
from equipoise.sheets.marking_texts import Remark
from equipoise.sheets.package import repacked
from equipoise.sheets.precheck import precheck
from equipoise.sheets.refusals import Refusal
from equipoise.sheets.shapes import META

CORE: Final = "docProps/core.xml"
"""The part that says who made a workbook and when."""
NOBODY: Final = f'<coreProperties xmlns="{COREPROPS_NS}"/>'.encode()

SPACES: Final = re.compile(rb"<t>(\s+)</t>")
KEPT: Final = rb'<t xml:space="preserve">\1</t>'
"""A text of spaces alone, as in a sentence of two colours, which openpyxl lets readers drop."""


def answer(
    content: bytes, remarks: Sequence[Remark], *, limits: Limits
) -> tuple[dict[str, Any], bytes]:
    """Return what is to be said of the copy, and the copy.

    Shape: a refusal with its facts; or how many cells are marked, how many remarks have none,
        what the hidden sheet of the form says, if there is one, and the size of the copy.
    """
    checked = precheck(content, limits)
    if isinstance(checked, Refusal):
        return {"refusal": checked.kind, "facts": dict(checked.facts)}, b""
    book = load_workbook(repacked(checked.parts), rich_text=True)
    said = _meta(book)
    cleared(book)
    places = mark(book, remarks, limits=limits)
    write_list(book, remarks, places=places)
    copy = _packed(book, checked.parts)
    facts = {
        "cells": len({place for place in places if place is not None}),
        "unplaced": places.count(None),
        "meta": said,
        "size": len(copy),
    }
    return facts, copy


def _meta(book: Workbook) -> list[list[str]] | None:
    """Return the texts of the rows of the hidden sheet, or nothing when there is none."""
    if META not in book.sheetnames:
        return None
    rows = book[META].iter_rows(values_only=True)
    return [[str(value).strip() for value in row if value is not None] for row in rows]


def _packed(book: Workbook, parts: Mapping[str, bytes]) -> bytes:
    """Return the workbook as a file, in which the moment of saving does not show."""
    saved, packed = BytesIO(), BytesIO()
    book.save(saved)
    core = parts.get(CORE, NOBODY)
    with ZipFile(saved) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = core if name == CORE else SPACES.sub(KEPT, old.read(name))
            new.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return packed.getvalue()


def main(arguments: list[str]) -> None:
    """Mark the file named first, within the limits written second as JSON."""
    path, plain = arguments
    limits = Limits(**{name: int(value) for name, value in json.loads(plain).items()})
    remarks = [Remark(*texts) for texts in json.load(sys.stdin)]
    limit(limits)
    with Path(path).open("rb") as stream:
        content = stream.read(limits.packed + 1)
    facts, copy = answer(content, remarks, limits=limits)
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy)


if __name__ == "__main__":
    main(sys.argv[1:])
