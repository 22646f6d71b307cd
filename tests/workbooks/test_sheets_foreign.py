"""A workbook of somebody else's making, read through a mapping."""

from __future__ import annotations

import pytest

from equipoise.sheets import FaultKind
from equipoise.units import Absence, FinancialYear
from tests.workbooks.foreign_forms import (
    CASH,
    CODED,
    DIGEST,
    FORM_LINE,
    MAP,
    TRUST,
    Sheets,
    Value,
    changed,
    mapping,
    read,
)

CELL = "cell,Cash,E12,,cash.closing,,£000,1,Y\n"
LABEL = "label,Cash,total cash,2023/24,cash.closing,,£000,1,Y\n"


@pytest.mark.parametrize("line", [CODED, CELL, LABEL])
def test_a_place_is_found_by_code_by_address_or_by_its_words(line: str) -> None:
    reading = read(CASH, line)
    (cell,) = reading.cells
    assert cell.value == 123_450_000
    assert str(cell.source) == f"file:{DIGEST[:12]}/Cash/E12"
    assert (cell.key.organisation, cell.key.measure) == ("ZR2", "cash.closing")
    assert cell.key.period == TRUST.year.period
    assert reading.faults == ()
    assert reading.parts == ("cash",)
    assert reading.words[str(cell.source)] == ("Total cash", "2023/24")
    assert (reading.form, reading.version) == ("equipoise.foreign", MAP)


@pytest.mark.parametrize(
    ("unit", "sign", "pence"),
    [("£", 1, 123_450), ("£000", -1, -123_450_000), ("£m", 1, 123_450_000_000)],
)
def test_units_and_signs_are_the_mappings(unit: str, sign: int, pence: int) -> None:
    (cell,) = read(CASH, f"cell,Cash,E12,,cash.closing,,{unit},{sign},Y\n").cells
    assert cell.value == pence


@pytest.mark.parametrize(
    ("value", "kind", "pence"),
    [
        (None, FaultKind.BLANK, None),
        ("n/a", FaultKind.TEXT, None),
        ("1,234.50", FaultKind.TEXT, None),
        ("(5)", FaultKind.TEXT, None),
        ("5%", FaultKind.TEXT, None),
        (True, FaultKind.NOT_A_NUMBER, None),
        (0.125, FaultKind.TOO_PRECISE, 12_500),
        (0.123456, FaultKind.TOO_PRECISE, None),
        (1e13, FaultKind.TOO_LARGE, None),
        (0, None, 0),
        (0.12, None, 12_000),
    ],
)
def test_what_is_no_amount_is_a_fault_and_never_a_number(
    value: Value, kind: FaultKind | None, pence: int | None
) -> None:
    reading = read(
        changed(CASH, "Cash", E10=value, E12=None), "cell,Cash,E10,,cash.closing,,£000,1,Y\n"
    )
    (cell,) = reading.cells
    assert cell.value == (Absence.MISSING if pence is None else pence)
    assert [fault.kind for fault in reading.faults] == ([] if kind is None else [kind])
    assert all(str(fault.place).endswith("/Cash/E10") for fault in reading.faults)
    assert all(fault.row == "At bank" for fault in reading.faults)


def test_several_cells_make_one_amount_and_all_are_its_source() -> None:
    two = "".join(f"cell,Cash,{at},,cash.closing,,£000,1,Y\n" for at in ("E10", "E11"))
    reading = read(CASH, two)
    (cell,) = reading.cells
    assert cell.value == 123_450_000
    assert str(cell.source) == f"file:{DIGEST[:12]}/Cash/E10/E11"
    assert reading.words[str(cell.source)] == ("At bank and 1 more", "2023/24")
    (missing,) = read(changed(CASH, "Cash", E11="none"), two).cells
    assert missing.value is Absence.MISSING


def test_twelve_months_are_cells_and_the_year_is_their_declared_total() -> None:
    months: dict[str, Value] = {f"{chr(ord('A') + number)}2": number for number in range(1, 13)}
    sheets: Sheets = {"Pay": {"A2": "Agency", "N2": 78, **months}}
    lines = "".join(
        f"cell,Pay,{at},,pay.agency,,£000,1,M{number:02}\n" for at, number in months.items()
    )
    reading = read(sheets, lines + "cell,Pay,N2,,pay.agency,,£000,1,Y\n")
    own = [cell for cell in reading.cells if cell.key.measure == "pay.agency"]
    assert [cell.value for cell in own] == [100_000 * number for number in range(1, 13)]
    declared = reading.declared("pay.agency")
    assert declared is not None
    assert declared.value == 7_800_000
    without = read(sheets, lines.replace("cell,Pay,D2,,pay.agency,,£000,1,M03\n", ""))
    (gone,) = [cell for cell in without.cells if isinstance(cell.value, Absence)]
    assert gone.key.period.code == "M03"
    told = [fault for fault in without.faults if fault.row == "Agency"]
    assert [fault.expected for fault in without.faults if "M03" in fault.expected] != []
    assert told == []


def test_a_total_of_the_chart_is_declared_and_never_a_cell() -> None:
    reading = read(CASH, "cell,Cash,E12,,income.total,,£000,1,Y\n")
    assert [cell.key.measure for cell in reading.totals] == ["income.total"]
    assert "income.total" not in [cell.key.measure for cell in reading.cells]


def test_what_the_mapping_says_nothing_of_is_missing_and_what_it_says_is_nil_is_nil() -> None:
    reading = read(CASH, "cell,Cash,E12,,pay.agency,,£000,1,Y\nnil,,,,pay.bank,,,,\n")
    unmapped = {f.row for f in reading.faults if f.kind is FaultKind.NOT_MAPPED}
    assert "Drugs" in unmapped
    assert "Pay of bank staff" not in unmapped
    (nil,) = [cell for cell in reading.cells if cell.key.measure == "pay.bank"]
    assert (nil.value, str(nil.source)) == (0, f"file:{MAP[:12]}/line/3")
    assert "Total income" not in unmapped


def test_who_and_which_year_are_read_where_the_mapping_says() -> None:
    head = "organisation,Front,C3,,,,,,\nyear,Front,C4,,,,,,\n"
    reading = read(CASH, head + CELL)
    assert (reading.organisation, reading.year) == ("ZR2", FinancialYear(2023))
    assert str(reading.year_place) == f"file:{DIGEST[:12]}/Front/C4"
    other = read(changed(CASH, "Front", C3="ZR1", C4="Accounts 2022/2023"), head + CELL)
    assert (other.organisation, other.year) == ("ZR1", FinancialYear(2022))
    assert {cell.key.organisation for cell in other.cells} == {"ZR1"}
    named = read(changed(CASH, "Front", C3="CALDER VALE"), head + CELL)
    assert (named.organisation, named.faults) == ("ZR2", ())
    unsaid = read(changed(CASH, "Front", C3=None, C4="soon"), head + CELL)
    assert [fault.kind for fault in unsaid.faults] == [FaultKind.BLANK, FaultKind.NOT_A_CODE]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cell,Cush,E12,,cash.closing,,£000,1,Y\n", "the sheet Cush"),
        ("code,Cash,CSH0999,K01CY01,cash.closing,,£000,1,Y\n", "one cell of CSH0999 under K01CY01"),
        ("label,Cash,Total,2023/24,cash.closing,,£000,1,Y\n", "one cell of Total under 2023/24"),
        (CELL + CODED.removeprefix(FORM_LINE),
         "a cell of its own; E12 is mapped already"),
    ],
)  # fmt: skip
def test_a_place_that_is_not_there_is_a_fault_and_the_amount_is_missing(
    line: str, expected: str
) -> None:
    reading = read(CASH, line)
    (fault,) = [f for f in reading.faults if f.kind is FaultKind.NOT_PLACED]
    assert fault.expected == expected
    assert fault.place.parts[:2] == (MAP[:12], "line")
    assert [cell.value for cell in reading.cells] == [Absence.MISSING]


def test_a_label_that_stands_twice_is_not_guessed() -> None:
    reading = read(changed(CASH, "Cash", B11="Total cash"), LABEL)
    assert [f.expected for f in reading.faults] == [
        "one cell of total cash under 2023/24; there are E11, E12"
    ]


def test_a_code_is_read_under_its_own_main_code_alone() -> None:
    """The sub code stands again in a second table, under another main code."""
    below: dict[str, Value] = {"E20": "K01CY02", "E21": 7, "G21": "CSH0120"}
    sheets = changed(CASH, "Cash", **below)
    (first,) = read(sheets, CODED).cells
    (second,) = read(sheets, CODED.replace("K01CY01", "K01CY02")).cells
    assert (first.value, second.value) == (123_450_000, 700_000)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("sell,Cash,E12,,cash.closing,,£000,1,Y\n", "by"),
        ("cell,,E12,,cash.closing,,£000,1,Y\n", "sheet"),
        ("cell,Cash,12,,cash.closing,,£000,1,Y\n", "at"),
        ("code,Cash,CSH0120,,cash.closing,,£000,1,Y\n", "under"),
        ("cell,Cash,E12,,cash.clothing,,£000,1,Y\n", "measure"),
        ("cell,Cash,E12,,capital.operational,,£000,1,Y\n", "measure"),
        ("cell,Cash,E12,,cash.closing,QOC,£000,1,Y\n", "counterparty"),
        ("cell,Cash,E12,,cash.closing,,WTE,1,Y\n", "unit"),
        ("cell,Cash,E12,,cash.closing,,£000,0,Y\n", "sign"),
        ("cell,Cash,E12,,cash.closing,,£000,1,M13\n", "period"),
        ("none,,,,pay.agency,,,,\n", "by"),
        ("nil,,,,income.total,,,,\n", "by"),
        ("formula,Cash,E12,SUM(E10:E11),,,,,\n", "under"),
        (CELL + CELL, "at"),
        ("cell,Cash,E12\n", ""),
    ],
)
def test_a_line_of_a_mapping_that_says_nothing_is_a_fault(line: str, column: str) -> None:
    (fault,) = mapping(line).faults
    assert (fault.kind, fault.column) == (FaultKind.MAP_LINE, column)
    number = 3 if line == CELL + CELL else 2
    assert fault.place.parts == (MAP[:12], "line", str(number))
