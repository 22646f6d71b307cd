"""`equipoise demo`: the whole round on a synthetic England, here of three systems."""

import re
from pathlib import Path

from tests.cli_calls import Caller


def test_the_demo_runs_england_s_round_and_says_what_a_director_asks(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    found = Caller(tmp_path / "unused")("demo", str(folder), "--systems", "3")
    said = found.said
    assert "no body, person or figure here is real" in said
    assert "17 bodies have returned, signed and been accepted; 3 of 3 systems" in said
    faults = re.search(r"(\d+) of (\d+) planted faults were found at their cells", said)
    assert faults
    assert faults[1] == faults[2] != "0"
    assert "and nothing else was found" in said
    assert re.search(r"£[\d,.]+ million of £[\d,.]+ million of NHS income matched", said)
    assert "has no counterparty return" in said
    assert "England plans a deficit of £46.4 million including support" in said
    assert "What to do next" in found.out
    for words in ("Building the workbooks", "Checking and submitting", "3 of 3: ", "Matching"):
        assert words in found.err
    assert (folder / "manifest.csv").exists()
    home = Caller(folder / "home")
    again = home("national", who="national.lead")
    assert "46.4" in again.out


def test_a_demo_of_england_leaves_a_folder_of_somebody_s_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Keep me.", "utf-8")
    refused = Caller(tmp_path / "unused")("demo", str(tmp_path), code=2)
    assert "no demo made it" in refused.err
