from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from equipoise.reports import explanation
from equipoise.workings import (
    Figure,
    Reference,
    Selector,
    constant,
    given,
    rounded,
    selected,
    unexpanded,
)
from tests.unit.reports_samples import MONEY, STAFF, cell, month_cell, months, rate, year_of_income

SIGNED = "ZR1 plan 2023-24.xlsx, returned 2 May 2023, signed off by A. Approver"


def position(status: str = "final") -> Figure:
    agreed = given(
        102_000_000_000,
        MONEY,
        Reference("decision", ("D3",)),
        name="Agreed spending",
        note="agreed by ZQ1 and ZR1 on 3 May 2023",
    )
    difference = (year_of_income() - agreed).named("Difference")
    kept = rounded(difference * rate(Fraction(1, 2), "Share kept", status)).named("Kept")
    figure = (kept - difference).named("Position")
    return figure.made_by(Reference("rule", ("balance", "ladder")))


def test_an_explanation_from_the_top_down_to_the_cells() -> None:
    known = {"file:3f2a9c1e07bd": SIGNED, "decision:D3": "recorded by the system lead", "x": "y"}
    assert explanation(position(), months, sources=known) == [
        "Position £(1.8)m = Kept £1.8m less Difference £3.5m",
        "  Kept £1.8m = Difference £3.5m times Share kept 0.5, to the nearest penny",
        "    Difference £3.5m = Income of ZR1 £1,023.5m less Agreed spending £1,020.0m",
        "      Income of ZR1 £1,023.5m = 12 months, Income!G23:R23 of file 3f2a9c1e07bd",
        "      Agreed spending £1,020.0m from decision:D3 (agreed by ZQ1 and ZR1 on 3 May 2023)",
        "    Share kept 0.5, see Parameters",
        "  Difference £3.5m, as above",
        "Basis: pence, 2023/24, plan, including support",
        "Exactly: £(1,750,000.00)",
        "Rules",
        "  rule:balance/ladder",
        "Parameters",
        "  Share kept 0.5: NHS England, Payment Scheme, table 3; final, primary "
        "(parameter:payment/Share%20kept@2023-03-01)",
        "Assumed values",
        "  none",
        "Cell sets",
        f"  {'ab' * 32}",
        "Sources",
        "  decision:D3: recorded by the system lead",
        f"  file:3f2a9c1e07bd: {SIGNED}",
    ]


def test_assumed_values_are_listed() -> None:
    lines = explanation(position("assumed"), months, sources={})
    at = lines.index("Assumed values")
    assert lines[at + 1 : -2] == ["  Share kept 0.5 (parameter:payment/Share%20kept@2023-03-01)"]


def test_a_figure_from_outside_explains_itself() -> None:
    assert explanation(cell(-5, "a"), unexpanded, sources={}) == [
        "a £(0.05) from cell:a",
        "Basis: pence, 2023/24, plan, including support",
        "Exactly: £(0.05)",
        "Assumed values",
        "  none",
    ]
    nil = constant(0, MONEY, name="Nil")
    assert explanation(nil, unexpanded, sources={})[0] == "Nil £0.00 by definition"


def test_what_is_no_whole_number_of_pence_is_given_as_it_is() -> None:
    third = (cell(1, "a") * rate(Fraction(1, 3), "r")).named("third")
    assert explanation(third, unexpanded, sources={})[4] == "Exactly: 1/3 pence"
    assert "Exactly: 1/3 ratio" in explanation(rate(Fraction(1, 3), "r"), unexpanded, sources={})


def test_what_is_not_money_is_given_in_its_own_unit() -> None:
    staff = constant(123_456, STAFF, name="Staff")
    assert explanation(staff, unexpanded, sources={})[:3] == [
        "Staff 1,234.56 WTE by definition",
        "Basis: hundredths of a WTE, 2023/24, plan",
        "Exactly: 123,456 hundredths of a WTE",
    ]


def income_of(cells: Sequence[Figure]) -> list[str]:
    def fetched(_: Selector) -> Sequence[Figure]:
        return cells

    value = sum(int(each.value) for each in cells)
    selector = Selector(digest="ab" * 32, where=(), count=len(cells))
    figure = selected(value, MONEY, selector, name="Income")
    lines = explanation(figure, fetched, sources={})
    found = [line.strip() for line in lines[: lines.index("Assumed values") - 2]]
    assert found[0].startswith("Income £")
    return found[1:] or [found[0].partition(" = ")[2]]


def noted(figure: Figure, note: str) -> Figure:
    return replace(figure, working=replace(figure.working, note=note))


def test_rows_of_two_counterparties_are_told_apart() -> None:
    cells = [month_cell(n, counterparty=who, row=row, value=100)
             for who, row in (("ZQ1", 23), ("ZQ2", 24)) for n in (1, 2)]  # fmt: skip
    assert income_of(cells) == [
        "2 months, Income!G23:H23 of file 3f2a9c1e07bd, total £2.00 "
        "(ZR1, income.patient_care, ZQ1, plan)",
        "2 months, Income!G24:H24 of file 3f2a9c1e07bd, total £2.00 "
        "(ZR1, income.patient_care, ZQ2, plan)",
    ]


def test_a_gap_in_a_row_is_not_told_over() -> None:
    assert income_of([month_cell(n, value=100) for n in (1, 2, 4)]) == [
        "2 months, Income!G23:H23 of file 3f2a9c1e07bd, total £2.00 "
        "(ZR1, income.patient_care, ZQ1, plan)",
        "Income, month 4 £1.00 from Income!J23 of file 3f2a9c1e07bd",
    ]


def test_cells_of_other_files_sheets_rows_or_without_a_place_stand_alone() -> None:
    first = month_cell(1, value=100)
    for note, told in [
        ("file:77aa9c1e07bd/Income/H23", "Income!H23 of file 77aa9c1e07bd"),
        ("file:3f2a9c1e07bd/Income%202/H23", "'Income 2'!H23 of file 3f2a9c1e07bd"),
        ("file:3f2a9c1e07bd/Income/H24", "Income!H24 of file 3f2a9c1e07bd"),
        ("file:3f2a9c1e07bd/Income/table.1", "Income!table.1 of file 3f2a9c1e07bd"),
        ("decision:D3", "decision:D3"),
        ("by telephone", "cell:2023-24/ZR1/income.patient_care/M02/ZQ1/plan@v3"),
    ]:
        second = noted(month_cell(2, value=100), note)
        assert income_of([first, second]) == [
            "Income, month 1 £1.00 from Income!G23 of file 3f2a9c1e07bd",
            f"Income, month 2 £1.00 from {told}",
        ]


def test_cells_that_are_not_months_are_called_cells() -> None:
    cells = [noted(cell(100, "a"), f"file:3f2a9c1e07bd/Sites/{at}1") for at in ("Z", "AA")]
    assert income_of(cells) == ["2 cells, Sites!Z1:AA1 of file 3f2a9c1e07bd"]


def test_a_sum_says_how_many_cells_and_rows() -> None:
    cells = [month_cell(n, row=row, value=100) for row in (23, 24) for n in (1, 2, 3)]
    figure = selected(600, MONEY, Selector(digest="ab" * 32, where=(), count=6), name="Income")
    lines = explanation(figure, lambda _: cells, sources={})
    assert lines[0] == "Income £6.00 = the total of 6 cells in 2 rows"
    unread = explanation(figure, unexpanded, sources={})
    assert unread[0] == "Income £6.00 = the total of 6 cells of abababababab where "
    one = selected(100, MONEY, Selector(digest="ab" * 32, where=(), count=1), name="Income")
    assert explanation(one, lambda _: cells[:1], sources={})[0] == (
        "Income £1.00 = Income!G23 of file 3f2a9c1e07bd"
    )


def test_very_many_rows_are_counted_and_summed_after_the_first() -> None:
    cells = [month_cell(n, row=row, value=100) for row in range(1, 31) for n in (1, 2)]
    told = income_of(cells)
    assert len(told) == 25
    assert told[-1] == "and 6 rows more, 12 cells, total £12.00"
