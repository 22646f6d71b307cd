"""The pages of docs/reference are what docs/make_reference.py would write now."""

import runpy
from collections.abc import Mapping

from tests.tidy.house import ROOT

FOLDER = ROOT / "docs" / "reference"


def written() -> Mapping[str, str]:
    pages: Mapping[str, str] = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))["pages"]()
    return pages


def test_the_pages_are_up_to_date() -> None:
    stale = [
        name
        for name, text in written().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text
    ]
    assert stale == [], "run: .venv/bin/python docs/make_reference.py"


def test_every_page_is_written() -> None:
    made = {name for name in written() if name.endswith(".md")}
    assert made == {"activity.md", "checks.md", "rules.md", "parameters.md", "measures.md"}
    assert made <= {file.name for file in FOLDER.iterdir()}


def test_what_is_assumed_is_marked() -> None:
    pages = written()
    assert "| **assumed** |" in pages["parameters.md"]
    assert "## EQ-WTE-001: Total WTE" in pages["checks.md"]
    assert "SCI0100A 2019/20 to " in pages["measures.md"]
    assert "- **Law the_rungs_add_up:** each is the one before it" in pages["rules.md"]
