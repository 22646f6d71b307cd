from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.workings import (
    Figure,
    Op,
    Reference,
    Selector,
    choose,
    constant,
    given,
    largest,
    rounded,
    shared,
    smallest,
    total,
)
from equipoise.workings.figure import made
from equipoise.workings.spreadsheet import Row, rows
from tests.unit.reports_samples import (
    MONEY,
    SHARE,
    cell,
    month_cell,
    months,
    rate,
    year_of_income,
)
from tests.unit.workings_sheets import evaluate

LONG = Fraction(522_839, 500_000)  # 1.045678
A_PENNY_SHORT_IN_DOUBLES = 44_239_157_250_000  # times LONG it is a half, which doubles miss


def formulas(figure: Figure) -> list[str]:
    return [row.formula for row in rows(figure)]


def adjustment() -> Figure:
    """The example of the elective recovery rule of 2022/23: floor, target and marginal ratio."""
    floor = (-(rate(Fraction(3, 4), "Floor ratio") * cell(400_000_000, "Allocation"))).named(
        "Floor"
    )
    baselines = total([cell(6_000_000_000, "ZR1"), cell(4_000_000_000, "ZR2")])
    target = (rate(Fraction(26, 25), "Target ratio") * baselines).named("Target")
    earned = rate(Fraction(3, 4), "Marginal ratio") * (cell(10_100_000_001, "Delivered") - target)
    return rounded(largest(floor, earned.named("Earned"))).named("Adjustment")


def test_the_adjustment_row_by_row() -> None:
    labels, written, units, sources, checks = zip(*rows(adjustment()), strict=True)
    assert written == (
        *("=3", "=4", "=B1/B2"),  # floor ratio
        "=400000000",
        "=(-B1*B4)/B2",  # floor
        *("=3", "=4", "=B6/B7"),  # marginal ratio
        "=10100000001",
        *("=26", "=25", "=B10/B11"),  # target ratio
        "=6000000000",
        "=4000000000",
        "=B10*SUM(B13,B14)/B11",  # target
        "=B6*(B9-B15)",  # three times the difference: earned has a fraction of a penny
        "=B16/B7",
        "=ROUND(MAX(B5*B7,B16)/B7,0)",
    )
    assert labels[:4] == (
        *("Floor ratio: numerator", "Floor ratio: denominator", "Floor ratio", "Allocation"),
    )
    assert labels[-3:] == ("Earned: numerator", "Earned", "Adjustment")
    assert units[:4] == ("whole number", "whole number", "ratio", "pence")
    assert sources[2:5] == (
        "parameter:payment/Floor%20ratio@2023-03-01",
        "cell:Allocation",
        "",
    )
    assert set(checks) == {""}


def test_the_adjustment_reads_back() -> None:
    # 3/4 x (10,100,000,001 - 104% of 10,000,000,000) = -224,999,999.25
    assert evaluate(rows(adjustment()), float)[0] == -224_999_999


def test_rows_begin_where_they_are_to_stand() -> None:
    figure = (cell(1, "a") + cell(2, "b")).named("c")
    assert [row.formula for row in rows(figure, first=6)] == ["=1", "=2", "=(B6+B7)"]


def test_every_operation_has_a_formula() -> None:
    a, b, half = cell(3, "a"), cell(-5, "b"), rate(Fraction(1, 2), "half")
    for figure, last in [
        (a + b, "=(B1+B2)"),
        (a - b, "=(B1-B2)"),
        (-a, "=(-B1)"),
        (a - (b - a), "=(B1-(B2-B1))"),
        (total([a, b, a]), "=SUM(B1,B2,B1)"),
        (largest(a, b), "=MAX(B1,B2)"),
        (smallest(a, b), "=MIN(B1,B2)"),
        (choose(a < b, a, -b), "=IF(B1<B2,B1,(-B2))"),
        (choose(a >= b, a, b), "=IF(B1>=B2,B1,B2)"),
        (a * half, "=B5/B3"),  # the numerator B1*B2 has a row of its own
        (a / half, "=B1*B3/B2"),
        (rounded(a * half), "=ROUND(B1*B2/B3,0)"),
        (rounded(a), "=ROUND(B1,0)"),
    ]:
        assert formulas(figure)[-1] == last
        assert evaluate(rows(figure))[0] == figure.value


def test_what_has_no_name_is_called_a_step_and_the_last_row_the_result() -> None:
    long = (cell(1, "a") * rate(Fraction(1, 3), "r")) * rate(Fraction(1, 7), "s")
    assert [row.label for row in rows(long)][-3:] == [
        *("Step: numerator", "Step: denominator", "Result")
    ]
    assert rows(constant(5, MONEY, name="")) == [Row("Result", "=5", "pence")]


def test_a_long_formula_is_built_of_shorter_rows() -> None:
    figure = cell(1, "a")
    for _ in range(300):
        figure = figure + cell(1, "b")
    sheet = rows(figure)
    assert max(len(row.formula) for row in sheet) < 100
    assert evaluate(sheet)[0] == 301


def test_very_many_terms_are_taken_in_parts() -> None:
    cells = [cell(number, f"c{number}") for number in range(1, 251)]
    for figure, value in [
        (total(cells).named("All"), 31_375),  # 250 x 251 / 2
        (largest(*cells).named("All"), 250),
        (smallest(*cells).named("All"), 1),
    ]:
        sheet = rows(figure)
        assert [row.label for row in sheet[-4:]] == [
            *("All: part 1", "All: part 2", "All: part 3", "All")
        ]
        assert sheet[-1].formula.endswith("(B251,B252,B253)")
        assert evaluate(sheet, float)[0] == value


def test_a_sum_over_cells_is_a_sum_over_their_rows() -> None:
    sheet = rows(year_of_income(), months)
    assert len(sheet) == 13
    assert sheet[0] == Row(
        "Income, month 1",
        "=8529166666",
        "pence",
        "cell:2023-24/ZR1/income.patient_care/M01/ZQ1/plan@v3",
    )
    assert sheet[-1] == Row("Income of ZR1", "=SUM(B1:B12)", "pence")
    assert evaluate(sheet)[0] == 102_350_000_000


def test_a_sum_whose_cells_are_not_fetched_stands_as_its_value() -> None:
    assert formulas(year_of_income()) == ["=102350000000"]


def test_cells_that_do_not_make_the_sum_are_our_fault() -> None:
    def others(_: Selector) -> list[Figure]:
        return [month_cell(1)]

    with pytest.raises(AssertionError, match="the cells are not those of"):
        rows(year_of_income(), others)


def test_a_step_used_twice_is_written_once() -> None:
    once = (cell(2, "a") + cell(3, "b")).named("c")
    assert formulas(once - (once + once)) == ["=2", "=3", "=(B1+B2)", "=(B3-(B3+B3))"]
    unnamed = cell(2, "a") + cell(3, "b")
    assert formulas(unnamed + unnamed) == ["=2", "=3", "=((B1+B2)+(B1+B2))"]


def test_fractions_keep_to_one_denominator() -> None:
    third, other = rate(Fraction(1, 3), "third"), rate(Fraction(1, 7), "seventh")
    a = cell(5, "a")
    both = a * third + a * other
    assert formulas(both)[-3:] == ["=(B1*B2*B6+B1*B5*B3)", "=B3*B6", "=B8/B9"]
    assert evaluate(rows(both))[0] == Fraction(50, 21)
    assert formulas(a * third + a * third)[-1] == "=B5/B3"


def test_a_negative_divisor_leaves_a_positive_denominator() -> None:
    figure = cell(7, "a") * (cell(1, "b") / cell(-3, "c"))
    assert formulas(figure)[-3:] == ["=B1*(-B2)", "=(-B3)", "=B4/B5"]
    assert evaluate(rows(largest(figure, cell(-2, "d"))))[0] == -2


@pytest.mark.parametrize("sign", [1, -1])
def test_a_rounding_that_doubles_could_miss_stands_as_its_value_with_a_check(sign: int) -> None:
    figure = rounded(cell(sign * A_PENNY_SHORT_IN_DOUBLES, "a") * rate(LONG, "r"))
    last = rows(figure)[-1]
    assert last.formula == f"={figure.value}"
    assert last.check == "=ABS(B5-B1*B2/B3)<=1"
    assert evaluate(rows(figure), float) == (figure.value, [True])


def test_large_figures_stay_live_where_rounding_is_safe() -> None:
    figure = rounded(cell(A_PENNY_SHORT_IN_DOUBLES + 1, "a") * rate(Fraction(1, 5), "r"))
    assert formulas(figure)[-1] == "=ROUND(B1*B2/B3,0)"
    assert evaluate(rows(figure), float)[0] == figure.value


def test_doubles_are_multiplied_and_divided_on() -> None:
    large = cell(A_PENNY_SHORT_IN_DOUBLES, "a") * rate(LONG, "r")
    other = cell(-3, "b") * (large / cell(7, "c"))
    for figure, written in [
        (large * rate(Fraction(1, 3), "s"), "=B1*B2/B3*B5/B6"),
        (large / rate(Fraction(-1, 3), "s"), "=B1*B2/B3/(B5/B6)"),
        (other, "=B1*B2*B3/B4/(B6)"),
    ]:
        assert formulas(figure)[-1] == written
        value, _ = evaluate(rows(figure), float)
        assert abs(Fraction(value) / figure.value - 1) < Fraction(1, 2**50)


def test_a_choice_that_doubles_could_miss_stands_as_what_was_chosen() -> None:
    low, high = cell(10**15, "low"), cell(10**15 + 1, "high")
    figure = choose(low < high, cell(1, "then"), cell(2, "otherwise")).named("Chosen")
    last = rows(figure)[-1]
    assert last.formula == "=B3"
    assert last.check == "=OR(B5=B3,B5=B4)"
    assert evaluate(rows(figure), float) == (1, [True])
    apart = choose(low < cell(2 * 10**15, "far"), cell(1, "then"), cell(2, "otherwise"))
    assert formulas(apart)[-1] == "=IF(B1<B2,B3,B4)"


def test_a_share_stands_as_its_value_with_its_inputs_above_and_a_check_beside() -> None:
    weights = {"ZR1": cell(1, "w1"), "ZR2": cell(1, "w2"), "ZR3": cell(1, "w3")}
    parts = shared(cell(100, "whole"), weights)
    one = rows(parts["ZR2"])
    assert [row.formula for row in one] == ["=100", "=1", "=1", "=1", "=SUM(B3,B2,B4)", "=33"]
    assert one[-1].check == "=ABS(B6-B1*B2/(B5))<=1"
    together = rows(total(parts.values()))
    assert [row.formula for row in together[-4:]] == ["=34", "=33", "=33", "=SUM(B6,B7,B8)"]
    assert together[-2].check == "=AND(ABS(B8-B1*B4/(B5))<=1,SUM(B6,B7,B8)=B1)"
    assert evaluate(together) == (100, [True, True, True])


def test_a_wrong_share_fails_its_check() -> None:
    weights = {"ZR1": cell(1, "w1"), "ZR2": cell(3, "w2")}
    sheet = rows(total(shared(cell(100, "whole"), weights).values()))
    wrong = [row._replace(formula="=35") if row.formula == "=25" else row for row in sheet]
    assert evaluate(wrong)[1] == [False, False]


def test_what_a_search_found_stands_as_its_value() -> None:
    found = made(Op.OPAQUE, 7, MONEY, cell(1, "a") + cell(2, "b"), cell(3, "c")).named("Found")
    assert formulas(found) == ["=1", "=2", "=3", "=(B1+B2)", "=7"]


def test_a_fraction_without_a_name_is_never_pasted_into_a_division() -> None:
    nameless = given(Fraction(3, 4), SHARE, Reference("rule", ("payment",)), name="")
    assert formulas(cell(6, "a") / nameless) == ["=6", "=3", "=4", "=B2/B3", "=B1*B3/B2"]


def test_an_unnamed_sum_over_cells_is_written_once() -> None:
    named = year_of_income()
    bare = replace(named, working=replace(named.working, name=""))
    assert len(rows(bare - cell(1, "a"), months)) == 14
