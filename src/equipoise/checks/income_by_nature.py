"""V02: income from patient care by nature is not the income by payer."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

NATURE, SOURCE = "nature.total", "income.patient_care"
CHECK: Final = Check(
    code="EQ-INC-001",
    title="Income by nature is not income by payer",
    severity=Severity.MUST_FIX,
    message="Income from patient care comes to {nature} by nature and to {source} by payer: "
    "{difference} between them.",
    remedy="Correct the nature of the income, or the payer it comes from; both tell of the same "
    "income.",
    guidance="V02: the notes of income by nature and by source have one total in the national "
    "accounts form.",
)


def income_by_nature(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding when the two totals of the year differ.

    A return with a blank in either is passed over: the blank has a finding of its own.
    """
    del known_on
    nature, source = subject.whole(NATURE), subject.whole(SOURCE)
    if nature is None or source is None or nature == source:
        return
    measure = subject.measure(NATURE)
    facts = {
        "nature": in_words(nature),
        "source": in_words(source),
        "difference": in_words(abs(nature - source)),
        "found": entered(nature, measure),
        "expected": entered(source, measure),
    }
    yield CHECK.finding(subject.at(NATURE), facts, worth=abs(nature - source))
