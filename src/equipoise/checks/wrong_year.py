"""The workbook is of another year, another round or an earlier version of the form."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import FinancialYear

CHECK: Final = Check(
    code="EQ-TPL-002",
    title="Form of another year, round or version",
    severity=Severity.MUST_FIX,
    message="This is {found}; returns are due for {expected}.",
    remedy="Migrate it with: equipoise migrate FILE --into NEW.xlsx, which lists what was carried "
    "and what was not. A form of a later year cannot be: ask for this round's with: equipoise "
    "template.",
    guidance="The hidden sheet _meta says which year, round and version a workbook is for.",
)


def wrong_year(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the workbook is for another year or round than the open one."""
    del known_on
    read, expected = subject.reading, subject.expected
    if (read.year, read.round) == (expected.year, expected.round):
        return
    found, wanted = f"{_which(read.year, expected.year)} ({read.year})", str(expected.year)
    if read.year == expected.year:
        found, wanted = f"the form of round {read.round}", f"round {expected.round}"
    yield CHECK.finding(subject.place(read.year_place), {"found": found, "expected": wanted})


def _which(year: FinancialYear, due: FinancialYear) -> str:
    """Return which year's form it is, beside the year that is due."""
    if year.starts_in == due.starts_in - 1:
        return "last year's form"
    return (
        "the form of an earlier year" if year.starts_in < due.starts_in else "a later year's form"
    )
