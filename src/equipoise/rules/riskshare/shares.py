"""Money shared among bearers that each have a floor and a cap, on the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain

from equipoise.rules.bases import nil
from equipoise.units import Pence, apportion, waterfill
from equipoise.workings import Figure, Number, Op, total
from equipoise.workings.figure import made


def filled(
    whole: Number,
    weights: Mapping[str, Number],
    *,
    floors: Mapping[str, Number],
    caps: Mapping[str, Number],
) -> dict[str, Number]:
    """Return what each bears of whole pence: by weight, within its floor and its cap.

    Where the floors alone would come to more than there is, it is shared by the floors. A body
    with no weight bears nothing.
    """
    carrying = {key: weight for key, weight in sorted(weights.items()) if _value(weight)}
    amount = _pence(whole)
    if not amount or not carrying:
        return {key: nil(whole) for key in weights}
    least = {key: _pence(floors[key]) for key in carrying if key in floors}
    most = {key: _pence(caps[key]) for key in carrying if key in caps}
    if amount < sum(least.values()):
        parts: Mapping[str, Pence] = apportion(amount, least)
    else:
        plain = {key: _value(weight) for key, weight in carrying.items()}
        parts = waterfill(amount, plain, floors=least, caps=most).parts
    return {
        key: _part(whole, parts.get(key, Pence(0)), (weight, floors.get(key), caps.get(key)))
        for key, weight in weights.items()
    }


def in_proportion(whole: Number, weights: Mapping[str, Number]) -> dict[str, Number]:
    """Return whole pence shared by amounts that may all be nil: then nobody has a part."""
    return filled(whole, weights, floors={}, caps={})


def summed(numbers: Iterable[Number], none: Number) -> Number:
    """Return the sum of numbers, which may be none at all."""
    return total(chain((none,), numbers))


def _value(number: Figure | Fraction) -> Fraction:
    return Fraction(number.value if isinstance(number, Figure) else number)


def _pence(number: Figure | Fraction) -> Pence:
    value = _value(number)
    assert value.denominator == 1, f"round before sharing: {value}"
    return Pence(int(value))


def _part(whole: Number, part: Pence, of: Sequence[Figure | Fraction | None]) -> Number:
    if isinstance(whole, Fraction):
        return Fraction(part)
    figures = tuple(number for number in of if isinstance(number, Figure))
    return made(Op.OPAQUE, part, whole.basis, whole, *figures)
