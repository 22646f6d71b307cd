"""The plan of one provider beside the year before: pay, cost, staff, activity and beds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.rules.triangulation import ACTIVITY, PlanYears, YearOfPlan
from equipoise.usecases.lines import Lines
from equipoise.usecases.tabling.book import Book
from equipoise.workings import Figure, total

PAY: Final = ("pay.substantive", "pay.bank", "pay.agency")
COST: Final = "expenditure.total"
STAFF: Final = "wte.total"
BEDS: Final = "activity.beds"


def plan_years(book: Book, code: str) -> PlanYears[Figure]:
    """Return both years of a provider; what it has not returned, or left blank, is None."""
    period = book.plan.round.year.period
    return PlanYears(period=period, before=_last(book, code), after=_now(book, code))


def together(years: Sequence[PlanYears[Figure]]) -> PlanYears[Figure]:
    """Return several providers as one; what one of them has not is not known of all.

    There is at least one.
    """
    return PlanYears(
        period=years[0].period,
        before=_summed([each.before for each in years], "last year"),
        after=_summed([each.after for each in years], "this year"),
    )


def _summed(years: Sequence[YearOfPlan[Figure]], when: str) -> YearOfPlan[Figure]:
    def whole(parts: Sequence[Figure | None], name: str) -> Figure | None:
        return _whole(parts, f"{name} of all trusts, {when}")

    return YearOfPlan(
        pay=whole([year.pay for year in years], "Pay"),
        cost=whole([year.cost for year in years], "Cost"),
        staff=whole([year.staff for year in years], "Staff"),
        activity={
            kind: whole([year.activity[kind] for year in years], f"Activity, {kind}")
            for kind in ACTIVITY
        },
        beds=whole([year.beds for year in years], "Beds"),
    )


def _now(book: Book, code: str) -> YearOfPlan[Figure]:
    month_12 = Lines(plan=book.plan, period=book.plan.round.year.month(12))
    pay = [_line(book, code, line) for line in PAY]
    return YearOfPlan(
        pay=_whole(pay, f"Pay, {code}"),
        cost=_line(book, code, COST),
        staff=_line(book, code, STAFF, lines=month_12),
        activity={kind: _line(book, code, f"activity.{kind}") for kind in ACTIVITY},
        beds=_line(book, code, BEDS, lines=month_12),
    )


def _last(book: Book, code: str) -> YearOfPlan[Figure]:
    before = book.before
    pay = [before.line(code, line) for line in PAY]
    return YearOfPlan(
        pay=_whole(pay, f"Pay, {code}, {before.year}"),
        cost=before.line(code, COST),
        staff=before.line(code, STAFF),
        activity={kind: _activity_before(book, code, kind) for kind in ACTIVITY},
        beds=before.line(code, BEDS),
    )


def _activity_before(book: Book, code: str, kind: str) -> Figure | None:
    """Return last year's activity; of a kind without a row none, where another has one."""
    told = book.plan.round.prior(code)
    if not any(line[0].startswith("activity.") for line in told):
        return None
    return book.before.line(code, f"activity.{kind}")


def _line(book: Book, code: str, line: str, *, lines: Lines | None = None) -> Figure | None:
    """Return a line of the plan; None where its part is not returned, or a cell is blank."""
    measure = book.measure(code, line)
    if not book.has(code, measure.part):
        return None
    period = (lines or book.year).period
    try:
        return Lines(plan=book.plan, period=period, unit=measure.unit).derived(code, line)
    except (IncompleteError, NoCellsError):
        return None


def _whole(parts: Sequence[Figure | None], name: str) -> Figure | None:
    figures = [part for part in parts if part is not None]
    return total(figures).named(name) if len(figures) == len(parts) else None
