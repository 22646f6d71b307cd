"""The tutorials are run as they are written: every command, every quoted answer."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from equipoise.cli.app import equipoise

TUTORIALS = sorted((Path(__file__).parents[2] / "docs" / "tutorials").glob("*.md"))
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.M | re.S)


def commands(block: str) -> list[tuple[list[str], int]]:
    """Return the commands of a block of shell, each with the exit code its comment names."""
    found = []
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        code = re.search(r"# exit (\d+)$", line)
        found.append((words, int(code[1]) if code else 0))
    return found


def spaced(text: str) -> str:
    """Return the text with every run of white space as one space: wrapping does not count."""
    return " ".join(text.split())


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_is_true(
    tutorial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner, said = CliRunner(), ""
    blocks = BLOCK.findall(tutorial.read_text("utf-8"))
    assert blocks
    for kind, block in blocks:
        if kind == "text":
            for line in block.splitlines():
                assert spaced(line) in spaced(said), line
            continue
        said = ""
        for words, code in commands(block):
            if words[0] == "export":
                name, _, value = words[1].partition("=")
                monkeypatch.setenv(name, value)
                continue
            assert words[0] == "equipoise", words
            result = runner.invoke(equipoise, words[1:])
            said += result.output
            assert result.exit_code == code, (words, result.output)


def test_there_is_a_tutorial() -> None:
    assert TUTORIALS
