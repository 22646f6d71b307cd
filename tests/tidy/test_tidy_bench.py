"""The timings: each is described and has a result, each still works, and no test asserts a time."""

import re

import pytest

from bench.run import SCRIPTS, loaded, measured, tried
from tests.postgres import needed_binaries
from tests.tidy.house import ROOT

DESCRIBED = (ROOT / "bench" / "README.md").read_text("utf-8")
RESULTS = (ROOT / "bench" / "RESULTS.md").read_text("utf-8")


def named(text: str) -> list[str]:
    """Return the scripts that begin a row of the table, in order."""
    rows = [line.removeprefix("| `").partition(".py`") for line in text.splitlines()]
    return [script for script, dot, _ in rows if dot and "|" not in script]


def test_every_script_is_described_once() -> None:
    assert sorted(named(DESCRIBED)) == list(SCRIPTS)


def test_every_script_has_a_result() -> None:
    assert named(RESULTS) == list(SCRIPTS)
    for script in SCRIPTS:
        assert f"| {loaded(script).title} |" in RESULTS
        assert all(f"| {way} |" in RESULTS for way in loaded(script).ways)


def test_every_gate_says_what_its_ratio_says() -> None:
    gates = [gate for script in SCRIPTS if (gate := loaded(script).gate) is not None]
    said = re.findall(r"\| ([0-9.]+) \| at least ([0-9.]+): (passes|FAILS) \|", RESULTS)
    assert [float(gate) for _, gate, _ in said] == gates
    assert [word == "passes" for _, _, word in said] == [
        float(ratio) >= float(gate) for ratio, gate, _ in said
    ]


def test_no_gate_failed() -> None:
    assert "FAILS" not in RESULTS


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_works(script: str) -> None:
    """On a small input, where a ratio means nothing: only that both find the same."""
    if script == "pricing_spells":
        needed_binaries()
    found = tried(script)
    assert list(found.seconds) == list(loaded(script).ways)
    assert len(found.lines()) == len(found.seconds)


def test_every_way_is_measured_in_a_process_of_its_own() -> None:
    """The quickest script, as it is timed."""
    found = measured("help", times=2)
    assert [len(runs) for runs in found.seconds.values()] == [2, 2]


def test_a_row_is_seen() -> None:
    assert named("| `a.py` | x |\n| `--help` | a.py` |\n| Script |") == ["a"]
