"""Totals: which fault is told where, which is a mere consequence, and which must not be one."""

from __future__ import annotations

from typing import Final

import pytest

from equipoise.checks import ReturnCells
from equipoise.checks.totals import broken_totals
from tests.workbooks.checks_cases import Cells, findings, identity, places, reading, with_faults
from tests.workbooks.planting import (
    CHART,
    TRUST,
    part_of,
    replaced,
    trust_content,
    unzipped,
    written,
)

MONTHS: Final = "GHIJKLMNOPQR"


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        pytest.param(
            {"Income": {"F23": "£520m", "F20": 24_000, "F21": 66_000}},
            ["EQ-TPL-003 Income F23"],
            id="text in the year of a row, whose totals a spreadsheet then counts without it",
        ),
        pytest.param(
            {"Income": {"G23": "£43m", "F23": 476_666, "F20": 500_666, "F21": 542_666},
             "Position": {"D10": -46_334, "D12": -46_334, "D14": -52_334}},
            ["EQ-TPL-003 Income G23"],
            id="text in a month, and every total above it as a spreadsheet makes it",
        ),
        pytest.param(
            {"Income": {"G23": None}},
            ["EQ-TPL-004 Income G23"],
            id="a blank in a month, and no total calculated again",
        ),
        pytest.param(
            {"Income": {"F23": 530_000, "F20": 554_000, "F21": 596_000},
             "Position": {"D10": 7_000, "D12": 7_000, "D14": 1_000}},
            ["EQ-TOT-001 Income F23"],
            id="a wrong row whose totals follow it",
        ),
        pytest.param(
            {"Income": {"F23": 530_000}},
            ["EQ-TOT-001 Income F23"],
            id="a wrong row whose totals were not calculated again",
        ),
        pytest.param(
            {"Income": {"F23": 530_000, "F20": 1}},
            ["EQ-TOT-001 Income F20", "EQ-TOT-001 Income F23"],
            id="a wrong row does not hide a wrong total",
        ),
        pytest.param(
            {"Income": {"F23": 520_000, "F20": 544_001}},
            ["EQ-TOT-001 Income F20"],
            id="nor does the note that a right row was typed over",
        ),
        pytest.param(
            {"Income": {"G23": "£43m", "F21": 1},
             "Position": {"D10": -588_999, "D12": -588_999, "D14": -594_999}},
            ["EQ-TPL-003 Income G23", "EQ-TOT-001 Income F21"],
            id="a wrong total is found beside text in a row far beneath",
        ),
        pytest.param(
            {"Workforce": {"E14": 1}},
            ["EQ-WTE-001 Workforce E14"],
            id="the total of one month",
        ),
        pytest.param(
            {"Income": {"F21": None}},
            [],
            id="a total that was emptied declares nothing, and only a note says so",
        ),
        pytest.param(
            {"Expenditure": {"A9": None}},
            ["EQ-TPL-008 Expenditure", "EQ-TPL-008 Expenditure D9"],
            id="a total over a row that was taken out",
        ),
        pytest.param(
            {"Expenditure": {"A9": None}, "Position": {"D10": 1, "D12": 1, "D14": -5_999}},
            ["EQ-IAE-001 Position D10", "EQ-TPL-008 Expenditure", "EQ-TPL-008 Expenditure D9"],
            id="a wrong total far above a row that was taken out",
        ),
        pytest.param(
            {"Income": {"G5": "M99"}},
            ["EQ-TPL-008 Income"],
            id="positions over a sheet that cannot be read",
        ),
        pytest.param(
            {"Capital": {"E9": 5, "E12": 20_005}},
            ["EQ-TOT-001 Capital E9"],
            id="a total of an empty list",
        ),
        pytest.param(
            {"Income": {"A17": None}},
            ["EQ-TPL-008 Income", "EQ-TPL-008 Income F17"],
            id="a list without its total is added up row by row",
        ),
        pytest.param(
            {"Income": {"A23": None}},
            ["EQ-TPL-008 Income", "EQ-TPL-008 Income F23"],
            id="a payer's row that was lost leaves neither nature nor bridge wrong",
        ),
        pytest.param(
            {"Nature": {"E8": 34_453}},
            ["EQ-INC-001 Nature D12", "EQ-TOT-001 Nature D8", "EQ-TOT-001 Nature E12"],
            id="the nature of income, cast from what was entered",
        ),
    ],
)  # fmt: skip
def test_only_the_fault_itself_is_told(faults: dict[str, Cells], expected: list[str]) -> None:
    found = places(findings(with_faults("ZR2", faults), "ZR2"))
    assert sorted(found) == sorted(expected)


def test_a_row_without_its_code_explains_the_total_it_is_counted_in() -> None:
    """In April the row adds 10 to a total that cannot know whose income it is."""
    months = {f"{column}25": 10 if column == "G" else 0 for column in MONTHS}
    totals = {"G20": 45_344, "G21": 48_844}
    followed: dict[str, dict[str, str | int | None]] = {
        "Position": {"E10": -242, "E12": -242, "E14": -742}
    }
    faults: dict[str, dict[str, str | int | None]] = {"Income": {**months, **totals}, **followed}
    content = with_faults("ZR2", faults)
    subject = ReturnCells(reading=reading(content), expected=identity("ZR2"), chart=CHART)
    (broken,) = broken_totals(subject, lambda line: line[0] == "income.patient_care")
    assert broken.total.source.parts[2] == "G20"
    assert {place.parts[2] for place in broken.unread} == {"C25"}
    assert places(findings(content, "ZR2")) == ["EQ-TPL-004 Income C25"]
    coded: dict[str, str | int | None] = {"C25": "QOC", "F25": 10, "F20": 544_010, "F21": 586_010}
    year: dict[str, str | int | None] = {"D10": -2_990, "D12": -2_990, "D14": -8_990}
    whole: dict[str, Cells] = {
        "Income": faults["Income"] | coded,
        "Position": faults["Position"] | year,
        "Nature": {"E8": 34_464, "E12": 45_345, "D8": 413_450, "D12": 544_010},
        "Bridge": {"D13": 21_010, "D18": -8_990},
    }
    assert places(findings(with_faults("ZR2", whole), "ZR2")) == []


def test_a_total_of_another_sheet_is_not_explained_by_such_a_row() -> None:
    faults: dict[str, Cells] = {"Capital": {"B17": None}, "Efficiency": {"I8": 1}}
    assert places(findings(with_faults("ZR2", faults), "ZR2")) == [
        "EQ-EFF-001 Efficiency I8",
        "EQ-TPL-004 Capital B17",
    ]


def test_a_return_of_one_part_is_cast_alone() -> None:
    form = written(TRUST, trust_content(), ("workforce",))
    assert places(findings(form, "ZR2")) == ["EQ-TPL-002 _meta B6"]  # its round is another


def test_the_form_of_another_kind_of_body_is_cast_by_its_own_chart() -> None:
    """A trust sends its ICB's workbook: that is the fault, and its totals are not."""
    form = with_faults("ZQ1", {"_meta": {"B3": "ZR2"}})
    assert places(findings(form, "ZR2")) == ["EQ-TPL-001 _meta B3"]
    wrong = with_faults("ZQ1", {"_meta": {"B3": "ZR2"}, "Position": {"D10": 1}})
    assert "EQ-IAE-001 Position D10" in places(findings(wrong, "ZR2"))


def test_a_sheet_taken_out_is_told_and_nothing_above_it() -> None:
    content = with_faults("ZR2", {})
    parts = unzipped(content)
    name = part_of(content, "Income")
    book = parts["xl/workbook.xml"].replace(b'name="Income"', b'name="Incomes"')
    found = findings(replaced(content, "xl/workbook.xml", book), "ZR2")
    assert name in parts
    assert places(found) == ["EQ-TPL-008 Income"]
    assert found[0].expected == "the sheet Income"
