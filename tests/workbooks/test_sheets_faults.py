"""Faults planted in a good form: which is found, and in which cell."""

from __future__ import annotations

from typing import Final

import pytest

from equipoise.sheets import Fault, FaultKind, Reading, Refusal
from equipoise.sheets.addresses import shifted
from equipoise.units import Absence
from tests.workbooks.conftest import Read
from tests.workbooks.planting import (
    THOUSAND,
    YEAR,
    good,
    part_of,
    planted,
    replaced,
    unzipped,
)


def reading(found: Reading | Refusal) -> Reading:
    assert isinstance(found, Reading), found
    return found


def told(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.kind.value, "!".join(fault.place.parts[1:])) for fault in faults]


def value_at(read_: Reading, place: str) -> int | Absence:
    by_place = {
        "!".join(cell.source.parts[1:]): cell.value for cell in (*read_.cells, *read_.totals)
    }
    return by_place[place]


GONE: Final = ("missing row", "Income")
CORPUS: Final[list[tuple[str, dict[str, str | int | None], list[tuple[str, str]]]]] = [
    ("Income", {"G23": "£520m"}, [("text", "Income!G23")]),
    ("Income", {"G23": "'1,234.50"}, [("text", "Income!G23")]),
    ("Income", {"G23": "(5)"}, [("text", "Income!G23")]),
    ("Income", {"G23": "n/a"}, [("text", "Income!G23")]),
    ("Income", {"G23": "'5%"}, [("text", "Income!G23")]),
    ("Income", {"G23": "!TRUE"}, [("not a number", "Income!G23")]),
    ("Income", {"G23": "1e300"}, [("too large", "Income!G23")]),
    ("Income", {"G23": "10000000000"}, [("too large", "Income!G23")]),
    ("Income", {"G23": "0.001"}, [("too precise", "Income!G23")]),
    ("Income", {"G23": "0.0000001"}, [("too precise", "Income!G23")]),
    ("Income", {"G23": None}, [("blank", "Income!G23")]),
    ("Income", {"G23": "   "}, [("blank", "Income!G23")]),
    ("Income", {"G23": "=14500/12"}, []),
    ("Workforce", {"D14": 4321}, [("overwritten", "Workforce!D14")]),
    ("Workforce", {"D14": None}, [("overwritten", "Workforce!D14")]),
    ("Workforce", {"E14": "=SUM(E8:E12)"}, [("formula changed", "Workforce!E14")]),
    ("Workforce", {"E14": "= sum( $E$8:$E$13 )"}, []),
    (
        "Income",
        {"F23": "£520m", "F24": "£12m", "F11": "£6m"},
        [("text", "Income!F11"), ("text", "Income!F23"), ("text", "Income!F24")],
    ),
    ("Income", {"C23": "ZR9"}, [("code changed", "Income!C23")]),
    ("Income", {"A23": "income.parking"}, [("unknown tag", "Income!A23"), GONE]),
    ("Income", {"A23": "income.patient_care/X24"}, [
        ("code changed", "Income!C23"), ("twice", "Income!A24"), GONE,
    ]),
    ("Income", {"A23": None}, [("unknown tag", "Income!F23"), GONE]),
    ("Income", {"G5": "M99"}, [("missing column", "Income")]),
    ("Income", {"G5": "M02"}, [("missing column", "Income"), ("twice", "Income")]),
    ("Income", {"A5": None}, [("missing column", "Income")]),
    ("Efficiency", {"D13": "Often"}, [("not in list", "Efficiency!D13")]),
    ("Efficiency", {"D13": None, "E13": None}, [
        ("blank", "Efficiency!D13"), ("blank", "Efficiency!E13"),
    ]),
    ("Efficiency", {"D13": "recurrent "}, []),
    ("Efficiency", {"G13": None}, [("blank", "Efficiency!G13")]),
    ("Efficiency", {"C13": None}, [("blank", "Efficiency!C13")]),
    ("Efficiency", {"B13": None}, [("blank", "Efficiency!B13")]),
    ("Efficiency", {"B13": "S" * 41}, [("not a code", "Efficiency!B13")]),
    ("Efficiency", {"B14": "S1"}, [("twice", "Efficiency!B14")]),
    ("_meta", {"B9": "f" * 64}, [("layout changed", "_meta")]),
]  # fmt: skip


def test_a_good_form_has_no_fault(read: Read) -> None:
    assert reading(read(good())).faults == ()


@pytest.mark.parametrize(("sheet", "cells", "expected"), CORPUS, ids=str)
def test_a_planted_fault_is_found_where_it_was_planted(
    read: Read, sheet: str, cells: dict[str, str | int | None], expected: list[tuple[str, str]]
) -> None:
    found = told(reading(read(planted(good(), sheet, **cells))).faults)
    ours = [fault for fault in found if fault[0] != "formula changed" or fault in expected]
    assert sorted(ours) == sorted(expected)


def test_text_is_never_a_number_and_a_blank_is_never_zero(read: Read) -> None:
    form = planted(good(), "Income", G23="n/a", H23=None, I23="0", J23="0.001", K23="0.0000001")
    found = reading(read(form))
    places = {
        cell.source.parts[2]: cell.value for cell in found.cells if "23" in cell.source.parts[2]
    }
    missing = Absence.MISSING
    expected = {"G23": missing, "H23": missing, "I23": 0, "J23": 100, "K23": missing}
    assert {cell: places[cell] for cell in expected} == expected


def test_a_fault_says_row_column_found_and_expected(read: Read) -> None:
    (fault,) = reading(read(planted(good(), "Income", G23="£520m"))).faults
    assert str(fault.place) == "file:3f2a9c1e07bd/Income/G23"
    assert fault.kind is FaultKind.TEXT
    assert (fault.row, fault.column) == (
        "Income from NHS Northmere ICB",
        "Month 1 (April 2023) £000",
    )
    assert (fault.found, fault.expected) == ("£520m", "a number in £000, to 2 decimal places")


def test_an_overwritten_total_is_declared_as_it_stands(read: Read) -> None:
    found = reading(read(planted(good(), "Workforce", D14=4321)))
    (fault,) = found.faults
    assert (fault.row, fault.found) == ("Total WTE", "4321")
    assert fault.expected == "the formula =SUM(D8:D13)"
    declared = found.declared("wte.total")
    assert declared is not None
    assert declared.value == 432_100
    assert (
        str(declared.source) == str(found.place("wte.total")) == "file:3f2a9c1e07bd/Workforce/D14"
    )
    assert found.words[str(declared.source)] == ("Total WTE", "2023/24 plan WTE at year end")


def test_an_overwritten_total_of_text_declares_nothing(read: Read) -> None:
    found = reading(read(planted(good(), "Income", F23="£520m")))
    assert value_at(found, "Income!F23") is Absence.MISSING


def test_the_wrong_organisation_and_year_are_told_as_facts(read: Read) -> None:
    found = reading(read(planted(good(), "_meta", B3="ZR9", B6="2022/23")))
    assert (found.organisation, str(found.year)) == ("ZR9", "2022/23")
    assert {cell.key.organisation for cell in found.cells} == {"ZR9"}
    assert str(found.organisation_place) == "file:3f2a9c1e07bd/_meta/B3"
    assert str(found.year_place) == "file:3f2a9c1e07bd/_meta/B6"


def test_a_counterparty_added_in_a_spare_row_is_read(read: Read) -> None:
    months = {f"{column}25": 10 for column in "GHIJKLMNOPQR"}
    form = planted(good(), "Income", C25=" zq7", D25="NHS Farland ICB", **months)
    found = reading(read(form))
    assert found.faults == ()
    added = [cell for cell in found.cells if cell.key.counterparty == "ZQ7"]
    assert [cell.value for cell in added] == [10 * THOUSAND] * 12
    assert found.words["file:3f2a9c1e07bd/Income/G25"][0] == "Income from NHS Farland ICB"


def test_a_spare_row_used_in_part_lacks_the_rest(read: Read) -> None:
    found = reading(read(planted(good(), "Income", C25="ZQ7", G25=10)))
    assert told(found.faults) == [("blank", f"Income!{column}25") for column in "HIJKLMNOPQR"]
    values = [cell.value for cell in found.cells if cell.key.counterparty == "ZQ7"]
    assert values == [10 * THOUSAND] + [Absence.MISSING] * 11


@pytest.mark.parametrize(
    ("code", "expected"), [("ZQ1", "twice"), ("Z", "not a code"), (None, "blank")]
)
def test_a_spare_row_without_a_code_of_its_own_has_no_cells(
    read: Read, code: str | None, expected: str
) -> None:
    months = {f"{column}25": 10 for column in "GHIJKLMNOPQR"}
    found = reading(read(planted(good(), "Income", C25=code, **months)))
    assert told(found.faults) == [(expected, "Income!C25")]
    assert "Income!G25" not in {"!".join(cell.source.parts[1:]) for cell in found.cells}


def test_a_year_typed_into_an_unused_row_is_seen(read: Read) -> None:
    found = reading(read(planted(good(), "Income", F25=520_000)))
    assert ("overwritten", "Income!F25") in told(found.faults)
    assert ("blank", "Income!C25") in told(found.faults)


def test_an_item_keeps_its_words_and_feeds_the_measure_they_name(read: Read) -> None:
    found = reading(read(planted(good(), "Efficiency", D13="Non-recurrent", E13=None)))
    first = found.items[0]
    assert (first.ref, first.kind) == ("S1", "scheme")
    assert first.attributes == {
        "recurrent": "Non-recurrent", "risk": "Low", "owner": "Chief operating officer",
        "category": "Non-pay",
    }  # fmt: skip
    measures = {cell.key.measure for cell in found.cells if cell.key.item == "S1"}
    assert measures == {"efficiency.non_recurrent"}


def test_a_reference_typed_as_a_number_is_its_digits(read: Read) -> None:
    found = reading(read(planted(good(), "Efficiency", B13=17)))
    assert found.items[0].ref == "17"


def test_rows_inserted_by_a_spreadsheet_are_read_by_their_tags(read: Read) -> None:
    """A spreadsheet moves rows and formulas together: five rows are put in above row 8."""
    before = reading(read(good()))
    content = good()
    name = part_of(content, "Workforce")
    xml = unzipped(content)[name].decode()
    for row in range(14, 7, -1):
        block_start = xml.index(f'<row r="{row}"')
        block_end = xml.index("</row>", block_start) + len("</row>")
        block = xml[block_start:block_end]
        moved = block.replace(f'<row r="{row}"', f'<row r="{row + 5}"')
        for column in "ABCDEFGHIJKLMNOPQ":
            moved = moved.replace(f'r="{column}{row}"', f'r="{column}{row + 5}"')
        for formula in {part.partition("</f>")[0] for part in moved.split("<f>")[1:]}:
            moved = moved.replace(f"<f>{formula}</f>", f"<f>{shifted(formula, 5, 0)}</f>")
        xml = xml[:block_start] + moved + xml[block_end:]
    found = reading(read(replaced(content, name, xml.encode())))
    assert found.faults == ()
    assert {cell.key: cell.value for cell in found.cells} == {
        cell.key: cell.value for cell in before.cells
    }
    assert str(found.place("wte.total")) == "file:3f2a9c1e07bd/Workforce/D19"


def test_a_sheet_taken_out_is_missing_and_the_rest_is_read(read: Read) -> None:
    content = unzipped(good())
    book = content["xl/workbook.xml"].replace(b'name="Capital"', b'name="Kapital"')
    found = reading(read(replaced(good(), "xl/workbook.xml", book)))
    assert told(found.faults) == [("missing sheet", "Capital")]
    assert "capital.operational" not in {cell.key.measure for cell in found.cells}
    assert "efficiency.recurrent" in {cell.key.measure for cell in found.cells}


def test_totals_are_declared_by_row_by_measure_and_by_month(read: Read) -> None:
    found = reading(read(good()))
    totals = {
        (cell.key.measure, cell.key.counterparty, cell.key.item, cell.key.period.code): cell.value
        for cell in found.totals
    }
    assert len(totals) == len(found.totals)
    assert totals["income.patient_care", "ZQ1", "", "Y"] == 520_000 * THOUSAND
    assert totals["income.patient_care", None, "", "Y"] == 532_000 * THOUSAND
    assert totals["efficiency.recurrent", None, "", "Y"] == 120 * THOUSAND
    assert totals["efficiency.recurrent", None, "S1", "Y"] == 120 * THOUSAND
    assert totals["efficiency.total", None, "", "M01"] == 15 * THOUSAND
    assert totals["wte.total", None, "", "Y"] == 6 * 7 * THOUSAND
    # 532,000 + 6,000 + 84 income, less 6 lines of 84, plus 84 left out; then less 6,000
    assert totals["position.including", None, "", "Y"] == 537_664 * THOUSAND
    assert totals["position.excluding", None, "", "Y"] == 531_664 * THOUSAND


def test_cells_say_where_they_were_found(read: Read) -> None:
    found = reading(read(good()))
    cell = next(cell for cell in found.cells if cell.key.counterparty == "ZQ1")
    assert str(cell.source) == "file:3f2a9c1e07bd/Income/G11"
    assert cell.key.period == YEAR.month(1)
    assert cell.key.layer == "plan"
    assert found.place("income.patient_care", "ZQ9") is None
