"""Laws of the working as formulas."""

from collections.abc import Callable
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from equipoise.workings import Figure, choose, largest, rounded, shared, smallest, total
from equipoise.workings.spreadsheet import rows
from tests.unit.reports_samples import cell, rate
from tests.unit.workings_sheets import evaluate

Step = tuple[str, list[int], Fraction]
"""What to do, to which of the figures so far, and with which ratio."""

DOUBLE = 2**53
"""Whole numbers up to this are exact in a spreadsheet."""
LONG = Fraction(522_839, 500_000)
"""A market forces factor as published, 1.045678."""
OPERATIONS: dict[str, Callable[[list[Figure], Figure], Figure]] = {
    "add": lambda of, _: of[0] + of[1],
    "subtract": lambda of, _: of[0] - of[1],
    "negate": lambda of, _: -of[0],
    "times": lambda of, rate: of[0] * rate,
    "over": lambda of, rate: of[0] / rate if rate.value else of[0],
    "share": lambda of, _: of[0] * (of[1] / of[2]) if of[2].value else of[0],
    "total": lambda of, _: total(of),
    "largest": lambda of, _: largest(*of),
    "smallest": lambda of, _: smallest(*of),
    "below": lambda of, _: choose(of[0] < of[1], of[2], of[3]),
    "from": lambda of, _: choose(of[0] >= of[1], of[2], of[3]),
    "round": lambda of, _: rounded(of[0]),
    "name": lambda of, _: of[0].named("step"),
}

pence = st.one_of(
    st.integers(-(10**12), 10**12),
    st.integers(-300, 300),
    st.integers(-(10**8), 10**8).map(lambda n: (2 * n + 1) * 250_000),  # times LONG: a half
)
ratios = st.fractions(-2, 2, max_denominator=1000) | st.sampled_from(
    [Fraction(1, 2), Fraction(26, 25), Fraction(201, 200), Fraction(-3, 4), LONG]
)
steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(OPERATIONS)),
        st.lists(st.integers(0, 9), min_size=4, max_size=4),
        ratios,
    ),
    max_size=8,
)


def built(cells: list[int], made: list[Step]) -> Figure:
    """Return the last of the figures made, step by step, of the cells and of one another."""
    figures = [cell(value, "a") for value in cells]
    for operation, places, ratio in made:
        of = [figures[-1 - place % len(figures)] for place in places]
        figures.append(OPERATIONS[operation](of, rate(ratio, "r")))
        assume(-DOUBLE < figures[-1].value < DOUBLE)
    return rounded(figures[-1])


# In doubles the first two come out a penny short; in the third some viewers see no difference.
@given(st.lists(pence, min_size=1, max_size=4), steps)
@example([44_239_157_250_000], [("times", [0, 0, 0, 0], LONG)])
@example([-44_239_157_250_000], [("times", [0, 0, 0, 0], LONG)])
@example([10**15 + 1, 10**15, 1, 2], [("below", [2, 3, 1, 0], Fraction(1))])
def test_the_sheet_gives_the_figure(cells: list[int], made: list[Step]) -> None:
    figure = built(cells, made)
    sheet = rows(figure)
    for kind in (float, Fraction):
        value, checks = evaluate(sheet, kind)
        assert value == figure.value, sheet
        assert all(checks), sheet


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_shares_check_that_they_are_the_whole(whole: int, weights: list[int]) -> None:
    assume(any(weights))
    named = {f"ZR{number}": cell(weight, "w") for number, weight in enumerate(weights)}
    parts = shared(cell(whole, "whole"), named)
    value, checks = evaluate(rows(total(parts.values()), first=6), float, first=6)
    assert value == whole
    assert len(checks) == len(weights)
    assert all(checks)
