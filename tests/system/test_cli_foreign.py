"""A trust's own workbook and its ledger's list at the command line."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from equipoise.cli.app import equipoise
from tests.northmere_round import Northmere
from tests.unit.test_usecases_foreign import LINES, MAPPING, files


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
    assert (code, "needs a number holds text" in said) == (1, True)
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
    assert (code, "needs a number holds text" in said) == (1, True), said


def test_the_map_of_a_ledger_is_drafted_completed_and_used(
    opened: Northmere, tmp_path: Path
) -> None:
    """A national code is placed; a code of the trust's own waits for its line of the plan."""
    ledger, beside = tmp_path / "ledger.csv", tmp_path / "codes.csv"
    rows = {f"W{row}": row for row in LINES if row < 8}
    ledger.write_text("".join(f"{code},Y,{value}\n" for code, value in rows.items()))
    code, said = run(opened, "map", str(ledger), "--to", str(beside))
    assert code == 0, said
    assert f"0 codes placed, {len(rows)} left to place." in said
    drafted = beside.read_text("utf-8-sig")
    assert drafted.splitlines()[:2] == [
        "subcode,maincode,measure,counterparty,sign,unit",
        "W2,,,,1,",
    ]
    code, said = run(opened, "check", str(ledger), "--with", str(beside))
    assert (code, "EQ-TPL-007" in said, "equipoise map" in said) == (1, True, True), said
    for row, measure in LINES.items():
        drafted = drafted.replace(f"W{row},,,,1,\n", f"W{row},,{measure},,1,WTE\n")
    beside.write_text(drafted)
    code, said = run(opened, "submit", str(ledger), "--with", str(beside))
    assert (code, "Submitted: ZR2 workforce (v1)." in said) == (0, True), said
    code, said = run(opened, "map", str(ledger), "--with", str(beside))
    assert (code, "equipoise check" in said) == (4, True), said
    ledger.write_text("sub code,value\nW2,5\n")
    code, said = run(opened, "map", str(ledger))
    assert (code, "The list has no column for main code." in said) == (0, True), said


def test_a_form_is_mapped_and_filled_in(opened: Northmere, tmp_path: Path) -> None:
    given, back = files(tmp_path), tmp_path / "back.xlsx"
    form, beside = str(given.path), str(given.mapping)
    draft = tmp_path / "draft.csv"
    code, said = run(opened, "map", form, "--to", str(draft))
    assert code == 0, said
    assert "Drafted a mapping" in said
    assert "wte.bank" in said
    assert draft.read_text("utf-8-sig").startswith("by,sheet,at,under,measure")
    code, said = run(opened, "map", form, "--with", beside)
    assert (code, "7 amounts placed" in said) == (0, True), said
    assert run(opened, "submit", form, "--with", beside)[0] == 0
    files(tmp_path, C2=0, C3=0, C4=0, C5=0, C6=0, C7=0, C8=("=SUM(C2:C7)", 0))
    code, said = run(opened, "fill-form", form, "--with", beside, "--to", str(back))
    assert (code, "holds 6 figures of ZR2" in said) == (0, True), said
    sheet = load_workbook(back)["Staff"]
    values = [sheet[f"C{row}"].value for row in range(2, 9)]
    assert values == [610, 1480.5, 900, 700, 120, 45, "=SUM(C2:C7)"]


def test_what_does_not_belong_together_is_refused(opened: Northmere, tmp_path: Path) -> None:
    given, back = files(tmp_path), tmp_path / "back.xlsx"
    other = tmp_path / "other.csv"
    other.write_text(MAPPING.replace("Staff return", "Another form"))
    asked = [str(given.path), "--with", str(other), "--to", str(back)]
    code, said = run(opened, "fill-form", *asked)
    assert (code, "made for another form" in said, back.exists()) == (4, True, False)
    given.path.write_bytes(b"no workbook")
    assert run(opened, "map", str(given.path))[0] == 4
