"""Every verb answers as a table, JSON, csv, xlsx or a package, with the same figures."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from equipoise.samples import PACK
from tests.cli_calls import Answer, Caller
from tests.northmere import Homes
from tests.northmere_round import Northmere
from tests.packages import read_package

LEAD = "zq1.lead"
SCALE = {
    ("pence", "m"): 100_000_000,
    ("pence", "k"): 100_000,
    ("count", "m"): 1,
    ("hundredths of a WTE", "m"): 100,
    ("price", "m"): 100,
}
POSITION = "figure:2023-24/ZQ1/position/system/including@v3"
READING: Mapping[str, tuple[list[str], str]] = {
    "status": (["status"], LEAD),
    "collect": (["collect"], LEAD),
    "plan": (["plan"], LEAD),
    "news": (["news", "--since", "2023-03-01"], LEAD),
    "match": (["match"], LEAD),
    "match of a trust": (["match"], "zr1.contracts"),
    "ladder": (["ladder"], LEAD),
    "bridge": (["bridge", "v1", "v3"], LEAD),
    "explain": (["explain", POSITION], LEAD),
    "list of tables": (["table"], LEAD),
    "table by number": (["table", "T11"], LEAD),
    "table by name, of a trust": (["table", "agency-and-bank"], "zr1.editor"),
    "all tables": (["table", "--all", "ZQ1"], LEAD),
    "national": (["national"], "national.lead"),
    "national before support": (["national", "--excluding-support"], "national.lead"),
}
"""Calls that change nothing, and so can be answered in every way from one workspace."""


def caller(plan: Northmere) -> Caller:
    return Caller(plan.workspace.home, minutes=plan.minutes)


def cells(answer: Answer, table: str) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Yield the cells of a table that hold a number of money, staff, or things.

    What one of something costs is in pounds where other money is in millions.
    """
    (found,) = [one for one in answer.content["tables"] if one["name"] == table]
    prices = {column["key"] for column in found["columns"] if column["kind"] == "price"}
    for number, row in enumerate(answer.rows(table)):
        for key, cell in row.items():
            if isinstance(cell["value"], int):
                yield number, key, {**cell, "unit": "price"} if key in prices else cell


def keys(answer: Answer, table: str) -> list[str]:
    (found,) = [one for one in answer.content["tables"] if one["name"] == table]
    return [column["key"] for column in found["columns"]]


def number(cell: Mapping[str, Any], units: str = "m") -> Fraction:
    """Return the number a person or a program reads: pence scaled, anything else as it is."""
    return Fraction(cell["value"], SCALE.get((cell.get("unit", "count"), units), 1))


def as_shown_in_text(answer: Answer, text: str) -> None:
    """Assert that every cell of every table is in the text, word for word."""
    words = set(text.replace(",", " ").replace(":", " ").split())
    for table in answer.content["tables"]:
        for row in table["rows"]:
            for cell in row["cells"].values():
                wanted = set(cell["shown"].replace(",", " ").replace(":", " ").split())
                assert wanted <= words or cell["shown"][:30] in text, cell["shown"]


def as_numbers_in_csv(answer: Answer, name: str, text: str) -> None:
    rows = list(csv.reader(StringIO(text)))[1:]
    assert len(rows) == len(answer.rows(name))
    columns = keys(answer, name)
    for at, key, cell in cells(answer, name):
        assert Fraction(rows[at][columns.index(key)]) == number(cell), (name, key)


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of every sheet of a workbook, by its name."""
    book = load_workbook(path)
    try:
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
                for sheet in book}  # fmt: skip
    finally:
        book.close()


def as_numbers_in_a_sheet(answer: Answer, name: str, path: Path) -> None:
    """Assert that the sheet of a table holds its numbers, as numbers, beneath its heads."""
    found = sheets(path)[name]
    rows = found[len(found) - len(answer.rows(name)) :]
    columns = keys(answer, name)
    for at, key, cell in cells(answer, name):
        value = rows[at][columns.index(key)]
        assert isinstance(value, int | float)
        assert abs(Fraction(value) - number(cell)) < Fraction(1, 10**9), (name, key)


@pytest.mark.parametrize("name", READING)
def test_an_answer_is_the_same_in_every_format(
    name: str, homes: Homes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words, who = READING[name]
    call = once(homes, tmp_path_factory)
    answer = call.json(*words, who=who)
    text = call(*words, who=who).out
    assert max(map(len, text.splitlines())) <= 100
    as_shown_in_text(answer, text)
    path = tmp_path_factory.mktemp("sheets") / "answer.xlsx"
    said = call(*words, "--format", "xlsx", "--out", str(path), who=who)
    assert said.out == f"Written to {path}\n"
    names = [table["name"] for table in answer.content["tables"]]
    assert list(sheets(path)) == [*(names or ["answer"]), "Notes"]
    for table in names:
        as_numbers_in_a_sheet(answer, table, path)
    asked = ["--table", names[-1]] if names else []
    written = call(*words, "--format", "csv", *asked, who=who).out
    if names:
        as_numbers_in_csv(answer, names[-1], written)
    else:
        assert written.startswith('"Answer"\n')


def unzipped(path: Path) -> dict[str, bytes]:
    """Return the files in a zip, by name."""
    with ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def exactly_in_a_package(answer: Answer, files: Mapping[str, bytes]) -> None:
    """Assert that every number of every table is in the package as JSON has it."""
    read = read_package(files)
    for table in answer.content["tables"]:
        for line, cells_read in zip(read[table["name"]], answer.rows(table["name"]), strict=True):
            for key, cell in cells_read.items():
                value, at = cell["value"], key
                if cell.get("complete") is False:
                    at = f"{key}_so_far"
                elif f"{key}_numerator" in line and isinstance(value, int | dict):
                    line[key] = line[f"{key}_numerator"]
                    if isinstance(value, dict):
                        assert line[f"{key}_denominator"] == value["denominator"]
                        value = value["numerator"]
                if isinstance(value, int):
                    assert line[at] == value, (table["name"], key)


@pytest.mark.parametrize("name", READING)
def test_a_package_has_every_figure_in_full(
    name: str, homes: Homes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words, who = READING[name]
    call, folder = once(homes, tmp_path_factory), tmp_path_factory.mktemp("package")
    answer = call.json(*words, who=who)
    asked = [*words, "--format", "datapackage", "--out"]
    now = "2023-04-01T09:00:00+00:00"
    for place in ("a.zip", "b.zip", "open"):
        said = call(*asked, str(folder / place), who=who, EQUIPOISE_NOW=now)
        assert said.out == f"Written to {folder / place}\n"
    files = unzipped(folder / "a.zip")
    exactly_in_a_package(answer, files)
    assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()
    top = folder / "open"
    assert files == {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*.*")}
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["created"] == now
    assert descriptor["title"] == answer.content["title"]
    assert descriptor["name"] == f"equipoise-{answer.content['verb']}"


KEPT: dict[str, Caller] = {}


def once(homes: Homes, folder: pytest.TempPathFactory) -> Caller:
    """Return one locked workspace for all calls that change nothing."""
    if "locked" not in KEPT:
        KEPT["locked"] = caller(homes.at("locked", folder.mktemp("locked") / "home"))
    return KEPT["locked"]


@dataclass(frozen=True)
class Act:
    """A call that changes something: at which stage, after what, by whom."""

    stage: str
    words: list[str]
    who: str
    code: int = 0
    first: Callable[[Northmere], object] = lambda _: None


def _settled(plan: Northmere) -> None:
    plan.settle("ZR1", 1_021_500)
    plan.sign("ZR1", "ZQ1")


def _locked(plan: Northmere) -> None:
    plan.approve("ZQ1")
    plan.lock()


ACTS = {
    "round": Act("opened", ["round", "open", "2024/25", "--pack", str(PACK)], ""),
    "template": Act("opened", ["template", "--to", "ZR1.xlsx"], "zr1.editor"),
    "check": Act("opened", ["check", "{ZR3}"], "zr3.editor", 1),
    "submit": Act("opened", ["submit", "{ZQ1}"], "zq1.editor"),
    "signoff": Act("opened", ["signoff"], "zr2.approver", 0, lambda plan: plan.submit("ZR2")),
    "accept": Act("returned", ["accept", "ZR1"], LEAD),
    "send-back": Act(
        "returned",
        ["send-back", "ZR3", "workforce", "--line", "Workforce!D14", "--comment", "Please mend."],
        LEAD,
    ),
    "collate": Act("collated", ["collate"], LEAD, 3, _settled),
    "agree": Act("collated", ["agree", "ZQ1", "ZR1", "--value", "1021500"], LEAD),
    "close": Act(
        "collated",
        ["close", "ZR1", "--saving", "1500.5", "--line", "nonpay.other", "--name", "Sale",
         "--one-off", "--owner", "A", "--evidence", "B", "--from-month", "7"],
        LEAD,
    ),
    "defer": Act(
        "collated", ["defer", "ZR1", "ZR1-C1", "--amount", "1200", "--to", "2024/25"], LEAD
    ),
    "verify": Act("opened", ["verify"], "auditor"),
    "approve": Act("closed", ["approve", "--version", "v3"], "zr1.approver"),
    "lock": Act("closed", ["lock", "--version", "v3", "--yes"], LEAD),
    "send": Act("closed", ["send"], LEAD, 0, _locked),
    "reopen": Act("locked", ["reopen", "--reason", "A letter"], LEAD),
}  # fmt: skip
"""One call of every verb that changes something, or writes a file of its own."""


@pytest.mark.parametrize(
    ("name", "written"), list(zip(ACTS, ["csv", "xlsx"] * len(ACTS), strict=False))
)
def test_an_act_can_be_answered_in_a_file(
    name: str, written: str, homes: Homes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the answer is a sentence and no table: it is then in the file itself."""
    monkeypatch.chdir(tmp_path)
    act = ACTS[name]
    plan = homes.at(act.stage, tmp_path / "home")
    act.first(plan)
    words = [word.format(**plan.files) if word[:1] == "{" else word for word in act.words]
    path = tmp_path / f"answer.{written}"
    caller(plan)(*words, "--format", written, "--out", str(path), who=act.who, code=act.code)
    if written == "csv":
        assert path.read_bytes().startswith("\ufeff".encode())
        first, *rows = csv.reader(StringIO(path.read_text("utf-8-sig")))
    else:
        first, *rows = next(iter(sheets(path).values()))
    assert first
    assert rows


def test_units_change_what_is_shown_and_not_what_is_meant(
    homes: Homes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    call = once(homes, tmp_path_factory)
    asked = ["bridge", "v1", "v3", "--units"]
    assert "£000" in (text := call(*asked, "k", who=LEAD).out)
    assert " (9,000)\n" in text
    written = call(*asked, "k", "--format", "csv", who=LEAD).out
    assert list(csv.reader(StringIO(written)))[1] == ["Version 1", "", "-9000"]
    answer = call.json(*asked, "k", who=LEAD)
    assert answer.rows("drivers")[0]["amount"]["value"] == -900_000_000


def test_an_answer_can_be_written_to_a_file(
    homes: Homes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    call, path = once(homes, tmp_path_factory), tmp_path / "bridge.txt"
    said = call("bridge", "v1", "v3", "--out", str(path), who=LEAD)
    assert said.out == f"Written to {path}\n"
    assert path.read_text("utf-8") == call("bridge", "v1", "v3", who=LEAD).out


def test_json_names_the_verb_the_schema_and_the_events(collated: Northmere) -> None:
    answer = caller(collated).json("agree", "ZQ1", "ZR1", "--value", "1021500", who=LEAD)
    content = answer.content
    assert (content["schema"], content["verb"]) == (1, "agree")
    (event,) = content["events"]
    assert (event["verb"], event["subject"]) == ("offer", "decision:2023-24/D1")
    assert len(event["hash"]) == 64
    assert content["next"] == ["equipoise agree ZQ1 ZR1 --value 1021500  # by ZR1, to confirm"]


def test_json_lists_every_figure_with_its_unit_and_basis(
    homes: Homes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Fact book 5, section 6: the system position, and 98,300 of which 63,200 recurrent."""
    answer = once(homes, tmp_path_factory).json("explain", POSITION, who=LEAD)
    assert answer.content["figures"][POSITION] == {
        "name": "Position",
        "value": -900_000_000,
        "unit": "pence",
        "basis": {"period": "2023/24", "stage": "plan", "support": "including support"},
    }
    share = "figure:2023-24/ZQ1/efficiency/recurrent_share@v3"
    found = once(homes, tmp_path_factory).json("explain", share, who=LEAD)
    assert found.content["figures"][share]["value"] == {"numerator": 632, "denominator": 983}
