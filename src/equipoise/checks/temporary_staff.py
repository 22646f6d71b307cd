"""V20: spending on agency or bank staff falls by less than was asked."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import entered, in_words, percent
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.thresholds import threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import nearest

CHECK: Final = Check(
    code="EQ-WTE-002",
    title="Agency or bank spending falls by less than was asked",
    severity=Severity.EXPLAIN,
    message="{name}: {plan} is planned after {before} last year, a change of {change}. The ask is "
    "a fall of {ask}, to {most} at most.",
    remedy="Plan less of it, or explain why the ask cannot be met.",
    guidance="V20: the reductions that the planning guidance of a year asks for.",
)
ASKS: Final = {
    "pay.agency": "workforce/agency_reduction_ratio",
    "pay.bank": "workforce/bank_reduction_ratio",
}


def temporary_staff(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each kind of temporary staff whose cost falls by less than asked.

    A year without an ask has none, and a body whose last year is not known is not judged.
    """
    for code, path in ASKS.items():
        ask = threshold(params, path, year=subject.year, known_on=known_on)
        if ask is None or not subject.has(code):
            continue
        before, plan = subject.last_year(code), subject.whole(code)
        if not before or plan is None or plan <= before * (1 - ask.value):
            continue
        measure = subject.measure(code)
        most = before * (1 - ask.value)
        limit = nearest(most.numerator, most.denominator)
        facts = {
            "name": measure.title,
            "plan": in_words(plan),
            "before": in_words(before),
            "change": percent(Fraction(plan - before, before)),
            "ask": ask.as_percent,
            "most": in_words(limit),
            "found": entered(plan, measure),
            "expected": f"{entered(limit, measure)} at most",
        }
        yield CHECK.finding(subject.at(code), facts, worth=plan - limit)
