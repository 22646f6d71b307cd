"""What a tracked file must not hold: a path of one machine, a switched-off check, a copy."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests.tidy.house import modules, tracked

PLACES = ("work", "root", "home", "Users")
LOCAL = re.compile(rf"(?<![\w.)}}*-])/(?:{'|'.join(PLACES)})/|\b[A-Z]:\\{{1,2}}[A-Z]", re.ASCII)
SWITCHED_OFF = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no|ruff:\s*noqa|pylint:)")


def text_of(content: bytes) -> str:
    """Return the text of a file; nothing for one that is no text."""
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


@cache
def contents() -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in tracked()}


def test_no_file_names_a_place_on_one_machine() -> None:
    found = {file.name: LOCAL.findall(text_of(content)) for file, content in contents().items()}
    assert {name: places for name, places in found.items() if places} == {}


def test_nothing_is_switched_off_by_a_comment() -> None:
    """CONVENTIONS 15."""
    found = {m.name: SWITCHED_OFF.findall(m.text) for m in modules("src", "tests", "bench", ".ci")}
    assert {name: marks for name, marks in found.items() if marks} == {}


def test_nothing_stands_twice() -> None:
    """A vendored file, a table, a fixture: one copy, wherever it is used."""
    first: dict[str, str] = {}
    twice = []
    for file, content in contents().items():
        digest = sha256(content).hexdigest()
        if content and first.setdefault(digest, file.name) != file.name:
            twice.append((first[digest], file.name))
    assert twice == []


def test_code_is_not_vendored() -> None:
    folders = {"vendor", "_vendor", "third_party", "node_modules", "site-packages"}
    assert [file.name for file in contents() if folders & set(file.parts[-8:-1])] == []


@pytest.mark.parametrize("before", ["", "'", " ", "=", "(", "file://", "cd "])
@pytest.mark.parametrize("place", PLACES)
def test_a_local_place_is_seen(before: str, place: str) -> None:
    assert LOCAL.search(f"{before}/{place}/x")


def test_a_drive_is_seen() -> None:
    assert LOCAL.search("open('C" + ":\\Data')")


@pytest.mark.parametrize("text", ["docs/work/x", "../shared/data", "a/home/b", "EQ:n", "{x}/work/"])
def test_other_paths_pass(text: str) -> None:
    assert not LOCAL.search(text)


@pytest.mark.parametrize(
    "mark", ["noqa", "noqa: E501", "type: ignore[arg-type]", "pragma: no cover"]
)
def test_a_switch_is_seen(mark: str) -> None:
    assert SWITCHED_OFF.search(f"x = 1  # {mark}")


def test_bytes_are_no_text() -> None:
    assert text_of(b"PK\x03\x04\0\0/") == ""
    assert text_of(b"plain") == "plain"
