"""A child process is asked, waited for no longer than it may take, and never left running."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from equipoise.sheets import Limits
from equipoise.sheets.asking import UNREADABLE, answered, told

LIMITS = replace(Limits(), wall_seconds=1)


def child(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)


@pytest.fixture(params=["the system tells", "the library looks"], autouse=True)
def waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way to wait for a child; not every system tells of its end."""
    if request.param == "the library looks":
        monkeypatch.delattr(os, "pidfd_open")


def test_a_child_reads_what_is_asked_and_is_heard(tmp_path: Path) -> None:
    said = told(
        child("import sys; print(sys.argv[1], sys.stdin.read()); sys.exit(3)"),
        tmp_path / "a.xlsx", limits=LIMITS, asked=b"how many?",
    )  # fmt: skip
    assert said == (3, f"{tmp_path}/a.xlsx how many?\n".encode())


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    script = f"import os, time; open({str(tmp_path / 'number')!r}, 'w').write(str(os.getpid()))"
    assert told(child(f"{script}; time.sleep(60)"), tmp_path, limits=LIMITS) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "number").read_text()), 0)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("print('{\"size\": 2}'); print('ab', end='')", ({"size": 2}, b"ab")),
        ("print('{\"size\": 3}'); print('ab', end='')", UNREADABLE),
        ("print('{\"size\": 2}'); print('ab', end=''); exit(1)", UNREADABLE),
        ("print('no facts')", UNREADABLE),
        ("import time; time.sleep(60)", UNREADABLE),
    ],
)
def test_an_answer_is_whole_or_the_file_is_unreadable(
    tmp_path: Path, script: str, found: object
) -> None:
    assert answered(child(script), tmp_path, limits=LIMITS, asked={}) == found
