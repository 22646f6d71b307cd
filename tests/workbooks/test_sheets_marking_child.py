"""Marking a file through the child process: what is written, what is refused, and that it lives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import openpyxl
import pytest
from defusedxml.ElementTree import DefusedXMLParser
from python_calamine import CalamineWorkbook

from equipoise.sheets import Limits, Marked, Note, Reading, Refusal, RefusalKind, mark_up
from equipoise.sheets.addresses import address, normal
from equipoise.sheets.limits import MEGABYTE
from equipoise.sheets.marking import marked_copy
from equipoise.sheets.scanning import SheetTarget
from tests import libreoffice
from tests.shared_data import needs, shared
from tests.workbooks.conftest import Read
from tests.workbooks.planting import MAIN, good, planted, unzipped
from tests.workbooks.test_sheets_refusals import HOSTILE

RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTE: Final = Note(sheet="Income", cell="G23", severity="Must fix", code="EQ-TPL-003", text="Text.")
LESS: Final = Note(sheet="Income", cell="G23", severity="Note", code="EQ-X", text="Less.")
ODD: Final = Note(sheet="Income", cell="G23", severity="Explain", code="EQ-Y", text="Odd.")
STRANGE: Final = Note(sheet="Income", cell="", severity="Alas", code="EQ-Z", text="Strange.")
NOTES: Final = (STRANGE, LESS, ODD, NOTE, LESS)


def marked(
    path: Path, content: bytes, notes: Sequence[Note] = NOTES, *, foreign: bool = False
) -> tuple[Marked | Refusal, bytes]:
    """Return what became of a file, and all that was written."""
    path.write_bytes(content)
    target = BytesIO()
    return mark_up(path, notes, target=target, foreign=foreign), target.getvalue()


@cache
def bad() -> bytes:
    """Return a form with two faults; one formula of the sender's own is among its values."""
    return planted(good(), "Income", G23="£520m", H23=None, I23="=2-1")


def test_the_gravest_note_comes_first_and_the_rest_as_they_were_given(tmp_path: Path) -> None:
    found, copy = marked(tmp_path / "a.xlsx", bad())
    assert found == Marked(cells=1, unplaced=1)
    book = openpyxl.load_workbook(BytesIO(copy))
    comment = book["Income"]["G23"].comment
    assert comment is not None
    assert comment.text.split("\n\n") == [
        "Must fix EQ-TPL-003: Text.", "Explain EQ-Y: Odd.", "Note EQ-X: Less.", "Note EQ-X: Less.",
        "Marked by Equipoise.",
    ]  # fmt: skip
    listed = [cell.value for (cell,) in book.worksheets[0]["B5:B9"]]
    assert listed == ["EQ-TPL-003", "EQ-Y", "EQ-X", "EQ-X", "EQ-Z"]


@pytest.mark.parametrize("name", ["an empty file", "a csv", "macros", "550 GB in two cells"])
def test_a_refused_file_gets_its_refusal_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    content, kind = HOSTILE[name]
    found, copy = marked(tmp_path / "a.xlsx", content)
    assert isinstance(found, Refusal)
    assert (found.kind, copy) == (kind, b"")
    assert found.message


def test_a_workbook_of_somebody_else_is_marked_only_as_foreign(tmp_path: Path) -> None:
    saved = BytesIO()
    openpyxl.Workbook().save(saved)
    found, copy = marked(tmp_path / "a.xlsx", saved.getvalue())
    assert isinstance(found, Refusal)
    assert (found.kind, copy) == (RefusalKind.NOT_OUR_FORM, b"")
    assert found.facts == {"found": "it has no sheet _meta"}
    note = Note(sheet="Sheet", cell="A1", severity="Note", code="EQ-X", text="Words.")
    marks, copy = marked(tmp_path / "a.xlsx", saved.getvalue(), [note], foreign=True)
    assert marks == Marked(cells=1, unplaced=0)
    assert openpyxl.load_workbook(BytesIO(copy)).sheetnames == ["Findings", "Sheet"]


def test_a_form_of_another_version_is_refused_as_when_it_is_read(
    tmp_path: Path, read: Read
) -> None:
    content = planted(good(), "_meta", B2="'99")
    found, copy = marked(tmp_path / "a.xlsx", content)
    assert (found, copy) == (read(content), b"")
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.OTHER_VERSION


@pytest.mark.parametrize(
    "limits",
    [Limits(memory=MEGABYTE), Limits(answer=1000), Limits(wall_seconds=0)],
    ids=["memory", "answer", "time"],
)
def test_the_child_dies_at_its_limits_and_the_parent_lives(tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    target = BytesIO()
    found = mark_up(path, NOTES, target=target, limits=limits)
    assert isinstance(found, Refusal)
    assert (found.kind, target.getvalue()) == (RefusalKind.UNREADABLE, b"")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "print('{')",
        "print('{\"size\": 9}')",
        "print('{\"size\": 0}'); raise SystemExit(1)",
    ],
)
def test_a_child_that_answers_in_part_makes_the_file_unreadable(
    tmp_path: Path, script: str
) -> None:
    command = (sys.executable, "-c", script)
    found = marked_copy(tmp_path / "a.xlsx", NOTES, limits=Limits(), command=command)
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.UNREADABLE


@libreoffice.needed
def test_a_copy_that_was_calculated_reads_as_the_file_did(tmp_path: Path, read: Read) -> None:
    found, copy = marked(tmp_path / "a.xlsx", bad())
    assert isinstance(found, Marked)
    refused = read(copy)
    assert isinstance(refused, Refusal)
    assert refused.kind is RefusalKind.UNCALCULATED
    calculated = saved_by_libreoffice(tmp_path, copy)
    before, after = read(bad()), read(calculated)
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert after.cells == before.cells
    assert after.items == before.items
    entered = [fault for fault in before.faults if fault.found]
    assert [fault for fault in after.faults if fault.found] == entered
    _, again = marked(tmp_path / "a.xlsx", calculated, [])
    book = openpyxl.load_workbook(BytesIO(again))
    assert book.sheetnames.count("Findings") == 1
    assert book["Income"]["G23"].comment is None
    assert not any("Equipoise" in str(rule.formula) for one in book["Income"].conditional_formatting
                   for rule in one.rules)  # fmt: skip


def saved_by_libreoffice(folder: Path, content: bytes) -> bytes:
    """Return the workbook as LibreOffice saves it, every formula worked out."""
    program = libreoffice.program()
    assert program is not None
    path, out = folder / "copy.xlsx", folder / "out"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return (out / "copy.xlsx").read_bytes()


def held(content: bytes) -> dict[str, tuple[dict[str, str], list[list[object]]]]:
    """Return the formulas of each sheet, and the values of all other cells that are not blank."""
    relations = {
        found.get("Id"): found.get("Target", "").removeprefix("/xl/")
        for found in ElementTree.fromstring(unzipped(content)["xl/_rels/workbook.xml.rels"])
    }
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    tree = ElementTree.fromstring(unzipped(content)["xl/workbook.xml"])
    sheets = {}
    for found in tree.iter(f"{{{MAIN}}}sheet"):
        name = found.attrib["name"]
        part = relations[found.attrib[f"{{{RELATION}}}id"]]
        target = SheetTarget(name, Limits())
        DefusedXMLParser(target=target).feed(unzipped(content)[f"xl/{part}"])
        formulas = {cell: normal(text) for cell, text in target.scan.formulas.items()}
        values: list[list[object]] = []
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value != "" and address(row, column) not in formulas:
                    values.append([row, column, value])
        sheets[name] = formulas, values
    return sheets


@needs("fin-tac-forms")
def test_the_national_form_keeps_its_formulas_and_values() -> None:
    """The real form of 2023/24: 29 sheets, 1,929 formulas (its README)."""
    path = shared("fin-tac-forms", "2023-24-NHS-Provider-TAC-illustrative-file.xlsx")
    note = Note(sheet="TAC02 SoCI", cell="D10", severity="Must fix", code="EQ-X", text="Words.")
    target = BytesIO()
    assert mark_up(path, [note], target=target, foreign=True) == Marked(cells=1, unplaced=0)
    before, after = held(path.read_bytes()), held(target.getvalue())
    assert len(before) == 29
    assert sum(len(formulas) for formulas, _ in before.values()) == 1929
    assert list(after) == ["Findings", *before]
    del after["Findings"]
    assert after == before
