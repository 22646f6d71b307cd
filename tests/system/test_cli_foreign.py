"""A trust's own workbook and its ledger's list at the command line."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from equipoise.cli.app import equipoise
from tests.northmere_round import Northmere
from tests.unit.test_usecases_foreign import LINES, files


def run(world: Northmere, *asked: str, pasted: str = "") -> tuple[int, str]:
    """Return the exit code and what was said."""
    home = ["--home", str(world.workspace.home), "--as", "zr2.editor"]
    result = CliRunner().invoke(equipoise, [*asked, *home], input=pasted)
    return result.exit_code, " ".join(result.output.split())


def test_a_workbook_is_checked_marked_and_submitted_with_its_mapping(
    opened: Northmere, tmp_path: Path
) -> None:
    given, marked = files(tmp_path, C6="none", C8=3735.5), tmp_path / "marked.xlsx"
    asked = [str(given.path), "--with", str(given.mapping)]
    code, said = run(opened, "check", *asked, "--marked-up", str(marked))
    assert (code, "EQ-TPL-003" in said) == (1, True)
    assert load_workbook(marked)["Staff"]["C6"].comment is not None
    given = files(tmp_path)
    code, said = run(opened, "submit", *asked)
    assert (code, "Submitted: ZR2 workforce (v1)." in said) == (0, True), said
    assert run(opened, "submit", str(given.path))[0] == 0


def test_a_list_is_pasted(opened: Northmere, tmp_path: Path) -> None:
    beside = tmp_path / "codes.csv"
    beside.write_text(
        "subcode,maincode,measure,counterparty,sign,unit\n"
        + "".join(f"W{row},,{code},,1,WTE\n" for row, code in LINES.items() if row < 8)
    )
    pasted = "".join(f"W{row}\tY\t{row}\n" for row in LINES if row < 8)
    code, said = run(opened, "submit", "-", "--with", str(beside), pasted=pasted)
    assert code == 0, said
    code, said = run(opened, "check", "-", pasted=pasted.replace("\t7\n", "\tseven\n"))
    assert (code, "EQ-TPL-003" in said) == (1, True), said
