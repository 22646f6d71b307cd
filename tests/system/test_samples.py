"""`equipoise samples`: a folder of made-up returns, and nothing recorded."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli_calls import Caller


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def test_england_is_written_with_its_manifest_and_a_round_opens_on_it(
    call: Caller, tmp_path: Path
) -> None:
    folder = tmp_path / "england"
    said = call("samples", "england", "--to", str(folder), "--systems", "3", "--format", "json")
    facts = json.loads(said.out)
    assert str(folder / "manifest.csv") in said.out
    assert facts
    assert "Planning 3 systems" in said.err
    first = {path.name[: path.name.index("-")] for path in (folder / "returns").glob("*.xlsx")}
    assert {"ZQ1", "ZR1", "ZS01", "ZV001"} <= first
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    mended = {path.name for path in (folder / "mended").glob("*.xlsx")}
    assert {row["file"] for row in rows if row["found_by"] == "submit"} == mended
    assert "no body, person or figure here is real" in (folder / "README.txt").read_text("utf-8")
    assert not (tmp_path / "home").exists()
    call("round", "open", "2023/24", "--pack", str(folder / "synthetic-england-2023-24"))


def test_a_clean_england_has_nothing_to_find_on_submitting(call: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "england"
    call(
        "samples", "england", "--to", str(folder), "--systems", "3", "--clean", "--year", "2024/25"
    )
    assert not (folder / "mended").exists()
    manifest = (folder / "manifest.csv").read_text("utf-8")
    assert ",submit," not in manifest
    assert ",collate," not in manifest
    assert "council" in manifest


def test_northmere_is_written_with_its_pack(call: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "northmere"
    said = call("samples", "northmere", "--to", str(folder))
    assert "Northmere is made up" in said.out
    assert len(list((folder / "returns").glob("*.xlsx"))) == 5
    call("round", "open", "2023/24", "--pack", str(folder / "northmere"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--year", "2019/20"), "There is a synthetic England of 2023/24, 2024/25, not of 2019/20"),
        (("--systems", "2"), "2 is not in the range 3<=x<=42"),
    ],
)
def test_what_cannot_be_made_is_said(
    options: tuple[str, ...], words: str, call: Caller, tmp_path: Path
) -> None:
    said = call("samples", "england", "--to", str(tmp_path / "none"), *options, code=2)
    assert words in " ".join(said.err.split())
    assert not (tmp_path / "none").exists()


def test_a_folder_that_holds_something_is_left_alone(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    said = call("samples", "northmere", "--to", str(tmp_path), code=2)
    assert "is not empty" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
