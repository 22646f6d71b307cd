"""Rules of support and debt at the command line: figures with their basis, why, and refusals."""

from pathlib import Path

import pytest

from equipoise.samples import SUPPORT
from tests.cli_calls import Caller, Cell

THOUSAND = 100_000
RESULTS = "body,award,earned,control_total,basis,position,first_offered,one_off"


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


ON = ("--on", "2026-05-04")
"""The day whose knowledge of the rules counts, for rules of later years."""


def thousands(cell: Cell) -> int:
    """Return an amount in £000."""
    assert cell["unit"] == "pence"
    assert cell["value"] % THOUSAND == 0
    return int(cell["value"]) // THOUSAND


def written(folder: Path, *lines: str) -> str:
    path = folder / "rows.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def test_control_totals_of_the_worked_case(call: Caller, tmp_path: Path) -> None:
    """1.6: control totals -12, 3, -1 and 0 come to -10 (£m)."""
    file = written(
        tmp_path, "system,body,control_total,basis,plan,signed,weight",
        "S,A,-12000,excluding,-12000,yes,", "S,B,3000,excluding,2000,yes,",
        "S,C,-1000,excluding,-1000,yes,", "S,CCG,0,excluding,0,yes,",
    )  # fmt: skip
    answer = call.json("support", "totals", file, "--year", "2019/20")
    assert "limits bind the organisation and system. The control total of S is £(10.0)m" in (
        answer.said
    )
    assert "Off the record: no shift is counted in." in answer.said
    row = answer.row("control_totals", "organisation", "B")
    assert [thousands(row[key]) for key in ("issued", "total", "plan", "headroom")] == [
        3_000, 3_000, 2_000, -1_000,
    ]  # fmt: skip
    assert row["total"]["basis"]["support"] == "excluding support"
    whole = answer.row("control_totals", "organisation", "S together")
    assert thousands(whole["total"]) == -10_000
    assert (
        "Control total, B"
        in call("support", "totals", file, "--year", "2019/20", "--why", "B").said
    )


def test_a_body_that_spans_systems_counts_by_its_weight(call: Caller, tmp_path: Path) -> None:
    file = written(
        tmp_path, "system,body,control_total,basis,plan,weight",
        "S,A,-12000,excluding,-12000,50%", "S,B,3000,excluding,3000,",
    )  # fmt: skip
    whole = call.json("support", "totals", file, "--year", "2019/20").row(
        "control_totals", "organisation", "S together"
    )
    assert thousands(whole["total"]) == -3_000


@pytest.mark.parametrize(
    ("lines", "said", "code"),
    [
        (("S,A,1,excluding,1", "S,B,1,including,1"), "they make no sum", 4),
        (("S,A,1,excluding,1", "S,A,1,excluding,1"), "A stands in rows.csv twice", 4),
        (("S,A,1,net,1",), "has no row that can be read", 4),
        (("S,A,,excluding,1",), "has no row that can be read", 4),
    ],
)
def test_control_totals_that_make_no_sum(
    call: Caller, tmp_path: Path, lines: tuple[str, ...], said: str, code: int
) -> None:
    file = written(tmp_path, "system,body,control_total,basis,plan", *lines)
    assert said in call("support", "totals", file, "--year", "2019/20", code=code).err


def test_limits_of_a_year_that_are_not_known(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path, "system,body,control_total,basis,plan", "S,A,1,excluding,1")
    found = call("support", "totals", file, "--year", "2015/16", code=4)
    assert "known from 2016/17 to 2028/29" in found.err


def test_an_award_is_the_planned_deficit_or_what_was_notified(call: Caller, tmp_path: Path) -> None:
    """A09: NEW Devon's deficit of 20 has 20; one that planned a surplus has none."""
    file = written(
        tmp_path, "body,control_total,basis,notified,signed",
        "DEVON,-20000,excluding,,", "OTHER,100,excluding,500,",
    )  # fmt: skip
    answer = call.json("support", "entitle", file, "--year", "2018/19", "--fund", "csf")
    rows = {row["body"]["value"]: row for row in answer.rows("entitlement")}
    assert thousands(rows["DEVON"]["award"]) == 20_000
    assert thousands(rows["OTHER"]["award"]) == 0
    assert rows["OTHER"]["lacks"]["value"] == "a deficit before support"
    words = ("support", "entitle", file, "--year", "2019/20", "--fund", "psf")
    assert thousands(call.json(*words).row("entitlement", "body", "OTHER")["award"]) == 500
    assert (
        "No such fund in 2022/23"
        in call("support", "entitle", file, "--year", "2022/23", code=4).err
    )


def test_who_did_not_sign_is_entitled_to_nothing(call: Caller, tmp_path: Path) -> None:
    file = written(
        tmp_path, "body,control_total,basis,notified,signed", "A,-20000,excluding,500,no"
    )
    answer = call.json("support", "entitle", file, "--year", "2016/17")
    row = answer.row("entitlement", "body", "A")
    assert thousands(row["award"]) == 0
    assert row["lacks"]["value"]


def test_an_improvement_is_matched_pound_for_pound(call: Caller, tmp_path: Path) -> None:
    """A03 in 2016/17: 1 above its control total is reported as 2 better; the rest is shared."""
    file = written(
        tmp_path, RESULTS, "A,10000,10000,-5000,excluding,-4000,,250",
        "B,10000,0,5000,including,-6000,,",
    )  # fmt: skip
    answer = call.json("support", "match", file, "--year", "2016/17", "--size", "30000")
    row = answer.row("over_performance", "body", "A")
    assert [
        thousands(row[key]) for key in ("improvement", "matched", "bonus", "reported")
    ] == [1_000, 1_000, 19_000, 26_000]  # fmt: skip
    assert row["reported"]["basis"]["support"] == "including support"
    assert thousands(row["one_off"]) == 250
    assert "Matched and not recurrent, in part or whole: A." in answer.said
    missed = answer.row("over_performance", "body", "B")
    assert [thousands(missed[key]) for key in ("matched", "bonus", "reported")] == [0, 0, -6_000]


def test_agreeing_a_tougher_total_is_matched_two_for_one(call: Caller, tmp_path: Path) -> None:
    """A04 in 2018/19: a control total 7 tougher brings 14."""
    file = written(tmp_path, RESULTS, "A,20000,20000,7000,excluding,7000,0,")
    words = ("support", "match", file, "--size", "40000")
    answer = call.json(*words, "--year", "2018/19", "--fund", "psf")
    row = answer.row("over_performance", "body", "A")
    assert [thousands(row[key]) for key in ("improvement", "matched")] == [7_000, 14_000]
    refused = call(*words, "--year", "2019/20", "--fund", "psf", code=4)
    assert "no scheme that matches an improvement was found" in refused.err
    assert "matched by" in " ".join(column["title"].lower() for table in answer.content["tables"]
                                    for column in table["columns"])  # fmt: skip


def test_the_reading_of_a_control_total_must_be_stated(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path, RESULTS, "A,10000,10000,-5000,,-4000,,")
    found = call("support", "match", file, "--year", "2016/17", "--size", "30000", code=4)
    assert "basis is blank" in found.err


def test_deficit_support_goes_by_steps_and_says_that_they_are_assumed(
    call: Caller, tmp_path: Path
) -> None:
    file = written(tmp_path, "body,award", "ZR2,30000")
    answer = call.json("support", "withdrawal", file, *ON)
    row = answer.row("withdrawal", "body", "ZR2")
    assert [thousands(row[year]) for year in ("2025-26", "2026-27", "2027-28", "2028-29")] == [
        30_000, 20_000, 10_000, 0,
    ]  # fmt: skip
    assert "The steps between are assumed." in answer.said
    why = call("support", "withdrawal", file, *ON, "--why", "ZR2").said
    assert "Award, ZR2" in why
    assert "remaining_ratio" in why


def test_fair_share_brings_capital_or_takes_at_most_a_tenth(call: Caller, tmp_path: Path) -> None:
    """4.6: 990 of 1,000 brings 3.0; a deficit with an envelope of 60 loses at most 6.0."""
    file = written(
        tmp_path, "system,fair_share,planned,envelope", "A,1000000,990000,60000",
        "B,1000000,1010000,60000",
    )  # fmt: skip
    answer = call.json("support", "fair-share", file, *ON)
    keys = ("headroom", "bonus", "usable", "largest_cut")
    found = {row["body"]["value"]: [thousands(row[key]) for key in keys]
             for row in answer.rows("fair_share")}  # fmt: skip
    assert found == {"A": [10_000, 3_000, 7_000, 0], "B": [-10_000, 0, 0, 6_000]}
    assert "Capital bonus" in call("support", "fair-share", file, *ON, "--why", "A").said


def test_the_reward_is_for_a_model_alone(call: Caller, tmp_path: Path) -> None:
    """A11: 0.5% of 500 is 2.5; twice for a body that held it."""
    file = written(
        tmp_path, "body,income,surplus,held", "A,500000,yes,no", "B,500000,yes,yes",
        "C,500000,no,", "D,500000,perhaps,",
    )  # fmt: skip
    words = ("support", "reward", file, "--on", "2020-02-01")
    assert "it was never paid, and no plan rests on it" in call(*words, code=4).err
    answer = call.json(*words, "--model", code=3)
    found = {row["body"]["value"]: thousands(row["reward"]) for row in answer.rows("reward")}
    assert found == {"A": 2_500, "B": 5_000, "C": 0}
    assert "surplus is neither yes nor no" in str(answer.content)


OPENING = ("icb,what,of,amount", "S,commissioner,A,-30000", "S,commissioner,B,8000",
           "S,commissioner,C,-12000")  # fmt: skip


@pytest.mark.parametrize(
    ("tests", "state", "owed", "failed", "to_come"),
    [
        (("0", "1000", "0", "0"), "Written off", 0, "", ""),
        (("0", "0", "-100", "2000"), "Reinstated", 34_000, "system in 2023/24", ""),
        (("0", "-0.00001", "0", "0"), "Reinstated", 34_000, "ICB in 2022/23", ""),
        (("0", "0"), "Frozen", 34_000, "", "system in 2023/24, ICB in 2023/24"),
    ],
)
def test_four_tests_of_an_opening_deficit(
    call: Caller, tmp_path: Path, *, tests: tuple[str, ...], state: str, owed: int, failed: str,
    to_come: str,
) -> None:  # fmt: skip
    """4.2: commissioners of -30, 8 and -12 open at -34; each test counts, to the penny."""
    kinds = ("system,2022/23", "icb,2022/23", "system,2023/24", "icb,2023/24")
    lines = [f"S,{kind},{amount}" for kind, amount in zip(kinds, tests, strict=False)]
    file = written(tmp_path, *OPENING, *lines)
    row = call.json("debt", "tests", file).row("opening_tests", "icb", "S")
    assert thousands(row["opening"]) == -34_000
    assert [row[key]["value"] for key in ("state", "failed", "open")] == [state, failed, to_come]
    assert thousands(row["owed"]) == owed
    assert "Owed" in call("debt", "tests", file, "--why", "S").said


def test_an_adjustment_counts_in_the_opening_position(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path, *OPENING, "S,adjustment,,35000")
    row = call.json("debt", "tests", file).row("opening_tests", "icb", "S")
    assert (thousands(row["opening"]), row["state"]["value"]) == (1_000, "Kept as a surplus")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("S,board,x,1", "no such row: board"),
        ("S,system,2021/22,1", "the tests are of 2022/23 and 2023/24"),
        ("S,icb,,1", "Found: no year"),
        ("S,icb,2022/23,1", "lacks that of the system"),
        ("T,system,2022/23,1", "T has no commissioner"),
    ],
)
def test_rows_that_are_no_test(call: Caller, tmp_path: Path, line: str, said: str) -> None:
    file = written(tmp_path, *OPENING, line)
    assert said in call("debt", "tests", file, code=4).err


def test_northmeres_samples_are_read(call: Caller) -> None:
    claims, awards, openings = (
        str(SUPPORT / name) for name in ("claims.csv", "awards.csv", "openings.csv")
    )
    assert call("support", "entitle", claims, "--year", "2024/25").said
    assert call("support", "withdrawal", awards, *ON).said
    assert "Reinstated" in call("debt", "tests", openings).said
