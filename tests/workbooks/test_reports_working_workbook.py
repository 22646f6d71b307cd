"""The working of a figure, worked out anew by LibreOffice, gives the figure exactly."""

from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from equipoise.reports import working_workbook
from equipoise.workings import Figure, choose, largest, rounded, shared, smallest, total
from tests import libreoffice
from tests.unit.reports_samples import cell, months, rate, year_of_income

LONG = Fraction(522_839, 500_000)
PAIR = {"ZR1": cell(1, "w1"), "ZR2": cell(1, "w2"), "ZR3": cell(1, "w3")}


def saved(figure: Figure, path: Path) -> Path:
    with path.open("wb") as stream:
        working_workbook(figure, months, stream, title="Position", notice="The data are made up.")
    return path


def times(value: int, ratio: Fraction) -> Figure:
    return rounded(cell(value, "a") * rate(ratio, "r")).named("Rounded")


def many() -> Figure:
    """Return a sum of three hundred roundings, a third of them of exact halves."""
    rng = Random(20231121)
    parts = []
    for number in range(300):
        ratio = Fraction(rng.randrange(1, 2000), rng.choice([2, 8, 25, 200, 1000, 9999]))
        value = rng.randrange(-(10**11), 10**11)
        if number % 3 == 0:  # (2k + 1) x denominator x ratio / 2 is a half
            ratio = Fraction(rng.randrange(1, 2000, 2), 200)
            value = (2 * rng.randrange(-(10**8), 10**8) + 1) * ratio.denominator // 2
        parts.append(times(value, ratio).named(f"Part {number}"))
    return total(parts).named("All")


FIGURES: dict[str, Callable[[], Figure]] = {
    "a sum over twelve cells": year_of_income,
    "a fraction": lambda: cell(10, "a") * rate(Fraction(1, 3), "r"),
    "a ratio of sums": lambda: year_of_income() / (cell(7, "a") - cell(10, "b")),
    "a half up": lambda: times(25, Fraction(1, 2)),
    "a half down": lambda: times(-25, Fraction(1, 2)),
    "a half of a long ratio": lambda: times(250_000, LONG),
    "just below a half": lambda: times(10**13 + 1, Fraction(499_999, 10**6)),
    "a half missed by doubles": lambda: times(44_239_157_250_000, LONG),
    "its negative": lambda: times(-44_239_157_250_000, LONG),
    "at the limit of what is exact": lambda: times(2**45 - 1, Fraction(1, 2)),
    "next to a half, at the limit": lambda: times(2**45 - 1, Fraction(1, 3)),
    "a difference few can see": lambda: choose(
        cell(10**15, "a") < cell(10**15 + 1, "b"), cell(1, "c"), cell(2, "d")
    ),
    "the other branch": lambda: choose(
        cell(3, "a") * rate(Fraction(1, 3), "r") >= cell(2, "b"), cell(1, "c"), cell(-2, "d")
    ),
    "a largest of fractions": lambda: largest(
        cell(10, "a") * rate(Fraction(1, 3), "r"), cell(20, "b") * rate(Fraction(1, 7), "s")
    ),
    "a smallest": lambda: smallest(cell(-3, "a"), cell(4, "b"), -cell(5, "c")),
    "one share": lambda: shared(cell(100, "whole"), PAIR)["ZR1"],
    "all shares": lambda: total(shared(cell(-100, "whole"), PAIR).values()),
    "very many roundings": many,
}

AS_VALUES = {
    "one share": 1,
    "all shares": 3,
    "just below a half": 1,
    "a half missed by doubles": 1,
    "its negative": 1,
    "a difference few can see": 1,
}
"""How many steps stand as values, each with a check; all others are live."""


def planted_formula(folder: Path) -> Path:
    """Return a working in which one formula was made wrong by hand."""
    book = load_workbook(saved(times(25, Fraction(1, 2)), folder / "right.xlsx"))
    sheet = book.worksheets[0]
    assert sheet["B10"].value == "=ROUND(B6*B7/B8,0)"
    sheet["B10"] = "=ROUNDDOWN(B6*B7/B8,0)"
    book.save(folder / "wrong.xlsx")
    return folder / "wrong.xlsx"


def planted_result(folder: Path) -> Path:
    """Return a workbook that brings along a wrong result of a right formula."""
    path = folder / "brought.xlsx"
    with Workbook(path) as book:
        book.add_worksheet().write_formula(0, 0, "=1+1", None, 999)
    assert load_workbook(path, data_only=True).worksheets[0]["A1"].value == 999
    return path


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[libreoffice.Cell]]]:
    """Every working sheet by name, all worked out in one start of the program."""
    folder = tmp_path_factory.mktemp("workings")
    paths = {
        name: saved(figure(), folder / f"{number}.xlsx")
        for number, (name, figure) in enumerate(FIGURES.items())
    }
    paths |= {"wrong formula": planted_formula(folder), "wrong result": planted_result(folder)}
    return dict(zip(paths, libreoffice.all_recalculated([*paths.values()]), strict=True))


@libreoffice.needed
@pytest.mark.parametrize("name", FIGURES)
def test_the_workbook_recalculates_to_the_figure(
    name: str, answers: dict[str, list[list[libreoffice.Cell]]]
) -> None:
    figure = FIGURES[name]()
    rows = answers[name]
    assert rows[-1][0] == (figure.working.name or "Result")
    found = rows[-1][1]
    assert isinstance(found, int | float)
    if figure.value == int(figure.value):
        assert Fraction(found) == figure.value
    else:  # LibreOffice writes fifteen digits of it
        assert abs(Fraction(found) / figure.value - 1) < Fraction(1, 10**14)
    checks = [row[4] for row in rows[5:] if row[4] is not None]
    assert all(check is True for check in checks)
    if name == "very many roundings":
        assert len(checks) < 30  # nine in ten are live
    else:
        assert len(checks) == AS_VALUES.get(name, 0)


@libreoffice.needed
def test_every_row_of_very_many_roundings(
    answers: dict[str, list[list[libreoffice.Cell]]],
) -> None:
    found = {row[0]: row[1] for row in answers["very many roundings"]}
    parts = {step.working.name: step.value for step in many().steps()}
    assert len(parts) == 300
    assert {name: found[name] for name in parts} == parts


@libreoffice.needed
def test_a_planted_wrong_formula_does_not_give_the_figure(
    answers: dict[str, list[list[libreoffice.Cell]]],
) -> None:
    assert answers["a half up"][-1][1] == times(25, Fraction(1, 2)).value == 13
    assert answers["wrong formula"][-1][1] == 12


@libreoffice.needed
def test_a_result_that_a_file_brings_along_is_not_believed(
    answers: dict[str, list[list[libreoffice.Cell]]],
) -> None:
    assert answers["wrong result"] == [[2]]


def test_the_workbook_holds_formulas_and_no_results(tmp_path: Path) -> None:
    path = saved(total(shared(cell(100, "whole"), PAIR).values()), tmp_path / "working.xlsx")
    sheet = load_workbook(path).worksheets[0]
    formulas = [row[1].value for row in sheet.iter_rows(min_row=6)]
    assert formulas[0] == "=100"
    assert formulas[-1] == "=SUM(B11,B12,B13)"
    assert all(str(each).startswith("=") for each in formulas)
    assert sheet["E13"].value == "=AND(ABS(B13-B6*B9/(B10))<=1,SUM(B11,B12,B13)=B6)"
    results = load_workbook(path, data_only=True).worksheets[0]
    assert {row[1].value for row in results.iter_rows(min_row=6)} == {None}
    assert {row[4].value for row in results.iter_rows(min_row=6)} == {None}
    with ZipFile(path) as parts:
        assert b'fullCalcOnLoad="1"' in parts.read("xl/workbook.xml")


def test_the_workbook_says_what_it_is_and_where_values_come_from(tmp_path: Path) -> None:
    kept = (year_of_income() * rate(Fraction(1, 2), "Share kept", "assumed")).named("Kept")
    book = load_workbook(saved(kept, tmp_path / "working.xlsx"))
    assert book.sheetnames == ["Working", "In words", "Sources"]
    working, told, sources = ([[c.value for c in row] for row in sheet] for sheet in book)
    assert [row[0] for row in working[:2]] == ["Position", "The data are made up."]
    assert working[4] == ["Step", "Value", "Unit", "Where it comes from", "Check"]
    assert working[5] == [
        "Income, month 1",
        "=8529166666",
        "pence",
        "cell:2023-24/ZR1/income.patient_care/M01/ZQ1/plan@v3",
        None,
    ]
    assert working[-1][2:4] == ["pence", "worked out"]
    assert [row[0] for row in told[:4]] == [
        "The working in words",
        "The data are made up.",
        "Kept £511.8m = Income of ZR1 £1,023.5m times Share kept 0.5",
        "  Income of ZR1 £1,023.5m = 12 months, Income!G23:R23 of file 3f2a9c1e07bd",
    ]
    assert sources[0] == ["Value", "Amount", "Reference", "Where it comes from", "Status"]
    assert sources[1][3] == "Income!G23 of file 3f2a9c1e07bd"
    assert sources[-1] == [
        "Share kept",
        "0.5",
        "parameter:payment/Share%20kept@2023-03-01",
        "NHS England, Payment Scheme, table 3; assumed, primary",
        "assumed",
    ]
    assert len(sources) == 14


def test_the_same_working_makes_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    for stream in (first, second):
        working_workbook(year_of_income(), months, stream, title="Income", notice="Made up.")
    assert first.getvalue() == second.getvalue()
