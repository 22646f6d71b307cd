"""Every fault that people make in a form, and the check that tells of it; and what is no fault."""

from __future__ import annotations

from typing import Final

import pytest

from equipoise.checks import refused
from equipoise.findings import Finding, Severity
from equipoise.sheets import Limits, Refusal
from equipoise.sheets.child import answer
from equipoise.sheets.surveying import book_of
from tests.workbooks.made_plans import findings_of
from tests.workbooks.pairs import FINANCE
from tests.workbooks.planting import DIGEST, planted

COMPOUND: Final = (
    bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
)
"""How a workbook begins that was saved with a password."""
CELL: Final = "G23"
"""April's income from the ICB: 40,000 (£000)."""


def sent(sheet: str = "Income", **cells: str | int | None) -> bytes:
    return planted(FINANCE.workbook(), sheet, **cells)


def told(content: bytes) -> list[Finding]:
    """Return what must be fixed, or is noted, of a file that is read or refused whole."""
    book = book_of(b"".join(answer(content, Limits())))
    if isinstance(book, Refusal):
        return [refused(book, DIGEST, FINANCE.identity)]
    return list(findings_of(FINANCE, content=content))


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        pytest.param(sent(G23="'n/a"), "EQ-TPL-003", "Income/G23", id="text in a number cell"),
        pytest.param(sent(G23="'1,234.50"), "EQ-TPL-003", "Income/G23", id="1,234.50 as text"),
        pytest.param(sent(G23="'(5)"), "EQ-TPL-003", "Income/G23", id="(5) as text"),
        pytest.param(sent(G23="'5%"), "EQ-TPL-003", "Income/G23", id="a percent"),
        pytest.param(sent(G23="£520m"), "EQ-TPL-003", "Income/G23", id="a pound sign"),
        pytest.param(sent(G23="!TRUE"), "EQ-TPL-003", "Income/G23", id="yes or no"),
        pytest.param(sent(G23=None), "EQ-TPL-004", "Income/G23", id="a blank"),
        pytest.param(sent(G23="0.005"), "EQ-TPL-005", "Income/G23", id="three decimals"),
        pytest.param(sent(F23=480_000), "EQ-TPL-006", "Income/F23", id="a formula typed over"),
        pytest.param(sent(F23="=SUM(G23:Q23)"), "EQ-TPL-006", "Income/F23", id="a changed formula"),
        pytest.param(sent(C23="ZR9"), "EQ-TPL-007", "Income/C23", id="a code typed over"),
        pytest.param(sent("_meta", B3="ZR9"), "EQ-TPL-001", "_meta/B3", id="another body's"),
        pytest.param(sent("_meta", B6="2022/23"), "EQ-TPL-002", "_meta/B6", id="last year's"),
        pytest.param(sent(G23="#REF!"), "EQ-FIL-001", "Income/G23", id="an error cell"),
        pytest.param(sent(F23="?SUM(G23:R23)"), "EQ-FIL-001", "Income/F23", id="never calculated"),
        pytest.param(COMPOUND, "EQ-FIL-001", "", id="a password"),
        pytest.param(b"", "EQ-FIL-001", "", id="an empty file"),
    ],
)
def test_a_fault_in_a_form_is_told_at_its_cell_by_the_check_that_owns_it(
    content: bytes, code: str, place: str
) -> None:
    found = {(one.code, "/".join(one.place.parts[1:])) for one in told(content)}
    assert (code, place) in found


def test_a_zero_is_an_amount_and_a_blank_is_none() -> None:
    zero = sent(G23=0, F23=440_000, F20=440_000, F21=440_000)
    assert [one.code for one in told(zero) if one.code.startswith("EQ-TPL-004")] == []
    blank = [one for one in told(sent(G23=None)) if one.severity is Severity.MUST_FIX]
    assert [(one.code, one.found) for one in blank] == [("EQ-TPL-004", "")]


@pytest.mark.parametrize("amount", ["40000.01", "0.01", "0", "40000"])
def test_an_amount_of_two_decimals_may_stand_in_its_cell(amount: str) -> None:
    assert [one for one in told(sent(G23=amount)) if one.cell == CELL] == []
