"""What several rules of elective care share: months of it, and the target they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import in_period_of, nil
from equipoise.units import Period
from equipoise.workings import Number, largest, named, smallest, total

ROOM: Final = "elective"
"""The folder of parameters."""


class Term(StrEnum):
    """What a scheme may have besides a target and a rate on either side of it.

    The word is the name of the parameter that holds its level.
    """

    UPPER = "upper"
    """A second threshold, above which another rate is paid."""
    FLOOR = "floor"
    """Where a repayment stops, as a share of the fund first allocated."""
    CAP = "cap"
    """The trust's own forecast, above which activity does not count."""


@dataclass(frozen=True, kw_only=True)
class CareMonth(Generic[Number]):
    """One month of elective care: the value it is held against, and the value delivered.

    Unit: pence. Both on one price base, of one scope, adjusted for working days or not.
    """

    period: Period
    baseline: Number
    actual: Number


@dataclass(frozen=True, kw_only=True)
class MonthsOfCare(Generic[Number]):
    """The months that are assessed together, and how their target is found.

    `scheme` is its folder of parameters. Without an `own_target` (a ratio, as first published)
    the national one counts. With `by_month` a revision governs only the months it was made for;
    without, it restates them all. `forecast` caps what counts, where `terms` have a cap.

    Shape: at least one month, all figures on the basis of the months together.
    """

    scheme: str
    months: tuple[CareMonth[Number], ...]
    own_target: Number | None = None
    forecast: Number | None = None
    terms: frozenset[Term] = frozenset()
    by_month: bool = False


@dataclass(frozen=True, kw_only=True)
class Held(Generic[Number]):
    """Months together: baseline, target, actual, and the actual that counts. Unit: pence."""

    baseline: Number
    target: Number
    actual: Number
    counted: Number


def rate(
    care: MonthsOfCare[Number], name: str, *, params: Values[Number], known_on: date
) -> Number:
    """Return a ratio of the scheme, as in the first of the months."""
    path = f"{ROOM}/{care.scheme}/{name}_ratio"
    return params.at(path, care.months[0].period, known_on=known_on)


def held(care: MonthsOfCare[Number], params: Values[Number], *, known_on: date) -> Held[Number]:
    """Return the months together, each month's baseline held against the target of that month.

    Raises: ParameterError when a target was not yet published.
    """
    assert care.months
    target = total(
        month.baseline * _target(care, month.period, params, known_on) for month in care.months
    )
    actual = named(total(month.actual for month in care.months), "Actual value")
    counted = actual
    if Term.CAP in care.terms and care.forecast is not None:
        most = named(
            care.forecast * rate(care, Term.CAP, params=params, known_on=known_on),
            "Most that counts",
        )
        counted = named(smallest(actual, most), "Value that counts")
    return Held(
        baseline=named(total(month.baseline for month in care.months), "Baseline value"),
        target=named(target, "Target value"),
        actual=actual,
        counted=counted,
    )


def upper(care: MonthsOfCare[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return the value above which the higher rate is paid."""
    path = f"{ROOM}/{care.scheme}/upper_ratio"
    return named(
        total(
            month.baseline * params.at(path, month.period, known_on=known_on)
            for month in care.months
        ),
        "Value at the upper threshold",
    )


def share_of(part: Number, whole: Number) -> Number | None:
    """Return one value over another; None where the other is nil."""
    if isinstance(whole, Fraction):
        return part / whole if whole else None
    return part / whole if whole.value else None


def over_nil(amount: Number) -> Number:
    """Return an amount where it is above nil, else nil."""
    return largest(nil(amount), amount)


def _target(
    care: MonthsOfCare[Number], month: Period, params: Values[Number], known_on: date
) -> Number:
    """Return the target of one month as a ratio: one's own less the cut, or the national one."""
    by = "_by_month" if care.by_month else ""
    if care.own_target is None:
        return params.at(f"{ROOM}/{care.scheme}/target{by}_ratio", month, known_on=known_on)
    cut = params.at(f"{ROOM}/{care.scheme}/cut{by}_ratio", month, known_on=known_on)
    return named(in_period_of(care.own_target, cut) - cut, "Own target")
