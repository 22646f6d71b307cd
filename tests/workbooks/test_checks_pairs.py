"""Every check has workbooks that must pass and workbooks that must fail."""

from __future__ import annotations

import pytest

from equipoise.checks import CATALOGUE, CONTRACTS, MONTH, PLACES, POT, RETURN, SYSTEM
from equipoise.findings import Finding
from tests.workbooks.made_plans import only
from tests.workbooks.pairs import Pair, pairs
from tests.workbooks.pairs_foreign import Forms, foreign_pairs
from tests.workbooks.pairs_system import Systems, system_pairs

PAIRS: dict[str, Pair | Forms | Systems] = {**pairs(), **foreign_pairs(), **system_pairs()}
ELSEWHERE = {"EQ-FIL-001", *(check.code for check in (*PLACES, *POT, *CONTRACTS, *MONTH))}
"""A file that is not read at all fails before any check looks at it: test_checks_refused.py. Places
lines of a pot and actuals of a month are no workbooks: tests/unit/test_checks_places.py,
test_checks_pot.py, test_usecases_month.py."""


def test_no_check_is_without_a_workbook_that_passes_and_one_that_fails() -> None:
    assert set(pairs()) | set(foreign_pairs()) == {check.code for check in RETURN}
    assert set(system_pairs()) == {check.code for check in SYSTEM}
    assert PAIRS.keys() | ELSEWHERE == {check.code for check in CATALOGUE}


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
