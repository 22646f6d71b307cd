"""What goes wrong: one clear line, the right exit code, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from equipoise.samples import PACK
from tests.cli_calls import PROGRAM, Called, Caller
from tests.northmere_round import Northmere

LEAD = "zq1.lead"


def caller(plan: Northmere) -> Caller:
    return Caller(plan.workspace.home, minutes=plan.minutes)


def one_line(found: Called) -> str:
    """Return the one line that a fault is told in; there is no answer beside it."""
    (line,) = found.err.splitlines()
    assert found.out == ""
    assert line.startswith("equipoise: ")
    return line.removeprefix("equipoise: ")


REFERENCE = "figure:2023-24/ZQ1/position/system/including"
WRONG = {
    "an unknown body, of a template": (["template", "--org", "ZZ9"], "No organisation ZZ9."),
    "an unknown body, to sign": (["signoff", "ZZ9"], "No organisation ZZ9."),
    "an unknown body, to accept": (["accept", "ZZ9"], "No organisation ZZ9."),
    "an unknown body, to approve": (["approve", "ZZ9", "--version", "v1"], "No organisation ZZ9."),
    "an unknown body, in a pair": (
        ["agree", "ZQ1", "ZZ9", "--value", "1"], "No organisation ZZ9.",
    ),
    "an unknown system": (["status", "ZZ9"], "ZZ9"),
    "an unknown system, to collate": (["collate", "ZZ9"], "ZZ9"),
    "a body that is no system": (["match", "ZR1"], "No system ZR1. There is: ZQ1."),
    "an unknown part": (["accept", "ZR1", "--part", "estates"], "estates"),
    "an unknown project": (
        ["defer", "ZR1", "ZR1-C9", "--amount", "1", "--to", "2024/25"],
        "No project of ZR1: ZR1-C9. There is: ZR1-C1, ZR1-C2, ZR1-C3.",
    ),
    "an unknown line": (
        ["close", "ZR1", "--saving", "1", "--line", "tea", "--name", "Tea", "--one-off",
         "--owner", "A", "--evidence", "B"],
        "No cost line of ZR1: tea.",
    ),
    "an unknown version": (["match", "--version", "v9"], "No version of the plan of ZQ1: v9."),
    "an unknown version, of a bridge": (["bridge", "v1", "v9"], "v9"),
    "no version": (["bridge", "one", "v2"], "not a version such as v3: 'one'"),
    "no version, to approve": (["approve", "--version", "latest"], "not a version such as v3"),
    "an unknown round": (["status", "--year", "2024/25"], "No round 2024-25. There is: 2023-24."),
    "no year": (["status", "--year", "2023/25"], "2023/25"),
    "no year to open": (["round", "open", "soon", "--pack", str(PACK)], "soon"),
    "no year to move to": (
        ["defer", "ZR1", "ZR1-C1", "--amount", "1", "--to", "later"], "later",
    ),
    "no amount": (["agree", "ZQ1", "ZR1", "--value", "lots"], "'lots' is not an amount in £000"),
    "no number": (["agree", "ZQ1", "ZR1", "--value", "nan"], "'nan' is not an amount"),
    "a part of a penny": (["agree", "ZQ1", "ZR1", "--value", "0.000001"], "whole number of pence"),
    "no reference": (["explain", "this"], "this"),
    "an unknown kind": (["explain", "event:2023-24/1"], "event:2023-24/1"),
    "an unknown figure": (["explain", "figure:2023-24/ZQ1/luck@v1"], "figure:2023-24/ZQ1/luck@v1"),
    "an unknown pin": (["explain", f"{REFERENCE}@now"], "No version now."),
    "an unknown cell": (["explain", "cell:2023-24/ZR1/income.other/M13/plan@v1"], "M13"),
    "a workbook of what is no figure": (
        ["explain", "decision:2023-24/D9", "--xlsx", "d.xlsx"], "No decision D9.",
    ),
    "no such file": (["check", "nothing.xlsx"], "'nothing.xlsx' does not exist"),
    "no such pack": (["round", "open", "2024/25", "--pack", "nothing"], "'nothing' does not exist"),
    "no such folder to write to": (["status", "--out", "nowhere/a.txt"], "nowhere"),
    "no such folder for a template": (["template", "--org", "ZR1", "--to", "nowhere/a.xlsx"],
                                      "No such file or directory: nowhere/a.xlsx"),
    "no file for a workbook": (["status", "--format", "xlsx"], "--format xlsx needs --out FILE."),
    "no place for a package": (
        ["status", "--format", "datapackage"], "--format datapackage needs --out FOLDER, or a file",
    ),
    "a package where something is": (
        ["status", "--format", "datapackage", "--out", "/"], "/ is not an empty folder.",
    ),
    "an answer where a folder is": (["status", "--out", "/"], "/ is a folder. Name a file"),
    "an unknown format": (["status", "--format", "pdf"], "'pdf' is not one of"),
    "an unknown table": (["match", "--format", "csv", "--table", "x"],
                         "no table x. There is: matrix, pairs, sums, apart."),
    "a table without csv": (["match", "--table", "pairs"], "--table chooses what --format csv"),
    "units nobody uses": (["status", "--units", "bn"], "'bn' is not one of"),
    "an unknown option": (["status", "--loud"], "No such option '--loud'"),
    "an unknown command": (["hope"], "No such command 'hope'"),
    "a missing argument": (["explain"], "Missing argument 'REF'"),
    "a missing option": (["agree", "ZQ1", "ZR1"], "Missing option '--value'"),
    "a month nobody knows": (
        ["close", "ZR1", "--saving", "1", "--line", "financing", "--name", "A", "--one-off",
         "--owner", "B", "--evidence", "C", "--from-month", "13"],
        "13 is not in the range 1<=x<=12",
    ),
    "an explanation without a sentence": (
        ["submit", __file__, "--explain", "EQ-TOT-001"], "write CODE=SENTENCE",
    ),
}  # fmt: skip
"""What is asked for, and a part of the line that says why not."""


def test_wrong_usage_is_told_in_one_line(
    collated: Northmere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One workspace serves all: nothing of this changes it."""
    monkeypatch.chdir(tmp_path)
    call = caller(collated)
    events = call.json("verify", who=LEAD).content["facts"]["events"]
    for what, (words, part) in WRONG.items():
        who = "" if words[0] == "round" else LEAD
        line = one_line(call(*words, who=who, code=2))
        assert part in line, what
        assert len(line) < 300, what
    assert call.json("verify", who=LEAD).content["facts"]["events"] == events


REFUSED = {
    "no right to sign": (["signoff", "ZR1"], "zr2.editor", "Roles that have it"),
    "no right to see": (["collect", "ZQ1"], "zr1.editor", "Roles that have it"),
    "nobody in particular": (["accept", "ZR1"], "", "operator"),
    "nothing waits": (["signoff"], "zr1.approver", "Nothing of ZR1 waits for a signature."),
    "nothing changed": (["collate"], LEAD, "Nothing has changed since version 1."),
    "a stale version": (["approve", "--version", "v7"], "zr1.approver", "Version 7 is stale"),
    "a stale version to lock": (
        ["lock", "--version", "v7", "--yes"], LEAD, "Version 7 is stale: the latest is version 1.",
    ),
    "two trusts": (["agree", "ZR1", "ZR2", "--value", "1"], "zr1.contracts", "not an ICB and a"),
    "not locked": (["send"], LEAD, "Version 1 is not locked."),
    "nothing to reopen": (["reopen"], LEAD, "Version 1 is not locked"),
    "a year that is not later": (
        ["defer", "ZR1", "ZR1-C1", "--amount", "1", "--to", "2023/24"], LEAD, "not later",
    ),
    "more than there is": (
        ["defer", "ZR1", "ZR1-C1", "--amount", "24001", "--to", "2024/25"], LEAD, "£24,000,000",
    ),
    "a round that is open": (["round", "open", "2023/24", "--pack", str(PACK)], "", "open already"),
}  # fmt: skip


def test_a_refusal_is_told_in_one_line(collated: Northmere) -> None:
    call = caller(collated)
    for what, (words, who, part) in REFUSED.items():
        assert part in one_line(call(*words, who=who, code=4)), what


def test_a_version_seen_and_replaced_since_is_stale(returned: Northmere) -> None:
    call = caller(returned)
    returned.submit("ZR3", "ZR3 corrected")
    seen = "version:2023-24/ZR3/finance@v1"
    line = one_line(call("signoff", "--saw", seen, who="zr3.approver", code=4))
    assert line.startswith(f"{seen} is stale: the latest is version:2023-24/ZR3/finance@v2.")
    call("signoff", "--saw", "version:2023-24/ZR3/finance@v2", who="zr3.approver")
    seen = "version:2023-24/ZR3/capital@v1"
    assert "is stale" in one_line(call("accept", "ZR3", "--saw", seen, who=LEAD, code=4))


def test_nobody_of_that_name(opened: Northmere) -> None:
    line = one_line(caller(opened)("status", who="nobody", code=2))
    assert "nobody. There is: auditor, national.lead" in line


def test_a_workspace_is_made_by_opening_a_round_alone(tmp_path: Path) -> None:
    home = tmp_path / "nothing"
    line = one_line(Caller(home)("status", code=2))
    assert line.startswith(f"There is no workspace in {home}.")
    assert "equipoise round open" in line
    assert not home.exists()
    (tmp_path / "file").touch()
    assert "is a file" in one_line(Caller(tmp_path / "file")("status", code=2))


def test_of_two_rounds_one_must_be_named(opened: Northmere) -> None:
    call = caller(opened)
    call("round", "open", "2024/25", "--pack", str(PACK))
    assert "2023-24, 2024-25" in one_line(call("status", code=2))
    for year in ("2023/24", "2023-24", "202425"):
        call("status", "--year", year, who=LEAD)


def test_a_time_that_is_none_is_wrong_usage(opened: Northmere) -> None:
    call = caller(opened)
    line = one_line(call("status", who=LEAD, code=2, EQUIPOISE_NOW="noon"))
    assert line.startswith("EQUIPOISE_NOW is no time: 'noon'.")
    call("status", who=LEAD, EQUIPOISE_NOW="2023-03-30")  # without a zone it is UTC


def test_a_file_that_is_no_workbook_is_a_finding(opened: Northmere, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_text("Dear colleague,", "utf-8")
    call = caller(opened)
    for verb in ("check", "submit"):
        found = call.json(verb, str(path), "--org", "ZR1", who="zr1.editor", code=1)
        assert found.content["findings"][0]["severity"] == "Must fix"


def test_a_return_that_must_be_explained_is_not_handed_in(returned: Northmere) -> None:
    call = caller(returned)
    found = call("submit", str(returned.files["ZR3"]), who="zr3.editor", code=1)
    assert "Not submitted." in found.said
    assert "once it is put right" in found.said


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(content))


def test_what_was_altered_is_named(locked: Northmere) -> None:
    """Exit code 5, by verify and by whoever reads what was altered."""
    call = caller(locked)
    version = locked.one.record
    store = sorted((locked.workspace.home / "objects").rglob("*"))
    (register,) = [path for path in store if (path.is_file() and version.register in str(path))
                   or path.name == version.register[2:]]  # fmt: skip
    (some, *_) = [path for path in store if path.is_file() and path != register]
    flip(some)
    found = call("verify", who="auditor", code=5)
    assert "1 thing is not as written." in found.said
    assert some.name[-12:] in found.said.replace(" ", "")
    flip(register)
    line = one_line(call("status", who=LEAD, code=5))
    assert version.register[:12] in line


def test_a_pack_changed_since_the_round_was_opened_is_told(collated: Northmere) -> None:
    pack = collated.workspace.home / "packs" / "northmere" / "params"
    table = pack / "control_total" / "system_pence-2023-24.csv"
    table.write_text(table.read_text("utf-8").replace("-900000000", "-800000000"), "utf-8")
    line = one_line(caller(collated)("ladder", who=LEAD, code=5))
    assert "not those it was opened with" in line


def test_our_fault_is_one_line_and_a_log(opened: Northmere) -> None:
    """The database is not one: nobody foresaw that."""
    home = opened.workspace.home
    (home / "equipoise.sqlite3").write_bytes(b"no database" * 100)
    line = one_line(caller(opened)("status", who=LEAD, code=70))
    assert line == f"Our fault: file is not a database. Details: {home / 'fault.log'}"
    assert "Traceback (most recent call last)" in (home / "fault.log").read_text("utf-8")


def test_a_fault_is_logged_elsewhere_where_the_workspace_cannot_be_written(
    opened: Northmere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    home = opened.workspace.home
    (home / "equipoise.sqlite3").write_bytes(b"no database" * 100)
    (home / "fault.log").mkdir()
    line = one_line(caller(opened)("status", who=LEAD, code=70))
    assert line.endswith(f"Details: {elsewhere / 'fault.log'}")
    (elsewhere / "fault.log").unlink()
    (elsewhere / "fault.log").mkdir()
    line = one_line(caller(opened)("status", who=LEAD, code=70))
    assert line.endswith("No folder could be written to for the details.")


def test_a_database_that_cannot_be_named_is_wrong_usage(tmp_path: Path) -> None:
    """Settings are read as a command is loaded, before it can guard itself."""
    found = Caller(tmp_path).process("status", code=2, DATABASE_URL="nowhere")
    assert one_line(found).startswith("DATABASE_URL cannot be used. ")


def test_a_program_that_is_not_whole_is_our_fault(tmp_path: Path) -> None:
    """A module of its own is missing: told in a line, before any command could be loaded."""
    script = (
        "import sys; sys.modules['duckdb'] = None\n"
        "from equipoise.cli import main\n"
        "sys.argv = ['equipoise', 'status']\n"
        "main()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    line = one_line(Called(run.returncode, run.stdout, run.stderr))
    assert run.returncode == 70
    assert line.startswith("Our fault: import of duckdb halted")
    assert line.endswith(f"Details: {tmp_path / 'fault.log'}")
    assert "Traceback" in (tmp_path / "fault.log").read_text("utf-8")


def test_a_reader_that_stops_reading_is_no_fault(collated: Northmere) -> None:
    home = collated.workspace.home
    pipe = f"{PROGRAM} match --home {home} --as {LEAD} | head -c 1"
    run = subprocess.run(["bash", "-c", pipe], capture_output=True, check=True, encoding="utf-8")
    assert (run.stdout, run.stderr) == ("D", "")


def test_nothing_is_locked_unless_somebody_says_so(closed: Northmere) -> None:
    call = caller(closed)
    for typed in ("n\n", ""):
        found = call("lock", "--version", "v3", who=LEAD, code=4, typed=typed)
        assert found.err.endswith("equipoise: Nothing is locked. With --yes it is not asked.\n")
    assert "locked" not in call("status", who=LEAD).said
