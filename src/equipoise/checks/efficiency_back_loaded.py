"""V17: too much of the year's efficiency is planned for its second half."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import in_words, percent
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.thresholds import threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

MOST: Final = "efficiency/second_half_ratio"
CHECK: Final = Check(
    code="EQ-EFF-002",
    title="Efficiency comes late in the year",
    severity=Severity.EXPLAIN,
    message="{found} of the efficiency is planned for months 7 to 12: {late} of {whole}. Up to "
    "{expected} needs no explanation.",
    remedy="Bring schemes forward, or explain what makes the second half safe.",
    guidance="V17: the share of efficiency in months 7 to 12; one system had 76% of it there "
    "in 2024/25.",
)


def efficiency_back_loaded(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when the second half holds more than the threshold of the year.

    A return without efficiency has no share; nor has one with a blank among its months.
    """
    most = threshold(params, MOST, year=subject.year, known_on=known_on)
    months = subject.monthly("efficiency.total")
    if most is None or months is None or sum(months) <= 0:
        return
    late = sum(months[6:])
    share = Fraction(late, sum(months))
    if share <= most.value:
        return
    facts = {
        "found": percent(share),
        "expected": most.as_percent,
        "late": in_words(late),
        "whole": in_words(sum(months)),
    }
    yield CHECK.finding(subject.at("efficiency.total"), facts, worth=late)
