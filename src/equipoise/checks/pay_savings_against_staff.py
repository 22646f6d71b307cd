"""V14: savings in pay do not show in the number of staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import entered, in_words, percent, staff
from equipoise.checks.check import Check
from equipoise.checks.subjects import ReturnCells, summed
from equipoise.checks.thresholds import threshold
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import nearest

TOLERANCE: Final = "workforce/saving_tolerance_ratio"
PAY: Final = ("pay.substantive", "pay.bank", "pay.agency")
STAFF: Final = (
    *("wte.medical", "wte.nursing", "wte.other_clinical", "wte.non_clinical"),
    *("wte.bank", "wte.agency"),
)
SCHEMES: Final = ("efficiency.recurrent", "efficiency.non_recurrent")
CHECK: Final = Check(
    code="EQ-TRI-002",
    title="Savings in pay do not show in staff",
    severity=Severity.EXPLAIN,
    message="Schemes save {saving} of pay. At {cost} a WTE that is {implied} fewer, but staff go "
    "from {before} to {plan}: {difference} away, {share} of last year's staff. Up to {tolerance} "
    "needs no explanation.",
    remedy="Correct the staff or the schemes, or explain what other growth offsets the savings.",
    guidance="V14: savings in pay over the average cost are near the fall in staff; one system "
    "of 2024/25 had 1,113 WTE fewer, yet 1,110 more than it planned.",
)


def pay_savings_against_staff(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding when staff fall by far less, or far more, than savings in pay come to.

    It needs efficiency and workforce in one file, last year's pay and staff, neither of them nil
    or below it, and a saving in pay.

    Assumption: a WTE costs what it cost last year, and staff are those at the end of a year.
    """
    tolerance = threshold(params, TOLERANCE, year=subject.year, known_on=known_on)
    saving, plan = _saving(subject), summed(map(subject.whole, STAFF))
    pay, before = (summed(map(subject.last_year, codes)) for codes in (PAY, STAFF))
    if tolerance is None or not saving or plan is None or pay is None or before is None:
        return
    if min(pay, before) <= 0:
        return
    implied = nearest(saving * before, pay)
    away = abs(before - plan - implied)
    if away <= before * tolerance.value:
        return
    measure = subject.measure("wte.total")
    facts = {
        "saving": in_words(saving),
        "cost": in_words(nearest(pay, before) * 100),
        "implied": staff(implied),
        "before": staff(before),
        "plan": staff(plan),
        "difference": staff(away),
        "share": percent(Fraction(away, before)),
        "tolerance": tolerance.as_percent,
        "found": entered(plan, measure),
        "expected": f"near {entered(before - implied, measure)}",
    }
    yield CHECK.finding(subject.at("wte.total"), facts)


def _saving(subject: ReturnCells) -> int | None:
    """Return what the schemes that save pay come to; None where one of them has a blank."""
    refs = {
        item.ref
        for item in subject.reading.items
        if item.kind == "scheme" and item.attributes.get("category") == "Pay"
    }
    lines = [line for code in SCHEMES for line in subject.rows_of(code) if line[2] in refs]
    return summed(subject.value(line) for line in lines)
