"""A row of contracts or of their values can be read whole."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.contract_book import ContractBook
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-CTR-001",
    title="Row of contracts that cannot be used",
    severity=Severity.MUST_FIX,
    message="{file}, {place}: {why}; found {found}.",
    remedy="Enter {expected}.",
    guidance="House setting: nothing is paid from a file of which a row was left out.",
)


def contract_row(book: ContractBook, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each row that was left out."""
    del params, known_on
    for fault in book.faults:
        facts = {
            "file": fault.file,
            "place": fault.place,
            "why": fault.why,
            "found": fault.found or "nothing",
            "expected": fault.expected,
        }
        yield CHECK.finding(book.place(f"{fault.file} {fault.place}", body="-"), facts)
