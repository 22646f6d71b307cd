"""Files that are refused whole: one finding, with the reason and the place where there is one."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import openpyxl
import pytest

from equipoise.checks import CATALOGUE, refused
from equipoise.findings import Finding, Severity
from equipoise.sheets import Refusal, RefusalKind
from equipoise.units import FinancialYear
from tests.workbooks.checks_cases import good, identity, read, with_faults
from tests.workbooks.form_v1 import trust
from tests.workbooks.planting import DIGEST, replaced

FACTS: Final = {
    name: f"<{name}>" for name in ("found", "limit", "expected", "places", "count", "sheet", "cell")
}


def told(content: bytes) -> Finding:
    found = read(content)
    assert isinstance(found, Refusal), found
    return refused(found, DIGEST, identity("ZR2"))


def saved_uncalculated() -> bytes:
    """Return the workbook as a program saves it that does not calculate."""
    saved = BytesIO()
    openpyxl.load_workbook(BytesIO(good("ZR2"))).save(saved)
    return saved.getvalue()


FILES: Final = {
    "empty": (b"", "", "The file is empty. Save the workbook again and send it."),
    "not a workbook": (
        b"code,value\nZR2,1\n",
        "",
        "The file is not an Excel workbook (.xlsx), whatever its name.",
    ),
    "macros": (
        replaced(good("ZR2"), "xl/vbaProject.bin", b"x"),
        "",
        "The file holds macros: xl/vbaProject.bin. Save it as a workbook without macros (.xlsx) "
        "and send that.",
    ),
    "document type": (
        replaced(good("ZR2"), "xl/a.xml", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"),
        "",
        "The file holds a document type or entity, which no workbook needs: xl/a.xml.",
    ),
    "error cells": (
        with_faults("ZR2", {"Income": {"G23": "#REF!", "H24": "#DIV/0!"}}),
        "/Income/G23",
        "2 cells show an error: Income!G23, Income!H24. Put them right and save the workbook "
        "again.",
    ),
    "uncalculated": (
        with_faults("ZR2", {"Workforce": {"D14": "?SUM(D8:D13)"}}),
        "/Workforce/D14",
        "1 formulas were saved without a result: Workforce!D14. Open the workbook in a "
        "spreadsheet program, let it calculate, and save it again.",
    ),
    "external links": (
        with_faults("ZR2", {"Income": {"G23": "=[1]Sheet1!A1"}}),
        "/Income/G23",
        "The file takes values from elsewhere: Income!G23. Paste the values in place of the links "
        "and send it again.",
    ),
    "not our form": (
        with_faults("ZR2", {"_meta": {"B1": "another.form"}}),
        "",
        "The workbook is not a form made by Equipoise: its form is another.form. Download your "
        "template again and copy your figures into it.",
    ),
    "other version": (
        with_faults("ZR2", {"_meta": {"B2": "'7"}}),
        "",
        "The form is version 7; this round uses version 2. Download your template again and copy "
        "your figures into it.",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_refused_file_says_why_and_where(kind: str) -> None:
    content, place, message = FILES[kind]
    found = told(content)
    assert (found.code, found.severity) == ("EQ-FIL-001", Severity.MUST_FIX)
    assert (found.organisation, found.part) == ("ZR2", "")
    assert str(found.place) == f"file:3f2a9c1e07bd{place}"
    assert (found.message, found.found, found.expected) == (message, kind, "")
    assert found.remedy == CATALOGUE["EQ-FIL-001"].remedy


def test_a_workbook_saved_by_a_program_names_its_first_formula() -> None:
    found = told(saved_uncalculated())
    assert found.found == "uncalculated"
    assert (found.sheet, found.cell) == ("Income", "F8")


@pytest.mark.parametrize("kind", sorted(set(RefusalKind) - {RefusalKind.EARLIER_VERSION}))
def test_every_reason_is_told_in_its_own_words(kind: RefusalKind) -> None:
    refusal = Refusal(kind=kind, facts=FACTS)
    found = refused(refusal, DIGEST, identity("ZR2"))
    assert found.message == refusal.message
    assert found.found == kind.value
    assert "{" not in found.message
    assert str(found.place) == "file:3f2a9c1e07bd/%3Csheet%3E/%3Ccell%3E"


def test_a_form_of_an_earlier_version_is_named_and_may_be_migrated() -> None:
    found = told(trust(FinancialYear(2022)).workbook())
    assert (found.code, found.severity) == ("EQ-TPL-002", Severity.MUST_FIX)
    assert (found.sheet, found.cell) == ("_meta", "B2")
    assert found.message == (
        "This is version 1 of the form (2022/23); returns are due for 2023/24, in version 2."
    )
    assert found.remedy.startswith("Migrate it with: equipoise migrate FILE --into NEW.xlsx,")
