"""The process that stands ready: its children are as a child started by itself, and as confined."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from equipoise.sheets import Limits
from equipoise.sheets.asking import told
from equipoise.sheets.limits import MEGABYTE
from equipoise.sheets.ready import COMMAND, Asking, LostError, Ready

WALL = replace(Limits(), wall_seconds=2)
KILLED = -signal.SIGKILL


@pytest.fixture
def asking() -> Iterator[Asking]:
    found = Asking()
    yield found
    found.end()


@pytest.fixture
def form(returns: Mapping[str, Path]) -> Path:
    return returns["ZR1"]


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file that nobody writes to: who opens it waits for ever."""
    os.mkfifo(tmp_path / "endless.xlsx")
    return tmp_path / "endless.xlsx"


def process(asking: Asking) -> int:
    assert asking.ready is not None
    return asking.ready.process.pid


def children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(number) for number in found]


def its_child(parent: int) -> int:
    """Return the child of a process, once it waits for the endless file."""
    for _ in range(200):
        if found := children(parent):
            sleep(0.2)
            return found[0]
        sleep(0.01)
    raise AssertionError("no child was started")


def test_a_file_that_is_not_there_ends_a_child_alike(asking: Asking, tmp_path: Path) -> None:
    none = tmp_path / "no.xlsx"
    assert (told(COMMAND, none, limits=Limits()) or ())[:1] == (1,)
    assert asking.told(none, limits=Limits()) == (1, b"")


def test_one_process_forks_for_every_file(asking: Asking, form: Path) -> None:
    first = asking.told(form, limits=Limits())
    standing = process(asking)
    assert asking.told(form, limits=Limits()) == first
    assert process(asking) == standing
    assert children(standing) == []


@pytest.mark.parametrize(
    ("limits", "ended"),
    [
        (replace(Limits(), memory=32 * MEGABYTE), 1),
        (replace(Limits(), answer=1000), 1),
        (replace(Limits(), processor_seconds=0), KILLED),
        (replace(Limits(), packed=1000), 0),
    ],
    ids=["memory", "answer", "processor", "size"],
)
def test_limits_are_those_of_one_file(
    asking: Asking, form: Path, limits: Limits, ended: int
) -> None:
    whole = asking.told(form, limits=Limits())
    standing = process(asking)
    said = asking.told(form, limits=limits)
    assert said == told(COMMAND, form, limits=limits)
    assert said is not None
    assert said[0] == ended
    assert said != whole
    assert asking.told(form, limits=Limits()) == whole
    assert process(asking) == standing


def test_a_child_that_hangs_is_ended_and_the_next_file_read(
    asking: Asking, form: Path, endless: Path
) -> None:
    whole = asking.told(form, limits=WALL)
    standing = process(asking)
    assert asking.told(endless, limits=WALL) is None
    assert children(standing) == []
    assert asking.told(form, limits=WALL) == whole
    assert process(asking) == standing


def test_a_child_that_is_killed_harms_no_other(asking: Asking, form: Path, endless: Path) -> None:
    whole = asking.told(form, limits=Limits())
    standing = process(asking)
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(asking.told, endless, limits=Limits())
        os.kill(its_child(standing), signal.SIGKILL)
        assert said.result() == (KILLED, b"")
    assert asking.told(form, limits=Limits()) == whole


@pytest.mark.skipif(sys.platform != "linux", reason="the system shows what a process has open")
def test_a_child_has_nothing_open_but_its_answer(asking: Asking, form: Path, endless: Path) -> None:
    asking.told(form, limits=Limits())
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(asking.told, endless, limits=Limits())
        child = its_child(process(asking))
        opened = {
            int(found.name): str(found.readlink()) for found in Path(f"/proc/{child}/fd").iterdir()
        }
        os.kill(child, signal.SIGKILL)
        said.result()
    assert set(opened) == {0, 1, 2, 3}
    assert opened[0] == opened[2] == os.devnull
    assert "(deleted)" in opened[1]  # a file without a name, for the answer
    assert opened[3].startswith("pipe:")  # tells that it has ended, and nothing else


def test_while_one_hangs_another_is_read(asking: Asking, form: Path, endless: Path) -> None:
    whole = asking.told(form, limits=WALL)
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(asking.told, endless, limits=WALL)
        its_child(process(asking))
        assert asking.told(form, limits=WALL) == whole
        assert not said.done()
        assert said.result() is None


def test_where_the_process_is_lost_a_child_is_started_and_then_another_stands(
    asking: Asking, form: Path
) -> None:
    whole = asking.told(form, limits=Limits())
    lost = process(asking)
    os.kill(lost, signal.SIGKILL)
    assert asking.told(form, limits=Limits()) == whole
    assert asking.ready is None
    assert asking.told(form, limits=Limits()) == whole
    assert process(asking) != lost


def test_a_process_that_does_not_answer_in_words_is_lost(form: Path) -> None:
    ready = Ready((sys.executable, "-c", "import os; os.write(0, b'no\\n')"))
    with pytest.raises(LostError):
        ready.told(form, limits=Limits())
    ready.end()


def test_a_forked_process_asks_another(form: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from equipoise.sheets import Limits;"
        "from equipoise.sheets.ready import HERE, told_here;"
        "path = Path(sys.argv[1]); mine = told_here(path, limits=Limits());"
        "pid = HERE['asking'].ready.process.pid; child = os.fork();"
        "theirs = told_here(path, limits=Limits());"
        "assert theirs == mine;"
        "assert (HERE['asking'].ready.process.pid == pid) == bool(child);"
        "child and print(os.waitpid(child, 0)[1])"
    )
    said = told((sys.executable, "-c", script), form, limits=Limits())
    assert said == (0, b"0\n")


def test_a_system_without_forks_starts_a_child(
    asking: Asking, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asking.told(form, limits=Limits())
    asking.end()
    monkeypatch.delattr(os, "fork")
    assert asking.told(form, limits=Limits()) == whole
    assert asking.ready is None
