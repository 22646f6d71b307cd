"""Steps from one basis to another: the few that make sense, each by name.

Figures refuse to combine across bases. A rule that has reason to goes through one of these;
the values, and the record of how they were made, stay as they were.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from equipoise.units import PENCE, PERCENT, RATIO, Period, Unit
from equipoise.workings import (
    Basis,
    Figure,
    Number,
    Op,
    Support,
    UnlikeBasesError,
    constant,
    rounded,
)
from equipoise.workings.figure import made

HUNDREDTHS: Final = 100 * PERCENT.per_whole
"""How many hundredths of a per cent make the whole."""


def nil(like: Number) -> Number:
    """Return nothing, on the basis of `like`."""
    if isinstance(like, Figure):
        return constant(0, like.basis, name="Nil")
    return Fraction(0)


def one(like: Number, *, unit: Unit) -> Number:
    """Return one of `unit`, otherwise on the basis of `like`."""
    if isinstance(like, Figure):
        return constant(1, replace(like.basis, unit=unit), name="One")
    return Fraction(1)


def held_against(limit: Number, like: Number) -> Number:
    """Return a published limit on the basis of what it is held against.

    Only what the limit leaves open is filled in; where it stands on a basis it keeps it.

    Raises: UnlikeBasesError when the limit states another stage, support, period or unit.
    """
    if isinstance(limit, Figure):
        return _on(limit, _filled(limit.basis, like.basis))
    return limit


def movement(amount: Number, like: Number) -> Number:
    """Return an amount that moves a position, on the basis of that position.

    Assumption: the amount is no support, so it moves both readings of the position alike.

    Raises: UnlikeBasesError when its stage, period or unit is another.
    """
    if isinstance(amount, Figure):
        open_to_both = replace(amount.basis, support=None)
        return _on(amount, _filled(open_to_both, like.basis))
    return amount


def excluding(position: Number, support: Number) -> Number:
    """Return a position that counts support in, with the support taken out.

    Raises: UnlikeBasesError when the position does not count it in.
    """
    less = position - movement(support, position)
    return _turned(less, Support.WITH, Support.WITHOUT)


def including(position: Number, support: Number) -> Number:
    """Return a position that leaves support out, with the support put in.

    Raises: UnlikeBasesError when the position does not leave it out.
    """
    more = position + movement(support, position)
    return _turned(more, Support.WITHOUT, Support.WITH)


def at_stage_of(number: Number, like: Number) -> Number:
    """Return a number to be set beside one of another stage: a plan beside what came of it."""
    if isinstance(number, Figure):
        return _on(number, replace(number.basis, stage=like.basis.stage))
    return number


def in_period_of(number: Number, like: Number) -> Number:
    """Return a number to be set beside one of another period: last year beside this."""
    if isinstance(number, Figure):
        return _on(number, replace(number.basis, period=like.basis.period))
    return number


def spanning(number: Number, other: Number) -> Number:
    """Return a number as one of all the days from its own first to the last of `other`."""
    if isinstance(number, Figure):
        days = Period(number.basis.period.starts_on, other.basis.period.ends_on)
        return _on(number, replace(number.basis, period=days))
    return number


def valued(activity: Number, unit_cost: Number) -> Number:
    """Return activity times what one of it costs: money, in the period of the activity.

    Raises: UnlikeBasesError when the cost is not money.
    """
    if isinstance(activity, Figure):
        if unit_cost.basis.unit != PENCE:
            raise UnlikeBasesError("value", activity.basis, unit_cost.basis)
        basis = replace(activity.basis, unit=PENCE)
        return made(Op.MULTIPLY, activity.value * unit_cost.value, basis, activity, unit_cost)
    return activity * unit_cost


def per(amount: Figure, count: Figure) -> Figure:
    """Return money for each whole one of what is counted, to the nearest penny.

    Raises: UnlikeBasesError when it is not money, or of another period or stage than the count.
    """
    same = replace(count.basis, unit=PENCE, support=amount.basis.support)
    basis = amount.basis.alike(same, "share out")
    each = made(Op.DIVIDE, Fraction(amount.value) / count.value, basis, amount, count)
    whole = Basis(period=basis.period, unit=RATIO, stage=basis.stage, support=basis.support)
    unit = constant(count.basis.unit.per_whole, whole, name=f"{count.basis.unit} in a whole one")
    return rounded(each * unit)


def each_whole(amount: Number, count: Number, *, unit: Unit) -> Number:
    """Return money for each whole one of what is counted in the smallest parts of `unit`.

    Raises: UnlikeBasesError when it is not money, or of another period or stage than the count.
    """
    if isinstance(amount, Figure):
        assert count.basis.unit == unit, f"counted in {count.basis.unit}, not in {unit}"
        return per(amount, count)
    return rounded(amount / count * unit.per_whole)


def as_ratio(percent: Number) -> Number:
    """Return hundredths of a per cent as a ratio: 1250 is 12.5%, one in eight."""
    if isinstance(percent, Figure):
        whole = constant(HUNDREDTHS, percent.basis, name="The whole, in hundredths of a per cent")
        basis = replace(percent.basis, unit=RATIO)
        return made(Op.DIVIDE, Fraction(percent.value, HUNDREDTHS), basis, percent, whole)
    return percent / HUNDREDTHS


def _turned(position: Number, found: Support, wanted: Support) -> Number:
    if isinstance(position, Figure):
        basis = replace(position.basis, support=wanted)
        if position.basis.support is not found:
            raise UnlikeBasesError("turn", position.basis, basis)
        return _on(position, basis)
    return position


def _filled(found: Basis, wanted: Basis) -> Basis:
    filled = replace(
        found, stage=found.stage or wanted.stage, support=found.support or wanted.support
    )
    return filled.alike(wanted, "hold together")


def _on(figure: Figure, basis: Basis) -> Figure:
    """Return the figure on that basis; the very same one where it stands there already."""
    return figure if figure.basis == basis else replace(figure, basis=basis)
