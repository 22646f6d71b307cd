"""When a sheet may go on exactly, and what it knows of a double's error: worked by hand.

A term of value v and error e is within e / 2^46 of v. An exact one spreads by its own size, once
a division is done in doubles.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from equipoise.workings import (
    Figure,
    choose,
    constant,
    rounded,
    selected,
    shared,
    total,
    words,
)
from equipoise.workings.selector import Selector
from equipoise.workings.spreadsheet import (
    EXACT,
    LONGEST,
    _chosen,
    _combined,
    _common,
    _product,
    _quotient,
    _rounded,
    _Term,
    rows,
)
from tests.unit.reports_samples import MONEY, SHARE, cell, months, rate, year_of_income
from tests.unit.workings_sheets import evaluate

THIRD, SEVENTH = rate(Fraction(1, 3), "third"), rate(Fraction(1, 7), "seventh")


def term(value: int | Fraction, over: str = "B9", **rest: Any) -> _Term:
    return _Term(value=Fraction(value), over=over, **rest)


def in_common(terms: list[_Term]) -> tuple[object, ...]:
    return tuple(_common(terms))


def test_errors_of_a_product_add_up() -> None:
    # 2 within 3, times 5 exact: 3 x 5 from the one, 5 x 2 from the other, 10 of its own
    assert _product(Fraction(10), term(2, error=Fraction(3)), term(5)).error == 35
    # -5 exact, times 2 within 3: 5 x 2, 3 x 5 and 10
    assert _product(Fraction(-10), term(-5), term(2, error=Fraction(3))).error == 35


def test_errors_of_a_quotient_add_up() -> None:
    # 10 within 3, by 5 exact: (3 + 2 x 5) / 5, and 2 of its own
    assert _quotient(Fraction(2), term(10, error=Fraction(3)), term(5)).error == Fraction(23, 5)
    # 10 exact, by -5 within 3: (10 + 2 x 3) / 5, and 2
    assert _quotient(Fraction(-2), term(10), term(-5, error=Fraction(3))).error == Fraction(26, 5)


def test_errors_of_a_sum_add_up() -> None:
    # 2 within 3, and 4 exact: 3 + 4, and 6 of the sum
    made = _combined("({0}+{1})", Fraction(6), [term(2, error=Fraction(3)), term(4)])
    assert made.error == 13
    assert _common([term(2, error=Fraction(3)), term(4)]).error == 7
    assert _combined("({0}+{1})", Fraction(6), [term(2), term(4)]).error == 0
    assert _common([term(2), term(4)]).error == 0


@pytest.mark.parametrize("value", [EXACT, -EXACT])
def test_a_term_is_exact_up_to_the_limit(value: int) -> None:
    assert term(value).settled() == term(value)
    beyond = value + (1 if value > 0 else -1)
    assert term(beyond).settled() == term(beyond, error=Fraction(EXACT + 1))
    fraction = term(Fraction(1, EXACT), under="B8", bottom=EXACT)
    assert fraction.settled() == fraction
    too_fine = term(Fraction(1, EXACT + 1), under="B8", bottom=EXACT + 1).settled()
    assert (too_fine.over, too_fine.under, too_fine.error) == (
        *("B9/B8", ""),
        Fraction(1, EXACT + 1),
    )


def test_terms_share_a_denominator_up_to_the_limit() -> None:
    one = term(Fraction(1, EXACT), under="B8", bottom=EXACT)
    assert in_common([one, one]) == (["B9", "B9"], "B8", EXACT, 0)
    whole = term(1)
    assert in_common([one, whole]) == (["B9", "B9*B8"], "B8", EXACT, 0)
    spread = Fraction(1, EXACT) + 2
    assert in_common([one, term(2)]) == (["B9/B8", "B9"], "", 1, spread)
    fine = term(0, under="B8", bottom=EXACT + 1)
    assert in_common([fine]) == (["B9/B8"], "", 1, 0)


def test_a_divisor_brings_its_value_into_the_denominator() -> None:
    # 4 / (2 / 3) = 4 x 3 / 2
    made = _quotient(Fraction(6), term(4), term(Fraction(2, 3), "B7", under="B8", bottom=3))
    assert (made.over, made.under, made.bottom) == ("B9*B8", "B7", 2)


@pytest.mark.parametrize("value", [Fraction(3, 2) + 1, Fraction(-5, 2), Fraction(1, 2)])
def test_a_rounding_is_safe_while_the_half_is_farther_than_the_error(value: Fraction) -> None:
    near, far = value + Fraction(1, 100), value + Fraction(2, 100)
    error = Fraction(1, 100) * EXACT
    assert "ROUND" not in _rounded(Fraction(0), replace(term(near), error=error)).over
    assert "ROUND" in _rounded(Fraction(0), replace(term(far), error=error)).over
    assert "ROUND" in _rounded(Fraction(0), term(near)).over


def test_a_choice_is_safe_while_its_sides_are_farther_apart_than_their_errors() -> None:
    chosen = choose(cell(1, "a") < cell(2, "b"), cell(3, "c"), cell(4, "d"))
    picks = [term(3, "B3"), term(4, "B4")]
    near = [term(1, "B1", error=Fraction(EXACT, 2)), term(2, "B2", error=Fraction(EXACT, 2))]
    assert _chosen(chosen, [*near, *picks]).check == "OR({cell}=B3,{cell}=B4)"
    far = [near[0], replace(near[1], error=Fraction(EXACT, 2) - 1)]
    assert _chosen(chosen, [*far, *picks]).over == "IF(B1<B2,B3,B4)"


def test_what_is_chosen_keeps_its_denominator_and_its_error() -> None:
    a, b = cell(2, "a"), cell(5, "b")
    figure = choose(a < b, a * THIRD, b * THIRD) + choose(a > b, a * THIRD, b * SEVENTH)
    assert evaluate(rows(figure))[0] == Fraction(2, 3) + Fraction(5, 7)
    picks = [term(3, "B3", error=Fraction(7)), term(4, "B4")]
    asked = [term(1, "B1"), term(2, "B2")]
    assert _chosen(choose(a < b, cell(3, "c"), b), [*asked, *picks]).error == 7 + 4
    thirds = [term(Fraction(n, 3), under="B8", bottom=3) for n in (1, 2)]
    made = _chosen(choose(a < b, a * THIRD, b * SEVENTH), [*asked, *thirds])
    assert (made.under, made.bottom) == ("B8", 3)


def test_denominators_are_multiplied() -> None:
    figure = cell(5, "a") * THIRD * SEVENTH
    assert rows(figure)[-2].formula == "=B3*B6"
    assert evaluate(rows(figure))[0] == Fraction(5, 21)
    divided = (cell(5, "a") * THIRD) / cell(7, "b")
    assert evaluate(rows(divided))[0] == Fraction(5, 21)


def test_a_formula_of_just_the_length_needs_no_row_of_its_own() -> None:
    b = cell(1, "b")
    long = cell(1, "a") + b  # (B1+B2): 7 characters, and 5 for each further b
    for _ in range(10):
        long = long + b
    just = -long  # 3 more for each sign: 60, and then 63
    beyond = -just
    assert len(rows(just)[-1].formula) == len("=") + LONGEST
    assert len(rows(just + b)) == 3
    assert len(rows(beyond + b)) == 4


def test_one_formula_takes_a_hundred_terms() -> None:
    cells = [cell(number, f"c{number}") for number in range(1, 102)]
    assert len(rows(total(cells[:100]))) == 101
    sheet = rows(total(cells))
    assert [row.label for row in sheet[-3:]] == ["Step: part 1", "Step: part 2", "Result"]
    assert {row.unit for row in sheet} == {"pence"}


def test_a_block_of_cells_stands_where_it_is_said_to() -> None:
    income = year_of_income()
    bare = replace(income, working=replace(income.working, name=""))
    sheet = rows(cell(1, "a") - bare, months, first=6)
    assert sheet[-1].formula == "=(B6-SUM(B7:B18))"
    assert evaluate(sheet, first=6)[0] == 1 - 102_350_000_000


def test_a_cell_without_a_reference_has_no_source() -> None:
    question = Selector(digest="0" * 64, where=(("measure", ("a",)),), count=1)

    def nameless(_: Selector) -> list[Figure]:
        return [constant(5, MONEY, name="Five")]

    (row, _) = rows(selected(5, MONEY, question, name="Sum"), nameless)
    assert (row.label, row.source) == ("Five", "")


def test_shares_of_one_whole_by_other_weights_are_checked_apart() -> None:
    whole, one, two = cell(100, "whole"), cell(1, "one"), cell(2, "two")
    first = shared(whole, {"ZR1": one, "ZR2": one})
    second = shared(whole, {"ZR1": one, "ZR2": two})
    figure = total([*first.values(), *second.values()])
    value, checks = evaluate(rows(figure))
    assert (value, checks) == (200, [True] * 4)
    assert sum("AND" in row.check for row in rows(figure)) == 2


def test_nil_has_no_sign_in_words() -> None:
    assert words.amount(constant(0, SHARE, name="a")) == "0"


def test_cells_are_fetched_however_deep_they_lie() -> None:
    figure = (-year_of_income()).named("Cost")
    assert len(words.lines(figure, months)) == 1 + 1 + 12
    deeper = rounded(figure).named("Rounded")
    assert len(words.lines(deeper, months)) == 1 + 1 + 1 + 12
