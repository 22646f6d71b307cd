"""Contracts and what they pay at the command line, on Northmere's."""

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from equipoise.samples import CONTRACTS
from tests.cli_calls import Caller
from tests.contract_files import row, written

FOLDER = str(CONTRACTS)
YEAR = ("--year", "2023/24")


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def test_contracts_are_shown_with_model_and_parts(call: Caller) -> None:
    for words in (("contract", FOLDER), ("contract", "show", FOLDER)):
        answer = call.json(*words, *YEAR, "--known", "2023-05-04")
        found = answer.rows("contracts")
        of = {(each["commissioner"]["value"], each["provider"]["value"]): each for each in found}
        assert of["ZQ1", "ZR1"]["whole"]["value"] == 102_150_000_000
        assert of["ZQ1", "ZR1"]["fixed"]["value"] == 65_650_000_000
        assert of["ZQ1", "ZR1"]["variable"]["value"] == 36_500_000_000
        assert of["ZQ1", "ZN1"]["model"]["value"] == "Activity-based"
        assert of["X24", "ZR3"]["why"]["value"] == "commissioned by NHS England"
        assert "7 contracts, £2,115.3m as planned." in answer.said


def test_three_ledgers_are_kept_apart(call: Caller, tmp_path: Path) -> None:
    answer = call.json("contract", FOLDER, *YEAR)
    of = answer.row("allocations", "body", "ZQ1")
    assert of["own"]["value"] == 190_500_000_000
    assert of["contracts"]["value"] == 190_330_000_000
    assert of["kept"]["value"] == 170_000_000
    trust = answer.row("costs", "body", "ZR1")
    assert trust["contracts"]["value"] == 120_150_000_000
    assert trust["kept"]["value"] == -350_000_000
    assert [each["body"]["value"] for each in answer.rows("costs")] == ["ZR1", "ZR2", "ZR3"]
    plain = written(tmp_path / "plain", [row("baseline", "NEL", "5")])
    alone = call.json("contract", str(plain), *YEAR)
    assert [table["name"] for table in alone.content["tables"]] == ["contracts"]


def test_the_model_of_each_service_has_its_reason(call: Caller) -> None:
    rows = call.json("contract", "mechanism", FOLDER, "--year", "2026/27",
                     "--known", "2026-05-04").rows("mechanism")  # fmt: skip
    of = {tuple(each[k]["value"] for k in ("provider", "service", "commissioner")): each
          for each in rows}  # fmt: skip
    assert of["ZR1", "emergency", "ZQ1"]["why"]["value"] == "urgent care from 2026/27"
    assert of["ZR1", "elective", "ZQ1"]["model"]["value"] == "Aligned payment and incentive"


def test_a_template_is_filled_in_and_checked(call: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    said = call("contract", "template", str(folder), *YEAR, "--commissioner", "ZQ1",
                "--provider", "ZR1").said  # fmt: skip
    assert "README.txt says with what." in said
    assert "cquin_withdrawn" in (folder / "README.txt").read_text("utf-8")
    blank = call("contract", "check", str(folder), *YEAR, code=1).said
    assert "EQ-CTR-001" in blank
    with (folder / "values.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head[:5] == ["commissioner", "provider", "layer", "pod", "price_base"]
    filled = [[*one[:5], *["10"] * 12] for one in rows if one[2] != "actual"]
    with (folder / "values.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *filled])
    clean = call("contract", "check", str(folder), *YEAR).said
    assert "1 contract; 156 sums of baselines: nothing is wrong." in clean
    assert "is not empty" in call("contract", "template", str(folder), *YEAR, "--commissioner",
                                  "ZQ1", "--provider", "ZR1", code=4).err  # fmt: skip


def test_work_is_counted_as_it_is_and_by_model(call: Caller) -> None:
    answer = call.json("contract", "lines", FOLDER, *YEAR)
    now = answer.row("lines", "model", "As the contracts are")
    assert now["lines"]["value"] == 240
    assert now["invoices"]["value"] == 120
    block = answer.row("lines", "model", "Block in a system envelope")
    assert block["disputes"]["value"] == 0
    assert "Line by line under the tariff the same contracts would take" in answer.said
    assert "assumed values" in answer.said


def test_lines_of_plans_are_written_as_csv(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "lines.csv"
    call("contract", "plan", FOLDER, *YEAR, "--format", "csv", "--out", str(out))
    text = out.read_text("utf-8-sig")
    assert "income.patient_care" in text
    assert "spend.healthcare" in text


def test_what_contracts_pay_by_contract_and_month(call: Caller) -> None:
    answer = call.json("pay", FOLDER, *YEAR, "--through", "6", "--of", "ZR1")
    rows = {each["commissioner"]["value"]: each for each in answer.rows("paid")}
    # six months: OPFU 40,002 + NEL 210,000 + AE 30,000 + MAT 23,250 + OTHER 25,002
    assert rows["ZQ1"]["fixed"]["value"] == 32_825_400_000
    assert rows["ZQ1"]["adjustments"]["value"] == 1_602_000 - 15_000_000
    assert rows["ZQ1"]["total"]["ref"] == "figure:contract/2023-24/ZQ1/ZR1/M01-M06/total"
    months = [each for each in answer.rows("months")
              if each["contract"]["value"] == "ZQ1 with ZR1"]  # fmt: skip
    assert [each["part"]["value"] for each in months] == [
        "Fixed", "Variable", "Adjustments", "Paid"
    ]  # fmt: skip
    summed = sum(months[3][f"M{month:02}"]["value"] for month in range(1, 7))
    assert summed == rows["ZQ1"]["total"]["value"]


def test_a_year_of_two_models_has_both_and_a_sum(call: Caller) -> None:
    paid = call.json("pay", FOLDER, "--year", "2020/21", "--of", "X24").rows("paid")
    rows = [each for each in paid if each["provider"]["value"] == "ZR1"]
    assert [each["months"]["value"] for each in rows] == ["M01 to M06", "M07 to M12", "Year"]
    assert rows[2]["total"]["value"] == 18_000_000_000


def test_what_is_not_in_is_said(call: Caller) -> None:
    answer = call.json("pay", FOLDER, *YEAR, "--of", "ZN1")
    assert "ZQ1 with ZN1: activity of M07 to M12 is not in, and is not paid." in answer.said
    (months, *_) = answer.rows("months")
    assert months["M07"]["value"] is None
    said = call.json("pay", FOLDER, "--year", "2019/20", "--through", "6").said
    assert said.count("The national band of break-glass was not found published") == 1
    assert "ZQ1 with ZR1 £7.7m" in said
    tariff = call.json("pay", FOLDER, "--year", "2018/19", "--through", "6").said
    assert "Rests on 1 assumed value: parameter:contract/marginal_emergency_ratio" in tariff


@pytest.mark.parametrize(
    ("band", "told"),
    [
        # NEL and AE to month 6, £000: of 240,000 planned 7,700 more, which is 3.208%
        ("3.2%", "(band 3.2%): ZQ1 with ZR1 £7.7m. Beyond the band: agree the fixed part anew."),
        ("3.3", "(band 3.3%): X24 with ZR1 £1.4m and ZQ1 with ZR1 £7.7m. Within the band."),
    ],
)
def test_the_band_of_break_glass_is_what_both_sides_hold_to(
    call: Caller, band: str, told: str
) -> None:
    words = ("pay", FOLDER, "--year", "2019/20", "--through", "6", "--of", "ZR1")
    said = call.json(*words, "--break-glass", band).said
    assert told in said
    assert "was not found published" not in said
    assert "nil or more" in call(*words, "--break-glass=-1", code=2).err


def test_why_and_live_formulas(call: Caller, tmp_path: Path) -> None:
    book = tmp_path / "why.xlsx"
    said = call("pay", FOLDER, *YEAR, "--through", "6", "--why", "ZQ1, ZR1",
                "--working", str(book)).said  # fmt: skip
    assert "Variable part" in said
    assert "Actual of DC, EL, OPFA, OPPROC" in said
    assert CalamineWorkbook.from_path(str(book)).sheet_names


def test_what_cannot_be_used_stops_payment(call: Caller, tmp_path: Path) -> None:
    folder = written(tmp_path / "odd", [row("baseline", "EL", "lots")])
    assert "contract check" in call("pay", str(folder), *YEAR, code=4).err
    plain = written(tmp_path / "plain", [row("baseline", "NEL", "5"), row("actual", "NEL", "5")])
    assert "the tariff needs" in call("pay", str(plain), "--year", "2018/19", code=2).err


ENVELOPE = ("contract", "envelope", "--allocation", "900000", "--top-up", "60000", "--covid",
            "40000")  # fmt: skip


def test_an_envelope_must_break_even_and_its_members_may_differ(
    call: Caller, tmp_path: Path
) -> None:
    """£900m, £60m and £40m are £1,000m; £0.5m under and over break even, a penny more does not."""
    words = (*ENVELOPE, "--year", "2020/21", "--position", "ZR2=500", "--position")
    answer = call.json(*words, "ZR1=-500")
    assert "The system is given £1,000.0m: allocation with blocks" in answer.said
    assert "Its members break even: together £0.0m." in answer.said
    assert answer.row("positions", "body", "ZR1")["position"]["value"] == -50_000_000
    assert answer.row("positions", "body", "Members together")["position"]["value"] == 0
    worse = call(*words, "ZR1=-500.00001", code=3).said
    assert "Its members do not break even, and must" in worse
    book = tmp_path / "envelope.xlsx"
    said = call(*words, "ZR1=-500", "--why", "envelope", "--working", str(book)).said
    assert "Envelope £1,000.0m = the total of Allocation with blocks £900.0m" in said
    assert book.exists()


def test_envelopes_are_of_the_half_years_that_had_them(call: Caller) -> None:
    member = ("--position", "ZR1=0")
    for year, half in (("2020/21", "2"), ("2021/22", "1"), ("2021/22", "2")):
        call(*ENVELOPE, "--year", year, "--half", half, *member)
    for year, half in (("2020/21", "1"), ("2022/23", "1")):
        call(*ENVELOPE, "--year", year, "--half", half, *member, code=2)
    call(*ENVELOPE, "--year", "2020/21", code=4)
    twice = call(*ENVELOPE, "--year", "2020/21", *member, *member, code=2)
    assert "named twice" in twice.err
    for typed in ("ZR1", "ZR1=0.000001"):
        words = (*ENVELOPE, "--year", "2020/21", "--position", typed)
        assert "not an amount in £000" in call(*words, code=2).err


def test_a_low_volume_flow_is_the_average_of_three_years_by_twelfths(
    call: Caller, tmp_path: Path
) -> None:
    """£100,000, £110,000 and £121,000.01: £110,333.34 to the penny, £9,194.45 or a penny more."""
    words = ("contract", "low-volume", "--first", "100", "--second", "110", "--third", "121.00001")
    answer = call.json(*words, *YEAR)
    assert answer.row("low_volume", "month", "Year")["amount"]["value"] == 11_033_334
    months = [row["amount"]["value"] for row in answer.rows("low_volume")[:12]]
    assert (sum(months), set(months)) == (11_033_334, {919_444, 919_445})
    book = tmp_path / "value.xlsx"
    said = call(*words, *YEAR, "--why", "low-volume", "--working", str(book)).said
    assert "Value in year 3 of three" in said
    assert book.exists()
    call(*words, "--year", "2022/23", code=2)


def test_a_month_of_the_block_of_2020_and_its_top_up(call: Caller, tmp_path: Path) -> None:
    """A ninth of £90m is £10m, 2.8% on top, £50,000 and £20,000 besides; cost £11m."""
    words = ("contract", "block", "--returned", "90000", "--non-contract", "50",
             "--mental-health", "20")  # fmt: skip
    answer = call.json(*words, "--cost", "11000", "--income", "10350")
    assert answer.row("block", "what", "Monthly block")["amount"]["value"] == 1_035_000_000
    assert answer.row("block", "what", "Top-up")["amount"]["value"] == 65_000_000
    assert "parameter:contract/block_uplift_ratio" in answer.said
    alone = call.json(*words)
    assert [row["what"]["value"] for row in alone.rows("block")] == ["Monthly block"]
    book = tmp_path / "block.xlsx"
    said = call(*words, "--why", "block", "--working", str(book)).said
    assert "Uplift of the monthly block of 2020/21" in said
    assert book.exists()
    assert "give both, or neither" in call(*words, "--cost", "1", code=2).err
