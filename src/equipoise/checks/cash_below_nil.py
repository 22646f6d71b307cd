"""V23: cash falls below nil in a month in which no support is drawn."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.cash import months_of
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-CSH-002",
    title="Cash below nil without support",
    severity=Severity.MUST_FIX,
    message="{month} closes with cash of {closing}, and no support is drawn in it.",
    remedy="Plan the support to draw, move payments, or correct the cash.",
    guidance="V23: no negative cash without support.",
)


def cash_below_nil(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each month that closes below nil and draws no support.

    A month with a blank is passed over.
    """
    del known_on
    measure = "cash.closing"
    for month in months_of(subject):
        if month.closing >= 0 or month.flows["support"] > 0:
            continue
        facts = {
            "month": str(month.period).partition(",")[0],
            "closing": in_words(month.closing),
            "found": entered(month.closing, subject.measure(measure)),
            "expected": "0 or more, or support",
        }
        place = subject.place(month.source, subject.measure(measure).part)
        yield CHECK.finding(place, facts, worth=-month.closing)
