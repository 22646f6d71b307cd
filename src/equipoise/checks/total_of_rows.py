"""A total that was typed over, or never calculated again: it is not the sum of its rows."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import Line, ReturnCells
from equipoise.checks.totals import told
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-TOT-001",
    title="A total is not the sum of its rows",
    severity=Severity.MUST_FIX,
    message="{name} is {found}, but its rows or months come to {expected}.",
    remedy="Put the formula back (it is in an empty template), or correct the row that is wrong.",
    guidance="Casting check of any return; the form's own locked formulas.",
)
ELSEWHERE: Final = ("position.", "surplus.", "adjustment.technical", "wte.total", "efficiency.")
"""Totals that checks of their own look after; the year of one scheme is looked after here."""


def total_of_rows(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each total that is not the sum of its rows."""
    del known_on
    yield from told(CHECK, subject, _not_elsewhere)


def _not_elsewhere(line: Line) -> bool:
    measure, _, item = line
    return bool(item) or not measure.startswith(ELSEWHERE)
