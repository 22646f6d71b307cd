"""The model that a contract states is the one that the rule of its year gives."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.contract_book import ContractBook
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-CTR-003",
    title="Payment model other than the rule's",
    severity=Severity.EXPLAIN,
    message="{commissioner} with {provider} states {found}; the rule of the year gives {expected} "
    "({why}).",
    remedy="Say what was agreed locally, or leave the model blank for the rule to choose.",
    guidance="NHS Payment Scheme: the model follows from provider, commissioner and value; a local "
    "departure is agreed and said.",
)


def contract_mechanism(
    book: ContractBook, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Return a finding for each contract that states another model."""
    del params, known_on
    for one in book.models:
        if one.stated and one.stated != one.found:
            facts = {
                "commissioner": one.commissioner,
                "provider": one.provider,
                "found": one.stated,
                "expected": one.found,
                "why": one.why,
            }
            name = f"{one.commissioner} {one.provider}"
            yield CHECK.finding(book.place(name, body=one.commissioner, column="mechanism"), facts)
