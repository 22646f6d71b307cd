"""The process that looks into the styles of a form from outside, or fills one in.

It limits itself and checks the file as `child` does. The answer is a line of JSON, and for a form
that was filled in its bytes after it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from defusedxml.ElementTree import DefusedXMLParser

from equipoise.sheets.addresses import position
from equipoise.sheets.child import limit
from equipoise.sheets.foreign_filling import BOOK, NotFilledError, calculating, filled_sheet, packed
from equipoise.sheets.limits import Limits
from equipoise.sheets.precheck import Checked, precheck
from equipoise.sheets.refusals import Refusal, RefusalKind

STYLES: Final = "xl/styles.xml"


class Styles:
    """Receives the styles of a workbook and keeps which of them leave a cell open."""

    def __init__(self) -> None:
        self.inside, self.count = False, 0
        self.open: set[int] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.count += 1
        elif name == "protection" and self.inside and attributes.get("locked") in ("0", "false"):
            self.open.add(self.count - 1)

    def end(self, tag: str) -> None:
        """Finish an element."""
        if tag.rpartition("}")[2] == "cellXfs":
            self.inside = False

    def close(self) -> set[int]:
        """Return the numbers of the styles."""
        return self.open


class Inputs:
    """Receives a sheet and keeps its cells with an open style, and whether it is protected."""

    def __init__(self, styles: set[int]) -> None:
        self.styles, self.protected = styles, False
        self.cells: list[tuple[int, int]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if name == "sheetProtection":
            self.protected = attributes.get("sheet") in ("1", "true")
        elif name == "c" and int(attributes.get("s", "0")) in self.styles and "r" in attributes:
            self.cells.append(position(attributes["r"]))

    def close(self) -> list[tuple[int, int]] | None:
        """Return the cells; nothing for a sheet that is not protected, where all are open."""
        return self.cells if self.protected else None


def answer(
    content: bytes, asked: Mapping[str, Any], limits: Limits
) -> tuple[dict[str, Any], bytes]:
    """Return what is to be said of a form, and the form filled in where that was asked.

    Shape: `asked` is empty for the cells that are open, by sheet; or holds `entries`, texts of
        numbers by sheet as [row, column, text]. A form is refused as any file from outside is.
    """
    checked = precheck(content, limits)
    if isinstance(checked, Refusal):
        return {"refusal": checked.kind, "facts": dict(checked.facts)}, b""
    try:
        if "entries" not in asked:
            return {"inputs": dict(_inputs(checked))}, b""
        return _filled(checked, asked["entries"])
    except (NotFilledError, ValueError):
        return {"refusal": RefusalKind.UNREADABLE, "facts": {}}, b""


def _inputs(checked: Checked) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    styles = _parsed(checked.parts[STYLES], Styles()) if STYLES in checked.parts else set()
    for sheet, part in checked.sheets.items():
        cells = _parsed(checked.parts[part], Inputs(styles))
        if cells is not None:
            yield sheet, cells


def _filled(
    checked: Checked, entries: Mapping[str, list[tuple[int, int, str]]]
) -> tuple[dict[str, Any], bytes]:
    parts, left = dict(checked.parts), []
    for sheet, cells in entries.items():
        part = checked.sheets[sheet]
        wanted = {(row, column): text for row, column, text in cells}
        parts[part], formulas = filled_sheet(parts[part], wanted)
        left += [[sheet, row, column] for row, column in sorted(formulas)]
    if entries:
        parts[BOOK] = calculating(parts[BOOK])
    copy = packed(parts)
    return {"left": left, "size": len(copy)}, copy


def _parsed(content: bytes, target: Any) -> Any:
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    parser.feed(content)
    return parser.close()


def main(arguments: list[str]) -> None:
    """Answer about the file named first, within the limits written second as JSON."""
    path, plain = arguments
    limits = Limits(**{name: int(value) for name, value in json.loads(plain).items()})
    asked = json.load(sys.stdin)
    limit(limits)
    with Path(path).open("rb") as stream:
        content = stream.read(limits.packed + 1)
    facts, copy = answer(content, asked, limits=limits)
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy)


if __name__ == "__main__":
    main(sys.argv[1:])
