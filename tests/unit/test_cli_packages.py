"""Packages at the command line: whose figures they are made of, and where they may be written."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli_calls import Caller
from tests.needs_file import needs_file
from tests.packages import read_package


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def read(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


def test_a_package_says_its_source_and_the_page_s_own_words_on_licence(
    call: Caller, tmp_path: Path
) -> None:
    """£6,000.01 thousand: 4,000 of 6,000 weighted people, and 2,000."""
    path, out = needs_file(tmp_path), tmp_path / "answer"
    asked = ["allocate", str(path), "--sum", "6000.01", "--format", "datapackage", "--out"]
    call(*asked, str(out))
    files = read(out)
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["sources"] == [{"title": path.name}]
    [licence] = descriptor["licenses"]
    assert licence["name"] == "OGL-UK-3.0"
    assert licence["title"].startswith("Where populations are NHS England's:")
    first, second, england = read_package(files)["areas"]
    assert [row["target"] for row in (first, second, england)] == [
        400_000_667, 200_000_333, 600_001_000,
    ]  # fmt: skip
    share = Fraction(first["share_numerator"], first["share_denominator"])
    assert share == Fraction(2, 3)
    assert first["share"] == Fraction(6_666_666_667, 10**10)


def test_a_package_is_written_over_nothing_but_an_earlier_zip(call: Caller, tmp_path: Path) -> None:
    file = str(needs_file(tmp_path))
    asked = ["allocate", file, "--sum", "6000", "--format", "datapackage", "--out"]
    folder, zipped = tmp_path / "answer", tmp_path / "answer.zip"
    folder.mkdir()
    call(*asked, str(folder))
    before = read(folder)
    said = call(*asked, str(folder), code=2)
    assert "is not an empty folder. Name a new one with --out." in said.err
    assert read(folder) == before
    assert "is not an empty folder" in call(*asked, file, code=2).err
    for _ in range(2):
        call(*asked, str(zipped))
    named = tmp_path / "folder.zip"
    named.mkdir()
    assert "is a folder. Name a file with --out." in call(*asked, str(named), code=2).err
