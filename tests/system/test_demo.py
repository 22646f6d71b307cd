"""`equipoise demo` from an empty folder: the answer, the files, and what it will not overwrite.

Northmere is that of fact book 5, section 6; the two cells of each break are those of its forms.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from equipoise.samples import NOTICE
from tests.cli_calls import Called, Caller

BOTH_CELLS = {
    "ZR1": ("1,023,500 against 1,020,000 (£000)", "sheet Income, cell F23", "cell F21"),
    "ZR3": ("358,800 against 360,000 (£000)", "sheet Income, cell F23", "cell F23"),
}
"""Of each break: both values, the trust's cell, the ICB's cell on sheet Spend."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder, in which a demo was run as a user runs it."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        called = Caller(folder / "unused").process("demo", "--small")
        (folder / "answer.txt").write_text(called.out, "utf-8")
        (folder / "steps.txt").write_text(called.err, "utf-8")
        yield folder


@pytest.fixture
def said(place: Path) -> Called:
    out = (place / "answer.txt").read_text("utf-8")
    return Called(0, out, (place / "steps.txt").read_text("utf-8"))


def test_it_says_what_the_plan_comes_to_and_that_it_does_not_add_up(said: Called) -> None:
    assert said.out.splitlines()[2] == NOTICE
    for line in (
        "Version 1: £(9.0)m, equal to the control total (including support)",
        "It does not add up. Trusts expect £2.3m more from the ICB than the ICB plans to pay.",
        "£1,898.8m of £1,902.3m of NHS income in this system matched.",
        "Capital is £1.2m above its envelope of £92.0m.",
        "System total (9.0) (15.0)",
    ):
        assert line in said.said, line


def test_it_names_both_cells_of_each_break(said: Called) -> None:
    for values, trust, icb in BOTH_CELLS.values():
        assert f"{values}." in said.said
        assert f"{trust}. NHS Northmere ICB: sheet Spend, {icb}." in said.said
    assert "Sheet Workforce, Cell D14" in said.said
    assert "Total WTE is not the sum of the rows above" in said.said


def test_it_fits_the_terminal_and_tells_its_steps_apart(said: Called) -> None:
    assert max(map(len, said.out.splitlines())) <= 100
    assert said.err.splitlines()[0] == "  Building the workbooks of four bodies ..."
    assert "..." not in said.out


def test_what_it_says_to_do_next_can_be_done(place: Path, said: Called) -> None:
    """Each command, as it stands there, on the workspace that the first line names."""
    after = said.out.partition("What to do next\n")[2].splitlines()
    first, *commands = [line.strip() for line in after if line.strip()]
    assert first.startswith("export EQUIPOISE_HOME=equipoise-demo/home ")
    assert all(command.startswith("equipoise ") for command in commands)
    call = Caller(place / "equipoise-demo" / "home")
    verbs = []
    for command in commands:
        _, verb, *words = command.split()
        verbs.append(verb)
        code = 3 if verb in ("match", "ladder") else 0
        call(verb, *words, code=code)
    assert verbs == ["match", "agree", "agree", "signoff", "signoff", "ladder", "explain"]


def test_every_file_opens_and_says_that_the_data_are_made_up(place: Path) -> None:
    folder = place / "equipoise-demo"
    returns = sorted(path.name for path in (folder / "returns").iterdir())
    assert returns == [
        "ZQ1-2023-24.xlsx", "ZR1-2023-24.xlsx", "ZR2-2023-24.xlsx",
        "ZR3-2023-24-corrected.xlsx", "ZR3-2023-24.xlsx",
    ]  # fmt: skip
    books = sorted(folder.rglob("*.xlsx"))
    assert len(books) == 7
    for path in books:
        book = load_workbook(path)
        shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
        told = {str(cell.value) for sheet in shown for row in sheet.iter_rows() for cell in row}
        assert any(NOTICE in text for text in told), path.name
    faults = (folder / "first-return-of-ZR3.csv").read_text("utf-8-sig")
    heads, *rows = csv.reader(StringIO(faults))
    assert heads[-1] == "About the data"
    assert {row[-1] for row in rows} == {NOTICE}
    assert (folder / "made-by-equipoise-demo.txt").read_text("utf-8").startswith(NOTICE)


def test_the_plan_is_in_a_workbook_sheet_by_sheet(place: Path) -> None:
    book = load_workbook(place / "equipoise-demo" / "northmere-v1.xlsx")
    names = ["position", "beneath", "capital", "findings", "matrix", "pairs", "sums"]
    names += ["apart", "Notes"]
    assert book.sheetnames == names
    rows = list(book["position"].iter_rows(values_only=True))
    assert rows[-1][:3] == ("System total", -9_000, -15_000)


def test_a_second_run_replaces_its_own_folder(place: Path, tmp_path: Path) -> None:
    folder = place / "equipoise-demo"
    (folder / "returns" / "old.txt").touch()
    found = Caller(tmp_path).json("demo", str(folder), "--small")
    assert found.content["title"] == "Northmere 2023/24, version 1"
    assert found.content["facts"]["folder"] == str(folder)
    assert all(Path(file).exists() for file in found.content["facts"]["files"])
    assert not (folder / "returns" / "old.txt").exists()


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("Keep me.", "utf-8")
    refused = Caller(tmp_path)("demo", str(folder), code=2)
    assert refused.err.startswith(f"equipoise: {folder} is not empty, and no demo made it.")
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert (folder / "letter.txt").read_text("utf-8") == "Keep me."
