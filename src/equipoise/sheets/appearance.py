"""How a form looks: what is entered, calculated and filled in already, told by colour and words."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from equipoise.units import PERCENT, WTE, Unit

ENTER: Final = "#FFF9C4"
CALCULATED: Final = "#D6E4F5"
PREFILLED: Final = "#DDF0DD"
NAVY: Final = "#003087"
LINE: Final = "#B0B7BD"
LEGEND: Final = (
    ("enter", "Light yellow: enter here"),
    ("calculated", "Blue: calculated"),
    ("prefilled", "Light green: filled in already"),
)
WHOLE: Final = "#,##0;(#,##0);0"
HUNDREDTHS: Final = "#,##0.00;(#,##0.00);0.00"
UNUSED: Final = "#,##0;(#,##0);"
"""Shows nothing for nil, in a row that nobody has used yet."""

STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "basis": {"font_size": 11},
    "notice": {"bold": True, "font_color": "#9C0006"},
    "head": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True,
        "align": "center", "valign": "vcenter", "border": 1, "border_color": LINE,
    },
    "section": {"bold": True, "font_size": 12, "font_color": NAVY, "bottom": 2},
    "words": {"border": 1, "border_color": LINE},
    "total_words": {"border": 1, "border_color": LINE, "bold": True, "top": 1},
    "help": {"indent": 1, "italic": True, "font_color": "#425563"},
    "enter": {"bg_color": ENTER, "border": 1, "border_color": LINE, "locked": False},
    "enter_text": {
        "bg_color": ENTER, "border": 1, "border_color": LINE, "locked": False, "text_wrap": True,
        "valign": "top",
    },
    "prefilled": {"bg_color": PREFILLED, "border": 1, "border_color": LINE},
    "calculated": {"bg_color": CALCULATED, "border": 1, "border_color": LINE},
    "unused": {"bg_color": CALCULATED, "border": 1, "border_color": LINE},
    "total": {"bg_color": CALCULATED, "border": 1, "border_color": LINE, "bold": True},
}  # fmt: skip


class Appearance:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.found: dict[tuple[str, str], Format] = {}
        self.made: dict[tuple[str, str], Format] = {}

    def of(self, style: str, unit: Unit | None = None) -> Format:
        """Return the format of a style; with a unit, that of its numbers."""
        known = (style, "" if unit is None else unit.name)
        if known not in self.found:
            number = (
                HUNDREDTHS if unit in (WTE, PERCENT) else UNUSED if style == "unused" else WHOLE
            )
            self.found[known] = self._made(style, "" if unit is None else number)
        return self.found[known]

    def _made(self, style: str, pattern: str) -> Format:
        if (style, pattern) not in self.made:
            shown = {"num_format": pattern} if pattern else {}
            properties = {"font_name": "Arial", "font_size": 10, **STYLES[style], **shown}
            self.made[style, pattern] = self.workbook.add_format(properties)
        return self.made[style, pattern]
