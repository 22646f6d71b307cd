"""V15: activity and staff do not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import in_words, percent, staff
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells, summed
from equipoise.checks.thresholds import Threshold, threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import nearest

KINDS: Final = ("elective", "day_case", "non_elective", "outpatient", "emergency")
STAFF: Final = "wte.total"
BEDS: Final = "activity.beds"
TOLERANCE: Final = "activity/staff_tolerance_ratio"
CHECK: Final = Check(
    code="EQ-TRI-003",
    title="Activity and staff do not go together",
    severity=Severity.EXPLAIN,
    message="Weighted activity changes by {activity}, staff by {staff} (to {plan}){beds}: activity "
    "for each WTE changes by {found}. A WTE does {per_wte} of activity, {per_wte_before} "
    "last year. A change of up to {expected} needs no explanation.",
    remedy="Correct the activity or the staff, or explain what changes what a WTE does.",
    guidance="V15: the change in activity against the change in staff and beds, beside history. "
    "Activity is added up at assumed unit costs.",
)


def activity_against_staff(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when activity for each WTE changes by more than the tolerance.

    It needs activity and workforce in one file, last year of both, and all four above nil.

    Assumption: staff are those at the end of a year.
    """
    tolerance = threshold(params, TOLERANCE, year=subject.year, known_on=known_on)
    weights = {
        f"activity.{kind}": threshold(
            params, f"activity/{kind}_cost_pence", year=subject.year, known_on=known_on
        )
        for kind in KINDS
    }
    now, then = (_weighted(weights, of) for of in (subject.whole, subject.last_year))
    wte_now, wte_then = subject.whole(STAFF), _staff(subject)
    if tolerance is None or now is None or then is None or wte_now is None or wte_then is None:
        return
    if min(now, then, wte_now, wte_then) <= 0:
        return
    change = Fraction(now * wte_then, then * wte_now) - 1
    if abs(change) <= tolerance.value:
        return
    facts = {
        "activity": percent(Fraction(now, then) - 1),
        "staff": percent(Fraction(wte_now, wte_then) - 1),
        "plan": staff(wte_now),
        "beds": _beds(subject),
        "per_wte": in_words(nearest(now, wte_now) * 100),
        "per_wte_before": in_words(nearest(then, wte_then) * 100),
        "found": percent(change),
        "expected": tolerance.as_percent,
    }
    yield CHECK.finding(subject.at(STAFF), facts)


def _weighted(
    weights: dict[str, Threshold | None], value_of: Callable[[str], int | None]
) -> int | None:
    """Return activity at its unit costs, in pence; None where a kind or its cost is not known."""
    whole = Fraction(0)
    for code, weight in weights.items():
        value = value_of(code)
        if value is None or weight is None:
            return None
        whole += value * weight.value
    return nearest(whole.numerator, whole.denominator)


def _staff(subject: ReturnCells) -> int | None:
    """Return last year's staff, cast from its kinds."""
    terms = subject.chart.terms(STAFF, subject.reading.kind) if subject.has(STAFF) else ()
    return summed(subject.last_year(line.code) for _, line in terms)


def _beds(subject: ReturnCells) -> str:
    """Return how beds change, for the message; nothing where one year of them is not known."""
    now = subject.whole(BEDS) if subject.has(BEDS) else None
    then = subject.last_year(BEDS)
    return f" and beds by {percent(Fraction(now, then) - 1)}" if now and then else ""
