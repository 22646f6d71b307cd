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
    MAP_LINE = "line of a mapping"
    """A line of a mapping that says nothing, or what cannot be."""
    NOT_PLACED = "not placed"
    """A place that a mapping names and the workbook has not, or has twice."""
    NOT_MAPPED = "not mapped"
    """A line of the plan that a mapping says nothing of."""
    WRONG_RESULT = "wrong result"
    """A formula of the sender's form whose result is not what its own cells come to."""
    OWN_CHECK = "own check"
    """A check of the sender's own form that says something."""


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
