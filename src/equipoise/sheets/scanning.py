"""What only the XML of a sheet tells: its formulas, its error cells, and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from equipoise.sheets.addresses import address, position, shifted
from equipoise.sheets.limits import Limits
from equipoise.sheets.package import RefusedError
from equipoise.sheets.refusals import RefusalKind

OUTSIDE: Final = re.compile(r"\[\d+\]")
"""How a formula names another workbook."""


@dataclass
class Scan:
    """What a scan of one sheet found; formulas stand by the address of their cell."""

    formulas: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    cells: int = 0


class SheetTarget:
    """Receives a sheet's XML element by element and keeps a `Scan` of it."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits, self.scan = name, limits, Scan()
        self.row = self.column = 0
        self.kind = ""
        self.attributes: Mapping[str, str] = {}
        self.formula: list[str] | None = None
        self.value: list[str] | None = None
        self.texts: list[str] | None = None
        self.shared: dict[str, tuple[int, int, str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        match tag.rpartition("}")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
                self._refuse_far(self.row, 1)
            case "c":
                self._begin_cell(attributes)
            case "f":
                self.attributes, self.formula = dict(attributes), []
                self.texts = self.formula
            case "v":
                self.value = []
                self.texts = self.value

    def data(self, text: str) -> None:
        """Take the text of a formula or a value."""
        if self.texts is not None:
            self.texts.append(text)

    def end(self, tag: str) -> None:
        """Finish an element; a finished cell is recorded."""
        match tag.rpartition("}")[2]:
            case "f" | "v":
                self.texts = None
            case "c":
                self._record()

    def close(self) -> Scan:
        """Return what was found."""
        return self.scan

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self.row = self.row or 1
        if "r" in attributes:
            self.row, self.column = position(attributes["r"])
        else:
            self.column += 1
        self._refuse_far(self.row, self.column)
        self.kind, self.formula, self.value = attributes.get("t", "n"), None, None
        self.scan.cells += 1
        if self.scan.cells > self.limits.cells:
            raise RefusedError(RefusalKind.TOO_MANY_CELLS, limit=str(self.limits.cells))

    def _record(self) -> None:
        place = address(self.row, self.column)
        if self.kind == "e":
            self.scan.errors.append(place)
        if self.formula is None:
            return
        text = self._written("".join(self.formula))
        self.scan.formulas[place] = text
        if len(self.scan.formulas) > self.limits.formulas:
            raise RefusedError(RefusalKind.TOO_MANY_FORMULAS, limit=str(self.limits.formulas))
        blank = self.value is None or (self.kind != "str" and not "".join(self.value).strip())
        if blank:
            self.scan.uncalculated.append(place)
        if OUTSIDE.search(text):
            self.scan.outside.append(place)

    def _written(self, text: str) -> str:
        """Return the formula of this cell, that of a shared formula's first cell moved here."""
        group = self.attributes.get("si", "")
        if self.attributes.get("t") != "shared":
            return text
        if text:
            self.shared[group] = (self.row, self.column, text)
            return text
        row, column, first = self.shared.get(group, (self.row, self.column, ""))
        return shifted(first, self.row - row, self.column - column)

    def _refuse_far(self, row: int, column: int) -> None:
        if not (1 <= row <= self.limits.rows and 1 <= column <= self.limits.columns):
            cell = address(max(row, 1), max(column, 1))
            raise RefusedError(
                RefusalKind.TOO_FAR, sheet=self.name, cell=cell, places=f"{self.name}!{cell}"
            )
