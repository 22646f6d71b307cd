"""The form as it is sent out: published addresses, locks, validation, words, and nothing active."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from equipoise.cube import Cell, CellKey
from equipoise.register import Kind
from equipoise.sheets import (
    BeyondYearsError,
    Content,
    Line,
    NoFormError,
    UnplacedError,
    content_of,
    parts_of,
)
from equipoise.sheets.form_sheets import FORMS
from equipoise.units import Absence, FinancialYear
from tests.workbooks.planting import (
    CHART,
    ICB,
    NATION,
    NOWHERE,
    PARTS,
    THOUSAND,
    TRUST,
    good,
    item,
    trust_content,
    unzipped,
    written,
)


def opened(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(good())


def test_a_heading_stands_apart_from_what_is_above_it(book: Any) -> None:
    """By an empty row, or by a row of its own that is higher than others."""
    headings = 0
    for sheet in book.worksheets[:-1]:
        for row in range(8, sheet.max_row + 1):
            tag, words = (sheet.cell(row, column).value for column in (1, 2))
            if tag is None and words is not None:
                headings += 1
                is_first = sheet.cell(row - 1, 2).value is None
                height = sheet.row_dimensions[row].height
                assert height is None if is_first else height == 30, f"{sheet.title}!B{row}"
    assert headings >= 8
    assert book["Income"].row_dimensions[22].height == 30


def test_sheets_are_those_of_the_kind_of_body(book: Any) -> None:
    finance = ["Income", "Nature", "Expenditure", "Purchases", "Position", "Bridge"]
    assert book.sheetnames == [*finance, "Workforce", "Efficiency", "Capital", "_meta"]
    icb = opened(written(ICB, Content(), parts_of(Kind.ICB)))
    assert icb.sheetnames == [
        "Allocation", "Spend", "Position", "Bridge", "Activity", "Quality", "Signoffs",
        "Standards", "Better Care", "Specialised", "Efficiency", "Risk", "Capital", "Cash",
        "Narrative", "_meta",
    ]  # fmt: skip
    nation = opened(written(NATION, Content(), parts_of(Kind.NATIONAL)))
    assert nation.sheetnames == ["Payments", "Specialised", "_meta"]
    assert parts_of(Kind.REGION) == ()


def test_published_addresses_hold(book: Any) -> None:
    """Fact book 5: the year of the own ICB's income is Income F23, of total WTE Workforce D14."""
    income, workforce = book["Income"], book["Workforce"]
    assert income["B22"].value == "Income from patient care by commissioner"
    assert income["B23"].value == "Income from NHS Northmere ICB"
    assert (income["C23"].value, income["D23"].value) == ("ZQ1", "NHS Northmere ICB")
    assert (income["E23"].value, income["F23"].value) == (510_000, "=SUM(G23:R23)")
    assert income["C24"].value == "X24"
    assert (income["G6"].value, income["R6"].value) == (
        "Month 1 (April 2023) £000",
        "Month 12 (March 2024) £000",
    )
    assert [workforce[f"A{row}"].value for row in (8, 13, 14)] == [
        "wte.medical",
        "wte.agency",
        "wte.total",
    ]
    assert (workforce["B14"].value, workforce["D14"].value) == ("Total WTE", "=SUM(D8:D13)")
    assert workforce["D8"].value == "=P8"


def test_the_first_address_holds_with_more_payers_of_support() -> None:
    names = {code: f"Body {code}" for code in ("ZQ1", "X24", "ZQ2", "ZQ3")}
    values: dict[Line, list[int]] = {("income.support", code, ""): [1] * 12 for code in names}
    form = opened(written(TRUST, Content(values=values, counterparties=names), ("finance",)))
    assert form["Income"]["A23"].value == "income.patient_care/ZQ1"


def test_formulas_have_the_results_a_spreadsheet_would_give() -> None:
    shown = opened(good(), values=True)
    assert shown["Income"]["F23"].value == 520_000
    assert shown["Income"]["F21"].value == 538_084
    assert shown["Position"]["D14"].value == 531_664
    assert shown["Workforce"]["D14"].value == 42_000
    assert shown["Efficiency"]["I8"].value == 120


def test_entry_cells_are_open_and_everything_else_is_locked(book: Any) -> None:
    for name in book.sheetnames:
        assert book[name].protection.sheet, name
    income = book["Income"]
    unlocked = {
        cell.coordinate for row in income.iter_rows() for cell in row if not cell.protection.locked
    }
    assert {"G23", "R23", "C25", "D25", "G8"} <= unlocked
    assert not {"A23", "B23", "C23", "D23", "E23", "F23", "F25", "G20", "S23"} & unlocked
    assert not {
        cell for row in book["_meta"].iter_rows() for cell in row if not cell.protection.locked
    }


def test_tags_and_meta_are_hidden(book: Any) -> None:
    assert book["_meta"].sheet_state == "hidden"
    assert book["Income"].column_dimensions["A"].hidden
    assert book["Income"].row_dimensions[5].hidden
    facts = {row[0].value: row[1].value for row in book["_meta"].iter_rows(max_row=9)}
    assert len(facts.pop("layout")) == 64
    assert facts == {
        "form": "equipoise.plan",
        "version": "2",
        "organisation": "ZR2",
        "kind": "provider",
        "round": "plan",
        "year": "2023/24",
        "years": "1",
        "parts": " ".join(PARTS),
    }


def test_every_sheet_says_its_basis_its_notice_and_its_colours(book: Any) -> None:
    for name in book.sheetnames[:-1]:
        sheet = book[name]
        assert sheet["B1"].value == f"{name}: ZR2 Calder Vale Hospitals"
        unit = "WTE" if name == "Workforce" else "£000"
        assert sheet["B2"].value.startswith(
            f"2023/24 plan, {unit}, enter every amount as a positive number;"
        )
        assert sheet["B3"].value == "Made-up data: Northmere does not exist."
        words = {cell.value: cell.fill.fgColor.rgb for cell in sheet[4] if cell.value}
        assert list(words) == [
            "Light yellow: enter here",
            "Blue: calculated",
            "Light green: filled in already",
        ]
        assert len(set(words.values())) == 3
        assert sheet.freeze_panes


def test_months_take_numbers_and_words_of_an_item_take_a_list(book: Any) -> None:
    rules = book["Efficiency"].data_validations.dataValidation
    found = {str(rule.sqref): (rule.type, rule.formula1) for rule in rules}
    assert found["J13:U13"] == ("decimal", "-1000000000")
    assert found["D13"] == ("list", '"Recurrent,Non-recurrent"')
    assert found["F13"] == ("list", '"Low,Medium,High"')


def test_help_stands_beside_the_row_and_shows_on_its_words(book: Any) -> None:
    income = book["Income"]
    assert income["S6"].value == "Help"
    assert "by the body that pays" in income["S23"].value
    rules = {str(rule.sqref): rule for rule in income.data_validations.dataValidation}
    assert rules["B23"].prompt == income["S23"].value


def test_nothing_in_the_file_is_active() -> None:
    names = " ".join(unzipped(good()))
    for active in ("vba", "externalLink", "embeddings", "drawing", "connections"):
        assert active not in names


def test_texts_are_never_formulas_or_links() -> None:
    content = Content(
        items=[item("=1+1", '=HYPERLINK("http://x")', "scheme", recurrent="Recurrent", owner="+1")],
        counterparties={"ZQ1": "http://example.invalid"},
        notice="@SUM(1)",
    )
    form = opened(written(TRUST, content))
    cells = [form["Efficiency"]["B13"], form["Efficiency"]["C13"], form["Income"]["B3"]]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert form["Income"]["D23"].hyperlink is None


def test_last_year_is_summed_only_where_every_part_of_it_is_known() -> None:
    shown = opened(good())
    assert shown["Income"]["E20"].value == "=SUM(E23:E28)"
    assert shown["Income"]["E21"].value is None
    assert shown["Position"]["C10"].value is None


def test_the_day_it_was_made_is_given_or_the_first_of_the_year() -> None:
    assert opened(good()).properties.created == datetime(2023, 4, 1)
    made = written(TRUST, Content(made_on=date(2023, 2, 3)), ("capital",))
    assert opened(made).properties.created == datetime(2023, 2, 3)


def test_a_part_the_body_does_not_fill_in_has_no_form() -> None:
    with pytest.raises(NoFormError, match="no form for the part 'workforce'"):
        written(ICB, Content(), ("finance", "workforce"))


@pytest.mark.parametrize(
    "line",
    [
        ("income.patient_care", "ZQ9", ""),
        ("efficiency.recurrent", None, "S9"),
        ("income.other", None, "S1"),
    ],
)
def test_values_without_a_row_are_refused(line: tuple[str, str | None, str]) -> None:
    with pytest.raises(UnplacedError, match="no row for"):
        written(TRUST, Content(values={line: [1] * 12}))


OTHER: Line = ("income.other", None, "")
THREE: Any = replace(TRUST, years=3)


def test_amounts_of_every_plan_year_have_a_column() -> None:
    content = Content(values={OTHER: [THOUSAND] * 12}, later={OTHER: [7 * THOUSAND, 0]})
    income = opened(written(THREE, content, ("finance",)))["Income"]
    row = next(row for row in range(7, 40) if income.cell(row, 1).value == "income.other")
    heads = {income.cell(5, column).value: column for column in range(1, 30)}
    assert [income.cell(row, heads[year]).value for year in ("Y2", "Y3")] == [7, 0]


@pytest.mark.parametrize(
    ("years", "later", "named"),
    [
        (1, [1], "income.other in 2024/25"),
        (3, [1, 2, 3], "income.other in 2026/27"),
        (1, [Absence.MISSING, 0], "income.other in 2025/26"),
    ],
)
def test_amounts_of_later_years_than_the_form_has_are_refused(
    years: int, later: list[int | Absence], named: str
) -> None:
    with pytest.raises(BeyondYearsError, match=f"no column .*: {named}$"):
        written(replace(TRUST, years=years), Content(later={OTHER: later}), ("finance",))


def test_a_register_has_no_column_for_later_years() -> None:
    risk: Line = ("risk.gross", None, "R1")
    content = Content(items=[item("R1", "Lost", "risk")], later={risk: [THOUSAND]})
    with pytest.raises(BeyondYearsError, match=r"risk\.gross R1 in 2024/25$"):
        written(THREE, content, ("risk",))


def test_years_beyond_that_hold_nothing_are_no_loss() -> None:
    plain = written(TRUST, Content(), ("finance",))
    assert written(TRUST, Content(later={OTHER: [Absence.MISSING]}), ("finance",)) == plain
    other_part = Content(later={("cash.closing", None, ""): [THOUSAND]})
    assert written(TRUST, other_part, ("finance",)) == plain


def test_a_year_left_out_between_two_is_missing_and_moves_no_other() -> None:
    key = CellKey(
        organisation="ZR2",
        counterparty=None,
        measure="income.other",
        period=FinancialYear(2023).month(1),
        item="",
        layer="plan",
    )
    third = replace(key, period=FinancialYear(2025).period)
    content = content_of([Cell(key=one, value=THOUSAND, source=NOWHERE) for one in (key, third)])
    assert content.later == {OTHER: [Absence.MISSING, THOUSAND]}


def test_values_of_another_part_are_left_out() -> None:
    form = opened(written(TRUST, trust_content(), ("workforce",)))
    assert form.sheetnames == ["Workforce", "_meta"]


def test_an_item_that_does_not_say_what_it_feeds_has_no_amounts() -> None:
    form = opened(written(TRUST, Content(items=[item("S1", "Lost", "scheme", owner="A")])))
    assert (form["Efficiency"]["B13"].value, form["Efficiency"]["J13"].value) == ("S1", None)


def test_lists_grow_with_what_is_known() -> None:
    many = [item(f"S{n}", "Scheme", "scheme", recurrent="Recurrent") for n in range(60)]
    form = opened(written(TRUST, Content(items=many), ("efficiency",)))
    assert form["Efficiency"]["A82"].value == "efficiency/-/70"
    assert form["Efficiency"]["I8"].value == '=SUMIF(D13:D82,"Recurrent",I13:I82)'


def test_content_of_refuses_what_a_form_cannot_hold() -> None:
    from_form = content_of(
        [], counterparties={"ZQ1": "An ICB"}, prior={("a", None, ""): 1}, notice="n"
    )
    assert (from_form.values, from_form.notice) == ({}, "n")
    assert from_form.counterparties == {"ZQ1": "An ICB"}


def test_every_measure_of_a_form_is_on_one_sheet_of_it() -> None:
    from_icb = opened(written(ICB, Content(counterparties={"ZR1": "A trust"}), parts_of(Kind.ICB)))
    assert from_icb["Spend"]["B21"].value == "Healthcare bought from A trust"
    assert from_icb["Spend"]["F19"].value == "=F18+F32+F8+F9+F10+F11+F12+F13+F14+F15"
    assert from_icb["Position"]["D10"].value == "=D8-D9"
    assert from_icb["Position"]["D11"].value == "=D10"
    for kind in (Kind.PROVIDER, Kind.ICB, Kind.NATIONAL):
        stands = [form for form in FORMS if kind in form.kinds]
        for line in CHART:
            if kind in line.kinds:
                homes = [f.name for f in stands if f.codes and line.code.startswith(f.codes)]
                assert len(homes) == 1, (kind, line.code, homes)


def test_amounts_stand_in_thousands_to_the_penny() -> None:
    values: dict[Line, list[int]] = {("wte.medical", None, ""): [12_345] * 12}
    form = opened(written(TRUST, Content(values=values), ("workforce",)))
    assert form["Workforce"]["E8"].value == 123.45
    pennies = Content(values={("pay.bank", None, ""): [THOUSAND + 1] * 12})
    assert opened(written(TRUST, pennies, ("finance",)))["Expenditure"]["E9"].value == 1.00001
