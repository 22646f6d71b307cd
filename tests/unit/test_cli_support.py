"""Support at the command line: T2, four outcomes, quarters, decisions, and what is held."""

from pathlib import Path
from typing import Any

import pytest

from equipoise.samples import SUPPORT
from tests.cli_calls import Answer, Caller, Cell

PLAN, RESULTS, DECISIONS = (
    str(SUPPORT / name) for name in ("plan.csv", "to-december.csv", "decisions.csv")
)
YEAR = ("--year", "2023/24")
REPLAY = (*YEAR, "--terms", "2020/21", "--model")
THOUSAND = 100_000
HEADING = "system,body,award,basis,quarter,plan,actual,met,turnover,forecast"
DECIDED = "system,quarter,decision,body,amount,restores,decided_by,role,reason,region_consent"


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def thousands(cell: Cell) -> int:
    """Return an amount in £000."""
    assert cell["unit"] == "pence"
    assert cell["value"] % THOUSAND == 0
    return int(cell["value"]) // THOUSAND


def written(folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def dsf(folder: Path, *overs: int, basis: str = "excluding", award: str = "16000") -> str:
    """Return 4.5b: X of 16m in a system of 40m, so far above plan at each quarter's end."""
    lines = [
        f"S,{body},{given if number == 1 else ''},{basis},{number},-{plan * number},"
        f"{over - plan * number},,{turnover},"
        for body, given, plan, turnover in (
            ("X", award, 4_000, 400_000),
            ("others", "24000", 6_000, 600_000),
        )
        for number, over in enumerate(overs, start=1)
    ]
    return written(folder, "dsf.csv", HEADING, *lines)


def ending(answer: Answer, body: str, own: str, others: str) -> dict[str, Any]:
    (row,) = [
        row
        for row in answer.rows("outcomes")
        if [row[key]["value"] for key in ("body", "own", "others")] == [body, own, others]
    ]
    return dict(row)


def test_journey_b(call: Caller) -> None:
    """Step 12: 6,000 in halves; (3,000), (6,000), (9,000); a replay of 2020/21 on 2023/24."""
    answer = call.json("support", PLAN, *REPLAY)
    assert (
        "What this means for ZR2: if it and its system meet their plans, it finishes at £(3.0)m. "
        "If the system misses, £(6.0)m; if both miss, £(9.0)m. Support at risk from the results "
        "of others: £3.0m. Leaders and region may give back up to £3.0m of what its own miss "
        "loses." in answer.said
    )
    assert (
        "A replay: the rule of 2020/21 (published, and never run) on plans of 2023/24, which had "
        "its own rules." in answer.said
    )
    assert "Taper cliff (assumed; no formula was published)" in answer.said
    hit = ending(answer, "ZR2", "Hits", "Misses")
    assert [thousands(hit[key]) for key in ("support", "position", "break_even", "financing")] == [
        3_000, -6_000, -6_000, 3_000,
    ]  # fmt: skip
    assert thousands(ending(answer, "ZR2", "Misses", "Hits")["open"]) == 3_000
    assert {row["body"]["value"] for row in answer.rows("outcomes")} == {"ZR2"}
    facts = answer.content["facts"]
    assert [facts[key] for key in ("fund", "terms", "model")] == ["frf_2020", "2020/21", True]


def test_t2_column_for_column(call: Caller) -> None:
    answer = call.json("support", RESULTS, *REPLAY, "--decisions", DECISIONS)
    (table,) = [one for one in answer.content["tables"]
                if one["name"] == "with_and_without_support"]  # fmt: skip
    assert [column["title"] for column in table["columns"]] == [
        "Organisation", "Plan", "Actual", "Variance", "Variance", "Plan", "Forecast",
        "Support received", "Support at risk from others",
    ]  # fmt: skip
    row = answer.row("with_and_without_support", "organisation", "ZR2")
    keys = ("plan_inc", "actual_inc", "variance", "plan_exc", "forecast_exc", "received", "at_risk")
    assert [thousands(row[key]) for key in keys] == [
        -2_250, -4_250, -2_000, -9_000, -9_000, 2_750, 750,
    ]  # fmt: skip
    assert row["variance_ratio"]["shown"] == "(0.4%)"  # 2,000 of 560,000
    whole = answer.row("with_and_without_support", "organisation", "ZQ1 together")
    assert thousands(whole["variance"]) == -1_700


def test_a_decision_gives_what_is_on_record(call: Caller) -> None:
    """Own part of 750 lost; 500 of the system's 750 given."""
    answer = call.json("support", RESULTS, *REPLAY, "--decisions", DECISIONS)
    rows = [row for row in answer.rows("quarters") if row["body"]["value"] == "ZR2"]
    assert [thousands(row["earned"]) for row in rows] == [1_500, 750, 500]
    assert [row["results"]["value"] for row in rows] == [
        "own hit; system hit", "own hit; system missed or withheld", "own missed; system hit",
    ]  # fmt: skip
    without = call.json("support", RESULTS, *REPLAY)
    assert [thousands(row["earned"]) for row in without.rows("quarters")] == [1_500, 750, 0]
    why = call("support", RESULTS, *REPLAY, "--decisions", DECISIONS, "--why", "ZR2").said
    assert "Decided by system lead of ZQ1 (system_lead): Winter beds kept open" in why


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        ("ZQ1,3,given,ZR2,500,,A,system_lead,Beds,no", "region consent (yes)"),
        ("ZQ1,3,given,ZR2,500,,A,system_lead,,yes", "reason"),
        ("ZQ1,3,given,ZR2,500,,,,Beds,yes", "decided by, role"),
        ("ZQ1,3,given,ZR2,,,A,system_lead,Beds,yes", "amount"),
        ("ZQ1,3,given,ZR2,much,,A,system_lead,Beds,yes", "an amount in £000"),
    ],
)
def test_a_decision_that_lacks_anything_gives_nothing(
    call: Caller, tmp_path: Path, line: str, lacks: str
) -> None:
    decisions = written(tmp_path, "decisions.csv", DECIDED, line)
    answer = call.json("support", RESULTS, *REPLAY, "--decisions", decisions, code=3)
    rows = answer.rows("quarters")
    assert [thousands(row["earned"]) for row in rows] == [1_500, 750, 0]
    assert "1 decision not whole on record: no money follows." in answer.said
    assert lacks in str(answer.content)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ZQ1,5,paid,,,,,,,", "not a quarter of the year"),
        ("ZQ1,3,lent,,,,,,,", "no such decision is known"),
        ("ZQ1,3,paid,,,7,,,,", "not quarters of the year"),
    ],
)
def test_decisions_that_are_none(call: Caller, tmp_path: Path, line: str, why: str) -> None:
    decisions = written(tmp_path, "decisions.csv", DECIDED, line)
    answer = call.json("support", RESULTS, *REPLAY, "--decisions", decisions, code=3)
    assert why in str(answer.content)


def test_withheld_support_is_held_nationally(call: Caller, tmp_path: Path) -> None:
    """4.5b at month 9: X -4, other members -6, system -10, held nationally +10, England nil."""
    decisions = written(tmp_path, "decisions.csv", DECIDED, "S,3,withheld,,,,,,,")
    file = dsf(tmp_path, 0, 0, 0)
    year = ("--year", "2025/26", "--on", "2026-02-04")
    answer = call.json("support", file, *year, "--decisions", decisions)
    found = {row["who"]["value"]: thousands(row["variance"])
             for row in answer.rows("held_nationally")}  # fmt: skip
    assert found == {
        "X": -4_000, "others": -6_000, "S together": -10_000, "Held nationally": 10_000,
        "England": 0,
    }  # fmt: skip
    row = answer.row("with_and_without_support", "organisation", "X")
    assert row["variance_ratio"]["shown"] == "(1.0%)"


@pytest.mark.parametrize(("restores", "received"), [("3", 16_000), ("", 12_000)])
def test_support_is_restored_by_decision(
    call: Caller, tmp_path: Path, restores: str, received: int
) -> None:
    decisions = written(
        tmp_path, "decisions.csv", DECIDED, "S,3,withheld,,,,,,,", f"S,4,paid,,,{restores},,,,"
    )
    year = ("--year", "2025/26", "--on", "2026-05-04")
    answer = call.json("support", dsf(tmp_path, 0, 0, 0, 0), *year, "--decisions", decisions)
    row = answer.row("with_and_without_support", "organisation", "X")
    assert thousands(row["received"]) == received


def test_a_year_without_a_fund_is_no_nil(call: Caller) -> None:
    found = call("support", RESULTS, *YEAR, code=4)
    assert "No such fund in 2023/24" in found.err
    assert "--terms 2020/21" in found.err


def test_a_suspended_rule_is_for_models(call: Caller) -> None:
    found = call("support", RESULTS, *YEAR, "--terms", "2020/21", code=4)
    assert "was suspended: it never ran, and no plan rests on it." in found.err


def test_a_year_of_several_funds_asks_which(call: Caller) -> None:
    found = call("support", RESULTS, *YEAR, "--terms", "2019/20", code=4)
    assert "2019/20 had 4 funds: psf, csf, mret, frf. Name one with --fund." in found.err
    answer = call.json("support", RESULTS, *YEAR, "--terms", "2019/20", "--fund", "mret")
    assert "No support follows the others' results." in answer.said


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("", "including support or excluding support; found neither"),
        ("including", "support is tested excluding support"),
    ],
)
def test_a_reading_must_be_stated(call: Caller, tmp_path: Path, basis: str, said: str) -> None:
    file = dsf(tmp_path, 0, basis=basis)
    found = call("support", file, "--year", "2025/26", "--on", "2026-02-04", code=2)
    assert said in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--taper", "pound_for_pound"), "loses a pound for each pound of shortfall"),
        (("--taper", "band"), "falls in a straight line to nothing"),
        (("--share", "75"), "Read as if 75.0% followed the system"),
    ],
)
def test_ways_of_reading(call: Caller, words: tuple[str, str], said: str) -> None:
    assert said in call.json("support", PLAN, *REPLAY, *words).said


def test_more_may_be_tied_and_no_less(call: Caller) -> None:
    answer = call.json("support", PLAN, *REPLAY, "--share", "100")
    assert thousands(ending(answer, "ZR2", "Hits", "Misses")["support"]) == 0
    assert call("support", PLAN, *REPLAY, "--share", "49", code=2).err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("S,X,,excluding,5,1,,,,", "not a quarter of the year"),
        ("S,X,,net,2,1,,,,", "not a reading of support"),
        ("S,X,-1,excluding,2,1,,,,", "award is below nil"),
        ("S,X,,excluding,2,1,x,,,", "actual is not an amount"),
        ("S,X,,excluding,1,1,,,,", "stands in row 2 too"),
    ],
)
def test_rows_that_do_not_count(call: Caller, tmp_path: Path, line: str, why: str) -> None:
    file = written(tmp_path, "rows.csv", HEADING, "S,X,5,excluding,1,-5,,,,", line)
    answer = call.json("support", file, "--year", "2025/26", "--on", "2025-05-04", code=3)
    assert "1 row could not be read" in answer.said
    assert why in str(answer.content)


def test_an_empty_file_begins_with_its_headings(call: Caller, tmp_path: Path) -> None:
    made = tmp_path / "support.csv"
    said = call("support", "--template", str(made)).said
    assert made.read_text("utf-8") == f"{HEADING}\n"
    assert "one row for each body and quarter" in said
    found = call("support", str(made), "--year", "2025/26", code=4)
    assert "has no row that can be read" in found.err
    assert "Name a FILE" in call("support", "--year", "2025/26", code=2).err
