"""Where a finding of a system stands: at the cell that its line was entered in, in whose file."""

from pathlib import Path
from typing import Final

from equipoise.findings import Finding
from equipoise.usecases.submit import submit
from tests.northmere_round import Northmere
from tests.workbooks.planting import planted

CODE: Final = "EQ-SYS-001"


def stating(plan: Northmere, folder: Path, thousands: int) -> list[Finding]:
    """Return what the version says of a system whose ICB states so much as its position."""
    path = folder / "ZQ1.xlsx"
    path.write_bytes(planted(plan.files["ZQ1"].read_bytes(), "Bridge", D24=thousands))
    submit(plan.one, path, "ZQ1", by=plan.editor("ZQ1"), now=plan.now())
    plan.submit("ZR3", "ZR3 corrected")
    plan.sign("ZQ1", "ZR3")
    plan.accept("ZQ1", "ZR1", "ZR2", "ZR3")
    return [finding for finding in plan.collate().findings if finding.code == CODE]


def test_a_position_stated_otherwise_is_told_at_its_cell(
    returned: Northmere, tmp_path: Path
) -> None:
    (found,) = stating(returned, tmp_path, -8_999)
    assert (found.organisation, found.part, found.sheet, found.cell) == (
        *("ZQ1", "finance"),
        *("Bridge", "D24"),
    )
    assert found.row == "Position of the system as its board agreed it"
    assert found.column == "2023/24 plan £000"
    assert (found.found, found.expected, found.worth) == ("(8,999)", "(9,000)", 100_000)


def test_a_position_stated_as_it_is_is_not_told(returned: Northmere, tmp_path: Path) -> None:
    assert stating(returned, tmp_path, -9_000) == []
