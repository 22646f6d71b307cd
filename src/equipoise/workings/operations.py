"""Operations that Python spells `max`, `min`, `sum`, `if` and `round`, but on the record.

Each works on figures, and on bare fractions where nobody will ask for the working.

Law figures_count_as_fractions_do: the value over figures is the result over fractions.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from equipoise.units import PENCE, Orderable, Pence, apportion, to_pence
from equipoise.workings.basis import Basis
from equipoise.workings.figure import Comparison, Figure, Op, made

Key = TypeVar("Key", bound=Orderable)
Number = TypeVar("Number", Figure, Fraction)
"""What a rule is written over: figures to explain, fractions for speed."""


def largest(*numbers: Number) -> Number:
    """Return the largest of numbers on one basis."""
    first = numbers[0]
    if isinstance(first, Fraction):
        return max(numbers)
    figures = _figures(numbers)
    return made(Op.LARGEST, max(f.value for f in figures), _shared_basis(figures), *figures)


def smallest(*numbers: Number) -> Number:
    """Return the smallest of numbers on one basis."""
    first = numbers[0]
    if isinstance(first, Fraction):
        return min(numbers)
    figures = _figures(numbers)
    return made(Op.SMALLEST, min(f.value for f in figures), _shared_basis(figures), *figures)


def total(numbers: Iterable[Number]) -> Number:
    """Return the sum of at least one number, all on one basis."""
    listed = tuple(numbers)
    assert listed, "a total of nothing has no basis"
    if isinstance(listed[0], Fraction):
        return sum(listed, start=listed[0] * 0)
    figures = _figures(listed)
    return made(Op.TOTAL, sum(f.value for f in figures), _shared_basis(figures), *figures)


def choose(when: Comparison | bool, then: Number, otherwise: Number) -> Number:
    """Return `then` if the comparison holds, else `otherwise`; both are kept on the record."""
    if isinstance(then, Fraction):
        return then if when else otherwise
    assert isinstance(when, Comparison), "figures are chosen by a comparison of figures"
    basis = _shared_basis((then, otherwise))
    value = (then if when else otherwise).value
    return made(Op.CHOOSE, value, basis, when.left, when.right, then, otherwise, note=when.sign)


def named(number: Number, name: str) -> Number:
    """Return the number under a name of its own; a bare fraction needs none."""
    if isinstance(number, Fraction):
        return number
    return number.named(name)


def rounded(number: Number) -> Number:
    """Return whole pence: the nearest, halves away from zero."""
    if isinstance(number, Fraction):
        return Fraction(to_pence(number))
    assert number.basis.unit == PENCE, f"only money is rounded to pence: {number.basis}"
    return made(Op.ROUND, to_pence(number.value), number.basis, number)


def shared(whole: Number, weights: Mapping[Key, Number]) -> dict[Key, Number]:
    """Return whole pence shared out in proportion to `weights`, on the basis of `whole`."""
    if isinstance(whole, Fraction):
        assert whole.denominator == 1, "round before sharing"
        plain = apportion(Pence(whole.numerator), weights)
        return {key: Fraction(part) for key, part in plain.items()}
    assert isinstance(whole.value, int), "round before sharing"
    everyone = total(weights.values())
    parts = apportion(Pence(whole.value), {key: weight.value for key, weight in weights.items()})
    found = {}
    for key, part in parts.items():
        share = made(Op.APPORTION, part, whole.basis, whole, weights[key], everyone)
        found[key] = share.named(f"Share of {key}")
    return found


def _figures(numbers: Iterable[Figure | Fraction]) -> tuple[Figure, ...]:
    listed = tuple(numbers)
    figures = tuple(number for number in listed if isinstance(number, Figure))
    assert len(figures) == len(listed), "figures and bare fractions do not mix"
    return figures


def _shared_basis(figures: tuple[Figure, ...]) -> Basis:
    first, *rest = figures
    for figure in rest:
        first.basis.alike(figure.basis, "combine")
    return first.basis
