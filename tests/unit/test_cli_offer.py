"""The gap and its offers at the command line: in every format, with why, and what is refused."""

from pathlib import Path

import pytest

from tests.cli_calls import Caller, money
from tests.northmere_round import Northmere

LEAD = "zq1.lead"
SUPPORT = (
    *("ZR1", "--kind", "income-support", "--payer", "ZQ1", "--name", "Winter support"),
    *("--owner", "ICB finance", "--evidence", "Letter", "--conditions", "Beds stay open"),
)
BETWEEN = ("--matter", "Winter", "--between", "ZQ1", "--between", "ZR1")


@pytest.fixture
def call(collated: Northmere) -> Caller:
    return Caller(collated.workspace.home, minutes=collated.minutes)


def test_the_gap_in_json_and_as_files(call: Caller, tmp_path: Path) -> None:
    call("offer", "make", *SUPPORT, "--amount", "1000", "--expires", "2023-05-31",
         who="zr1.editor")  # fmt: skip
    weights = ("--key", "turnover", "--weight", "ZR1=3", "--weight", "ZR2=1")
    answer = call.json("gap", "ZQ1", *weights, who=LEAD, code=3)
    shares = {row["body"]["value"]: money(row["share"], support="including support")
              for row in answer.rows("split")}  # fmt: skip
    assert shares == {"ZR1": 1_725, "ZR2": 575, "All": 2_300}
    assert answer.rows("offers")[0]["waits"]["value"] == "ZQ1"
    terms = answer.rows("terms")[0]
    assert (terms["conditions"]["value"], terms["until"]["value"]) == (
        "Beds stay open", "2023-05-31",
    )  # fmt: skip
    assert "equipoise offer answer D1 --yes" in str(answer.content)
    for kind in ("csv", "xlsx"):
        out = tmp_path / f"gap.{kind}"
        call("gap", "ZQ1", "--format", kind, "--out", str(out), who=LEAD, code=3)
        assert out.stat().st_size


def test_why_a_body_is_to_find_what_it_is(call: Caller, tmp_path: Path) -> None:
    book = tmp_path / "why.xlsx"
    said = call("gap", "ZQ1", "--why", "ZR1", "--working", str(book), who=LEAD).said
    assert "Share of the gap, ZR1 £0.6m" in said
    assert book.stat().st_size
    assert "Gap £2.3m = " in call("gap", "ZQ1", "--why", "gap", who=LEAD).said


def test_offers_are_answered_countered_and_withdrawn(call: Caller) -> None:
    call("offer", "make", *SUPPORT, "--amount", "1000", who="zr1.editor")
    refused = call("offer", "answer", "D1", "--no", "--reason", "Too much", who=LEAD).said
    assert "D1 is refused" in refused
    said = call("gap", "ZQ1", who=LEAD, code=3).said
    assert "D1 is refused by ZQ1: their yes, or a counter-offer that is agreed, unlocks it." in said
    call("offer", "make", *SUPPORT, "--amount", "400", "--counters", "D1", who=LEAD)
    said = call("gap", "ZQ1", who=LEAD, code=3).said
    assert "The parties of D1 are £0.6m apart" in said
    assert "ZR1 takes off £0.6m or ZQ1 adds £0.6m" in said
    agreed = call.json("offer", "answer", "D2", "--yes", who="zr1.editor").content["facts"]
    assert (agreed["status"], agreed["unsigned"]) == ("Agreed", ["ZQ1", "ZR1"])
    call("offer", "make", *SUPPORT, "--amount", "5", who="zr1.editor")
    assert "D3 is withdrawn." in call("offer", "withdraw", "D3", who="zr1.editor").said
    assert "takes no answer" in call("offer", "answer", "D3", "--yes", who=LEAD, code=4).err


def test_a_sealed_offer_is_seen_by_nobody_before_all_are_in(call: Caller) -> None:
    first = call("offer", "seal", *SUPPORT, *BETWEEN, "--amount", "900", who="zr1.editor").said
    assert "It stays sealed until ZQ1 has lodged." in first
    for words in (("gap", "ZQ1"), ("status",), ("ladder", "ZQ1")):
        assert (
            "900" not in call.process(*words, who=LEAD, code=0 if words[0] == "status" else 3).out
        )
    last = call("offer", "seal", *SUPPORT, *BETWEEN, "--amount", "400", who=LEAD).said
    assert "D3 and D4 are disclosed" in last
    assert "The parties of Winter are £0.5m apart" in call("gap", "ZQ1", who=LEAD, code=3).said
    assert "Nothing was altered." in call("verify", who="auditor").said


def test_a_plan_that_proceeds_though_rejected(call: Caller) -> None:
    words = ("offer", "proceed", "ZQ1", "--imposed", "-8000", "--reason", "Letter")
    said = call(*words, who="region.lead").said
    assert "keeps £(11.3)m, £(8.0)m is imposed, £3.3m lies between them" in said
    assert "no right to impose a limit" in call(*words, who=LEAD, code=4).err
    assert "£3.3m lies between them" in call("gap", "ZQ1", who=LEAD, code=3).said


def test_what_a_gap_needs(call: Caller) -> None:
    assert "Say what ZR1 weighs" in call("gap", "ZQ1", "--weight", "ZR1", who=LEAD, code=2).err
    assert (
        "needs what members weigh" in call("gap", "ZQ1", "--key", "turnover", who=LEAD, code=4).err
    )
