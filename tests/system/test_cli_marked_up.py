"""A finance manager gets their own workbook back with the fault at its cell."""

from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from equipoise.cli.app import equipoise
from tests.northmere_round import Northmere


def test_the_fault_of_zr3_stands_as_a_comment_in_its_cell(
    opened: Northmere, tmp_path: Path
) -> None:
    home, marked = opened.workspace.home, tmp_path / "marked.xlsx"
    asked = ["check", str(opened.files["ZR3"]), "--home", str(home), "--as", "zr3.editor"]
    result = CliRunner().invoke(equipoise, [*asked, "--marked-up", str(marked)])
    assert result.exit_code == 1, result.output
    book = load_workbook(marked)
    comment = book["Workforce"]["D14"].comment
    assert comment is not None
    assert comment.text.startswith("Must fix")
    assert "Total WTE is not the sum of the rows above" in comment.text
    assert book.sheetnames[0] == "Findings"


def test_a_file_that_cannot_be_read_has_no_copy(opened: Northmere, tmp_path: Path) -> None:
    """What was found in it is told all the same."""
    bad, marked = tmp_path / "bad.xlsx", tmp_path / "marked.xlsx"
    bad.write_bytes(b"not a workbook")
    asked = ["check", str(bad), "--home", str(opened.workspace.home), "--as", "zr3.editor"]
    result = CliRunner().invoke(equipoise, [*asked, "--org", "ZR3", "--marked-up", str(marked)])
    assert (result.exit_code, "EQ-FIL-001" in result.output) == (1, True), result.output
    assert "there is no copy to mark up" in result.output
    assert not marked.exists()
