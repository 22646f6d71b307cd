"""The baselines of a commissioner's providers sum to its own, by point of delivery and month."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import in_words
from equipoise.checks.check import Check
from equipoise.checks.contract_book import ContractBook
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-CTR-002",
    title="Baselines that do not sum to the commissioner's",
    severity=Severity.MUST_FIX,
    message="{of}: the baselines of {commissioner}'s providers come to {found}, its own to "
    "{expected}; {difference} {direction}.",
    remedy="Change a baseline, or the commissioner's own, so that both sides are one.",
    guidance="HFMA 16 June 2023: baselines of provider and commissioner sum to the commissioner's.",
)


def contract_baselines(
    book: ContractBook, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Return a finding for each point of delivery and month in which the two sides differ."""
    del params, known_on
    for one in book.sums:
        difference = one.providers - one.own
        if difference:
            facts = {
                "of": one.of,
                "commissioner": one.commissioner,
                "found": in_words(one.providers),
                "expected": in_words(one.own),
                "difference": in_words(abs(difference)),
                "direction": "too much" if difference > 0 else "too little",
            }
            place = book.place(f"{one.commissioner} {one.of}", body=one.commissioner, row=one.of)
            yield CHECK.finding(place, facts, worth=abs(difference))
