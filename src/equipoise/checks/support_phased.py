"""V12: deficit support is not spread over the quarters as it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import entered, in_words, percent
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.thresholds import Threshold, threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import nearest

SUPPORT: Final = "income.support"
WEIGHTS: Final = tuple(f"support/quarter_{number}_ratio" for number in range(1, 5))
TOLERANCE: Final = "support/phasing_tolerance_pence"
CHECK: Final = Check(
    code="EQ-SUP-002",
    title="Deficit support is not phased as it is paid",
    severity=Severity.MUST_FIX,
    message="Quarter {quarter} of the plan holds {plan} of deficit support. The weight of the "
    "quarter is {weight} of {whole}, which is {due}.",
    remedy="Spread the support of the year over its months by the weights of the quarters.",
    guidance="V12: operating plans reflect how support is distributed over the quarters, "
    "15, 20, 30 and 35% from 2017/18, in equal parts otherwise. A weight that is assumed asks "
    "for an explanation only.",
)


def support_phased(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each quarter whose support is not its weight of the year.

    A year without weights, or a body without support, is not judged.
    """
    year = subject.year
    weights = [threshold(params, path, year=year, known_on=known_on) for path in WEIGHTS]
    tolerance = threshold(params, TOLERANCE, year=year, known_on=known_on)
    months = subject.monthly(SUPPORT)
    if tolerance is None or months is None or not sum(months):
        return
    for number, weight in enumerate(weights):
        planned = sum(months[3 * number : 3 * number + 3])
        if weight and abs(planned - sum(months) * weight.value) > tolerance.value:
            yield _told(subject, number, planned, weight=weight, whole=sum(months))


def _told(
    subject: ReturnCells, number: int, planned: int, *, weight: Threshold, whole: int
) -> Finding:
    exact: Fraction = whole * weight.value
    due = nearest(exact.numerator, exact.denominator)
    measure = subject.measure(SUPPORT)
    facts = {
        "quarter": str(number + 1),
        "plan": in_words(planned),
        "weight": weight.as_percent,
        "whole": in_words(whole),
        "due": in_words(due),
        "found": f"{entered(planned, measure)}, {percent(Fraction(planned, whole))}",
        "expected": f"{entered(due, measure)}, {percent(weight.value)}",
    }
    severity = Severity.EXPLAIN if weight.assumed else None
    return CHECK.finding(subject.at(SUPPORT), facts, severity=severity, worth=abs(planned - due))
