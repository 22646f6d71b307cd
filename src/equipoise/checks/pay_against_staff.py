"""V13: pay does not follow the number of staff and the pay award."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

AWARD: Final = "workforce/pay_award_ratio"
TOLERANCE: Final = "workforce/pay_tolerance_ratio"
CHECK: Final = Check(
    code="EQ-TRI-001",
    title="Pay does not follow staff and the award",
    severity=Severity.EXPLAIN,
    message="{name}: {before} last year becomes {plan}, while staff go from {wte_before} to "
    "{wte_plan} and the award is {award}: that comes to {implied}, and the plan is {difference} "
    "{direction} it. A WTE costs {cost_before} last year and {cost_plan} in the plan. A "
    "difference of up to {tolerance} needs no explanation.",
    remedy="Correct the pay line or the staff, or explain what changes the cost of a WTE.",
    guidance="V13: growth in pay is near growth in staff times the award, by kind of staff; "
    "planning guidance asks that finance and workforce agree.",
)
SUBSTANTIVE: Final = ("wte.medical", "wte.nursing", "wte.other_clinical", "wte.non_clinical")
KINDS: Final = {
    "pay.substantive": SUBSTANTIVE,
    "pay.bank": ("wte.bank",),
    "pay.agency": ("wte.agency",),
}
"""The staff whose pay a line is."""


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Pay and staff of one kind, last year and in the plan.

    Unit: pence, and hundredths of a WTE at the end of the year
    """

    pay_before: int
    pay_plan: int
    wte_before: int
    wte_plan: int

    def implied(self, award: Fraction) -> int:
        """Return what last year's pay comes to with the staff and the award of the plan."""
        exact = Fraction(self.pay_before * self.wte_plan, self.wte_before) * (1 + award)
        return nearest(exact.numerator, exact.denominator)


def pay_against_staff(
    subject: ReturnCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each kind of staff whose pay is far from what its growth comes to.

    It needs finance and workforce in one file, and last year of both.

    Assumption: staff at the end of a year stand for its staff, last year and in the plan alike.
    """
    award = threshold(params, AWARD, year=subject.year, known_on=known_on)
    tolerance = threshold(params, TOLERANCE, year=subject.year, known_on=known_on)
    if award is None or tolerance is None:
        return
    for code, staff_codes in KINDS.items():
        growth = _growth(subject, code, staff_codes)
        if growth is None:
            continue
        implied = growth.implied(award.value)
        away = growth.pay_plan - implied
        if abs(away) <= implied * tolerance.value:
            continue
        measure = subject.measure(code)
        facts = {
            "name": measure.title,
            "before": in_words(growth.pay_before),
            "plan": in_words(growth.pay_plan),
            "wte_before": staff(growth.wte_before),
            "wte_plan": staff(growth.wte_plan),
            "award": award.as_percent,
            "implied": in_words(implied),
            "difference": percent(Fraction(abs(away), implied)),
            "direction": "above" if away > 0 else "below",
            "cost_before": _cost(growth.pay_before, growth.wte_before),
            "cost_plan": _cost(growth.pay_plan, growth.wte_plan),
            "tolerance": tolerance.as_percent,
            "found": entered(growth.pay_plan, measure),
            "expected": f"near {entered(implied, measure)}",
        }
        yield CHECK.finding(subject.at(code), facts, worth=abs(away))


def _growth(subject: ReturnCells, code: str, staff_codes: tuple[str, ...]) -> Growth | None:
    """Return pay and staff of one kind; None where a line or last year is not known, or nil.

    Nor is there a growth from or to fewer staff than none, or from less pay than none.
    """
    if not subject.has(code) or not all(map(subject.has, staff_codes)):
        return None
    pay_before, pay_plan = subject.last_year(code), subject.whole(code)
    wte_before = summed(map(subject.last_year, staff_codes))
    wte_plan = summed(map(subject.whole, staff_codes))
    if not pay_plan or pay_before is None or wte_before is None or wte_plan is None:
        return None
    if min(pay_before, wte_before, wte_plan) <= 0:
        return None
    return Growth(
        pay_before=pay_before, pay_plan=pay_plan, wte_before=wte_before, wte_plan=wte_plan
    )


def _cost(pay: int, wte: int) -> str:
    """Return the cost of one WTE, to the pound."""
    return in_words(nearest(pay, wte) * 100)
