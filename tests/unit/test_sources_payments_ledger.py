"""Ledgers of payments: other columns, mixed days, spellings, and what does not fit."""

from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from equipoise.sources import PaymentsLedger, payments_ledger
from equipoise.sources.days import meant, month_named, order_of, readings
from equipoise.sources.suppliers import spellings, supplier_key

HEAD = "Payment Date,Supplier Name,Amount (£),Expense Type,Month"


def ledger(tmp_path: Path, *lines: str, head: str = HEAD, name: str = "l.csv") -> PaymentsLedger:
    path = tmp_path / name
    path.write_text("\n".join((head, *lines)) + "\n", "utf-8")
    return payments_ledger(path)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30/09/2020", ["2020-09-30"]),
        ("9/30/2020", ["2020-09-30"]),
        ("30.09.20", ["2020-09-30"]),
        ("12/09/2020", ["2020-09-12", "2020-12-09"]),
        ("13/09/2020", ["2020-09-13"]),
        ("09/09/2020", ["2020-09-09"]),
        ("2020-09-30", ["2020-09-30"]),
        ("2020-09-30 00:00:00", ["2020-09-30"]),
        ("30 September 2020", ["2020-09-30"]),
        ("30-Sep-20", ["2020-09-30"]),
        ("44104", ["2020-09-30"]),
        ("31/04/2020", []),
        ("30 Smarch 2020", []),
        ("soon", []),
        ("", []),
    ],
)
def test_every_reading_of_a_day(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in readings(text).days] == days


def test_titles_may_stand_above_the_headings(tmp_path: Path) -> None:
    """Rows count from the top; a title that holds a word of the headings is none of them."""
    found = ledger(
        tmp_path, "Payments over £25000,,,,", HEAD, "30/09/2020,Trust,100.00,Block,", "x,T,1,B,",
        head="Period,September 2020,,,",
    )  # fmt: skip
    assert [(each.place, each.amount) for each in found.payments] == [("row 4", 10_000)]
    assert [each.place for each in found.misfits] == ["row 5"]


@pytest.mark.parametrize(("titles", "read"), [(20, 1), (21, 0)])
def test_headings_are_looked_for_in_the_first_rows(tmp_path: Path, titles: int, read: int) -> None:
    found = ledger(
        tmp_path, *["A title,,,,"] * (titles - 1), HEAD, "30/09/2020,Trust,100.00,Block,",
        head="A title,,,,",
    )  # fmt: skip
    assert len(found.payments) == read
    assert bool(found.misfits) is not bool(read)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("SEL 06 - September.pdf.csv", 9),
        ("Mar-21", 3),
        ("May", 5),
        ("Mayor's fund", None),
        ("M01", 4),
        ("Month 12", 3),
        ("M9", 12),
        ("M13", None),
        ("", None),
    ],
)
def test_the_month_that_a_text_names(text: str, month: int | None) -> None:
    assert month_named(text) == month


def test_the_month_of_the_file_tells_first_then_the_order_of_the_others() -> None:
    both = readings("05/09/2020")
    assert meant(both, month=9, order="month first") == (date(2020, 9, 5), "month")
    assert meant(both, month=5, order="day first") == (date(2020, 5, 9), "month")
    assert meant(both, month=None, order="day first") == (date(2020, 9, 5), "order")
    assert meant(both, month=None, order="month first") == (date(2020, 5, 9), "order")
    assert meant(both, month=None, order="") == (None, "")
    assert meant(both, month=1, order="day first") == (None, "")
    assert meant(readings("30/09/2020"), month=1, order="") == (date(2020, 9, 30), "")
    assert meant(readings("x"), month=1, order="") == (None, "")


def test_one_order_is_evidence_and_two_are_none() -> None:
    day, month = readings("30/09/2020"), readings("9/30/2020")
    assert order_of([day, readings("05/09/2020")]) == "day first"
    assert order_of([month, readings("2020-09-30")]) == "month first"
    assert order_of([day, month]) == ""
    assert order_of([readings("09/09/2020")]) == ""


def test_other_column_names_are_read_and_amounts_as_printed(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        '30/09/2020,NORTH TRUST,"£1,234.50",Care?Block,September',
        '29/09/2020,NORTH TRUST,"(25,000.00)",Care,September',
        "28/09/2020,REDACTED,-30000,Care,September",
    )
    assert not found.misfits
    assert [each.amount for each in found.payments] == [123_450, -2_500_000, -3_000_000]
    assert [each.day for each in found.payments] == [date(2020, 9, n) for n in (30, 29, 28)]
    assert [each.kind for each in found.payments] == ["Care-Block", "Care", "Care"]
    assert found.hyphens == 1
    assert [each.place for each in found.unnamed] == ["row 4"]


def test_a_day_in_two_readings_is_told_by_the_month_column(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "05/09/2020,NORTH TRUST,25000,Care,September",
        "9/05/2020,NORTH TRUST,25000,Care,September",
    )
    assert [each.day for each in found.payments] == [date(2020, 9, 5), date(2020, 9, 5)]
    assert found.told_by == {"month": 2}


def test_a_day_in_two_readings_is_told_by_the_order_of_the_others(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "9/30/2020,NORTH TRUST,25000,Care,",
        "9/05/2020,NORTH TRUST,25000,Care,",
    )
    assert [each.day for each in found.payments] == [date(2020, 9, 30), date(2020, 9, 5)]
    assert found.told_by == {"order": 1}


def test_a_day_that_nothing_tells_is_left_out_and_told(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        "9/30/2020,NORTH TRUST,25000,Care,",
        "30/9/2020,NORTH TRUST,25000,Care,",
        "9/05/2020,NORTH TRUST,25000,Care,",
    )
    assert len(found.payments) == 2
    (misfit,) = found.misfits
    assert misfit.place == "row 4"
    assert misfit.found == "9/05/2020"
    assert misfit.expected == "2020-05-09 or 2020-09-05"
    assert "two ways" in misfit.why


@pytest.mark.parametrize(
    ("line", "found", "why"),
    [
        ("soon,NORTH TRUST,25000,Care,May", "soon", "date is not a day"),
        ("30/09/2020,NORTH TRUST,lots,Care,May", "lots", "amount is not an amount in £"),
        ("30/09/2020,NORTH TRUST,1.001,Care,May", "1.001", "amount is not an amount in £"),
        (",NORTH TRUST,25000,Care,May", "", "date is blank"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_at_its_row(
    tmp_path: Path, line: str, found: str, why: str
) -> None:
    read = ledger(tmp_path, line)
    assert not read.payments
    (misfit,) = read.misfits
    assert (misfit.place, misfit.found, misfit.why) == ("row 2", found, why)


def test_a_ledger_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "saved.csv"
    path.write_bytes("Date,Supplier,Amount (£)\n30/09/2020,CAFÉ,25000\n".encode("cp1252"))
    (payment,) = payments_ledger(path).payments
    assert payment.supplier == "CAFÉ"


def test_a_workbook_is_read_with_its_own_days(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("April")
        sheet.write_row(0, 0, ["Date", "Supplier", "Amount"])
        sheet.write_datetime(1, 0, date(2020, 4, 5), book.add_format({"num_format": "dd/mm/yy"}))
        sheet.write_row(1, 1, ["NORTH TRUST", 25_000.5])
    (payment,) = payments_ledger(path, sheet="April").payments
    assert (payment.day, payment.amount) == (date(2020, 4, 5), 2_500_050)


def test_spellings_are_one_by_a_stated_rule() -> None:
    names = ["TRUST GUYS & ST THOMAS NHS FOUNDATION TRUST", *["GUYS AND ST THOMAS NHS FT"] * 2]
    assert supplier_key("THE TRUST") == {"THE", "TRUST"}
    assert len(spellings(names)) == 2
    names = ["GUY'S & ST. THOMAS TRUST", "Guys and St Thomas", "Guys and St Thomas", "KINGS"]
    assert spellings(names) == {
        "Guys and St Thomas": ("GUY'S & ST. THOMAS TRUST", "Guys and St Thomas"),
        "KINGS": ("KINGS",),
    }
    assert spellings(["B A", "A B"]) == {"A B": ("A B", "B A")}
