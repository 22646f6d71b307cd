"""Elective recovery and its swing at the command line: T15, both ledgers, and whose the gain is."""

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from equipoise.samples import ELECTIVE, PACK
from tests.cli_calls import Answer, Caller, Cell

CARE = str(ELECTIVE / "care.csv")
YEAR = ("--year", "2023/24")
NOVEMBER = (*YEAR, "--on", "2023-11-08")
CHANGE = (*NOVEMBER, "--before", "2023-07-11")
THOUSAND = 100_000
HEADING = "system,provider,month,pod,baseline,actual"


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def thousands(cell: Cell) -> int:
    """Return an amount in £000: of the year, of what was delivered."""
    assert (cell["unit"], cell["basis"]["stage"]) == ("pence", "actual")
    assert cell["value"] % THOUSAND == 0
    return int(cell["value"]) // THOUSAND


def care(
    folder: Path, *lines: str, heading: str = "system,provider,month,pod,baseline,actual"
) -> str:
    path = folder / "care.csv"
    path.write_text("\n".join((heading, *lines)) + "\n", "utf-8")
    return str(path)


def award(call: Caller, line: str, to: str, amount: str, reason: str) -> None:
    """Record, from 8 November, how the gain is shared, in £000."""
    what = ("--title", "Elective gain", "--stream", "elective_recovery", "--route", "transfer")
    how = ("--amount", amount, "--key", "custom", "--to", to, "--from-day", "2023-11-08")
    call("pot", "award", "ZQ1", "--line", line, *what, *how, "--reason", reason, who="zq1.lead")


def moved(answer: Answer, body: str) -> tuple[object, ...]:
    """Return contract, adjustment and income after, and the movement, of a body in £000."""
    row = answer.row("trusts_and_icb", "body", body)
    return tuple(
        thousands(row[key]) if isinstance(row[key]["value"], int) else row[key]["value"]
        for key in ("contract_after", "adjustment_after", "income_after", "movement")
        if row[key]["value"] is not None
    )


def test_t15_column_for_column(call: Caller) -> None:
    answer = call.json("erf", CARE, *NOVEMBER)
    (table,) = [one for one in answer.content["tables"] if one["name"] == "elective_recovery"]
    assert [column["title"] for column in table["columns"]] == [
        "System", "Baseline value", "Target", "Target value", "Actual value", "Actual",
        "Over / (under) target", "Income adjustment by commissioner", "Before re-baselining",
        "After re-baselining",
    ]  # fmt: skip
    for name in ("ZQ1", "England"):
        row = answer.row("elective_recovery", "system", name)
        assert [thousands(row[key]) for key in ("baseline", "target", "actual", "over")] == [
            100_000,
            103_000,
            104_500,
            1_500,
        ]
        assert [thousands(row[key]) for key in ("adjustment", "before", "after")] == [
            1_500,
            -2_500,
            1_500,
        ]
        assert [row[key]["shown"] for key in ("target_ratio", "actual_ratio")] == [
            "103.0%",
            "104.5%",
        ]
    row = answer.row("elective_recovery", "system", "ZQ1")
    assert row["adjustment"]["ref"] == "figure:elective/2023-24/ZQ1/adjustment"
    assert "1 system earns £1.5m by the rules known on 8 November 2023" in answer.said
    assert "as published; a revision restates the whole year (assumed)" in answer.said
    assert "on 2 February 2023, as published" in answer.said


@pytest.mark.parametrize("name", ["T15", "t15", "elective-recovery"])
def test_the_tables_of_a_plan_say_who_draws_t15(call: Caller, name: str) -> None:
    call("round", "open", "2023/24", "--pack", str(PACK))
    assert "equipoise erf FILE --year 2023/24" in call("table", name, code=2).err


def test_both_ledgers_and_the_trust(call: Caller) -> None:
    answer = call.json("erf", CARE, *YEAR, "--on", "2023-07-11")
    trust = answer.row("contracts", "trust", "ZR2")
    assert [thousands(trust[key]) for key in ("contract", "adjustment", "income")] == [
        107_000,
        -2_500,
        104_500,
    ]
    ledgers = answer.row("ledgers", "system", "England")
    assert [thousands(ledgers[key]) for key in ("allocation", "contracts", "carried")] == [
        -2_500,
        -2_500,
        0,
    ]
    assert "1 system repays £2.5m" in answer.said
    row = answer.row("elective_recovery", "system", "ZQ1")
    assert row["before"]["value"] is None
    assert row["before"]["shown"] == "Not applicable"


@pytest.mark.parametrize(
    ("words", "told", "adjustment"),
    [
        ((), "as published; a revision restates the whole year (assumed)", -50),
        (("--full-allocation",), "full allocation: nothing is taken back", 0),
        (("--as-run",), "as run; a revision", 0),
        (("--by-month",), "governs only the months it was made for (assumed)", -70),
        (("--working-days",), "baselines adjusted for working days", 53),
    ],
)
def test_each_reading_is_named(
    call: Caller, tmp_path: Path, words: tuple[str, ...], told: str, adjustment: int
) -> None:
    """980 of 1,000 in April 2023: at 103%, at 105%, and of 900 for 18 days where 2019 had 20."""
    file = care(tmp_path, "ZQ1,ZR2,1,EL,1000,980")
    answer = call.json("erf", file, *NOVEMBER, *words)
    assert told in answer.said
    assert thousands(answer.row("ledgers", "system", "ZQ1")["allocation"]) == adjustment
    row = answer.row("elective_recovery", "system", "ZQ1")
    assert row.get("held", {}).get("value") == (None if adjustment else "Nothing taken back")


def test_as_run_2022_23_says_what_was_kept(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,1,EL,1000,900")
    run = call.json("erf", file, "--year", "2022/23", "--on", "2023-03-31", "--as-run")
    assert "systems kept about £1,400.0m nationally (assumed)" in run.said
    published = call.json("erf", file, "--year", "2022/23", "--on", "2023-03-31")
    assert "kept about" not in published.said
    assert "The floor of a repayment is not applied to ZQ1: no fund is given." in published.said
    row = published.row("elective_recovery", "system", "ZQ1")
    assert row["adjustment"]["value"] == -105 * THOUSAND  # 75% of 140 below target


def test_systems_have_funds_and_targets_of_their_own(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,1,EL,1000,900", "ZQ2,ZR5,1,EL,1000,1000")
    limits = tmp_path / "systems.csv"
    limits.write_text("system,fund,target\nZQ1,40,\nZQ2,,110\n", "utf-8")
    answer = call.json("erf", file, "--year", "2022/23", "--on", "2022-03-01",
                       "--systems", str(limits))  # fmt: skip
    assert thousands(answer.row("ledgers", "system", "ZQ1")["allocation"]) == -30
    assert thousands(answer.row("ledgers", "system", "ZQ2")["allocation"]) == -75
    assert "1 system without a target of its own: the national one." in answer.said
    held = answer.row("elective_recovery", "system", "ZQ1")["held"]["value"]
    assert held == "At its floor"


def test_a_rule_pack_lays_other_terms_over(call: Caller, tmp_path: Path) -> None:
    target = tmp_path / "pack" / "elective" / "erf" / "target_ratio.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(
        "title: Another target\nunit: ratio\nvalues:\n  - applies: 2023/24\n    value: 1\n"
        "    published: 2023-11-08\n    status: draft\n    kind: primary\n"
        "    source: Fixture; made up\n    place: x\n",
        "utf-8",
    )
    answer = call.json("erf", CARE, *NOVEMBER, "--pack", str(tmp_path / "pack"))
    assert thousands(answer.row("ledgers", "system", "ZQ1")["allocation"]) == 4_500


def test_schemes_side_by_side_are_named(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,7,EL,1000,960", "ZQ1,ZR2,8,OPFA,1000,900")
    answer = call.json("erf", file, "--year", "2020/21", "--on", "2021-03-31")
    rows = answer.rows("elective_recovery")
    assert [row["scheme"]["value"] for row in rows[:2]] == [
        "Elective incentive scheme: elective care and outpatient procedures",
        "Elective incentive scheme: outpatient attendances",
    ]
    assert [thousands(row["adjustment"]) for row in rows] == [45, -20, 25]
    assert rows[2]["target_ratio"]["value"] is None
    assert "Activity of months 7 to 8." in answer.said


def test_what_does_not_fit_is_told_and_the_sums_are_short(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,1,EL,1000,980,x", "ZQ1,ZR2,x,EL,1000,980,x",
                "ZQ1,ZR2,2,EL,1000,,x", "ZQ1,ZR2,3,EL,1000,1030,x",
                heading=f"{HEADING},forcast")  # fmt: skip
    answer = call.json("erf", file, *NOVEMBER, code=3)
    assert "1 row could not be read: sums lack them." in answer.said
    assert "Activity is missing, and its baseline not counted: ZQ1, ZR2, month 2, EL." in (
        answer.said
    )
    assert [row["found"]["value"] for row in answer.rows("misfits")] == ["x", "forcast"]
    call("swing", file, *CHANGE, code=3)


def test_more_gaps_than_can_be_listed_are_counted(call: Caller, tmp_path: Path) -> None:
    lines = [f"ZQ1,ZR2,{number},EL,1000," for number in range(1, 6)]
    file = care(tmp_path, *lines, "ZQ1,ZR2,6,EL,1000,1030")
    said = call.json("erf", file, *NOVEMBER).said
    assert "month 1, EL, ZQ1, ZR2, month 2, EL and ZQ1, ZR2, month 3, EL, and 2 more." in said


def test_why_leads_to_rows_parameters_and_live_formulas(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "why.xlsx"
    said = call("erf", CARE, *NOVEMBER, "--why", "ZQ1", "--working", str(out)).said
    assert "Actual, ZQ1, ZR2, month 1, EL £2.2m from file:care.csv/row-2/actual" in said
    assert "parameter:elective/erf/target_ratio/2023-24@2023-11-08" in said
    assert CalamineWorkbook.from_path(str(out)).sheet_names
    swung = call("swing", CARE, *CHANGE, "--why", "ZQ1, ZR2").said
    assert "Swing of the contract, ZQ1, ZR2 £4.0m = " in swung


def test_csv_and_xlsx_hold_the_same_rows(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "t15.csv"
    call("erf", CARE, *NOVEMBER, "--units", "k", "--format", "csv", "--out", str(out))
    with out.open(encoding="utf-8-sig", newline="") as stream:
        text = stream.read()
    assert any("ZQ1" in line and "1500" in line.replace(",", "") for line in text.splitlines())
    assert list(csv.reader(text.splitlines()))
    sheet = tmp_path / "t15.xlsx"
    call("erf", CARE, *NOVEMBER, "--format", "xlsx", "--out", str(sheet))
    assert CalamineWorkbook.from_path(str(sheet)).sheet_names[:3] == [
        "elective_recovery",
        "contracts",
        "ledgers",
    ]


def test_a_template_says_what_its_columns_are(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    said = call("erf", "--template", str(file)).said
    assert "£000: the same month of 2019/20 at this year's prices" in said
    assert file.read_text("utf-8") == "system,provider,month,pod,baseline,actual,forecast\n"
    refused = call("erf", str(file), *YEAR, code=4).err
    assert "has no row that can be read" in refused


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("erf",), 2, "Name either a FILE of elective care"),
        (("erf", CARE), 2, "--year"),
        (("erf", CARE, "--year", "2025/26"), 4, "2025/26 has no elective scheme"),
        (("erf", CARE, *YEAR, "--on", "2023-02-01"), 4, "No elective scheme of 2023/24 was"),
        (("erf", CARE, *YEAR, "--working", "x.xlsx"), 2, "say whose with --why"),
        (("swing", CARE, "--year", "2022/23"), 2, "were not revised"),
        (("swing", CARE, *YEAR, "--on", "2023-02-02"), 2, "were not revised by 2023-02-02"),
        (("swing", CARE, *NOVEMBER, "--before", "2023-11-08"), 4, "are not before those of"),
        (("swing", CARE, *NOVEMBER, "--award", "gain"), 2, "There is no workspace"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    call: Caller, words: tuple[str, ...], code: int, told: str
) -> None:
    assert told in " ".join(call(*words, code=code).err.split())


def test_the_swing_is_from_the_day_before_the_last_revision(call: Caller) -> None:
    """From 105 on 7 November to 103 on the 8th: two points of 100,000."""
    answer = call.json("swing", CARE, *NOVEMBER)
    assert answer.content["facts"]["before"] == "2023-11-07"
    assert thousands(answer.row("swing", "system", "England")["swing"]) == 2_000
    july = call.json("swing", CARE, *YEAR, "--on", "2023-07-12")
    assert july.content["facts"]["before"] == "2023-07-11"


def test_a_swing_splits_into_target_and_protection(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,1,EL,200000,196000", "ZQ2,ZR9,1,EL,100000,110000")
    answer = call.json("swing", file, *CHANGE, "--full-allocation")
    for system, parts in {
        "ZQ1": (8_000, 10_000, 18_000),
        "ZQ2": (4_000, 0, 4_000),
        "England": (12_000, 10_000, 22_000),
    }.items():
        row = answer.row("swing", "system", system)
        found = tuple(thousands(row[key]) for key in ("target", "protection", "swing"))
        assert found == parts
    assert "£22.0m more" in answer.said
    assert "£12.0m by target and £10.0m by protection" in answer.said
    carried = [thousands(row["carried"]) for row in answer.rows("swing")]
    assert carried == [10_000, 0, 10_000]


def test_the_gain_is_held_until_decided_then_whose_the_award_says(call: Caller) -> None:
    """Northmere, in £000: contract kept or re-set, and 4,000 to the trust or to the ICB."""
    call("round", "open", "2023/24", "--pack", str(PACK))
    asked = ("swing", CARE, *CHANGE, "--award", "gain")
    held = call.json(*asked, who="zq1.lead")
    assert moved(held, "ZR2 for ZQ1") == ("Held by the ICB until decided", 1_500, 104_500, 0)
    assert moved(held, "ICB ZQ1") == (4_000,)
    assert "1 system of 1: the gain is held by the ICB until decided." in held.said
    assert any(
        "--amount 4000 --key custom --to ZR2=1 --from-day 2023-11-08" in step
        for step in held.content["next"]
    )
    for line, to, reason, trust, icb, words in (
        ("gain", "ZR2=1", "Board of 20 November", (107_000, 1_500, 108_500, 4_000), 0,
         "Contract value kept: D1, Board of 20 November"),
        ("other", "ZQ1=1", "ICB finance committee", (103_000, 1_500, 104_500, 0), 4_000,
         "Contract re-set to the new target: D2, ICB finance committee"),
    ):  # fmt: skip
        award(call, line, to, "4000", reason)
        found = call.json("swing", CARE, *CHANGE, "--award", line, who="zq1.lead")
        assert moved(found, "ZR2 for ZQ1") == trust
        assert moved(found, "ICB ZQ1") == (icb,)
        assert moved(found, "Trusts and ICB, ZQ1") == (4_000,)
        row = found.row("trusts_and_icb", "body", "ZR2 for ZQ1")
        assert row["whose"]["value"] == words
        assert "until decided" not in found.said
        assert (thousands(row["swing"]), row["swing"]["ref"]) == (
            4_000,
            "figure:elective/2023-24/ZQ1/ZR2/swing",
        )
        before = [thousands(row[key]) for key in
                  ("contract_before", "adjustment_before", "income_before")]  # fmt: skip
        assert before == [107_000, -2_500, 104_500]


def test_an_award_that_is_not_the_gain_is_told(call: Caller) -> None:
    call("round", "open", "2023/24", "--pack", str(PACK))
    award(call, "gain", "ZR2=1", "3000", "x")
    found = call.json("swing", CARE, *CHANGE, "--award", "gain", who="zq1.lead")
    assert "D1 shares £3.0m in ZQ1, and the swing is £4.0m: the ICB has the difference." in (
        found.said
    )
    assert moved(found, "ICB ZQ1") == (1_000,)
    row = found.row("trusts_and_icb", "body", "ZR2 for ZQ1")
    assert row["whose"]["value"] == "Contract value set by the award: D1, x"


def test_elective_money_that_a_system_keeps_is_shared_by_an_award(
    call: Caller, tmp_path: Path
) -> None:
    """In blocks of 2021/22 trusts are paid nothing more, and the system has the 4 it earned."""
    file = care(tmp_path, "ZQ1,ZR2,1,EL,100,74")
    answer = call.json("erf", file, "--year", "2021/22", "--on", "2021-06-30")
    assert thousands(answer.row("ledgers", "system", "ZQ1")["carried"]) == 4
    assert (
        "equipoise pot award ZQ1 --line elective-money --title 'Elective money' --stream "
        "elective_recovery --route formula --amount 4 --key turnover --to ZR2 --from-day "
        "2021-06-30 --reason '...'"
    ) in answer.content["next"]
    for year, day in (("2020/21", "2021-03-31"), ("2023/24", "2023-11-08")):
        rows = care(tmp_path, "ZQ1,ZR2,7,EL,100,120")
        steps = call.json("erf", rows, "--year", year, "--on", day).content["next"]
        assert not any("pot award" in step for step in steps)


def test_a_scheme_that_was_suspended_says_so(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,10,EL,100,120")
    answer = call.json("erf", file, "--year", "2020/21", "--on", "2021-03-31", "--as-run")
    row = answer.row("elective_recovery", "system", "ZQ1")
    assert (row["adjustment"]["value"], row["held"]["value"]) == (0, "Suspended, not paid")


def test_a_change_for_the_worse_is_worth_less(call: Caller, tmp_path: Path) -> None:
    """At 97%: 12 by the first version of July 2021, at 85; 2 by the second, at 95."""
    file = care(tmp_path, "ZQ1,ZR2,4,EL,100000,97000")
    answer = call.json("swing", file, "--year", "2021/22", "--on", "2021-08-01")
    assert answer.content["facts"]["before"] == "2021-07-08"
    assert "are worth £12.4m less than" in answer.said
    assert not any("pot award" in step for step in answer.content["next"])


def test_a_file_without_a_row_says_why(call: Caller, tmp_path: Path) -> None:
    file = care(tmp_path, "ZQ1,ZR2,1,EL,1,1", heading=HEADING.replace("baseline", "base"))
    said = call("erf", file, *NOVEMBER, code=4).err
    assert "care.csv has no row that can be read: no column for baseline." in said


@pytest.mark.parametrize("content", [b"\x81\x8d", f'{HEADING}\n"ZQ1'.encode()])
def test_what_is_no_csv_file_is_refused(call: Caller, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "care.csv"
    path.write_bytes(content)
    assert "care.csv is no csv file" in call("erf", str(path), *NOVEMBER, code=2).err
