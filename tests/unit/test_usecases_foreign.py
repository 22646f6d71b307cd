"""A trust hands in a workbook, or a list, that is no form of ours."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from equipoise.records.models import Event
from equipoise.usecases.check import check
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.submit import Submitted, submit
from tests.northmere_round import TODAY, Northmere
from tests.workbooks.foreign_forms import HEADING, Sheets, Value, changed, workbook

STAFF: Sheets = {
    "Cover": {"A1": "Staff return 2023/24", "B2": "ZR2"},
    "Staff": {
        "B1": "Post", "C1": "At year end",
        "B2": "Doctors", "C2": 610,
        "B3": "Nurses", "C3": 1480.5,
        "B4": "Other clinical", "C4": 900,
        "B5": "Other", "C5": 700,
        "B6": "Bank", "C6": 120,
        "B7": "Agency", "C7": 45,
        "B8": "All", "C8": ("=SUM(C2:C7)", 3855.5),
    },
}  # fmt: skip
LINES = {
    2: "wte.medical", 3: "wte.nursing", 4: "wte.other_clinical", 5: "wte.non_clinical",
    6: "wte.bank", 7: "wte.agency", 8: "wte.total",
}  # fmt: skip
MAPPING = (
    HEADING
    + "form,Cover,A1,Staff return,,,,,\norganisation,Cover,B2,,,,,,\nyear,Cover,A1,,,,,,\n"
    + "".join(f"cell,Staff,C{row},,{code},,WTE,1,Y\n" for row, code in LINES.items())
)


def files(folder: Path, mapping: str = MAPPING, **cells: Value) -> Mapped:
    """Return a staff return with some cells changed, and its mapping, as files."""
    path, beside = folder / "staff.xlsx", folder / "staff-map.csv"
    path.write_bytes(workbook(changed(STAFF, "Staff", **cells)))
    beside.write_text(mapping, "utf-8")
    return Mapped(path=path, mapping=beside)


def hand_in(world: Northmere, file: Path | Mapped) -> Outcome[Submitted]:
    return submit(world.one, file, "ZR2", by=world.editor("ZR2"), now=world.now())


@pytest.mark.parametrize("sheet", ["Staff", "Income"])
def test_a_fault_in_a_foreign_form_blocks_the_part_that_its_cell_holds(
    opened: Northmere, tmp_path: Path, sheet: str
) -> None:
    """Also where the sheet is named as one of our own form, of another part, happens to be."""
    path, beside = tmp_path / "staff.xlsx", tmp_path / "staff-map.csv"
    sheets = {sheet if name == "Staff" else name: cells for name, cells in STAFF.items()}
    path.write_bytes(workbook(changed(sheets, sheet, C6="none", C8=3735.5)))
    beside.write_text(MAPPING.replace(",Staff,", f",{sheet},"), "utf-8")
    found = hand_in(opened, Mapped(path=path, mapping=beside))
    assert [(one.code, one.part) for one in found.findings] == [("EQ-TPL-003", "workforce")]
    assert found.result.blocked


def test_a_workbook_is_submitted_through_its_mapping_and_known_again(
    opened: Northmere, tmp_path: Path
) -> None:
    given = files(tmp_path)
    first = hand_in(opened, given)
    assert first.findings == ()
    assert not first.result.blocked
    (event,) = Event.objects.filter(verb="submit")
    with opened.workspace.store.open(json.loads(event.body)["mapping"]) as stream:
        assert stream.read().decode() == MAPPING
    given.path.write_bytes(workbook(changed(STAFF, "Staff", C7=50, C8=("=SUM(C2:C7)", 3860.5))))
    again = hand_in(opened, given.path)
    assert again.findings == ()
    assert [str(ref) for ref in again.result.versions.values()] == [
        "version:2023-24/ZR2/workforce@v2"
    ]
    assert again.result.intake.mapping == first.result.intake.mapping


def test_without_its_mapping_a_workbook_is_not_read(opened: Northmere, tmp_path: Path) -> None:
    found = hand_in(opened, files(tmp_path).path)
    assert [one.code for one in found.findings] == ["EQ-FIL-001"]
    assert found.result.versions == {}


def test_the_checks_of_the_form_apply_at_the_cells_of_the_senders_own(
    opened: Northmere, tmp_path: Path
) -> None:
    given = files(tmp_path, C6="none", C8=("=SUM(C2:C7)", 3735.5))
    copy = BytesIO()
    found = check(
        opened.one, given, None, by=opened.editor("ZR2"), on=TODAY, copy=copy
    )  # fmt: skip
    assert [(one.code, one.sheet, one.cell, one.row) for one in found.findings] == [
        ("EQ-TPL-003", "Staff", "C6", "Bank")
    ]
    book = load_workbook(copy)
    comment = book["Staff"]["C6"].comment
    assert comment is not None
    assert comment.text.startswith("Must fix EQ-TPL-003")


def test_a_total_that_its_lines_do_not_come_to_is_found_at_its_cell(
    opened: Northmere, tmp_path: Path
) -> None:
    found = hand_in(opened, files(tmp_path, C8=3855))
    told = [(one.code, one.cell, one.found, one.expected) for one in found.findings]
    assert ("EQ-WTE-001", "C8", "3,855", "3,855.5") in told


def test_a_workbook_of_another_body_or_year_makes_no_version(
    opened: Northmere, tmp_path: Path
) -> None:
    given = files(tmp_path)
    given.path.write_bytes(workbook(changed(STAFF, "Cover", A1="Staff return 2022/23", B2="ZR1")))
    found = hand_in(opened, given)
    assert {one.code for one in found.findings} == {"EQ-TPL-001", "EQ-TPL-002"}
    assert {one.cell for one in found.findings} == {"A1", "B2"}
    assert found.result.versions == {}


def test_a_list_of_a_ledger_is_submitted_with_a_map_and_without_one(
    opened: Northmere, tmp_path: Path
) -> None:
    listed = tmp_path / "ledger.csv"
    listed.write_text("".join(f"W{row},Y,{row * 10}\n" for row in LINES if row < 8))
    beside = tmp_path / "codes.csv"
    beside.write_text(
        "subcode,maincode,measure,counterparty,sign,unit\n"
        + "".join(f"W{row},,{code},,1,WTE\n" for row, code in LINES.items() if row < 8)
    )
    first = hand_in(opened, Mapped(path=listed, mapping=beside))
    assert first.findings == ()
    assert list(first.result.versions) == ["workforce"]
    listed.write_text(listed.read_text().replace("W7,Y,70", "W7,Y,71"))
    again = hand_in(opened, listed)
    assert (again.findings, again.result.blocked) == ((), False)
    other = check(opened.one, listed, "ZR1", by=opened.editor("ZR1"), on=TODAY)
    assert {one.code for one in other.findings} != set(), "the codes are those of ZR2 alone"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"PK\x03\x04nothing"])
def test_a_mapping_that_cannot_be_read_is_refused(
    opened: Northmere, tmp_path: Path, content: bytes
) -> None:
    given = files(tmp_path)
    assert given.mapping is not None
    given.mapping.write_bytes(content)
    with pytest.raises(RefusedError, match="mapping"):
        hand_in(opened, given)
