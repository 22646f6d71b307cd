"""Why this number: ten figures of a real plan, down to their cells and as live formulas.

Amounts are those of fact book 5, section 6, in £000 of version 3, except income of ZR1 from all
payers (1,021,500 agreed and 180,000 of the sample).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import libreoffice
from tests.cli_calls import THOUSAND, Answer, Caller
from tests.northmere import Homes

LEAD = "zq1.lead"
PENCE = {
    "position/system/including": -9_000,
    "position/system/excluding": -15_000,
    "position/ZR1/including": -15_000,
    "position/ZR2/excluding": -9_000,
    "efficiency/total": 98_300,
    "underlying/less_one_off": -44_100,
    "underlying/underlying": -50_100,
    "match/ZQ1/ZR3/income": 359_400,
    "capital/planned": 92_000,
}
"""Nine figures, each in £000."""
SHARE = "efficiency/recurrent_share"
FIGURES = (*PENCE, SHARE)
PLACE = re.compile(r"\b(Income|Expenditure|Position|Allocation|Spend|Efficiency|Capital)![A-Z]+\d+")


@dataclass(frozen=True)
class Told:
    """One figure as it was explained, and its working as a workbook."""

    answer: Answer
    path: Path

    @property
    def value(self) -> Fraction:
        return Fraction(self.answer.content["facts"]["value"])


@pytest.fixture(scope="module")
def told(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Told]:
    folder = tmp_path_factory.mktemp("explained")
    plan = homes.at("closed", folder / "home")
    call = Caller(plan.workspace.home, minutes=plan.minutes)
    found = {}
    for number, name in enumerate(FIGURES):
        path = folder / f"{number}.xlsx"
        ref = f"figure:2023-24/ZQ1/{name}@v3"
        found[name] = Told(call.json("explain", ref, "--xlsx", str(path), who=LEAD), path)
    return found


def planted(right: Path, folder: Path) -> Path:
    """Return the working with its last formula, of a total, made wrong by a penny."""
    book = load_workbook(right)
    sheet = book.worksheets[0]
    last = sheet.cell(row=sheet.max_row, column=2)
    last.value = f"{last.value}+1"
    book.save(folder / "wrong.xlsx")
    return folder / "wrong.xlsx"


@pytest.fixture(scope="module")
def sheets(
    told: Mapping[str, Told], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[list[libreoffice.Cell]]]:
    """The working of every figure, and a wrong one, worked out in one start of LibreOffice."""
    paths = {name: one.path for name, one in told.items()}
    first = told["position/system/including"].path
    paths["wrong"] = planted(first, tmp_path_factory.mktemp("planted"))
    return dict(zip(paths, libreoffice.all_recalculated([*paths.values()]), strict=True))


def agrees(rows: list[list[libreoffice.Cell]], value: Fraction) -> bool:
    """Return whether the last row of a working comes to the value, and every check says yes."""
    found = rows[-1][1]
    assert isinstance(found, int | float)
    checks = [row[4] for row in rows[5:] if row[4] is not None]
    near = Fraction(found) == value or (
        value.denominator > 1 and abs(Fraction(found) / value - 1) < Fraction(1, 10**14)
    )
    return near and all(check is True for check in checks)


@pytest.mark.parametrize("name", PENCE)
def test_an_amount_is_what_the_fact_book_says(name: str, told: Mapping[str, Told]) -> None:
    facts = told[name].answer.content["facts"]
    assert told[name].value == PENCE[name] * THOUSAND
    assert facts["unit"] == "pence"
    assert facts["ref"] == f"figure:2023-24/ZQ1/{name}@v3"
    if "position" in name or "underlying" in name:
        is_with = name.endswith(("including", "less_one_off"))
        assert f"{'including' if is_with else 'excluding'} support" in facts["basis"]


def test_a_share_is_an_exact_ratio(told: Mapping[str, Told]) -> None:
    """63,200 of 98,300, which prints as 64.3%."""
    assert told[SHARE].value == Fraction(63_200, 98_300)
    assert told[SHARE].answer.content["facts"]["unit"] == "ratio"


@pytest.mark.parametrize("name", FIGURES)
def test_an_explanation_reaches_cells_files_and_signers(
    name: str, told: Mapping[str, Told]
) -> None:
    said = told[name].answer.said
    assert PLACE.search(said)
    assert "sha-256" in said
    assert "signed off by" in said
    assert re.search(r"\d\d? months", said)


@pytest.mark.parametrize("name", FIGURES)
def test_the_workbook_names_the_cells_and_brings_no_results(
    name: str, told: Mapping[str, Told]
) -> None:
    book = load_workbook(told[name].path)
    working, _, sources = book.worksheets
    formulas = [row[1].value for row in working.iter_rows(min_row=6)]
    assert all(str(formula).startswith("=") for formula in formulas)
    assert len(formulas) > 12
    refs = [row[2].value for row in sources.iter_rows(min_row=2)]
    assert any(str(ref).startswith("cell:2023-24/") for ref in refs)
    cached = load_workbook(told[name].path, data_only=True).worksheets[0]
    assert {row[1].value for row in cached.iter_rows(min_row=6)} == {None}


@libreoffice.needed
@pytest.mark.parametrize("name", FIGURES)
def test_the_workbook_recalculates_to_the_figure(
    name: str, told: Mapping[str, Told], sheets: Mapping[str, list[list[libreoffice.Cell]]]
) -> None:
    assert agrees(sheets[name], told[name].value)


@libreoffice.needed
def test_a_planted_wrong_formula_is_caught(
    told: Mapping[str, Told], sheets: Mapping[str, list[list[libreoffice.Cell]]]
) -> None:
    assert not agrees(sheets["wrong"], told["position/system/including"].value)
