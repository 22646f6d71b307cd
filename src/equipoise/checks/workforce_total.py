"""The workforce total is not the sum of the rows above it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.totals import told
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-WTE-001",
    title="Total WTE",
    severity=Severity.MUST_FIX,
    message="Total WTE is not the sum of the rows above: it says {found}, they come to {expected}.",
    remedy="Put the formula back (it is in an empty template), or correct the row that is wrong.",
    guidance="Casting check of the workforce return: substantive, bank and agency make the total.",
)


def workforce_total(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when total WTE is not the sum of its rows."""
    del known_on
    yield from told(CHECK, subject, lambda line: line[0] == "wte.total")
