"""Files of activity become coded records: every row is there, and what is odd is told."""

from datetime import date
from pathlib import Path

import pytest

from equipoise.cube import connected, fetched, quoted
from equipoise.findings import Severity
from equipoise.pricing import Kind, NotCodedError, ingest, read_manifest
from equipoise.pricing.activity import COLUMNS
from tests.activity_files import TODAY, taken_in, written
from tests.shared_data import needs, shared


def stored(folder: Path, kind: Kind, columns: str) -> list[tuple[object, ...]]:
    with connected(folder) as connection:
        files = quoted(str(folder / "coded" / f"{kind}-*.parquet"))
        return fetched(connection, f"SELECT {columns} FROM read_parquet({files}) ORDER BY ALL")


def test_codes_become_numbers_in_their_order(tmp_path: Path) -> None:
    path = written(
        tmp_path, Kind.ADMITTED,
        [{"provider": "RXF"}, {"provider": "RAE00"}, {"provider": "rae "}, {"practice": ""}],
    )  # fmt: skip
    activity = taken_in(tmp_path, path).activity
    assert activity is not None
    assert activity.codes["provider"] == ("RAE", "RXF")
    assert stored(tmp_path, Kind.ADMITTED, "provider, practice, month") == [
        (1, 1, 202206), (1, 1, 202206), (2, 0, 202206), (2, 1, 202206),
    ]  # fmt: skip


def test_the_kinds_share_their_numbers(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, Kind.ADMITTED, [{"provider": "RXF"}]),
        written(tmp_path, Kind.EMERGENCY, [{"provider": "RAE"}, {"provider": "RXF"}]),
    ]
    activity = taken_in(tmp_path, *paths).activity
    assert activity is not None
    assert activity.records == 3
    assert stored(tmp_path, Kind.ADMITTED, "provider") == [(2,)]
    assert stored(tmp_path, Kind.EMERGENCY, "provider") == [(1,), (2,)]


def test_a_coded_folder_is_read_again(tmp_path: Path) -> None:
    found = taken_in(tmp_path, written(tmp_path, Kind.OUTPATIENT, [{}])).activity
    assert read_manifest(tmp_path / "coded") == found
    with pytest.raises(NotCodedError):
        read_manifest(tmp_path)


def test_the_columns_are_those_declared_and_no_more(tmp_path: Path) -> None:
    paths = [written(tmp_path, kind, [{}], COMMENT="x") for kind in Kind]
    taken_in(tmp_path, *paths)
    for kind in Kind:
        with connected(tmp_path) as connection:
            files = quoted(str(tmp_path / "coded" / f"{kind}-*.parquet"))
            found = fetched(connection, f"DESCRIBE SELECT * FROM read_parquet({files})")
        assert {row[0]: row[1] for row in found} == dict(COLUMNS[kind])


@pytest.mark.parametrize(
    ("change", "code", "fault"),
    [
        ({"priced_on": ""}, "EQ-ACT-005", 1),
        ({"priced_on": "soon"}, "EQ-ACT-006", 2),
        ({"priced_on": "31/02/2022"}, "EQ-ACT-006", 2),
        ({"priced_on": "1989-03-31", "started_on": "1989-03-01"}, "EQ-ACT-006", 2),
        ({"priced_on": "2023-05-02"}, "EQ-ACT-006", 2),
        ({"started_on": "2022-06-05"}, "EQ-ACT-006", 2),
        ({"length_of_stay": "-1"}, "EQ-ACT-007", 3),
        ({"length_of_stay": ""}, "EQ-ACT-008", 4),
        ({"length_of_stay": "1.5"}, "EQ-ACT-008", 4),
        ({"age": ""}, "EQ-ACT-009", 5),
        ({"age": "-1"}, "EQ-ACT-009", 5),
        ({"age": "131"}, "EQ-ACT-009", 5),
    ],
)
def test_a_fault_is_told_with_a_sample_and_stays(
    tmp_path: Path, change: dict[str, str], code: str, fault: int
) -> None:
    found = taken_in(tmp_path, written(tmp_path, Kind.ADMITTED, [{}, change]))
    assert [one.code for one in found.findings] == [code]
    assert "1 of 2 admitted records (admitted.csv)" in found.findings[0].message
    assert "provider RXF, practice B86001" in found.findings[0].found.replace(
        " commissioner QWO,", ""
    )
    assert stored(tmp_path, Kind.ADMITTED, "fault") == [(0,), (fault,)]


@pytest.mark.parametrize(
    "change",
    [
        {"priced_on": "1989-04-01", "started_on": "1989-04-01"},
        {"priced_on": "2023-05-01", "started_on": ""},
        {"priced_on": "04/06/2022"},
        {"priced_on": "20220604"},
        {"started_on": "2022-06-04"},
        {"length_of_stay": "0"},
        {"length_of_stay": "3.0"},
        {"age": "0"},
        {"age": "130"},
        {"age": "7001"},
    ],
)
def test_what_is_just_right_has_no_fault(tmp_path: Path, change: dict[str, str]) -> None:
    found = taken_in(tmp_path, written(tmp_path, Kind.ADMITTED, [change]))
    assert found.findings == ()
    assert stored(tmp_path, Kind.ADMITTED, "fault") == [(0,)]


def test_a_newborn_of_hes_is_nought_years_old(tmp_path: Path) -> None:
    taken_in(tmp_path, written(tmp_path, Kind.ADMITTED, [{"age": "7003"}]))
    assert stored(tmp_path, Kind.ADMITTED, "age") == [(0,)]


def test_a_national_code_has_its_place_and_another_is_told(tmp_path: Path) -> None:
    records = [{"department_type": code} for code in ("1", "03", "", "9")]
    found = taken_in(tmp_path, written(tmp_path, Kind.EMERGENCY, records))
    assert stored(tmp_path, Kind.EMERGENCY, "department_type") == [(0,), (1,), (2,), (3,)]
    (told,) = found.findings
    assert (told.code, told.severity) == ("EQ-ACT-003", Severity.EXPLAIN)
    assert told.message.startswith(
        "In 1 of 4 emergency records (emergency.csv), the code in department_type"
    )
    assert "department_type 9" in told.found


def test_a_text_that_is_no_code_is_told_and_not_stored(tmp_path: Path) -> None:
    records = [{"practice": "the surgery in the High Street"}, {}]
    found = taken_in(tmp_path, written(tmp_path, Kind.EMERGENCY, records))
    (told,) = found.findings
    assert told.code == "EQ-ACT-004"
    assert "surgery" not in f"{told.message} {told.found}"
    assert found.activity is not None
    assert found.activity.codes["practice"] == ("B86001",)


@pytest.mark.parametrize(
    ("heading", "value"), [("NHS_NUMBER", ""), ("X", "9434765919"), ("Y", "LS1 4AP")]
)
def test_a_column_that_identifies_is_refused_and_nothing_is_stored(
    tmp_path: Path, heading: str, value: str
) -> None:
    paths = [
        written(tmp_path, Kind.EMERGENCY, [{}], name="good.csv"),
        written(tmp_path, Kind.EMERGENCY, [{}], name="bad.csv", **{heading: value}),
    ]
    found = taken_in(tmp_path, *paths)
    assert found.activity is None
    assert list((tmp_path / "coded").iterdir()) == []
    (told,) = found.findings
    assert (told.code, told.severity, told.column) == ("EQ-ACT-001", Severity.MUST_FIX, heading)
    assert not value or value not in f"{told.message}{told.found}{told.remedy}"


def test_it_is_not_read_where_somebody_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, Kind.EMERGENCY, [{}], DOB="1951-04-03")
    found = taken_in(tmp_path, path, without=("DOB",))
    assert found.findings == ()
    assert found.activity is not None


def test_one_identifying_code_among_the_last_of_many_is_found(tmp_path: Path) -> None:
    """Beyond the rows whose columns are looked at, whatever would be stored is."""
    records: list[dict[str, str]] = [{}] * 5001 + [{"practice": "9434765919"}]
    found = taken_in(tmp_path, written(tmp_path, Kind.EMERGENCY, records))
    assert found.activity is None
    assert [one.column for one in found.findings] == ["PRACTICE"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("provider,hrg\nRXF,VB09Z\n", "lacks department_type, priced_on"),
        ("provider,hrg,department type,arrived on\nRXF,VB09Z,1,2022-04-03,more\n", "length"),
        ("provider,hrg,department type,arrived on\nRXF,VB09Z,1\n", "length"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(content, "utf-8")
    found = taken_in(tmp_path, path)
    assert found.activity is None
    (told,) = found.findings
    assert told.code == "EQ-ACT-002"
    assert words in told.message
    assert str(tmp_path) not in told.message


def test_no_parquet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "odd.parquet"
    path.write_text("no parquet", "utf-8")
    assert [one.code for one in taken_in(tmp_path, path).findings] == ["EQ-ACT-002"]


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    paths = [written(tmp_path, kind, [{}]) for kind in Kind]
    told: list[tuple[str, int, int]] = []
    ingest(
        paths, tmp_path / "coded", known_on=TODAY,
        progress=lambda what, *, done, of: told.append((what, done, of)),
    )  # fmt: skip
    assert told == [("Coding", done, 3) for done in range(4)]


@needs("act-cured-artificial-hes")
def test_the_layout_of_hes_is_taken_in_whole(tmp_path: Path) -> None:
    """2,075, 1,000 and 1,000 rows: the counts in the README of the data."""
    paths = sorted(shared("act-cured-artificial-hes").glob("*.parquet"))
    known_on = date(2026, 11, 30)
    refused = ingest(paths, tmp_path / "refused", known_on=known_on)
    assert [(one.code, one.column) for one in refused.findings] == [("EQ-ACT-001", "MYDOB")]
    found = ingest(paths, tmp_path / "coded", known_on=known_on, without=("MYDOB",))
    assert found.activity is not None
    assert sorted(found.activity.rows.items()) == [
        ("admitted-0001.parquet", 2075), ("emergency-0000.parquet", 1000),
        ("outpatient-0002.parquet", 1000),
    ]  # fmt: skip


def test_what_is_odd_in_several_files_is_told_once(tmp_path: Path) -> None:
    change = {"priced_on": ""}
    paths = [
        written(tmp_path, Kind.EMERGENCY, [{}, change], name="april.csv"),
        written(tmp_path, Kind.EMERGENCY, [change, change], name="may.csv"),
        written(tmp_path, Kind.OUTPATIENT, [change]),
    ]
    found = taken_in(tmp_path, *paths).findings
    assert [one.message.partition(":")[0] for one in found] == [
        "3 of 4 emergency records (april.csv and 1 more)",
        "1 of 1 outpatient records (outpatient.csv)",
    ]
