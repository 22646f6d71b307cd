"""Elective care as it is written down: what is read, and every fault told at its row."""

from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

from equipoise.sources import (
    ELECTIVE_COLUMNS,
    ElectiveCare,
    elective_care,
    elective_systems,
    elective_template,
)

HEADING = "system,provider,month,pod,baseline,actual"
GOOD = "ZQ1,ZR1,1,EL,1000.5,900"


def read(folder: Path, *lines: str, heading: str = HEADING) -> ElectiveCare:
    path = folder / "care.csv"
    path.write_text("\n".join((heading, *lines)) + "\n", "utf-8")
    return elective_care(path)


def whys(found: ElectiveCare) -> list[tuple[str, str, str]]:
    return [(misfit.place, misfit.found, misfit.why) for misfit in found.misfits]


def test_rows_are_read_in_pence(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, 'ZQ1,ZR1,M12,OPFA,"1,000",', "ZQ1,ZR1,M02,DC,1,1.00001")
    first, second, third = found.rows
    assert (first.system, first.provider, first.month, first.pod) == ("ZQ1", "ZR1", 1, "EL")
    assert (first.baseline, first.actual, first.forecast) == (100_050_000, 90_000_000, None)
    assert (second.month, second.baseline, second.actual) == (12, 100_000_000, None)
    assert (third.month, third.actual, third.place) == (2, 100_001, "row 4")
    assert (found.source, found.misfits, found.left_out) == ("care.csv", (), 0)


def test_a_forecast_is_read_where_there_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, f"{GOOD},950", f"{GOOD},".replace(",1,", ",2,"),
                 heading=f"{HEADING},forecast")  # fmt: skip
    assert [row.forecast for row in found.rows] == [95_000_000, None]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ZQ1,ZR1,13,EL,1,1", ("13", "month is not a month of the year")),
        ("ZQ1,ZR1,0,EL,1,1", ("0", "month is not a month of the year")),
        ("ZQ1,ZR1,April,EL,1,1", ("April", "month is not a month of the year")),
        ("ZQ1,ZR1,,EL,1,1", ("", "month is blank")),
        (",ZR1,1,EL,1,1", ("", "system is blank")),
        ("ZQ1,ZR1,1,XX,1,1", ("XX", "no point of delivery that schemes know")),
        ("ZQ1,ZR1,1,EL,,1", ("", "baseline is blank")),
        ("ZQ1,ZR1,1,EL,x,1", ("x", "baseline is not an amount")),
        ("ZQ1,ZR1,1,EL,1,n/a", ("n/a", "actual is not an amount")),
        ("ZQ1,ZR1,1,EL,1,1.000001", ("1.000001", "actual is not an amount")),
        ("ZQ1,ZR1,1,EL,-1,1", ("-1", "baseline is below nil")),
        ("ZQ1,ZR1,1,EL,1,(1)", ("(1)", "actual is below nil")),
        ("ZQ1,ZR1,1,EL,1", ("5", "not as many texts as the others")),
    ],
)
def test_a_faulty_row_is_told_and_left_out(
    tmp_path: Path, line: str, told: tuple[str, str]
) -> None:
    found = read(tmp_path, GOOD, line)
    assert whys(found) == [("row 3", *told)]
    assert (len(found.rows), found.left_out) == (1, 1)


def test_two_faults_of_a_row_leave_out_one(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, "ZQ1,ZR1,99,XX,1,1")
    assert (len(found.misfits), found.left_out) == (2, 1)


def test_a_row_stands_once(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, GOOD.replace("900", "800"), GOOD.replace("EL", "DC"))
    assert whys(found) == [("row 3", "ZQ1, ZR1, 1, EL", "ZQ1, ZR1, 1, EL stands in row 2 too")]
    assert [row.actual for row in found.rows] == [90_000_000, 90_000_000]
    assert found.left_out == 1


def test_a_heading_nobody_knows_is_told_and_hides_nothing_else(tmp_path: Path) -> None:
    found = read(tmp_path, f"{GOOD},7", heading=f"{HEADING},forcast")
    assert whys(found) == [
        (
            "heading",
            "forcast",
            "no column of that name is known: what is beneath it is not read",
        )
    ]
    assert (found.rows[0].forecast, found.left_out) == (None, 0)


def test_without_a_column_no_row_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, heading=HEADING.replace("actual", "actul"))
    assert ("heading", "actul", "no column for actual") in whys(found)
    assert (found.rows, found.left_out) == ((), 1)


def test_a_workbook_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "care.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes")
        sheet = book.add_worksheet("Care")
        sheet.write_row(0, 0, HEADING.split(","))
        sheet.write_row(1, 0, ["ZQ1", "ZR1", 1, "EL", 1000.5, 900])
    found = elective_care(path, sheet="Care")
    assert found.rows == read(tmp_path, GOOD).rows


def test_the_template_has_every_column_and_a_word_on_each(tmp_path: Path) -> None:
    heading = elective_template().strip()
    assert heading == f"{HEADING},forecast"
    assert heading.split(",") == list(ELECTIVE_COLUMNS)
    assert read(tmp_path, f"{GOOD},", heading=heading).misfits == ()


def test_limits_of_systems(tmp_path: Path) -> None:
    path = tmp_path / "systems.csv"
    path.write_text("system,fund,target\nZQ1,40.5,107\nZQ2,,103.5%\nZQ3,0,\n", "utf-8")
    found = elective_systems(path)
    assert {code: (one.fund, one.target) for code, one in found.limits.items()} == {
        "ZQ1": (4_050_000, Fraction("1.07")),
        "ZQ2": (None, Fraction("1.035")),
        "ZQ3": (0, None),
    }
    assert (found.misfits, found.limits["ZQ2"].place) == ((), "row 3")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ZQ1,x,107", "the fund is not an amount of nil or more"),
        ("ZQ1,-1,107", "the fund is not an amount of nil or more"),
        ("ZQ1,1,high", "the target is not a percentage"),
        ("ZQ1,1,0", "the target is not a percentage"),
    ],
)
def test_a_faulty_limit_is_told_and_left_out(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "systems.csv"
    path.write_text(f"system,fund,target,mood\n{line},x\nZQ2,1,103,x\n", "utf-8")
    found = elective_systems(path)
    assert [misfit.why for misfit in found.misfits] == [
        "no column of that name is known: what is beneath it is not read",
        why,
    ]
    assert list(found.limits) == ["ZQ2"]


def test_a_system_stands_once_among_limits(tmp_path: Path) -> None:
    path = tmp_path / "systems.csv"
    path.write_text("system,fund\nZQ1,1\nZQ1,2\n", "utf-8")
    found = elective_systems(path)
    assert found.limits["ZQ1"].fund == 100_000
    assert [misfit.why for misfit in found.misfits] == ["the same system as row 2"]
