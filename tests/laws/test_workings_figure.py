"""Laws of figures: what they come to, and that their record says how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from equipoise import workings
from equipoise.units import PENCE, RATIO, Pence, Period, apportion, to_pence
from equipoise.workings import (
    Basis,
    Figure,
    Op,
    Reference,
    choose,
    largest,
    named,
    rounded,
    shared,
    smallest,
    total,
)

YEAR = Period(date(2023, 4, 1), date(2024, 4, 1))
MONEY, SHARE = Basis(unit=PENCE, period=YEAR), Basis(unit=RATIO, period=YEAR)


@dataclass(frozen=True)
class Both:
    """One number twice: as a figure with its record, and as a bare fraction."""

    figure: Figure
    bare: Fraction


def cell(value: int | Fraction, basis: Basis) -> Both:
    figure = workings.given(value, basis, Reference("cell", ("a",)), name="a")
    return Both(figure, Fraction(value))


WAYS: list[Callable[[Any, Any, Any], Any]] = [
    lambda a, b, _: a + b,
    lambda a, b, _: a - b,
    lambda a, _, ratio: a * ratio,
    lambda _, b, ratio: ratio * b,
    lambda a, _, ratio: a / ratio,
    lambda a, b, ratio: a + b * (ratio / (ratio * ratio)),
    lambda a, b, _: -a + named(b, "B"),
    lambda a, b, _: total([a, b, a]),
    lambda a, b, _: largest(a, b),
    lambda a, b, _: smallest(b, a, a),
    lambda a, b, _: choose(a < b, a, b),
    lambda a, b, _: choose(a <= b, b - a, a),
    lambda a, b, _: choose(a > b, b, -a),
    lambda a, b, _: choose(a >= b, b, a + b),
    lambda a, b, ratio: rounded(a * ratio) - rounded(b),
]
"""Every operation that rules use, over two amounts and a ratio that is not nil."""


def combined(one: Both, other: Both, ratio: Both, way: Callable[..., Any]) -> Both:
    over_figures = way(one.figure, other.figure, ratio.figure)
    return Both(over_figures, way(one.bare, other.bare, ratio.bare))


amounts = st.integers(-(10**9), 10**9).map(lambda value: cell(value, MONEY))
ratios = st.fractions(-9, 9, max_denominator=60).filter(bool).map(lambda r: cell(r, SHARE))
money = st.recursive(
    amounts,
    lambda inner: st.builds(combined, inner, inner, ratios, st.sampled_from(WAYS)),
    max_leaves=8,
)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=5).filter(any)


def by_key(numbers: list[Both]) -> dict[str, Both]:
    return dict(zip("edcba", numbers, strict=False))


@given(money, money, weights)
def test_figures_count_as_fractions_do(one: Both, other: Both, sizes: list[int]) -> None:
    assert one.figure.value == one.bare
    assert other.figure.value == other.bare
    assert (one.figure == other.figure) == (one.bare == other.bare)
    keys = by_key([cell(size, MONEY) for size in sizes])
    over_figures = shared(rounded(one.figure), {key: both.figure for key, both in keys.items()})
    over_fractions = shared(rounded(one.bare), {key: both.bare for key, both in keys.items()})
    assert {key: share.value for key, share in over_figures.items()} == over_fractions


AGAIN: dict[Op, Callable[..., int | Fraction]] = {
    Op.ADD: lambda a, b: a + b,
    Op.SUBTRACT: lambda a, b: a - b,
    Op.MULTIPLY: lambda a, b: a * b,
    Op.DIVIDE: lambda a, b: Fraction(a, b),
    Op.NEGATE: lambda a: -a,
    Op.TOTAL: lambda *terms: sum(terms),
    Op.LARGEST: max,
    Op.SMALLEST: min,
    Op.ROUND: to_pence,
}
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def made_again(step: Figure) -> int | Fraction:
    """Return the value of one step, found by its record alone."""
    parts = [part.value for part in step.working.parts()]
    if not parts:
        return step.value
    if step.working.op is Op.CHOOSE:
        left, right, then, otherwise = parts
        return then if SIGNS[step.working.note](left, right) else otherwise
    return AGAIN[step.working.op](*parts)


@given(money, weights)
def test_the_record_makes_the_value_again(made: Both, sizes: list[int]) -> None:
    for step in made.figure.everything():
        assert step.value == made_again(step)
    whole = rounded(made.figure)
    keys = {key: both.figure for key, both in by_key([cell(s, MONEY) for s in sizes]).items()}
    for key, share in shared(whole, keys).items():
        assert share.working.op is Op.APPORTION
        of_whole, weight, everyone = share.working.parts()
        assert (of_whole, weight) == (whole, keys[key])
        assert everyone.value == sum(sizes)
        plain = apportion(Pence(int(whole.value)), dict(zip(keys, sizes, strict=True)))
        assert share.value == plain[key]
