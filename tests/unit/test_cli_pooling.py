"""Pooling and historic debt at the command line."""

from pathlib import Path

import pytest

from equipoise.samples import SUPPORT
from tests.cli_calls import Caller, Cell

CHANCES, DEBTS = (str(SUPPORT / name) for name in ("chances.csv", "debts.csv"))
YEAR = ("--year", "2019/20")
THOUSAND = 100_000
HEADING = "system,body,award,chance,above,below"
DEBT_HEADING = "body,year,entry,amount,reason,allocation,interest"


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def thousands(cell: Cell) -> int:
    """Return an amount in £000."""
    assert cell["unit"] == "pence"
    assert cell["value"] % THOUSAND == 0
    return int(cell["value"]) // THOUSAND


def written(folder: Path, *lines: str) -> str:
    path = folder / "file.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def of_two(folder: Path) -> str:
    """Return A of 10m, which hits half the time and else sinks the system; B of 4m never misses."""
    return written(folder, HEADING, "S,A,10000,50,0,2000", "S,B,4000,100,1000,0")


@pytest.mark.parametrize(
    ("given", "share", "expected"),
    [
        ("0", "0.0%", [5_000, 4_000, 9_000]),
        ("0", "50.0%", [5_000, 3_000, 8_000]),  # B: all with 1/2, half with 1/2
        ("0", "100.0%", [5_000, 2_000, 7_000]),
    ],
)
def test_shares_pooled(
    call: Caller, tmp_path: Path, given: str, share: str, expected: list[int]
) -> None:
    answer = call.json("pooling", of_two(tmp_path), *YEAR, "--step", "50", "--given", given)
    rows = [row for row in answer.rows("pooling") if row["share"]["value"] == share]
    assert [row["body"]["value"] for row in rows] == ["A", "B", "S together"]
    assert [thousands(row["expected"]) for row in rows] == expected
    assert "S meets its plans together with a chance of 50.0%." in answer.said


def test_a_step_ends_with_all(call: Caller, tmp_path: Path) -> None:
    answer = call.json("pooling", of_two(tmp_path), *YEAR, "--step", "40")
    shares = [row["share"]["value"] for row in answer.rows("pooling")][::3]
    assert shares == ["0.0%", "40.0%", "80.0%", "100.0%"]
    for step in ("0", "101"):
        assert "more than 0%" in call("pooling", CHANCES, *YEAR, "--step", step, code=4).err


def test_what_leaders_mean_to_give_is_said(call: Caller) -> None:
    answer = call.json("pooling", CHANCES, *YEAR, "--given", "100")
    assert "is given 100.0% of its pooled part: what leaders mean to decide" in answer.said
    assert {row["body"]["value"] for row in answer.rows("pooling")} == {
        "ZR1", "ZR2", "ZR3", "ZQ1 together",
    }  # fmt: skip
    assert "file:chances.csv" in call("pooling", CHANCES, *YEAR, "--why", "ZR2").said


SHOCKS, ANSWERS = (str(SUPPORT / name) for name in ("shocks.csv", "answers.csv"))
DRAWN = ("--shocks", SHOCKS, "--draws", "2000")


def test_chances_are_simulated_beside_those_stated(call: Caller, tmp_path: Path) -> None:
    """A hits 40 of 100 years whatever it is stated to: a mean of 1,000 below, or far above."""
    shocks = tmp_path / "shocks.csv"
    shocks.write_text("body,mean,spread\nA,-1000,0\nB,500,0\n", "utf-8")
    answer = call.json("pooling", of_two(tmp_path), *YEAR, "--step", "100", "--shocks",
                       str(shocks), "--draws", "10")  # fmt: skip
    assert [thousands(row["expected"]) for row in answer.rows("simulated")] == [
        0, 4_000, 4_000, 0, 0, 0,
    ]  # fmt: skip
    assert [thousands(row["expected"]) for row in answer.rows("pooling")] == [
        5_000, 4_000, 9_000, 5_000, 2_000, 7_000,
    ]  # fmt: skip
    said = "Of 10 years drawn from shocks.csv with seed 1, S meets its plans together in 0.0%"
    assert said in answer.said


def test_a_simulation_is_that_of_its_seed(call: Caller) -> None:
    first, again, other = (
        call.json("pooling", CHANCES, *YEAR, *DRAWN, "--seed", seed).rows("simulated")
        for seed in ("1", "1", "2")
    )
    assert first == again != other


def test_what_cannot_be_drawn_is_refused(call: Caller, tmp_path: Path) -> None:
    shocks = tmp_path / "shocks.csv"
    shocks.write_text("body,spread\nA,10\n", "utf-8")
    found = call("pooling", of_two(tmp_path), *YEAR, "--shocks", str(shocks), code=4)
    assert "shocks.csv does not say what could come of B" in found.err
    odd = call("pooling", CHANCES, *YEAR, *DRAWN, "--correlation", "-0.9", code=4)
    assert "Name a correlation that can hold" in odd.err


def test_all_with_an_award_must_agree_to_pool(call: Caller, tmp_path: Path) -> None:
    said = call.json("pooling", CHANCES, *YEAR, "--answers", ANSWERS).said
    assert "ZQ1 may not pool, which all with an award must agree to" in said
    assert "no answer of ZR3 is on record; ZR2 said no." in said
    head = "party,answer,by,role,answered_on\n"
    every = "".join(f"{code},yes,b,board,2019-03-31\n" for code in ("ZR1", "ZR2", "ZR3"))
    answers = tmp_path / "answers.csv"
    answers.write_text(head + every, "utf-8")
    asked = ("pooling", CHANCES, *YEAR, "--answers", str(answers))
    agreed = "ZQ1 may pool: ZR1, ZR2 and ZR3 agreed, on record."
    assert agreed in call.json(*asked, "--on", "2019-03-31").said
    assert agreed not in call.json(*asked, "--on", "2019-03-30").said


def test_the_choices_of_2019_on_one_page(call: Caller, tmp_path: Path) -> None:
    """A tenth pooled: B's 4,000 with 1/2, else 3,600; all pooled: nothing with 1/2."""
    answer = call.json("pooling", of_two(tmp_path), *YEAR, "--choices")
    rows = answer.rows("choices")
    assert [row["choice"]["value"] for row in rows[::3]] == [
        "Nothing", "10.0%, as others (assumed)", "100.0%, as Dorset",
    ]  # fmt: skip
    assert [thousands(row["expected"]) for row in rows] == [
        5_000, 4_000, 9_000, 5_000, 3_800, 8_800, 5_000, 2_000, 7_000,
    ]  # fmt: skip
    assert [thousands(row["more"]) for row in rows][3:] == [0, -200, -200, 0, -2_000, -2_000]
    known = answer.rows("known")
    assert [row["status"]["value"] for row in known] == ["Assumed", "Final"]
    assert "Dorset" in known[1]["source"]["value"]
    assert "no share of any was published" in known[0]["source"]["value"]
    page = tmp_path / "choices.html"
    call("pooling", of_two(tmp_path), *YEAR, "--choices", "--format", "html", "--out", str(page))
    html = page.read_text("utf-8")
    assert html.count("<table>") == 2
    assert "<p>Linking support to the system&#x27;s control total was voluntary" in html
    assert "Rests on an assumed value" in html


def test_a_page_says_what_could_not_be_read(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path, HEADING, "S,A,1,50,,", "S,B,1,101,,")
    html = call("pooling", file, *YEAR, "--format", "html", code=3).said
    assert "<p>Attention: 1 row could not be read" in html


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("S,B,1,101,,", "no percentage from 0 to 100"),
        ("S,B,1,often,,", "no percentage from 0 to 100"),
        ("S,B,-1,50,,", "award is not an amount of nil or more"),
        ("S,A,1,50,,", "A stands in row 2 too"),
    ],
)
def test_chances_that_do_not_count(call: Caller, tmp_path: Path, line: str, why: str) -> None:
    file = written(tmp_path, HEADING, "S,A,1,50,,", line)
    answer = call.json("pooling", file, *YEAR, code=3)
    assert "1 row could not be read" in answer.said
    assert why in str(answer.content)


def test_sixteen_bodies_are_told_as_too_many(call: Caller, tmp_path: Path) -> None:
    lines = [f"S,B{number},1,50,," for number in range(16)]
    found = call("pooling", written(tmp_path, HEADING, *lines), *YEAR, code=2)
    assert "16 bodies have too many outcomes to list" in found.err


def test_files_without_rows(call: Caller, tmp_path: Path) -> None:
    empty = written(tmp_path, HEADING)
    assert "no row that can be read" in call("pooling", empty, *YEAR, code=4).err
    debts = written(tmp_path, DEBT_HEADING)
    assert "no row that can be read" in call("debt", debts, code=4).err


def test_a_ledger_of_debt(call: Caller) -> None:
    answer = call.json("debt", DEBTS, EQUIPOISE_NOW="2023-03-30T09:00:00+00:00")
    assert [thousands(row["owed"]) for row in answer.rows("ledgers")] == [
        48_000, 24_000, 20_000, 20_000, 60_000, 0, 0,
    ]  # fmt: skip
    assert [thousands(row["amount"]) for row in answer.rows("tests")] == [
        24_000,  # half of 48,000, which is 4.8% of an allocation of 1,000,000
        900,  # 3.5% of 60,000 is 2,100, less interest of 1,200
    ]
    assert "2 bodies owe £20.0m" in answer.said
    assert "file:debts.csv" in call("debt", DEBTS, "--why", "ZQ1").said


def test_a_proposal_is_refused_to_a_plan(call: Caller) -> None:
    before = ("--on", "2020-02-29")
    found = call("debt", DEBTS, *before, code=4)
    assert "one is proposed" in found.err
    assert "it enters no plan" in found.err
    answer = call.json("debt", DEBTS, *before, "--model")
    assert "A model: proposals are admitted, and no plan may rest on it." in answer.said


def test_a_proposed_profile_of_repayment_is_modelled_alone(call: Caller, tmp_path: Path) -> None:
    lines = ("A,2022/23,opening,900,,,,", "A,2023/24,repaid,300,Profile,,,proposed")
    debts = written(tmp_path, f"{DEBT_HEADING},status", *lines)
    found = call("debt", debts, code=4)
    assert "only proposed, and agreed by nobody: repaid of A in 2023/24" in found.err
    assert "it enters no plan" in found.err
    answer = call.json("debt", debts, "--model")
    assert [thousands(row["owed"]) for row in answer.rows("ledgers")] == [900, 600, 600]
    agreed = written(tmp_path, f"{DEBT_HEADING},status", lines[0], lines[1][:-8] + "Agreed")
    assert "1 body owes £0.6m" in call.json("debt", agreed).said


def test_a_write_off_has_bounds(call: Caller, tmp_path: Path) -> None:
    lines = ("A,2019/20,opening,48000,,,", "A,2020/21,written off,24001,,1000000,")
    found = call("debt", written(tmp_path, DEBT_HEADING, *lines), code=2)
    assert "from nil to the most that the rule allows" in found.err
    more = ("A,2019/20,opening,1,,,", "A,2020/21,repaid,2,,,")
    found = call("debt", written(tmp_path, DEBT_HEADING, *more), code=2)
    assert "A, 2020/21: more is taken off than is owed" in found.err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("A,2020/21,forgiven,1,,,", "no such entry of a debt"),
        ("A,2020/21,repaid,-1,,,", "amount is not an amount of nil or more"),
        ("A,2020,repaid,1,,,", "year is not a financial year"),
        ("A,2020/21,repaid,1,,,,hoped", "an entry is agreed or proposed"),
    ],
)
def test_entries_that_do_not_count(call: Caller, tmp_path: Path, line: str, why: str) -> None:
    lines = ("A,2019/20,opening,5,,,,", line + "," * (7 - line.count(",")))
    file = written(tmp_path, f"{DEBT_HEADING},status", *lines)
    answer = call.json("debt", file, code=3)
    assert "1 row could not be read" in answer.said
    assert why in str(answer.content)
