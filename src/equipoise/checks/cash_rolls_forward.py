"""V23: cash at the end of a month is not cash at its beginning and what flowed in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.cash import Month, months_of
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CHECK: Final = Check(
    code="EQ-CSH-001",
    title="Cash does not roll forward",
    severity=Severity.MUST_FIX,
    message="{month} opens with {opening}, and {flow} flows in it (operations {operations}, "
    "capital {capital}, financing {financing}, support {support}): that leaves {due}, but "
    "{closing} is entered.",
    remedy="Correct the flow or the closing cash that is wrong.",
    guidance="V23: closing cash is opening cash and the flows of the month, as in the statement "
    "of cash flows.",
)


def cash_rolls_forward(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each month that does not close at what its flows come to.

    A month opens with what is entered at the end of the one before, so one mistake is told once.
    A month with a blank is passed over.
    """
    del known_on
    for month in months_of(subject):
        if month.closing != month.due:
            yield _told(subject, month)


def _told(subject: ReturnCells, month: Month) -> Finding:
    measure = subject.measure("cash.closing")
    flows = {name: in_words(value) for name, value in month.flows.items()}
    facts = {
        **flows,
        "month": str(month.period).partition(",")[0],
        "opening": in_words(month.opening),
        "flow": in_words(month.due - month.opening),
        "due": in_words(month.due),
        "closing": in_words(month.closing),
        "found": entered(month.closing, measure),
        "expected": entered(month.due, measure),
    }
    place = subject.place(month.source, measure.part)
    return CHECK.finding(place, facts, worth=abs(month.closing - month.due))
