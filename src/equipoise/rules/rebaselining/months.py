"""Months: a part-year replan, in which past months stay actual and the year is their sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, named, shared, total

YEAR: Final = range(1, 13)


class MonthsError(ValueError):
    """The months are not twelve, of which the past come first; or an action is in the past."""


@dataclass(frozen=True, kw_only=True)
class Saving(Generic[Number]):
    """What an action saves by the end of the year, and the month it starts in."""

    amount: Number
    from_month: int


@dataclass(frozen=True, kw_only=True)
class Replan(Generic[Number]):
    """Net expenditure by month: actual while past, forecast from then on, before actions.

    Unit: whole pence, all on the basis of the year.
    """

    actual: Mapping[int, Number]
    forecast: Mapping[int, Number]
    savings: tuple[Saving[Number], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replanned(Generic[Number]):
    """Net expenditure by month after actions; the past, what is still to come, and the year."""

    months: Mapping[int, Number]
    before: Number
    past: Number
    remaining: Number
    year: Number


@rule(
    applies=Period.parse("2023/24"),
    published=date(2023, 11, 8),
    source="NHS England, letter of 8 November 2023: a fast exercise on the rest of the year "
    "(founding requirement F-002-01)",
)
def months(replan: Replan[Number], params: Values[Number], *, known_on: date) -> Replanned[Number]:
    """Return the year by month: the past as it was, the rest less what actions save.

    Assumption: an action saves equally in each month from its first to the last.
    Unit: whole pence; net expenditure is positive.
    Raises: MonthsError for months that are not 1 to 12, or an action that starts in the past.
    Law past_months_stay_actual: whatever actions there are.
    Law the_months_sum_to_the_year: and the year is less by what all actions save.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> replan = Replan(
    ...     actual={month: Fraction(100) for month in range(1, 8)},
    ...     forecast={month: Fraction(100) for month in range(8, 13)},
    ...     savings=(Saving(amount=Fraction(10), from_month=10),))
    >>> found = months(replan, load().exact, known_on=date(2023, 11, 8))
    >>> print(*(found.months[month] for month in range(9, 13)), found.year)
    100 96 97 97 1190
    """
    del params, known_on
    _refuse(replan)
    before = {**replan.actual, **replan.forecast}
    less: dict[int, list[Number]] = {month: [] for month in YEAR}
    for saving in replan.savings:
        each = one(saving.amount, unit=RATIO)
        parts = shared(saving.amount, dict.fromkeys(YEAR[saving.from_month - 1 :], each))
        for month, part in parts.items():
            less[month].append(part)
    found = {month: _less(before[month], less[month], month) for month in YEAR}
    return Replanned(
        months=found,
        before=named(total(before[month] for month in YEAR), "Net expenditure before actions"),
        past=_sum(found, replan.actual, name="Past months, actual"),
        remaining=_sum(found, replan.forecast, name="Months to come, replanned"),
        year=named(total(found.values()), "Net expenditure of the year"),
    )


def _sum(found: Mapping[int, Number], among: Mapping[int, Number], *, name: str) -> Number:
    """Return the sum of some of the months; nil where there are none of them."""
    return total_or_nil((found[month] for month in sorted(among)), found[YEAR[0]], name=name)


def _less(amount: Number, parts: list[Number], month: int) -> Number:
    if not parts:
        return amount
    return named(amount - total(parts), f"Net expenditure, month {month}")


def _refuse(replan: Replan[Number]) -> None:
    past: int = len(replan.actual)
    if sorted(replan.actual) != [*YEAR[:past]] or sorted(replan.forecast) != [*YEAR[past:]]:
        raise MonthsError("the months are not 1 to 12, each once, the actual ones first")
    early = [s.from_month for s in replan.savings if not past < s.from_month <= len(YEAR)]
    if early:
        raise MonthsError(f"an action starts in month {early[0]}, and {past} months are past")
