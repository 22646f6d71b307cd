"""What a call needs: whose body, which system, which round, who acts, where everything is kept."""

import shutil
from pathlib import Path

import click
import pytest

from equipoise.cli.answers import Format, Manner
from equipoise.cli.context import Session
from equipoise.cli.references import THOUSANDS, YEAR, needed_version, reference, version_number
from equipoise.samples import PACK
from equipoise.units import FinancialYear
from tests.cli_calls import Caller
from tests.northmere_round import Northmere


def neighbours(folder: Path) -> Path:
    """Return Northmere's pack with a second system, ZQ2, and one trust of it."""
    pack = folder / "neighbours"
    shutil.copytree(PACK, pack)
    more = {
        "organisations.csv": "ZQ2,NHS Southmere ICB,icb,2022-07-01,,made up\n"
        "ZR9,Southmere Hospital,provider,2013-04-01,,made up\n",
        "links.csv": "statutory,ZR9,ZQ2,1,2022-07-01,2026-04-01,made up\n"
        "statutory,ZQ2,ZY1,1,2022-07-01,2026-04-01,made up\n",
        "people.csv": "zr9.editor,organisation_editor,ZR9\n",
    }
    for name, lines in more.items():
        path = pack / name
        path.write_text(path.read_text("utf-8") + lines, "utf-8")
    return pack


@pytest.fixture
def two(tmp_path: Path) -> Caller:
    """A workspace whose round has two systems."""
    call = Caller(tmp_path / "home")
    call("round", "open", "2023/24", "--pack", str(neighbours(tmp_path)))
    return call


def test_a_person_of_one_system_need_not_name_it(two: Caller) -> None:
    assert two.json("status", who="zq1.lead").content["sentences"][0].startswith("4 organ")
    assert two.json("status", who="zr9.editor").content["sentences"][0].startswith("2 organ")
    assert two.json("status", "ZQ2", who="national.lead").rows("others")


def test_a_person_above_both_systems_must_name_one(two: Caller) -> None:
    for who in ("national.lead", "auditor", ""):
        refused = two("status", who=who, code=2)
        assert refused.err.startswith("equipoise: Name a system: ZQ1, ZQ2.")


def test_england_counts_both_systems_and_names_the_missing(two: Caller) -> None:
    answer = two.json("national", who="national.lead")
    assert [row["system"]["value"] for row in answer.rows("systems")] == [
        "ZQ1 NHS Northmere ICB", "ZQ2 NHS Southmere ICB",
    ]  # fmt: skip
    assert answer.content["facts"]["missing"] == ["ZQ1", "ZQ2"]


def test_nobody_in_particular_must_name_a_body(opened: Northmere) -> None:
    call = Caller(opened.workspace.home)
    refused = call("template", code=2)
    assert refused.err.startswith("equipoise: Name a body, or say who acts with --as.")


def test_a_workspace_may_keep_its_files_and_its_database_elsewhere(tmp_path: Path) -> None:
    call = Caller(tmp_path / "home")
    store, database = str(tmp_path / "files"), f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
    call("round", "open", "2023/24", "--pack", str(PACK),
         EQUIPOISE_STORE=store, DATABASE_URL=database)  # fmt: skip
    assert (tmp_path / "elsewhere.sqlite3").exists()
    assert any((tmp_path / "files").rglob("*"))
    assert not (tmp_path / "home" / "equipoise.sqlite3").exists()
    call("status", who="zq1.lead", EQUIPOISE_STORE=store, DATABASE_URL=database)


def test_the_clock_is_read_where_no_time_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EQUIPOISE_NOW", raising=False)
    manner = Manner(format=Format.TABLE, units="m", out=None, table=None, verb="status")
    session = Session(home=Path(), person=None, year=None, manner=manner)
    assert session.now.tzinfo is not None
    assert session.today == session.now.date()


@pytest.mark.parametrize(
    ("text", "pence"),
    [("1021500", 102_150_000_000), ("1,021,500", 102_150_000_000), ("-0.5", -50_000),
     ("0.00001", 1)],
)  # fmt: skip
def test_an_amount_is_in_thousands_to_the_penny(text: str, pence: int) -> None:
    assert THOUSANDS.convert(text, None, None) == pence
    assert THOUSANDS.convert(pence, None, None) == pence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "£5",
        "1e400000",
        "inf",
        "nan",
        "0.000001",
        "five",
        "1.00000000000000000000000000000001",
        "90000000001",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        THOUSANDS.convert(text, None, None)


def test_a_year_a_version_and_a_reference_are_read_as_people_write_them() -> None:
    year = FinancialYear(2024)
    for text in ("2024/25", "2024-25", "202425", year):
        assert YEAR.convert(text, None, None) == year
    assert [needed_version(text) for text in ("v3", "3")] == [3, 3]
    assert (version_number(None), reference(None)) == (None, None)
    for text in ("", "v", "v1.5", "three"):
        with pytest.raises(click.BadParameter, match="not a version such as v3"):
            needed_version(text)
