"""`price-elective`: planned care of an extract, valued by hand, to the file that `erf` takes."""

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from equipoise.cli.app import equipoise
from equipoise.pricing import Kind
from equipoise.samples.activity.listing import write_price_book
from equipoise.units import Period
from tests.activity_files import written
from tests.pricing_books import IN_2024, book

JUNE = {"priced_on": "2024-06-04", "started_on": ""}
SPELLS = [
    {},
    {"provider": "RAE", "length_of_stay": "18"},
    {"classification": "2", "length_of_stay": "0"},
    {"admission_method": "21"},
    {"administrative_category": "02"},
    {"commissioner": ""},
    {"age": ""},
    {"priced_on": "2023-06-04"},
    {"hrg": "AA22C"},
    {"specialised": "NCBPS06Z", "best_practice": "hip-fracture.met", "unbundled": "RD01A"},
]
CLINICS = [
    {},
    {"hrg": "WF01A"},
    {"hrg": "WF01A", "provider": "RAE"},
    {"attended": "3"},
    {"treatment_function": "100"},
    {"provider": "7A3"},
]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EQUIPOISE_NOW", "2025-05-04")
    monkeypatch.chdir(tmp_path)
    write_price_book(tmp_path / "prices", IN_2024)
    written(tmp_path, Kind.ADMITTED, [{**JUNE, **each} for each in SPELLS])
    june = {"priced_on": "2024-06-04"}
    written(tmp_path, Kind.OUTPATIENT, [{**june, **each} for each in CLINICS])
    written(tmp_path, Kind.EMERGENCY, [june])
    old = [{"priced_on": day, "started_on": ""} for day in ("2019-06-04", "2019-07-04")]
    written(tmp_path, Kind.ADMITTED, old, name="old.csv")


def call(*words: str) -> Result:
    book_and_year = ("--book", "prices", "--year", "2024/25")
    return CliRunner().invoke(equipoise, ["price-elective", *words, *book_and_year])


ALL = ("admitted.csv", "outpatient.csv", "emergency.csv", "--to", "care.csv")
CODES = ("--independent", "RAE", "--devolved", "7A3")


def rows() -> list[tuple[str, ...]]:
    with Path("care.csv").open(encoding="utf-8", newline="") as stream:
        return [tuple(row.values()) for row in csv.DictReader(stream)]


def test_planned_care_is_valued_by_system_trust_month_and_point_of_delivery() -> None:
    """£7,251 at 1.0613 is £7,695.49, whatever is specialised or beside it; six days more £1,500.

    A first attendance is £181 at 1.0613, £192.10; one of a function without a price £197 at
    that, £209.08; a follow-up of an independent provider £90.
    """
    result = call(*ALL, *CODES)
    assert result.exit_code == 0, result.output
    assert rows() == [
        ("QWO", "RAE", "3", "EL", "", "8.75100"),
        ("QWO", "RAE", "3", "OPFU", "", "0.09000"),
        ("QWO", "RXF", "3", "DC", "", "7.69549"),
        ("QWO", "RXF", "3", "EL", "", "15.39098"),
        ("QWO", "RXF", "3", "OPFA", "", "0.40118"),
    ]
    said = " ".join(result.output.split())
    assert "Elective care of 2024/25, at the prices of first" in said
    assert "5 rows written to care.csv. Actual: £32,328.65 for 7 of 17 records." in said
    for line in (
        "Counts 7", "Not planned, or a regular attender 2", "A fault in the record 1",
        "A follow-up attendance of an NHS provider 1", "No commissioner is named 1",
        "No price, or no market forces factor 1", "Nobody came 1", "Of another year 1",
        "The patient pays, or somebody abroad 1", "The provider belongs to another nation 1",
        "Rows of the files 17",
    ):  # fmt: skip
        assert line in said
    assert "Baselines are blank" in said
    assert "Rests on an assumed value: parameter:payment/elective_scope/default_first" in said


def test_a_baseline_year_stands_beside_at_the_same_prices_and_erf_reads_both() -> None:
    """Beside July of the baseline stands nothing: that month of the extract is not in."""
    result = call("admitted.csv", "--to", "care.csv",
                  "--baseline", "old.csv", "--baseline-year", "2019/20")  # fmt: skip
    assert rows() == [
        ("QWO", "RAE", "3", "EL", "0.00000", "8.75100"),
        ("QWO", "RXF", "3", "DC", "0.00000", "7.69549"),
        ("QWO", "RXF", "3", "EL", "7.69549", "15.39098"),
        ("QWO", "RXF", "4", "EL", "7.69549", ""),
    ]
    said = " ".join(result.output.split())
    assert "Baseline: £15,390.98 for 2 of 2 records." in said
    assert "equipoise erf care.csv --year 2024/25" in said
    read = CliRunner().invoke(equipoise, ["erf", "care.csv", "--year", "2024/25"])
    assert read.exit_code == 0, read.output
    assert "QWO" in read.output


def test_kept_records_are_valued_without_the_files() -> None:
    words = ["price", "admitted.csv", "--book", "prices", "--keep", "coded"]
    assert CliRunner().invoke(equipoise, words).exit_code in (0, 1)
    Path("admitted.csv").unlink()
    call("coded", "--to", "care.csv")
    assert len(rows()) == 3


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--baseline", "old.csv"), 2, "Name both --baseline and --baseline-year"),
        (("--baseline-year", "2019/20"), 2, "Name both --baseline and --baseline-year"),
    ],
)
def test_a_baseline_has_its_year(words: tuple[str, ...], code: int, told: str) -> None:
    result = call("admitted.csv", "--to", "care.csv", *words)
    assert (result.exit_code, told in result.output) == (code, True)
    assert not Path("care.csv").exists()


def test_follow_ups_count_in_2022_23_and_what_is_assumed_is_said() -> None:
    """£90 at 1.0613 is £95.52 of RXF; RAE's own factor is 1."""
    write_price_book(Path("other"), book())
    clinics = [{"hrg": "WF01A"}, {"hrg": "WF01A", "provider": "RAE"}, {"attended": "3"}]
    written(Path(), Kind.OUTPATIENT, clinics, name="old-clinics.csv")
    words = ["price-elective", "old-clinics.csv", "--to", "care.csv", "--book", "other"]
    result = CliRunner().invoke(equipoise, [*words, "--year", "2022/23"])
    assert result.exit_code == 0, result.output
    assert rows() == [
        ("QWO", "RAE", "3", "OPFU", "", "0.09000"),
        ("QWO", "RXF", "3", "OPFU", "", "0.09552"),
    ]
    assert "payment/elective_scope/nhs_follow_up_count/2022-23" in "".join(result.output.split())
    assert "What each provider's care is worth" in result.output


def test_a_year_without_a_rule_is_refused() -> None:
    earlier = {"period": Period.parse("2021/22"), "published": date(2021, 3, 31)}
    write_price_book(Path("other"), book(**earlier))
    words = ["price-elective", "admitted.csv", "--to", "care.csv", "--book", "other"]
    result = CliRunner().invoke(equipoise, [*words, "--year", "2021/22"])
    assert result.exit_code == 4
    assert "equipoise erf --template care.csv" in " ".join(result.output.split())
    assert "No rule says what elective care of 2021/22 is worth" in result.output


@pytest.mark.parametrize("place", ["actual", "baseline"])
def test_files_that_identify_write_nothing(place: str) -> None:
    written(Path.cwd(), Kind.ADMITTED, [JUNE], name="named.csv", NHS_NUMBER="9434765919")
    words = {
        "actual": ("named.csv",),
        "baseline": ("admitted.csv", "--baseline", "named.csv", "--baseline-year", "2019/20"),
    }[place]
    result = call(*words, "--to", "care.csv")
    assert result.exit_code == 1
    assert "EQ-ACT-001" in result.output
    assert "No elective care is written" in result.output
    assert not Path("care.csv").exists()
    call(*words, "--to", "care.csv", "--without", "NHS_NUMBER")
    assert Path("care.csv").exists()
