"""Every check of one return: a workbook that passes, and one that fails with all that is said.

The figures are those of Northmere (fact book 5): income of ZR2 from its ICB is 520,000, its
position (3,000), its staff and schemes as constructed around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pytest

from equipoise.findings import Finding, Severity, grouped
from equipoise.sheets import Line
from tests.workbooks.checks_cases import FILE, Cells, findings, good, places, returns, with_faults
from tests.workbooks.planting import TRUST, planted, trust_content, written

MUST_FIX, _, NOTE = Severity
IN_THOUSANDS: Final = "a number in £000, to 2 decimal places"
APRIL: Final = "Month 1 (April 2023) £000"
YEAR_HEAD: Final = "2023/24 plan £000"
PAYER: Final = "Income from NHS Northmere ICB"


@dataclass(frozen=True)
class Case:
    """A fault, and what one finding says of it."""

    code: str
    sheet: str
    cells: Cells
    place: str
    message: str
    found: str = ""
    expected: str = ""
    row: str = ""
    column: str = ""
    part: str = "finance"
    severity: Severity = MUST_FIX
    body: str = "ZR2"


TEXT: Final = "A cell that needs a number holds text."
UNUSABLE: Final = "A number has more than two decimals, or is too large for a return."
NO_CODE: Final = "A code or a choice is not one of those that may stand here, or stands twice."
ALONE: Final = {"EQ-TPL-003", "EQ-TPL-004", "EQ-TOT-001", "EQ-WTE-001", "EQ-IAE-001", "EQ-EFF-001"}
"""Checks whose faults bring no others with them: a wrong total is told once, and so is text."""
FORM: Final = "A sheet, column, row or line is missing, or is none of the form's."
CASES: Final = [
    Case("EQ-TPL-001", "_meta", {"B3": "ZR9"}, "_meta/B3",
         "This workbook was made for ZR9, not for ZR2.", "ZR9", "ZR2", part=""),
    Case("EQ-TPL-001", "_meta", {"B4": "icb", "B8": "finance"}, "_meta/B3",
         "This workbook was made for ZR2 as an ICB, not for ZR2 as a provider.",
         "ZR2 as an ICB", "ZR2 as a provider", part=""),
    Case("EQ-TPL-002", "_meta", {"B6": "2022/23"}, "_meta/B6",
         "This is last year's form (2022/23); returns are due for 2023/24.",
         "last year's form (2022/23)", "2023/24", part=""),
    Case("EQ-TPL-002", "_meta", {"B6": "2021/22"}, "_meta/B6",
         "This is the form of an earlier year (2021/22); returns are due for 2023/24.",
         "the form of an earlier year (2021/22)", "2023/24", part=""),
    Case("EQ-TPL-002", "_meta", {"B6": "2024/25"}, "_meta/B6",
         "This is a later year's form (2024/25); returns are due for 2023/24.",
         "a later year's form (2024/25)", "2023/24", part=""),
    Case("EQ-TPL-002", "_meta", {"B5": "2023-24.June"}, "_meta/B6",
         "This is the form of round 2023-24.June; returns are due for round 2023-24.",
         "the form of round 2023-24.June", "round 2023-24", part=""),
    Case("EQ-TPL-003", "Income", {"G23": "£520m"}, "Income/G23", TEXT, "£520m", IN_THOUSANDS,
         PAYER, APRIL),
    Case("EQ-TPL-003", "Income", {"F23": "'520,000"}, "Income/F23", TEXT, "520,000",
         "the formula =SUM(G23:R23)", PAYER, YEAR_HEAD),
    Case("EQ-TPL-003", "Workforce", {"E8": "!TRUE"}, "Workforce/E8", TEXT, "TRUE",
         "a number in WTE, to 2 decimal places", "Substantive medical and dental staff",
         "Month 1 (April 2023) WTE", part="workforce"),
    Case("EQ-TPL-004", "Income", {"G23": None}, "Income/G23",
         "A cell that needs a number is blank.", "", IN_THOUSANDS, PAYER, APRIL),
    Case("EQ-TPL-004", "Efficiency", {"G13": None}, "Efficiency/G13",
         "A cell that needs a number is blank.", "", "a name or a post",
         "ZR2-E1 Length of stay", "Owner", part="efficiency"),
    Case("EQ-TPL-005", "Income", {"G23": "0.0000001"}, "Income/G23", UNUSABLE, "1e-07",
         IN_THOUSANDS, PAYER, APRIL),
    Case("EQ-TPL-005", "Income", {"G23": "10000000000"}, "Income/G23", UNUSABLE, "10000000000",
         IN_THOUSANDS, PAYER, APRIL),
    Case("EQ-TPL-006", "Workforce", {"D14": 6600}, "Workforce/D14",
         "A formula of the form was typed over or changed.", "6600",
         "the formula =SUM(D8:D13)", "Total WTE", "2023/24 plan WTE at year end",
         "workforce", NOTE),
    Case("EQ-TPL-007", "Income", {"C23": "ZR9"}, "Income/C23", NO_CODE, "ZR9", "ZQ1", PAYER,
         "Code"),
    Case("EQ-TPL-007", "Efficiency", {"E13": "Nearly"}, "Efficiency/E13", NO_CODE, "Nearly",
         "one of Fully developed, Plans in progress, Opportunity, Unidentified, System stretch",
         "ZR2-E1 Length of stay", "Status", part="efficiency"),
    Case("EQ-TPL-007", "Capital", {"B17": "ZR2-C1"}, "Capital/B17", NO_CODE, "ZR2-C1",
         "one row for each", "ZR2-C1 Backlog maintenance", "Reference", part="capital"),
    Case("EQ-TPL-008", "Expenditure", {"A9": None}, "Expenditure", FORM, "",
         "the row Pay of bank staff", "Pay of bank staff"),
    Case("EQ-TPL-008", "Workforce", {"E5": "M99"}, "Workforce", FORM, "",
         "the column Month 1 (April 2023) WTE, once", "", "Month 1 (April 2023) WTE", "workforce"),
    Case("EQ-TPL-008", "_meta", {"B9": "f" * 64}, "_meta", FORM, part=""),
    Case("EQ-TOT-001", "Income", {"F20": "544000.00001"}, "Income/F20",
         "Total income from patient care is 544,000.00001, but its rows or months come to 544,000.",
         "544,000.00001", "544,000", "Total income from patient care", YEAR_HEAD),
    Case("EQ-TOT-001", "Income", {"F23": "519999.99999"}, "Income/F23",
         f"{PAYER} is 519,999.99999, but its rows or months come to 520,000.",
         "519,999.99999", "520,000", PAYER, YEAR_HEAD),
    Case("EQ-TOT-001", "Spend", {"F19": 2_394_001}, "Spend/F19",
         "Total spend is 2,394,001, but its rows or months come to 2,394,000.",
         "2,394,001", "2,394,000", "Total spend", YEAR_HEAD, body="ZQ1"),
    Case("EQ-TOT-001", "Efficiency", {"I13": 6_501}, "Efficiency/I13",
         "ZR2-E1 Length of stay is 6,501, but its rows or months come to 6,500.",
         "6,501", "6,500", "ZR2-E1 Length of stay", YEAR_HEAD, "efficiency"),
    Case("EQ-TOT-001", "Capital", {"E9": 1}, "Capital/E9",
         "Total national capital programmes is 1, but its rows or months come to 0.",
         "1", "0", "Total national capital programmes", YEAR_HEAD, "capital"),
    Case("EQ-WTE-001", "Workforce", {"D14": "6600.01"}, "Workforce/D14",
         "Total WTE is not the sum of the rows above: it says 6,600.01, they come to 6,600.",
         "6,600.01", "6,600", "Total WTE", "2023/24 plan WTE at year end", "workforce"),
    Case("EQ-WTE-001", "Workforce", {"E14": 6582}, "Workforce/E14",
         "Total WTE is not the sum of the rows above: it says 6,582, they come to 6,581.66.",
         "6,582", "6,581.66", "Total WTE", "Month 1 (April 2023) WTE", "workforce"),
    Case("EQ-IAE-001", "Position", {"D10": "2499.99999"}, "Position/D10",
         "Surplus or (deficit) is 2,499.99999, but the lines it is made of come to 2,500.",
         "2,499.99999", "2,500", "Surplus or (deficit)", YEAR_HEAD, body="ZR3"),
    Case("EQ-IAE-001", "Position", {"D14": -3000}, "Position/D14",
         "Adjusted position excluding support is (3,000), but the lines it is made of come to "
         "(9,000).", "(3,000)", "(9,000)", "Adjusted position excluding support", YEAR_HEAD),
    Case("EQ-IAE-001", "Position", {"D10": "6000.00001"}, "Position/D10",
         "Position including support is 6,000.00001, but the lines it is made of come to 6,000.",
         "6,000.00001", "6,000", "Position including support", YEAR_HEAD, body="ZQ1"),
    Case("EQ-EFF-001", "Efficiency", {"I10": "18000.00001"}, "Efficiency/I10",
         "Total efficiency is 18,000.00001, but what it is made of comes to 18,000.",
         "18,000.00001", "18,000", "Total efficiency", YEAR_HEAD, "efficiency"),
    Case("EQ-EFF-001", "Efficiency", {"I8": "10999.99999"}, "Efficiency/I8",
         "Total recurrent efficiency is 10,999.99999, but what it is made of comes to 11,000.",
         "10,999.99999", "11,000", "Total recurrent efficiency", YEAR_HEAD, "efficiency"),
]  # fmt: skip


def said(finding: Finding) -> Case:
    """Return what a finding says, beside no fault."""
    return Case(
        code=finding.code,
        sheet="",
        cells={},
        place="/".join(finding.place.parts[1:]),
        message=finding.message,
        found=finding.found,
        expected=finding.expected,
        row=finding.row,
        column=finding.column,
        part=finding.part,
        severity=finding.severity,
        body=finding.organisation,
    )


@pytest.mark.parametrize("body", ["ZQ1", "ZR1", "ZR2", "ZR3"])
def test_the_good_returns_of_northmere_pass_every_check(body: str) -> None:
    assert findings(good(body), body) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.place}")
def test_a_planted_fault_is_told_at_its_place(case: Case) -> None:
    found = findings(with_faults(case.body, {case.sheet: case.cells}), case.body)
    told = [one for one in found if one.code == case.code]
    bare = Case(**{**vars(case), "sheet": "", "cells": {}})
    assert bare in [said(one) for one in told]
    assert all(one.place.parts[0] == FILE for one in told)
    assert all(one.remedy for one in told)
    if case.code in ALONE:
        assert places(found) == [f"{case.code} {case.place.replace('/', ' ')}"]


def test_the_first_workbook_of_zr3_has_the_one_fault_of_the_worked_example() -> None:
    """Fact book 5, step 3: sheet Workforce, cell D14, Total WTE, and one must fix."""
    first, second = findings(returns()["ZR3"], "ZR3")
    assert said(first) == Case(
        "EQ-WTE-001", "", {}, "Workforce/D14",
        "Total WTE is not the sum of the rows above: it says 5,115, they come to 5,120.",
        "5,115", "5,120", "Total WTE", "2023/24 plan WTE at year end", "workforce", MUST_FIX, "ZR3",
    )  # fmt: skip
    assert (second.code, second.severity, second.cell) == ("EQ-TPL-006", NOTE, "D14")


def test_three_cells_of_text_are_one_row() -> None:
    """Fact book 5, journey B, steps 3 to 5: Income F23 to F25."""
    content = trust_content()
    third: dict[Line, list[int]] = {("income.patient_care", "ZQ2", ""): [0] * 12}
    form = written(TRUST, type(content)(
        values={**content.values, **third},
        items=content.items,
        counterparties={**content.counterparties, "ZQ2": "NHS Farland ICB"},
    ))  # fmt: skip
    text = planted(form, "Income", F23="£520m", F24="£12m", F25="£1m")
    texts = [one for one in findings(text, "ZR2") if one.code == "EQ-TPL-003"]
    (group,) = grouped(texts)
    assert (group.places, group.first.sheet, group.first.message) == (
        "F23, F24, F25",
        "Income",
        TEXT,
    )
    assert [one.found for one in group.findings] == ["£520m", "£12m", "£1m"]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"G23": "43334.01", "H23": "43333.99"}, []),
        ({"G23": "43334.001", "H23": "43333.999"}, ["Income G23", "Income H23"]),
        ({"G23": "9999999999.99"}, []),
        ({"G23": "10000000000"}, ["Income G23"]),
    ],
)
def test_two_decimals_are_taken_and_ten_trillion_pounds_are_not(
    cells: Cells, codes: list[str]
) -> None:
    found = findings(with_faults("ZR2", {"Income": cells}), "ZR2")
    unusable = [place for place in places(found) if place.startswith("EQ-TPL")]
    assert unusable == [f"EQ-TPL-005 {code}" for code in codes]
