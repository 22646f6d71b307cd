"""V18: too much efficiency is not identified, held as system stretch, or at high risk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import in_words, percent
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells, summed
from equipoise.checks.thresholds import threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.sheets import Item

CHECK: Final = Check(
    code="EQ-EFF-003",
    title="Efficiency that is not developed",
    severity=Severity.EXPLAIN,
    message="{found} of the efficiency is {what}: {amount} of {whole}. Up to {expected} needs no "
    "explanation.",
    remedy="Develop the schemes or replace them, or explain what stands behind the amount.",
    guidance="V18: the status and the risk of schemes; one system of 2024/25 had 70% developed, "
    "13% in progress and 17% as opportunities.",
)
OPEN: Final = ("Unidentified", "System stretch")
"""Statuses of a saving that nobody has found yet."""
TESTS: Final[tuple[tuple[str, str, Callable[[Item], bool]], ...]] = (
    (
        "not identified, or held as system stretch",
        "efficiency/unidentified_ratio",
        lambda item: item.attributes.get("status") in OPEN,
    ),
    (
        "at high risk",
        "efficiency/high_risk_ratio",
        lambda item: item.attributes.get("risk") == "High",
    ),
)


def efficiency_undeveloped(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each kind of weak scheme that makes up more than its threshold.

    A return without efficiency has no share; nor has one with a blank among its months.
    """
    whole = subject.whole("efficiency.total")
    if whole is None or whole <= 0:
        return
    for what, path, weak in TESTS:
        most = threshold(params, path, year=subject.year, known_on=known_on)
        amount = _amount(subject, weak)
        if most is None or Fraction(amount, whole) <= most.value:
            continue
        facts = {
            "found": percent(Fraction(amount, whole)),
            "expected": most.as_percent,
            "what": what,
            "amount": in_words(amount),
            "whole": in_words(whole),
        }
        yield CHECK.finding(subject.at("efficiency.total"), facts, worth=amount)


def _amount(subject: ReturnCells, weak: Callable[[Item], bool]) -> int:
    """Return what the schemes of a kind come to; the whole was read, so each of them was."""
    refs = {item.ref for item in subject.reading.items if item.kind == "scheme" and weak(item)}
    lines = [
        line
        for code in ("efficiency.recurrent", "efficiency.non_recurrent")
        for line in subject.rows_of(code)
        if line[2] in refs
    ]
    found = summed(subject.value(line) for line in lines)
    assert found is not None, "a total without a blank has no scheme with one"
    return found
