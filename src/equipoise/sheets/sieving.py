"""Take the plain cells out of a sheet's XML at once, so that only the others need be looked at.

Nearly every cell of a large sheet is a value with an address within the form, or a formula that
was calculated and takes nothing from elsewhere: nothing is amiss with it, and nothing is hidden
from a reader of values. Patterns take such cells out; what is left is small and is scanned
element by element. A sheet that is written in any other manner, or seems to be bad, is scanned
whole: the quick way never decides that a file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from equipoise.sheets.limits import Limits
from equipoise.sheets.scanning import Scan, SheetTarget

MARK: Final = b"equipoise-plain-cells"
"""Stands where plain cells stood, so that XML which was not sound does not become so."""
INSTEAD: Final = b"<" + MARK + b"/>"
PROLOGUE: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml\ version=["']1\.0["'](?:\ encoding=["'][Uu][Tt][Ff]-8["'])?
    (?:\ standalone=["'](?:yes|no)["'])?\s*\?>)?\s*<[A-Za-z]""",
    re.VERBOSE,
)
"""How XML begins whose bytes are UTF-8, so that what looks like a cell is one."""
FIRST_CELL: Final = b'<c r="'


class NotPlainError(Exception):
    """The sheet is not written plainly; never leaves the pre-check."""


@dataclass(frozen=True, kw_only=True)
class Sieved:
    """What is left of a sheet's XML, and what was taken out: how many cells, and which formulas."""

    left: bytes
    cells: int
    formulas: Mapping[str, str]

    def completes(self, scan: Scan, limits: Limits) -> bool:
        """Add what was taken out to a scan of what is left; return whether that can be right.

        A formula that is there twice is not told apart here, nor is what is beyond the limits.
        """
        twice = not scan.formulas.keys().isdisjoint(self.formulas)
        scan.cells += self.cells
        scan.formulas |= self.formulas
        return not twice and scan.cells <= limits.cells and len(scan.formulas) <= limits.formulas


def sieved(content: bytes, limits: Limits) -> Sieved | None:
    """Return the sheet without its plain cells, or nothing when it is not written plainly."""
    begins = PROLOGUE.match(content)
    if not begins or MARK in content or b"<!" in content or content.find(b"<?", begins.end()) >= 0:
        return None
    values, calculated = _plain(limits.rows, limits.columns)
    rest = values.sub(INSTEAD, content)
    found = calculated.findall(rest)
    formulas = {place.decode(): text.decode() for place, text in found}
    if len(formulas) != len(found):
        return None
    left = calculated.sub(INSTEAD, rest)
    cells = content.count(FIRST_CELL) - left.count(FIRST_CELL)
    return Sieved(left=left, cells=cells, formulas=formulas)


class LeftTarget(SheetTarget):
    """Receives what a sieve left of a sheet, and gives up where a cell needs those before it.

    Raises: NotPlainError for a row or a cell without its address, and for cells within a cell.
    """

    within = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if name in ("row", "c") and "r" not in attributes:
            raise NotPlainError
        if self.within and name in ("c", "row", MARK.decode()):
            raise NotPlainError
        self.within = self.within or name == "c"
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Finish an element."""
        if tag.rpartition("}")[2] == "c":
            self.within = False
        super().end(tag)


@cache
def _plain(rows: int, columns: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return the patterns of a run of plain values, and of one plain formula with a number.

    Cells near the bounds are left to be looked at: a pattern that stops exactly there is long.
    """
    many = max(0, min(26, columns // 26 - 1))
    first = f"[A-{chr(ord('A') + many - 1)}]?" if many else ""
    letters = f"{first}[A-Z]" if columns >= 26 else "(?!)"
    digits = f"[1-9][0-9]{{0,{len(str(rows)) - 2}}}" if rows >= 10 else "(?!)"
    style = '(?: s="[0-9]+")?'
    value = (
        rf'<c r="{letters}{digits}"{style}'
        r'(?:(?: t="[nsb]")?><v>[-+.0-9Ee]*</v></c>'
        r"""| t="inlineStr"><is><t(?: xml:space="preserve")?>[ -%'-;=?-~]*</t></is></c>"""
        r'|(?: t="[nsb]")?/>)'
    )
    calculated = (
        rf'<c r="({letters}{digits})"{style}(?: t="n")?>'
        r"<f>([ -%'-;=?-Z\\\]-~]+)</f><v>[-+.0-9Ee]+</v></c>"
    )
    # not possessive: before Python 3.11.5 that takes the beginning of a cell it does not match
    return re.compile(f"(?:{value})+".encode()), re.compile(calculated.encode())
