"""What a reader finds wrong in the cells of a form, as raw facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from equipoise.workings import Reference


class FaultKind(StrEnum):
    """What can be wrong in one place of a form."""

    BLANK = "blank"
    TEXT = "text"
    NOT_A_NUMBER = "not a number"
    TOO_PRECISE = "too precise"
    TOO_LARGE = "too large"
    OVERWRITTEN = "overwritten"
    FORMULA_CHANGED = "formula changed"
    CODE_CHANGED = "code changed"
    NOT_A_CODE = "not a code"
    NOT_IN_LIST = "not in list"
    TWICE = "twice"
    UNKNOWN_TAG = "unknown tag"
    MISSING_SHEET = "missing sheet"
    MISSING_COLUMN = "missing column"
    MISSING_ROW = "missing row"
    LAYOUT_CHANGED = "layout changed"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong in a form, without a judgement: `checks` makes findings of faults.

    Shape: `place` is the file, sheet and cell, or the file and sheet; `row` and `column` say the
        same in the words of the form, and are blank where there are none.
    """

    kind: FaultKind
    place: Reference
    row: str = ""
    column: str = ""
    found: str = ""
    expected: str = ""
