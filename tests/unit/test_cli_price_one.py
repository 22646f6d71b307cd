"""One record priced at the command line: typed or from a file, told step by step, or refused."""

import csv
from pathlib import Path

import openpyxl
import pytest

from equipoise.sources import price_book_template
from tests.cli_calls import Caller
from tests.shared_data import needs, shared

ROWS = {
    "about": [],
    "admitted": [
        ["HN12F", "", "6338", "", "", "7", "7000", "26", "299", "no", "", ""],
        ["AA22C", "", "8640", "", "", "35", "9953", "75", "266", "yes", "0.2", "1991"],
        ["LA97B", "", "-", "", "", "", "", "", "", "no", "", ""],
    ],
    "attendances": [["100", "78", "181", "", "", "118", "250", "", ""]],
    "emergency": [["VB01Z", "410", "85"]],
    "market_forces": [["RCF", "1.017722"]],
}
HIP = (
    *("provider=RCF", "hrg=HN12F", "admission_method=12", "classification=1"),
    *("age=70", "discharged_on=2023-05-04"),
)
ON = ("--on", "2024-01-01")


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


@pytest.fixture
def book(tmp_path: Path) -> str:
    for path in price_book_template(tmp_path / "book"):
        with path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(ROWS.get(path.stem, []))
    return str(tmp_path / "book")


def test_a_spell_is_told_step_by_step(call: Caller, book: str, tmp_path: Path) -> None:
    workbook = tmp_path / "working.xlsx"
    found = call.json(
        "price-one", "admitted", "--book", book, *HIP, "length_of_stay=9", *ON,
        "--working", str(workbook),
    )  # fmt: skip
    assert "HN12F on 4 May 2023 is an elective spell (EL) and costs £7,058.92." in found.said
    assert "The longest stay that is a short one: 1" in found.said
    assert "Days beyond the trim point 2 times Per day, HN12F £299.00" in found.said
    steps = {row["step"]["value"]: row["amount"]["value"] for row in found.rows("steps")}
    assert steps == {
        "Base price": 633_800,
        "Excess days": 59_800,
        "Price, times market forces of 1.017722": 705_892,
    }
    facts = found.content["facts"]
    assert (facts["point_of_delivery"], facts["reason"]) == ("EL", None)
    assert facts["assumed"] == [
        "parameter:payment/short_stay/longest_days/2023-04-01_to_2029-04-01@2022-04-19",
        "parameter:payment/short_stay/lowest_age_count/2023-04-01_to_2029-04-01@2022-04-19",
    ]
    rules = {row["rule"]["value"] for row in found.rows("rules")}
    assert {"rule:payment/spell_price", "rule:payment/top_up"} <= rules
    formulas = [
        cell.value
        for sheet in openpyxl.load_workbook(workbook)
        for row in sheet
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(formulas) >= 4


@pytest.mark.parametrize(("age", "price"), [("18", "£10,129.39"), ("19", "£2,026.28")])
def test_a_short_stay_costs_less_from_the_lowest_age_on(
    call: Caller, book: str, age: str, price: str
) -> None:
    found = call.json(
        "price-one", "admitted", "--book", book, *ON, "PROCODET=RCF", "Spell Core HRG=AA22C",
        "ADMIMETH=21", "CLASSPAT=1", f"STARTAGE={age}", "SPELDUR=1", "DISDATE=2023-05-04",
    )  # fmt: skip
    assert f"(NELST) and costs {price}." in found.said


def test_other_kinds_of_record(call: Caller, book: str) -> None:
    clinic = (
        *("provider=RCF", "hrg=WF02B", "treatment_function=100", "first_attendance=3"),
        *("attended=5", "attended_on=2023-05-04", "unbundled=XD07Z"),
    )
    found = call.json("price-one", "outpatient", "--book", book, *clinic, *ON)
    assert "is a first attendance (OPFA) and costs £254.43." in found.said
    assert "XD07Z has no national price" in found.said
    assert found.content["facts"]["assumed"] == []
    ae = ("provider=RCF", "hrg=VB01Z", "department_type=03", "arrived_on=2023-05-04")
    found = call.json("price-one", "emergency", "--book", book, *ae, *ON)
    assert "is an attendance at an emergency department (AE) and costs £86.51." in found.said


def test_a_record_without_a_price_says_why(call: Caller, book: str) -> None:
    words = [*HIP, "length_of_stay=9"]
    words[1] = "hrg=LA97B"
    found = call.json("price-one", "admitted", "--book", book, *words, *ON)
    assert "has no price: the price book prints none there: it goes to a local price." in found.said
    assert found.content["facts"]["reason"] == "no_price"
    assert [table["name"] for table in found.content["tables"]] == ["rules"]


def test_a_record_from_a_file(call: Caller, book: str, tmp_path: Path) -> None:
    path = tmp_path / "spells.csv"
    path.write_text(
        "PROCODET,SUSHRG,ADMIMETH,CLASSPAT,SPELDUR,STARTAGE,DISDATE,NOTES\n"
        "RCF,AA22C,12,1,3,70,2023-05-04,x\n"
        "RCF,HN12F,12,1,9,70,2023-05-04,y\n",
        "utf-8",
    )
    words = ("price-one", "admitted", "--book", book, "--from", str(path), *ON)
    assert "costs £7,058.92" in call.json(*words, "--row", "3").said
    assert "spells.csv-row-3/length_of_stay" in call.json(*words, "--row", "3").said
    assert "costs £8,793.12" in call.json(*words).said
    assert "No row 4" in call(*words, "--row", "4", code=2).err
    assert "not both" in call(*words, "hrg=HN12F", code=2).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("length_of_stay=9", "provder=RCF"), "No field provder. There is: provider"),
        ((), "No value for length_of_stay"),
        (("length_of_stay=-1",), "No whole number for length_of_stay: -1"),
        (("length_of_stay=9", "discharged_on=4/5/2023"), "No day such as 2022-05-04"),
        (("length_of_stay=9", "admission_method=77"), "No code for admission_method: 77"),
        (("length_of_stay",), "A field is typed as FIELD=VALUE: 'length_of_stay'"),
    ],
)
def test_a_record_that_is_not_one(
    call: Caller, book: str, words: tuple[str, ...], said: str
) -> None:
    told = call("price-one", "admitted", "--book", book, *HIP, *words, *ON, code=2).err
    assert said in told


def test_a_year_without_a_book_is_refused_with_the_years_there_are(call: Caller, book: str) -> None:
    words = [*HIP[:-1], "length_of_stay=9", "discharged_on=2024-04-01"]
    told = call("price-one", "admitted", "--book", book, *words, "--on", "2025-01-01", code=2).err
    assert "no price book for 2024-04-01" in told
    assert "there are books for 2023/24" in told


@needs("tariff-2022-23")
def test_the_published_workbook_as_it_is(call: Caller) -> None:
    path = shared("tariff-2022-23", "22-23NT_Annex-A-National-tariff-workbook_Apr22.xlsx")
    words = [*HIP[:-1], "length_of_stay=9", "discharged_on=2022-05-04"]
    found = call.json("price-one", "admitted", "--book", str(path), *words, *ON)
    assert "costs £7,058.92" in found.said  # (6,338 + 2 x 299) x 1.017722
    assert found.content["facts"]["assumed"] == []
