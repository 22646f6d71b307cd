"""V25: the underlying position that is stated is far from what the lines of the plan give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells
from equipoise.checks.thresholds import threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Kind

STATED, POSITION = "underlying.stated", "position.excluding"
ONE_OFF: Final = "efficiency.non_recurrent"
RESOURCES: Final = {Kind.PROVIDER: "income.total", Kind.ICB: "allocation.total"}
TOLERANCE: Final = "underlying/tolerance_ratio"
CHECK: Final = Check(
    code="EQ-UND-001",
    title="The underlying position is far from the plan's lines",
    severity=Severity.EXPLAIN,
    message="The underlying position is stated as {stated}. The plan excluding support is {plan}; "
    "without one-off efficiency of {one_off} it is {given}, {difference} from what is stated. Up "
    "to {tolerance} of {resources} needs no explanation.",
    remedy="Correct the underlying position, or say which full-year effects and other one-off "
    "items make the difference.",
    guidance="V25: the recurrent position a body leaves the year with, without one-off items and "
    "support; one trust's plan of 2019/20 took its support out so.",
)


def underlying_position(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when the two differ by more than the tolerance of income or allocation.

    It needs finance and efficiency in one file.

    Assumption: nothing in the plan but efficiency is known to be one-off.
    """
    resources = RESOURCES.get(subject.reading.kind)
    tolerance = threshold(params, TOLERANCE, year=subject.year, known_on=known_on)
    if resources is None or tolerance is None:
        return
    values = [subject.whole(code) for code in (STATED, POSITION, ONE_OFF, resources)]
    stated, plan, one_off, whole = values
    if stated is None or plan is None or one_off is None or whole is None:
        return
    away = abs(stated - (plan - one_off))
    if away <= whole * tolerance.value:
        return
    measure = subject.measure(STATED)
    facts = {
        "stated": in_words(stated),
        "plan": in_words(plan),
        "one_off": in_words(one_off),
        "given": in_words(plan - one_off),
        "difference": in_words(away),
        "tolerance": tolerance.as_percent,
        "resources": subject.measure(resources).title.lower(),
        "found": entered(stated, measure),
        "expected": f"near {entered(plan - one_off, measure)}",
    }
    yield CHECK.finding(subject.at(STATED), facts, worth=away)
