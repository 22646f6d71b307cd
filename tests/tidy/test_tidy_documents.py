"""The pages that drift: README's commands, the numbered decisions, their index."""

import re
import shlex

from equipoise.cli.app import TABLE
from tests.tidy.house import ROOT

COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . "
    "&& .venv/bin/equipoise demo",
    "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[dev]' "
    "&& .venv/bin/pytest -n auto",
)
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
HEADINGS = ["Context", "Decision", "Grounds", "Consequences"]


def commands(page: str) -> list[str]:
    """Return the commands of a page: its shell blocks, continued lines joined."""
    blocks = re.findall(r"^```(?:bash|sh|console)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return [
        re.sub(r"\s+", " ", line.removeprefix("$ ")).strip()
        for block in blocks
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def gaps(names: list[str]) -> list[int]:
    """Return the numbers missing, or not in their place, among numbered names."""
    return [
        number
        for number, name in enumerate(names, start=1)
        if not re.fullmatch(rf"{number:04}-[a-z0-9-]+\.md", name)
    ]


README = commands((ROOT / "README.md").read_text("utf-8"))


def test_the_readme_has_the_two_commands() -> None:
    assert [command for command in README if "venv" in command] == list(COMMANDS)


def runs(script: str, command: str) -> bool:
    """Return whether a script runs every step of a command, each as it is written."""
    plain = " ".join(script.replace("\\\n", " ").split())
    return all(step in plain for step in command.split(" && "))


def test_ci_runs_the_commands_of_the_readme() -> None:
    """The first from a wheel: what `pip install .` makes, in an empty environment and folder."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert runs(script, COMMANDS[1])
    assert "install -c constraints.txt $scratch/*.whl" in script.replace('"', "")
    assert "equipoise demo --small" in script.replace('"', "")


def test_every_command_of_the_readme_parses() -> None:
    for command in README:
        assert shlex.split(command), command


def test_the_readme_lists_every_command() -> None:
    """By its first word: a command that nobody can find is none."""
    page = (ROOT / "README.md").read_text("utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    listed = {words.split()[0] for cell in cells for words in cell.split("`")[1::2]}
    assert sorted(set(TABLE) - listed) == []


def test_decisions_are_numbered_without_gaps() -> None:
    assert ADRS
    assert gaps([file.name for file in ADRS]) == []


def test_every_decision_says_why() -> None:
    for file in ADRS:
        text = file.read_text("utf-8")
        assert re.match(rf"# {int(file.name[:4])}\. \S", text), file.name
        assert re.findall(r"^## (\w+)", text, re.MULTILINE) == HEADINGS, file.name


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert re.findall(r"\(adr/(\d{4}-[a-z0-9-]+\.md)\)", index) == [file.name for file in ADRS]


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_commands_are_read_out_of_a_page() -> None:
    page = "text\n```bash\n# first\n$ a b\nc \\\n  d\n```\n```python\nno\n```\n"
    assert commands(page) == ["a b", "c d"]


def test_a_step_left_out_is_seen() -> None:
    assert runs("set -e\na  \\\n  b\nc\n", "a b && c")
    assert not runs("a b\n", "a b && c")


def test_a_gap_is_seen() -> None:
    assert gaps(["0001-a.md", "0002-b.md"]) == []
    assert gaps(["0001-a.md", "0003-b.md"]) == [2]
    assert gaps(["0001-a.md", "0001-b.md"]) == [2]
    assert gaps(["0001 a.md"]) == [1]
