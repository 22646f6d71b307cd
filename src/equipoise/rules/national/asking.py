"""What rules of national money ask in common: a value that may not be known, two years, growth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import ParameterError, Values
from equipoise.rules.bases import at_stage_of, in_period_of, one
from equipoise.units import RATIO, Period
from equipoise.workings import Number, rounded


@dataclass(frozen=True, kw_only=True)
class TwoYears(Generic[Number]):
    """Money of the year before and of the year that is planned; None where it is not known."""

    before: Number | None
    after: Number | None


def asked(
    params: Values[Number], path: str, *, period: Period, known_on: date, key: str | None = None
) -> Number | None:
    """Return the value of one body, or that of everybody; None where neither was published."""
    for of in dict.fromkeys((key, None)):
        try:
            return params.at(path, period, known_on=known_on, key=of)
        except ParameterError:
            continue
    return None


def grown(before: Number, growth: Number, *, like: Number) -> Number:
    """Return last year's money grown by a rate, as money of the year of `like`.

    Assumption: rounded once to the nearest penny; guidance is silent.
    """
    beside = at_stage_of(in_period_of(before, like), like)
    rate = in_period_of(growth, like)
    return rounded(beside * (one(rate, unit=RATIO) + rate))


def lacking(named: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of what is not known.

    >>> lacking({"spend": 1, "growth": None})
    ('growth',)
    """
    return tuple(name for name, value in named.items() if value is None)


def known(numbers: Iterable[Number | None]) -> list[Number]:
    """Return those that are known."""
    return [number for number in numbers if number is not None]
