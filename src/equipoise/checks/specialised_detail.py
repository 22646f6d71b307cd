"""Specialised spend by service line is not the specialised spend with the provider."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.detail import by_counterparty
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

DETAIL, SPEND = "specialised.spend", "spend.specialised"
CHECK: Final = Check(
    code="EQ-SPC-002",
    title="Service lines do not make the specialised spend",
    severity=Severity.MUST_FIX,
    message="Service lines with {provider} come to {detail}, but the specialised spend with "
    "{provider} is {spend}.",
    remedy="Correct the service lines or the spend: the lines make it up, provider by provider.",
    guidance="House rule: whoever commissions specialised services plans them line by line.",
)


def specialised_detail(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each provider whose service lines are not the spend with it.

    It needs specialised and finance in one file; a provider with a blank is passed over.
    """
    del known_on
    if not subject.has(DETAIL) or not subject.has(SPEND):
        return
    details, spends = by_counterparty(subject, DETAIL), by_counterparty(subject, SPEND)
    for provider in sorted(details.keys() | spends.keys()):
        detail, spend = details.get(provider, 0), spends.get(provider, 0)
        if detail is None or spend is None or detail == spend:
            continue
        measure = subject.measure(SPEND)
        facts = {
            "provider": provider,
            "detail": in_words(detail),
            "spend": in_words(spend),
            "found": entered(detail, measure),
            "expected": entered(spend, measure),
        }
        rows = (*subject.rows_of(DETAIL), *subject.rows_of(SPEND))
        line = next(line for line in rows if line[1] == provider)
        yield CHECK.finding(
            subject.at(line[0], line[1], item=line[2]), facts, worth=abs(detail - spend)
        )
