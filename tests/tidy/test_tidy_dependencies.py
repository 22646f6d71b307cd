"""What is installed: each dependency says what it is for, and every version is exact."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.tidy.house import ROOT

PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
EXACT = re.compile(r"([A-Za-z0-9._-]+)==[0-9][0-9a-zA-Z.]*")
ADDRESS = re.compile(r"://|\bwww\.| @ |--index|--find-links|^-")
NOT_OURS = {"equipoise", "pip", "setuptools"}


def plain(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(project: str) -> set[str]:
    content = tomllib.loads(project)["project"]
    extras = content.get("optional-dependencies", {}).values()
    listed = [*content["dependencies"], *(need for extra in extras for need in extra)]
    return {plain(re.split(r"[\[<>=!~; ]", need)[0]) for need in listed}


def unexplained(project: str) -> Iterator[str]:
    """Yield the dependencies with no comment after them."""
    for line in project.splitlines():
        if re.match(r'    "[A-Za-z]', line) and not re.search(r'",? +# \w', line):
            yield line.strip()


def unpinned(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are no exact version, or that say where to fetch it."""
    for line in lines:
        if ADDRESS.search(line) or not EXACT.fullmatch(line):
            yield line


PINNED = {plain(line.partition("==")[0]) for line in CONSTRAINTS}


def test_every_dependency_says_what_it_is_for() -> None:
    assert list(unexplained(PROJECT)) == []


def test_every_constraint_is_one_version_and_no_address() -> None:
    assert CONSTRAINTS
    assert list(unpinned(CONSTRAINTS)) == []


def test_every_dependency_is_pinned() -> None:
    assert sorted(wanted(PROJECT) - PINNED) == []


def test_pins_are_in_order_each_once_and_none_is_ours() -> None:
    names = [plain(line.partition("==")[0]) for line in CONSTRAINTS]
    assert names == sorted(set(names))
    assert PINNED.isdisjoint(NOT_OURS)


@pytest.mark.parametrize(
    "line",
    [
        "click>=8",
        "click",
        "click==8.5.1 @ x",
        "click @ https://example.org/click.whl",
        "-e .",
        "--index-url https://example.org",
        "# see www.example.org",
        "",
    ],
)
def test_what_is_no_pin_is_seen(line: str) -> None:
    assert list(unpinned([line])) == [line]


def test_a_dependency_without_a_purpose_is_seen() -> None:
    good = '    "click>=8.1",   # the command line'
    bad = ['    "rich>=13",', '    "duckdb"', '    "numpy",  #']
    assert list(unexplained("\n".join([good, *bad]))) == [line.strip() for line in bad]


def test_names_are_compared_as_indexes_do() -> None:
    project = '[project]\ndependencies = ["Django>=5", "types_X.y[z]>=1"]\n'
    assert wanted(project) == {"django", "types-x-y"}
