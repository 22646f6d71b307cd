"""CONVENTIONS 11: every code of a finding has its heading in docs/reference/checks.md."""

import re

import pytest

from tests.tidy.house import ROOT

checks = pytest.importorskip("equipoise.checks", reason="the room `checks` is not built yet")
CATALOGUE = getattr(checks, "CATALOGUE", None)
HEADING = re.compile(r"^##+ (EQ-[A-Z]{3}-\d{3})\b", re.MULTILINE)


def documented(text: str) -> list[str]:
    return HEADING.findall(text)


@pytest.mark.skipif(CATALOGUE is None, reason="equipoise.checks has no CATALOGUE yet")
def test_every_code_is_documented_once_and_in_full() -> None:
    page = (ROOT / "docs" / "reference" / "checks.md").read_text("utf-8")
    assert CATALOGUE is not None
    assert sorted(documented(page)) == sorted(check.code for check in CATALOGUE)
    for check in CATALOGUE:
        for words in (check.title, check.severity, check.message, check.remedy):
            assert words in page, f"{check.code}: {words}"


def test_headings_are_found() -> None:
    text = "# Checks\n## EQ-TRI-014: Totals\n### EQ-TRI-015\nsee EQ-TRI-016\n## EQ-tri-1\n"
    assert documented(text) == ["EQ-TRI-014", "EQ-TRI-015"]
