"""Help that teaches, loaded lazily, plain wherever it is read."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from equipoise.cli import app, commands
from tests.cli_calls import Caller

FOLDER = Path(commands.__file__).parent
SHOWN = {
    **{"riskshare": "settle", "support": "show", "debt": "show"},
    **{"round": "open", "pot": "show", "delegate": "show", "ledger": "detect"},
    **{
        "contract": "show",
        "rebaseline": "show",
        "offer": "make",
        "debt": "show",
        "support": "show",
        "forecast": "show",
        "month": "show",
    },
}
VERBS = {name: [name, SHOWN[name]] if name in SHOWN else [name] for name in app.TABLE}
"""What to type for each command of the table."""
ESCAPE = "\x1b"


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def test_the_table_holds_every_command_and_no_other() -> None:
    modules = {path.stem.replace("_", "-") for path in FOLDER.glob("*.py")} - {"--init--"}
    assert set(app.TABLE) == modules


def test_the_program_says_what_it_is_and_lists_its_commands(call: Caller) -> None:
    for words in (["--help"], ["-h"]):
        said = call(*words).out
        assert said.index("demo") < said.index("submit") < said.index("national")
        assert all(re.search(rf"^  {name} ", said, re.M) for name in app.TABLE)
        assert "Exit codes: 0 clean" in said
    nothing = call(code=2)
    assert nothing.err.startswith("Usage: equipoise")


@pytest.mark.parametrize("name", app.TABLE)
def test_help_teaches(name: str, call: Caller) -> None:
    """It begins as the table does, gives an example that is this command's, and names units."""
    said = call(*VERBS[name], "--help").out
    first = next(line.strip() for line in said.splitlines()[1:] if line.strip())
    assert first.split()[0] == app.TABLE[name].split()[0]
    assert re.search(rf"Examples?: equipoise {' '.join(VERBS[name])} ", said)
    assert "£000 (k) or £m (m); JSON is always whole pence" in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize(
    ("verb", "option"),
    [("agree", "--value £000"), ("close", "--saving £000"), ("defer", "--amount £000")],
)
def test_an_amount_says_its_unit(verb: str, option: str, call: Caller) -> None:
    assert option in call(verb, "--help").out


@pytest.mark.parametrize("name", app.TABLE)
def test_an_example_in_help_is_a_call_the_program_takes(name: str, call: Caller) -> None:
    """Its options are known: a fault of usage would be told before anything else."""
    said = call(*VERBS[name], "--help").out
    lines = re.search(r"Examples?: (equipoise .*?)\n\n", said, re.S)
    assert lines
    known = set(re.findall(r"--[a-z-]+", said.partition("Options:")[2]))
    assert set(re.findall(r"--[a-z-]+", lines[1])) <= known


def test_asking_for_help_loads_no_engine() -> None:
    script = (
        "import sys\n"
        "from equipoise.cli.app import equipoise\n"
        "sys.argv = ['equipoise', '--help']\n"
        "try:\n    equipoise()\n"
        "finally:\n"
        "    found = {'django', 'duckdb', 'xlsxwriter'} & sys.modules.keys()\n"
        "    print('LOADED', sorted(found))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8"
    )
    assert run.stdout.endswith("LOADED []\n")


def test_the_module_runs_as_the_script_does() -> None:
    asked = [sys.executable, "-m", "equipoise.cli", "--version"]
    run = subprocess.run(asked, capture_output=True, check=True, encoding="utf-8")
    assert re.fullmatch(r"equipoise, version \d+\.\d+\.\d+\n", run.stdout)


@pytest.mark.parametrize(
    "more", [{"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}]
)
def test_an_answer_is_plain_whatever_the_terminal_says(
    more: dict[str, str], call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = call.process("national", "--help").out
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    assert call.process("national", "--help").out == plain
    assert ESCAPE not in plain


def test_being_stopped_is_one_line(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the program works: what is under way is rolled back, and it says so."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("equipoise.cli.commands.demo.write_returns", stopped)
    found = call("demo", str(call.home / "here"), "--small", code=130)
    assert found.err.endswith("equipoise: Stopped.\n")
