import gzip
from pathlib import Path

import pytest

from equipoise.cube.connection import connected, quoted
from equipoise.sources import Table, read_table

TRUSTS = '"RA1","ONE TRUST","Y56","QMJ","","","","","","","20110401","20240930","",""\n'
PRACTICES = (
    "code,name,national_grouping,high_level_health_geography,open_date,close_date,status,"
    "commissioner"
)
GOOD = "A81001,ONE SURGERY,Y63,QHM,19740401,,ACTIVE,16C"


def practices(tmp_path: Path, *lines: str) -> Table:
    path = tmp_path / "practices.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return read_table(path, "practices")


def whys(table: Table) -> list[tuple[str, str]]:
    return [(misfit.place, misfit.why) for misfit in table.misfits]


def test_columns_go_by_their_headings_in_any_order(tmp_path: Path) -> None:
    turned = ",".join(reversed(PRACTICES.split(",")))
    found = practices(tmp_path, turned, ",".join(reversed(GOOD.split(","))))
    assert (found.rows[0]["code"], found.rows[0]["commissioner"]) == ("A81001", "16C")
    assert found.misfits == ()
    assert found.source == "NHS England, Organisation Data Service: practices.csv"


def test_a_byte_mark_and_surrounding_blanks_do_not_count(tmp_path: Path) -> None:
    found = practices(tmp_path, "\ufeff" + PRACTICES, GOOD.replace("ONE", "  ONE"), "")
    assert [row["name"] for row in found.rows] == ["ONE SURGERY"]


def test_a_gzipped_file_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "practices.csv.gz"
    path.write_bytes(gzip.compress(f"{PRACTICES}\n{GOOD}\n".encode()))
    assert read_table(path, "practices").rows == practices(tmp_path, PRACTICES, GOOD).rows


def test_without_headings_columns_go_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "trusts.csv"
    path.write_text(TRUSTS, "utf-8")
    (row,) = read_table(path, "trusts").rows
    assert (row.place, row["code"], row["last_day"]) == ("row 1", "RA1", "20240930")


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        (PRACTICES.replace(",status", ",state"), "no column for status"),
        ("", "no column for code"),
    ],
)
def test_a_missing_column_is_told_and_no_row_is_read(
    tmp_path: Path, heading: str, why: str
) -> None:
    found = practices(tmp_path, heading, GOOD)
    assert found.rows == ()
    assert ("heading", why) in whys(found)


def test_two_columns_for_one_field_are_told(tmp_path: Path) -> None:
    path = tmp_path / "structures.csv"
    path.write_text("STP_ODS_CODE,ICB_ODS_CODE\n", "utf-8")
    misfits = read_table(path, "practice_structures").misfits
    assert "more than one column for system" in [misfit.why for misfit in misfits]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (GOOD + ",", "not as many texts as the others"),
        (GOOD.removesuffix(",16C"), "not as many texts as the others"),
        (GOOD.replace("A81001", ""), "code is blank"),
        (GOOD.replace("19740401", "01/04/1974"), "opens_on is not a day"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_told(
    tmp_path: Path, line: str, why: str
) -> None:
    found = practices(tmp_path, PRACTICES, GOOD, line)
    assert len(found.rows) == 1
    assert whys(found) == [("row 3", why)]


def test_a_year_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("year,as_at,fact,value,unit,source\n2022/24,M6,a,1,count,b\n", "utf-8")
    (misfit,) = read_table(path, "system_facts").misfits
    assert str(misfit).endswith(
        "row 2: year is not a financial year; found 2022/24, expected a financial year"
    )


def test_a_repeated_key_is_told_and_kept(tmp_path: Path) -> None:
    found = practices(tmp_path, PRACTICES, GOOD, GOOD.replace("ONE", "TWO"))
    assert whys(found) == [("row 3", "the same code as row 2")]
    assert len(found.rows) == 2
    assert found.by("code")["A81001"]["name"] == "ONE SURGERY"


def test_texts_that_stand_for_nothing_are_blank(tmp_path: Path) -> None:
    path = tmp_path / "changes.csv"
    ends = ",".join(f"new_code_{n},date_change_{n},change_type_{n}" for n in (1, 2, 3))
    path.write_text(f"old_code,{ends}\n5C7,5NC,2003-04-01,split,NA,NA,NA,NA,NA,NA\n", "utf-8")
    (row,) = read_table(path, "organisation_changes").rows
    assert (row["first"], row["second"], row["second_on"]) == ("5NC", "", "")


def test_parquet_reads_like_csv(tmp_path: Path) -> None:
    path = tmp_path / "practices.parquet"
    names = PRACTICES.split(",")
    values = [quoted(text) if text else "NULL" for text in GOOD.split(",")]
    columns = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
    with connected(tmp_path) as connection:
        connection.execute(f"COPY (SELECT {columns}) TO {quoted(str(path))} (FORMAT parquet)")
    assert read_table(path, "practices").rows == practices(tmp_path, PRACTICES, GOOD).rows
