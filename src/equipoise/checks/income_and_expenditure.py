"""V01: income and expenditure do not cast to the surplus or deficit."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.adjusted_performance import LINES
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.totals import told
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Kind

CHECK: Final = Check(
    code="EQ-IAE-001",
    title="Income less expenditure is not the surplus or (deficit)",
    severity=Severity.MUST_FIX,
    message="{name} is {found}, but the lines it is made of come to {expected}.",
    remedy="Put the formulas of the sheet Position back, or correct the line that is wrong.",
    guidance="V01: the lines of the national accounts form sum to the surplus or (deficit).",
)
POSITIONS: Final = ("position.", "surplus.")


def income_and_expenditure(
    subject: ReturnCells, _: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each position that its lines do not cast to.

    A provider's adjusted position is the check of adjusted performance's.
    """
    del known_on
    adjusted = LINES if subject.reading.kind is Kind.PROVIDER else ()
    yield from told(
        CHECK, subject, lambda line: line[0].startswith(POSITIONS) and line[0] not in adjusted
    )
