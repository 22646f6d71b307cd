"""Suggestions at the command line: side by side, what binds, conflicts, files that do not fit."""

from pathlib import Path

import pytest

from tests.cli_calls import Caller

LIMITS = """body,kind,payer,least,most,reason
ZR1,recurrent,,0,3000,Board paper of 3 May
ZR1,one-off,,0,2000,
ZR2,recurrent,,500,2500,
ZR2,one-off,,0,0,Community beds are protected
ZR3,recurrent,,0,1500,
ZR3,income-support,ZQ1,0,1000,
ZQ1,recurrent,,0,2000,Running costs
ZQ1,one-off,,0,1500,
ZQ1,position,,-500,,Break-even of the board
ZR3,position,,1000,,Its own limit
"""
YEAR = ("--year", "2025/26")
THOUSAND = 100_000


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


@pytest.fixture
def limits(tmp_path: Path) -> Path:
    path = tmp_path / "limits.csv"
    path.write_text(LIMITS, "utf-8")
    return path


def test_three_suggestions_side_by_side(call: Caller, limits: Path) -> None:
    answer = call.json("suggest", str(limits), "ZQ1", "--gap", "8000", *YEAR)
    rows = answer.rows("suggestions")
    names = ("least total change", "proportional", "fairness-weighted")
    for name in names:
        assert sum(row[name]["value"] for row in rows[:-1]) == 8000 * THOUSAND
    proportional = {(row["body"]["value"], row["move"]["value"]): row["proportional"]["value"]
                    for row in rows if row["body"]["value"] != "All"}  # fmt: skip
    assert proportional["ZQ1", "income-support to ZR3"] == -500 * THOUSAND
    assert proportional["ZR3", "income-support from ZQ1"] == 500 * THOUSAND
    assert proportional["ZR1", "recurrent"] == 2000 * THOUSAND
    assert proportional["ZR2", "one-off"] == 0
    bound = {row["limit"]["value"] for row in answer.rows("binds")}
    assert "ZR2 one-off is at most £0 (Community beds are protected)" in bound
    assert "as near as can be to an equal share" in answer.said


def test_a_share_of_one_off_money_and_a_key_are_kept(call: Caller, limits: Path) -> None:
    weights = [f"--weight={body}={number}" for body, number in
               (("ZR1", 600), ("ZR2", 200), ("ZR3", 100), ("ZQ1", 100))]  # fmt: skip
    answer = call.json("suggest", str(limits), "ZQ1", "--gap", "8000", "--one-off-share", "5",
                       "--key", "turnover", *weights, *YEAR)  # fmt: skip
    rows = [row for row in answer.rows("suggestions") if row["move"].get("value") == "one-off"]
    assert sum(row["proportional"]["value"] for row in rows) <= 400 * THOUSAND
    assert "its share by turnover" in answer.said


def test_what_conflicts_is_named_in_words(call: Caller, limits: Path) -> None:
    answer = call.json("suggest", str(limits), "ZQ1", "--gap", "14000", *YEAR, code=3)
    assert "Nothing within these limits closes £14.0m." in answer.said
    assert "The least that would have to give way: ZR3 recurrent, at most by £1.5m." in answer.said
    assert answer.row("conflict", "commitment", "the gap")["says"]["value"] == (
        "£14.0m is found, and no more"
    )


def test_why_one_line_is_what_it_is(call: Caller, limits: Path) -> None:
    said = call("suggest", str(limits), "ZQ1", "--gap", "8000", *YEAR,
                "--why", "proportional, ZR1, recurrent").said  # fmt: skip
    assert "£2.0m = found by search from Gap £8.0m and ZR1 recurrent, at most £3.0m" in said


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ZR4,hope,,0,1,", "no such kind of move"),
        ("ZR4,recurrent,,0,x,", "most is not an amount"),
        ("ZR4,recurrent,ZQ1,0,1,", "who pays"),
        ("ZR4,income-support,,0,1,", "who pays"),
        ("ZR4,income-support,ZR4,0,1,", "who pays"),
        ("ZR4,recurrent,,0,,", "a move has a most, and no limit below nil"),
        ("ZR4,recurrent,,-1,1,", "a move has a most, and no limit below nil"),
        ("ZR4,recurrent,,2,1,", "the least is above the most"),
        ("ZR1,recurrent,,0,1,", "ZR1 recurrent stands in row 2 too"),
    ],
)
def test_a_line_that_does_not_fit_is_told(call: Caller, limits: Path, line: str, why: str) -> None:
    limits.write_text(f"{LIMITS}{line}\n", "utf-8")
    answer = call.json("suggest", str(limits), "ZQ1", "--gap", "8000", *YEAR)
    assert why in [row["why"]["value"] for row in answer.rows("misfits")]


def test_nothing_to_close_and_nothing_to_close_it_with(call: Caller, limits: Path) -> None:
    assert (
        "There is no gap to close."
        in call("suggest", str(limits), "ZQ1", "--gap", "0", *YEAR, code=4).err
    )
    limits.write_text("body,kind,payer,least,most,reason\n", "utf-8")
    assert (
        "Nobody says what they can do."
        in call("suggest", str(limits), "ZQ1", "--gap", "8", *YEAR, code=4).err
    )


def test_a_key_without_weights_is_refused(call: Caller, limits: Path) -> None:
    words = ("suggest", str(limits), "ZQ1", "--gap", "8000", "--key", "turnover", *YEAR)
    call(*words, code=4)
    assert "Say what ZR1 weighs, as ZR1=600." in call(*words, "--weight", "ZR1", code=2).err
