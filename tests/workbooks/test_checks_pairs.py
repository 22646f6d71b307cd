"""Every check has workbooks that must pass and workbooks that must fail."""

from __future__ import annotations

import pytest

from equipoise.checks import CATALOGUE, RETURN, SYSTEM
from equipoise.findings import Finding
from equipoise.sheets.forms import FORMS
from tests.workbooks.made_plans import only
from tests.workbooks.pairs import Pair, pairs
from tests.workbooks.pairs_foreign import Forms, foreign_pairs
from tests.workbooks.pairs_system import Systems, system_pairs
from tests.workbooks.planting import ON_A_SHEET

PAIRS: dict[str, Pair | Forms | Systems] = {**pairs(), **foreign_pairs(), **system_pairs()}
PARTS = {form.part for form in FORMS}
ELSEWHERE = {"EQ-FIL-001"}
"""A file that is not read at all fails before any check looks at it: test_checks_refused.py."""


WAITING: dict[str, bool] = {
    "EQ-NAR-001": "narrative" in PARTS,
    "EQ-QUA-001": "quality" in PARTS,
    "EQ-RSK-001": "risk" in PARTS,
    "EQ-SPC-001": "specialised" in PARTS,
    "EQ-SPC-002": "specialised" in PARTS,
    "EQ-TRI-002": "category" in {each.code for form in FORMS for each in form.attributes},
    "EQ-UND-001": "underlying.stated".startswith(ON_A_SHEET),
}
"""Checks of items that no sheet holds yet, nor can a mapping name: is there such a sheet?

They are tested on cells in tests/spec. Once there is a sheet, the test below asks for workbooks.
"""


def test_no_check_is_without_a_workbook_that_passes_and_one_that_fails() -> None:
    waiting = {code for code, has_sheet in WAITING.items() if not has_sheet}
    with_workbooks = set(pairs()) | set(foreign_pairs())
    assert with_workbooks | waiting == {check.code for check in RETURN}
    assert not with_workbooks & waiting
    assert set(system_pairs()) == {check.code for check in SYSTEM}
    assert PAIRS.keys() | ELSEWHERE | waiting == {check.code for check in CATALOGUE}


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_the_good_workbook_passes_all_and_the_bad_one_fails_this(code: str) -> None:
    pair = PAIRS[code]
    assert pair.passing.findings() == ()
    told = only(pair.failing.findings(), code)
    assert told
    assert [one for one in told if not speaks(one)] == []


def speaks(finding: Finding) -> bool:
    """Return whether a finding says what is wrong and what to do, with every fact filled in."""
    said = (finding.message, finding.remedy)
    return (
        all(
            text.strip() and text.endswith(".") and "{" not in text and "}" not in text
            for text in said
        )
        and finding.severity is CATALOGUE[finding.code].severity
    )
