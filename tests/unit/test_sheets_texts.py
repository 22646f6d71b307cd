"""Tags, addresses, formulas moved and compared, amounts, and places in words."""

from __future__ import annotations

import pytest

import equipoise.sheets
from equipoise.cube import Cell, CellKey
from equipoise.register import Chart, Kind
from equipoise.sheets import FaultKind, content_of
from equipoise.sheets.addresses import NotAnAddressError, normal, position, shifted
from equipoise.sheets.amounts import calculated, scale, smallest
from equipoise.sheets.columns import Frame
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.formulas import Grid, formula
from equipoise.sheets.layout import digest_of, row_of
from equipoise.sheets.limits import Limits
from equipoise.sheets.places import Places, Words
from equipoise.sheets.scanning import SheetTarget
from equipoise.sheets.tags import NotATagError, Tag
from equipoise.units import COUNT, PENCE, SPELLS, WTE, Absence, FinancialYear
from equipoise.workings import Reference

FRAME = Frame(kind=Kind.PROVIDER, year=FinancialYear(2023), chart=Chart.load())


@pytest.mark.parametrize("text", ["", "-", "a/b/c/d", "a/-/", "a%2fb", "a b", "/a"])
def test_what_is_no_tag_is_refused(text: str) -> None:
    with pytest.raises(NotATagError, match="not a tag such as"):
        Tag.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "position.nowhere",
        "wte.medical",
        "income.other/ZQ1",
        "income.total/ZQ1",
        "income.patient_care/ZQ1/S1",
        "efficiency/-/1",
        "shown.wte.total",
    ],
)
def test_a_tag_of_another_sheet_has_no_row(text: str) -> None:
    assert row_of(Tag.parse(text), FORMS[0], frame=FRAME) is None


def test_a_layout_has_another_digest_when_a_row_or_sheet_changes() -> None:
    one = digest_of([("Income", "income.other")], FRAME)
    assert one != digest_of([("Income", "income.total")], FRAME)
    assert one != digest_of([("Elsewhere", "income.other")], FRAME)


@pytest.mark.parametrize("text", ["", "23F", "A0", "ABCD1", "A1:B2", "F-1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotAnAddressError, match="not an address such as F23"):
        position(text)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(G23:R23)", "SUM(H25:S25)"),
        ("$A1+A$1+$A$1", "$A3+B$1+$A$1"),
        ("Income!F21-Expenditure!D14", "Income!G23-Expenditure!E16"),
        ("'A1 B2'!C3", "'A1 B2'!D5"),
        ('SUMIF(A1:A9,"A1",B1:B9)', 'SUMIF(B3:B11,"A1",C3:C11)'),
        ("LOG10(A1)", "LOG10(B3)"),
        ("tax2023+A1", "tax2023+B3"),
    ],
)
def test_a_formula_moves_as_a_spreadsheet_moves_it(formula: str, moved: str) -> None:
    assert shifted(formula, 2, 1) == moved


def test_a_reference_off_the_sheet_is_an_error() -> None:
    assert shifted("A1+B2", -1, -1) == "#REF!+A1"


def test_formulas_are_compared_without_what_programs_write_differently() -> None:
    assert normal("='Income'!$F$21 - d14") == normal("Income!F21-D14")
    assert normal("F21") != normal("F22")


def test_a_shared_formula_is_read_in_each_of_its_cells() -> None:
    target = SheetTarget("Income", Limits())
    for row in (1, 2):
        target.start("row", {})
        for kind in ("", "shared"):
            target.start("c", {})
            attributes = {"t": "shared", "si": "0"} if kind else {}
            target.start("f", attributes)
            if row == 1:
                target.data("A1+1" if kind else "B2")
            target.end("f")
            target.start("v", {})
            target.data("5")
            target.end("v")
            target.end("c")
    found = target.close()
    assert found.formulas == {"A1": "B2", "B1": "A1+1", "A2": "", "B2": "A2+1"}
    assert found.uncalculated == []


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("1023500.0", 102_350_000_000, None),
        ("0.01", 1_000, None),
        ("-5.5", -550_000, None),
        ("1234.5600000000002", 123_456_000, None),
        ("0.001", 100, FaultKind.TOO_PRECISE),
        ("1208.3333333333333", Absence.MISSING, FaultKind.TOO_PRECISE),
        ("nan", Absence.MISSING, FaultKind.NOT_A_NUMBER),
        ("inf", Absence.MISSING, FaultKind.NOT_A_NUMBER),
        ("ten", Absence.MISSING, FaultKind.NOT_A_NUMBER),
        ("9999999999.99", 999_999_999_999_000, None),
        ("10000000000", Absence.MISSING, FaultKind.TOO_LARGE),
        ("1e300", Absence.MISSING, FaultKind.TOO_LARGE),
    ],
)
def test_money_is_read_in_thousands_exactly(
    text: str, value: int | Absence, kind: FaultKind | None
) -> None:
    assert smallest(text, PENCE) == (value, kind)


def test_staff_and_counts_are_read_in_their_own_places() -> None:
    assert smallest("12.25", WTE) == (1225, None)
    assert smallest("9999999999.99", WTE) == (999_999_999_999, None)
    assert smallest("10000000000", WTE) == (Absence.MISSING, FaultKind.TOO_LARGE)
    assert smallest("9999999999", COUNT) == (9_999_999_999, None)
    assert smallest("10000000000", COUNT) == (Absence.MISSING, FaultKind.TOO_LARGE)
    assert smallest("12.255", WTE) == (Absence.MISSING, FaultKind.TOO_PRECISE)
    assert smallest("12.0", SPELLS) == (12, None)
    assert smallest("12.5", SPELLS) == (Absence.MISSING, FaultKind.TOO_PRECISE)
    assert scale(SPELLS).expected == "a number in spells, a whole number"


def test_a_calculated_number_goes_to_the_nearest_penny() -> None:
    assert calculated("1208.3333333333333", PENCE) == 120_833_333
    assert calculated("nan", PENCE) is Absence.MISSING
    assert calculated("1e40", PENCE) is Absence.MISSING


def test_words_are_found_by_place() -> None:
    places = Places("3f2a9c1e07bd" + "0" * 52)
    words = Words(places, {("Income", 23): "Row"}, {"Income": {6: "Year", 7: "Month 1"}})
    assert words["file:3f2a9c1e07bd/Income/F23"] == ("Row", "Year")
    assert list(words) == ["file:3f2a9c1e07bd/Income/F23", "file:3f2a9c1e07bd/Income/G23"]
    assert len(words) == 2
    for unknown in ("file:aaaaaaaaaaaa/Income/F23", "file:3f2a9c1e07bd/Income", "F23",
                    "file:3f2a9c1e07bd/Income/F24", "file:3f2a9c1e07bd/Income/23"):  # fmt: skip
        assert unknown not in words


def test_a_form_holds_each_month_of_a_line_once() -> None:
    def cell(period: str) -> Cell:
        key = CellKey(
            organisation="ZR2",
            counterparty="ZQ9",
            measure="income.patient_care",
            period=FinancialYear(2023).coded(period),
            layer="plan",
        )
        return Cell(key=key, value=1, source=Reference("file", ("made-up",)))

    content = content_of([cell("M02")])
    missing = [Absence.MISSING]
    assert content.values["income.patient_care", "ZQ9", ""] == [*missing, 1, *missing * 10]
    assert content.counterparties == {"ZQ9": ""}
    for cells in (
        [cell("M01"), cell("M01")],
        [cell("Q1")],
        [cell("Y"), cell("M01")],
        [cell("M01"), cell("Y")],
    ):
        with pytest.raises(ValueError, match="each amount of a line once"):
            content_of(cells)


def test_the_room_has_all_its_public_names() -> None:
    for name in equipoise.sheets.__all__:
        assert getattr(equipoise.sheets, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Workbook'"):
        _ = equipoise.sheets.Workbook


def test_a_formula_that_lacks_a_row_is_not_expected() -> None:
    tags = ["surplus.reported", "position.including", "shown.income.total"]
    form = next(form for form in FORMS if form.name == "Position")
    rows = {n: row_of(Tag.parse(tag), form, frame=FRAME) for n, tag in enumerate(tags, start=8)}
    grid = Grid({"Position": {n: row for n, row in rows.items() if row}}, {"Position": {"year": 4}})
    assert [formula(form, number, code="year", grid=grid) for number in rows] == [
        None,
        None,
        None,
    ]


def test_a_total_without_rows_is_not_expected() -> None:
    row = row_of(Tag("income.support"), FORMS[0], frame=FRAME)
    assert row is not None
    grid = Grid({"Income": {17: row}}, {"Income": {"year": 6}})
    assert formula(FORMS[0], 17, code="year", grid=grid) is None
