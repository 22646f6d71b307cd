"""Published figures over the command line, against the READMEs of the shared data folders.

Amounts are typed from those READMEs: fin-board-tables in £m, fin-trust-plan-actual-2018-19 in
£000. No workspace is needed, and none is made.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.cli_calls import Answer, Caller, Cell
from tests.shared_data import needs, shared

BOARD = "fin-board-tables"
TRUSTS = "fin-trust-plan-actual-2018-19"
LICENCE = "Open Government Licence v3.0"
MILLION, THOUSAND = 100_000_000, 100_000


def read(home: Path, *words: str) -> Answer:
    call = Caller(home / "none")
    answer = call.json("national", *words)
    assert not call.home.exists()
    assert LICENCE in answer.content["facts"]["licence"]
    return answer


def million(cell: Cell) -> int:
    assert cell["unit"] == "pence"
    assert cell["value"] % MILLION == 0
    return int(cell["value"]) // MILLION


def lines(answer: Answer) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return plan, outturn and variance of each line of each table, in £m."""
    return {
        (row["table"]["value"], row["line"]["value"]): (
            million(row["plan"]),
            million(row["outturn"]),
            million(row["variance"]),
        )
        for row in answer.rows("lines")
    }


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return read(tmp_path_factory.mktemp("board"), "--board", str(shared(BOARD)))


@needs(BOARD)
def test_the_systems_position_is_as_published(board: Answer) -> None:
    found = lines(board)
    assert found["2023/24 M07 YTD", "Systems"] == (76_098, 76_569, -471)
    assert found["2023/24 M09 FOT", "Systems"] == (131_125, 132_190, -1_065)
    assert found["2023/24 M10 YTD", "Systems"] == (110_052, 111_181, -1_129)
    assert found["2023/24 M10 FOT", "Systems"] == (131_623, 132_712, -1_090)
    shares = {row["table"]["value"]: row["percent"] for row in board.rows("lines")
              if row["line"]["value"] == "Systems"}  # fmt: skip
    assert shares["2023/24 M07 YTD"]["value"] == {"numerator": 3, "denominator": 500}  # 0.6%
    assert shares["2023/24 M10 YTD"]["value"] == {"numerator": 1, "denominator": 100}  # 1.0%


@needs(BOARD)
def test_the_planned_deficit_is_the_plan_less_the_allocation(board: Answer) -> None:
    """Plan 131,125 less allocation 130,457; a part of a year has no allocation of its own."""
    positions = {row["table"]["value"]: row["position"] for row in board.rows("lines")
                 if row["line"]["value"] == "Systems"}  # fmt: skip
    assert million(positions["2023/24 M09 FOT"]) == -668
    assert positions["2023/24 M07 YTD"]["shown"] == "Not applicable"


@needs(BOARD)
def test_systems_are_icbs_and_providers_within_the_rounding(board: Answer) -> None:
    """Plan 131,126 against printed 131,125; forecast 132,190 exact; variance -1,065."""
    found = {row["name"]["value"]: row for row in board.rows("identities")}
    expected = {
        "plan": (131_125, 131_126, -1),
        "outturn": (132_190, 132_190, 0),
        "variance": (-1_065, -1_065, 0),
    }
    for column, (printed, computed, difference) in expected.items():
        row = found[f"2023/24 M09 FOT: {column} of Systems is the sum of its parts"]
        assert million(row["printed"]) == printed
        assert million(row["computed"]) == computed
        assert million(row["difference"]) == difference
        assert row["holds"]["value"] == "Yes"
    late = found["2023/24 M10 FOT: variance of Systems is plan less outturn"]
    assert (million(late["computed"]), million(late["printed"])) == (-1_089, -1_090)
    assert board.content["facts"]["reconciles"] is True
    assert "add up within the rounding of the tables" in board.said


@needs(BOARD)
def test_tables_that_do_not_add_up_are_told_with_exit_code_3(tmp_path: Path) -> None:
    """One printed figure is changed by £10m, more than rounding explains."""
    for path in shared(BOARD).glob("*.csv"):
        text = path.read_text("utf-8-sig")
        (tmp_path / path.name).write_text(text.replace("132190", "132200"), "utf-8")
    told = Caller(tmp_path / "none")("national", "--board", str(tmp_path), code=3)
    assert "ATTENTION: The published tables do not add up." in told.out


@needs(TRUSTS, "org-small-lookups")
def test_the_trusts_plans_and_results_are_as_published(tmp_path: Path) -> None:
    path = shared(TRUSTS, "trust_performance.csv")
    answer = read(tmp_path, "--trusts", str(path))
    facts = answer.content["facts"]
    assert facts["plan_pence"] == -713_618 * THOUSAND
    assert facts["actual_pence"] == -533_433 * THOUSAND
    rows = answer.rows("trusts")
    assert len(rows) == 222
    assert sum(row["plan"]["value"] for row in rows) == -713_618 * THOUSAND
    assert sum(row["actual"]["value"] for row in rows) == -533_433 * THOUSAND
    assert "97 planned a deficit, and 100 had one." in answer.said
    assert "156 met their plan or did better, and 66 did worse." in answer.said
    stages = {(row["plan"]["basis"]["stage"], row["actual"]["basis"]["stage"]) for row in rows}
    assert stages == {("plan", "actual")}
    unresolved = [row["name"]["value"] for row in rows if row["code"]["value"] is None]
    assert len(unresolved) == 222 - facts["counts"]["resolved"] == len(facts["unresolved"])
    assert all(name in answer.said for name in unresolved)


@needs(BOARD, TRUSTS)
def test_published_answers_fit_the_terminal_and_go_into_files(tmp_path: Path) -> None:
    call = Caller(tmp_path / "none")
    for words in (
        ["--board", str(shared(BOARD))],
        ["--trusts", str(shared(TRUSTS, "trust_performance.csv"))],
    ):
        text = call("national", *words).out
        assert max(map(len, text.splitlines())) <= 100
        assert LICENCE in text
        call("national", *words, "--format", "xlsx", "--out", str(tmp_path / "a.xlsx"))
        said = call("national", *words, "--format", "csv", "--units", "k").out
        assert "£000" in said.splitlines()[0]


def written(folder: Path, **files: Any) -> Path:
    """Return a folder with these files: made-up tables in the published layout."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def test_a_folder_without_the_tables_is_wrong_usage(tmp_path: Path) -> None:
    refused = Caller(tmp_path / "none")("national", "--board", str(tmp_path), code=2)
    assert "nhse_board_financial_position.csv" in refused.err
    gone = Caller(tmp_path / "none")("national", "--trusts", str(tmp_path / "x.csv"), code=2)
    assert "does not exist" in gone.err


def test_an_answer_is_one_document(tmp_path: Path) -> None:
    """Made-up trusts in the published layout: what does not fit is told, not mended."""
    path = written(tmp_path, trusts="trustname,plan,actual\nZZ Trust,-10,5\nZY Trust,x,1\n")
    out = Caller(tmp_path / "none")(
        "national", "--trusts", str(path / "trusts.csv"), "--format", "json"
    ).out
    content = json.loads(out)
    assert content["facts"]["plan_pence"] == -10 * THOUSAND
    assert content["facts"]["unresolved"] == ["ZZ Trust"]
    assert Fraction(content["facts"]["actual_pence"], THOUSAND) == 5
    told = next(table for table in content["tables"] if table["name"] == "misfits")
    assert any("ZY Trust" in row["cells"]["why"]["value"] for row in told["rows"])
