from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from equipoise import workings
from equipoise.units import COUNT, PENCE, RATIO, WTE, FinancialYear
from equipoise.workings import (
    Basis,
    Figure,
    InexactError,
    Op,
    Reference,
    Selector,
    Stage,
    Support,
    UnlikeBasesError,
    assumed,
    choose,
    constant,
    largest,
    named,
    rounded,
    selected,
    shared,
    smallest,
    total,
)

YEAR = FinancialYear(2023)
BASIS = Basis(unit=PENCE, period=YEAR.period, stage=Stage.ACTUAL, support=Support.WITHOUT)
BARE: Any = 1.5


def cell(value: int | Fraction, basis: Basis = BASIS, name: str = "a") -> Figure:
    return workings.given(value, basis, Reference("cell", (name,)), name=name)


ONE, TWO = cell(1), cell(2)
PLAN = cell(2, replace(BASIS, stage=Stage.PLAN))
HALF = cell(Fraction(1, 2), Basis(unit=RATIO, period=BASIS.period))


def test_a_float_is_refused_however_it_comes() -> None:
    with pytest.raises(InexactError, match=r"^figures are exact and have a basis; float 1\.5$"):
        cell(BARE)
    with pytest.raises(TypeError):
        BARE * ONE


WITH_A_FLOAT: list[Callable[[], object]] = [
    lambda: ONE + BARE,
    lambda: ONE - BARE,
    lambda: ONE * BARE,
    lambda: ONE / BARE,
    lambda: ONE < BARE,
    lambda: ONE <= BARE,
    lambda: ONE > BARE,
    lambda: ONE >= BARE,
]


@pytest.mark.parametrize("combine", WITH_A_FLOAT)
def test_a_figure_takes_no_float(combine: Callable[[], object]) -> None:
    with pytest.raises(InexactError, match=r"float 1\.5$"):
        combine()


@pytest.mark.parametrize("value", [True, "1", None])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(InexactError):
        cell(value)


UNLIKE: list[Callable[[], object]] = [
    lambda: ONE + PLAN,
    lambda: ONE - PLAN,
    lambda: ONE < PLAN,
    lambda: ONE <= PLAN,
    lambda: ONE > PLAN,
    lambda: ONE >= PLAN,
    lambda: ONE / PLAN,
    lambda: largest(ONE, PLAN),
    lambda: smallest(ONE, PLAN),
    lambda: total([ONE, PLAN]),
    lambda: choose(ONE < TWO, ONE, PLAN),
    lambda: shared(ONE, {"a": ONE, "b": PLAN}),
    lambda: ONE + HALF,
    lambda: ONE * TWO,
    lambda: HALF / ONE,
    lambda: HALF * cell(Fraction(1, 2), replace(HALF.basis, period=YEAR.month(1))),
    lambda: HALF / cell(Fraction(1, 2), replace(HALF.basis, period=YEAR.month(1))),
]


@pytest.mark.parametrize("combine", UNLIKE)
def test_unlike_bases_do_not_combine(combine: Callable[[], object]) -> None:
    with pytest.raises(UnlikeBasesError, match=r"^cannot \w+ figures on unlike bases: "):
        combine()


@pytest.mark.parametrize(
    ("verb", "combine"), [("add", lambda: ONE + PLAN), ("multiply", lambda: ONE * PLAN)]
)
def test_the_refusal_names_both_bases(verb: str, combine: Callable[[], object]) -> None:
    with pytest.raises(UnlikeBasesError) as refusal:
        combine()
    assert str(refusal.value) == (
        f"cannot {verb} figures on unlike bases: pence, 2023/24, actual, excluding support; "
        "pence, 2023/24, plan, excluding support"
    )


@pytest.mark.parametrize(
    ("verb", "combine"),
    [
        ("subtract", lambda: ONE - PLAN),
        ("multiply", lambda: ONE * PLAN),
        ("multiply", lambda: HALF * cell(1, replace(HALF.basis, period=YEAR.month(1)))),
        ("divide", lambda: ONE / PLAN),
        ("compare", lambda: ONE < PLAN),
        ("compare", lambda: ONE <= PLAN),
        ("compare", lambda: ONE > PLAN),
        ("compare", lambda: ONE >= PLAN),
        ("combine", lambda: total([ONE, PLAN])),
    ],
)
def test_the_refusal_names_what_was_tried(verb: str, combine: Callable[[], object]) -> None:
    with pytest.raises(UnlikeBasesError, match=f"^cannot {verb} figures"):
        combine()


def test_figures_are_equal_when_value_and_basis_are() -> None:
    assert cell(2, name="b") == TWO
    assert hash(cell(2, name="b")) == hash(TWO)
    assert cell(2) != PLAN
    assert cell(2) != ONE
    assert cell(2) != 2
    assert len({ONE, TWO, PLAN, cell(1)}) == 3
    assert hash(ONE) != hash(TWO)


def test_money_times_a_ratio_is_money_and_money_over_money_a_ratio() -> None:
    assert (ONE * HALF).basis == (HALF * ONE).basis == (ONE / HALF).basis == BASIS
    assert cell(Fraction(1, 2), replace(BASIS, unit=RATIO)) == ONE / TWO
    assert (HALF * HALF).basis == (HALF / HALF).basis == HALF.basis


def test_a_ratio_of_another_period_leaves_money_on_its_own_basis() -> None:
    earlier = cell(Fraction(1, 2), Basis(unit=RATIO, period=FinancialYear(2018).period))
    assert (TWO * earlier).basis == (earlier * TWO).basis == (TWO / earlier).basis == BASIS


def test_dividing_by_nil_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        ONE / cell(0)


def test_each_step_is_on_the_record() -> None:
    made = rounded(-(ONE + TWO) * HALF)
    assert made.value == -2  # minus one and a half, away from zero
    assert made.working.op is Op.ROUND
    (product,) = made.working.parts()
    assert product.working.op is Op.MULTIPLY
    assert [step.value for step in made.steps()] == [1, 2, Fraction(1, 2)]


def test_steps_stop_at_a_name() -> None:
    named_sum = (ONE + TWO).named("Sum")
    assert [step.working.name for step in (named_sum * HALF).steps()] == ["Sum", "a"]


def test_a_comparison_remembers_its_question() -> None:
    asked = [ONE < TWO, ONE <= TWO, ONE > TWO, ONE >= TWO, cell(2) <= TWO, cell(2) >= TWO]
    assert [bool(question) for question in asked] == [True, True, False, False, True, True]
    assert [(a.left, a.sign, a.right) for a in asked[:4]] == [
        (ONE, "<", TWO),
        (ONE, "<=", TWO),
        (ONE, ">", TWO),
        (ONE, ">=", TWO),
    ]
    assert not cell(2) < TWO
    assert not cell(2) > TWO


def test_both_choices_are_kept() -> None:
    chosen = choose(ONE < TWO, cell(7, name="then"), cell(8, name="otherwise"))
    assert (chosen.value, chosen.working.op, chosen.working.note) == (7, Op.CHOOSE, "<")
    assert [part.value for part in chosen.working.parts()] == [1, 2, 7, 8]


def test_largest_smallest_and_total_keep_every_number() -> None:
    found = [largest(ONE, TWO), smallest(TWO, ONE), total(iter([ONE, TWO]))]
    assert [figure.value for figure in found] == [2, 1, 3]
    assert [figure.working.op for figure in found] == [Op.LARGEST, Op.SMALLEST, Op.TOTAL]
    assert {figure.basis for figure in found} == {BASIS}
    assert [len(figure.working.parts()) for figure in found] == [2, 2, 2]


def test_one_number_is_its_own_largest_smallest_and_total() -> None:
    assert (largest(ONE), smallest(ONE), total([ONE])) == (ONE, ONE, ONE)
    half = Fraction(1, 2)
    assert (largest(half), smallest(half), total([half])) == (half, half, half)


def test_over_bare_fractions_nothing_is_recorded() -> None:
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert (largest(half, third), smallest(half, third)) == (half, third)
    assert total([half, third]) == Fraction(5, 6)
    assert (choose(half > third, half, third), choose(False, half, third)) == (half, third)
    assert (named(half, "half"), rounded(half)) == (half, Fraction(1))
    assert shared(Fraction(3), {"b": half, "a": half}) == {"a": 2, "b": 1}
    assert {type(part) for part in shared(Fraction(3), {"a": half}).values()} == {Fraction}


def test_figures_and_fractions_do_not_mix() -> None:
    mixed: Any = Fraction(1)
    with pytest.raises(AssertionError, match=r"^figures and bare fractions do not mix$"):
        largest(ONE, mixed)
    with pytest.raises(AssertionError, match=r"^figures and bare fractions do not mix$"):
        total([ONE, mixed])


def test_a_total_of_nothing_has_no_basis() -> None:
    nothing: list[Figure] = []
    with pytest.raises(AssertionError, match=r"^a total of nothing has no basis$"):
        total(nothing)


def test_figures_are_chosen_by_figures() -> None:
    with pytest.raises(AssertionError, match=r"^figures are chosen by a comparison of figures$"):
        choose(True, ONE, TWO)


def test_only_money_is_rounded_to_pence() -> None:
    assert rounded(cell(Fraction(5, 2))).basis == BASIS
    with pytest.raises(AssertionError, match="only money is rounded to pence: ratio"):
        rounded(HALF)


def test_shares_stand_on_the_basis_of_the_whole_with_their_inputs() -> None:
    staff = Basis(unit=WTE, period=YEAR.period)
    found = shared(cell(100), {"ZR2": cell(1, staff), "ZR1": cell(2, staff)})
    assert {key: part.value for key, part in found.items()} == {"ZR1": 67, "ZR2": 33}
    share = found["ZR1"]
    assert (share.basis, share.working.name) == (BASIS, "Share of ZR1")
    assert [part.value for part in share.working.parts()] == [100, 2, 3]


def test_what_is_not_whole_is_not_shared() -> None:
    with pytest.raises(AssertionError, match=r"^round before sharing$"):
        shared(cell(Fraction(1, 2)), {"a": ONE})
    with pytest.raises(AssertionError, match=r"^round before sharing$"):
        shared(Fraction(1, 2), {"a": Fraction(1)})


@pytest.mark.parametrize(
    ("kind", "op"),
    [
        ("cell", Op.CELL),
        ("parameter", Op.PARAMETER),
        ("decision", Op.DECISION),
        ("version", Op.CONSTANT),
    ],
)
def test_the_kind_of_reference_says_where_a_figure_comes_from(kind: str, op: Op) -> None:
    ref = Reference(kind, ("a",))
    figure = workings.given(1, BASIS, ref, name="a", note="page 1", status="draft")
    work = figure.working
    assert (work.op, work.ref, work.name) == (op, ref, "a")
    assert (work.note, work.status) == ("page 1", "draft")
    assert (cell(1).working.note, cell(1).working.status) == ("", "")
    assert (ONE + TWO).working.note == ""


def test_a_constant_is_nothing_but_its_name() -> None:
    nil = constant(0, BASIS, name="Nil")
    assert (nil.value, nil.basis, nil.working.op, nil.working.name) == (
        0,
        BASIS,
        Op.CONSTANT,
        "Nil",
    )


def test_the_rule_and_the_name_are_added_without_changing_the_figure() -> None:
    rule = Reference("rule", ("elective_recovery", "adjustment"))
    made = named(ONE + TWO, "Sum").made_by(rule)
    assert made == ONE + TWO
    assert (made.working.rule, made.working.name, made.working.op) == (rule, "Sum", Op.ADD)


SELECTOR = Selector(digest="0" * 64, where=(("measure", ("pay", "nonpay")),), count=2)


def test_a_selector_is_the_question_and_its_cells_are_fetched() -> None:
    summed = selected(3, BASIS, SELECTOR, name="Costs")

    def expand(selector: Selector) -> Sequence[Figure]:
        assert selector is SELECTOR
        return [ONE, TWO]

    assert (summed.value, summed.basis) == (3, BASIS)
    work = summed.working
    assert (work.op, work.of, work.name) == (Op.TOTAL, SELECTOR, "Costs")
    assert summed.working.parts() == ()
    assert summed.working.parts(expand) == (ONE, TWO)
    assert list(summed.steps()) == []
    assert list(summed.steps(expand)) == [ONE, TWO]
    nameless = selected(3, BASIS, SELECTOR, name="")
    assert list((-nameless).steps(expand)) == [ONE, TWO]
    assert list((-summed).everything(expand)) == [-summed, summed, ONE, TWO]
    assert list((-summed).everything()) == [-summed, summed]
    assert str(SELECTOR) == "2 cells of 000000000000 where measure pay, nonpay"


def test_several_parts_of_a_selector_print_apart() -> None:
    where = (("layer", ("plan",)), ("organisation", ("ZR1",)))
    text = str(Selector(digest="ab" * 32, where=where, count=1))
    assert text == "1 cells of abababababab where layer plan; organisation ZR1"


def test_everything_beneath_comes_once_and_nearest_first() -> None:
    twice = ONE + ONE
    made = twice * HALF - twice
    assert [step.working.op for step in made.everything()] == [
        Op.SUBTRACT,
        Op.MULTIPLY,
        Op.ADD,
        Op.CELL,
        Op.CELL,
    ]


def test_assumed_values_are_listed_once_each() -> None:
    def parameter(name: str, status: str) -> Figure:
        return workings.given(
            1, BASIS, Reference("parameter", (name,)), name=name, note="", status=status
        )

    later, sooner = parameter("b", "assumed"), parameter("a", "assumed")
    final = parameter("c", "final")
    found = assumed(later + sooner + parameter("a", "assumed") + final + ONE)
    assert [str(ref) for ref in found] == ["parameter:a", "parameter:b"]
    assert assumed(final) == ()


def test_a_basis_prints_what_it_knows() -> None:
    assert str(BASIS) == "pence, 2023/24, actual, excluding support"
    assert (
        str(Basis(unit=COUNT, period=YEAR.month(6))) == "count, Month 6 (September 2023), 2023/24"
    )


def test_a_figure_is_not_changed() -> None:
    made: Any = ONE + TWO
    with pytest.raises(AttributeError):
        made.value = 4
