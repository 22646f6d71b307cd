"""Decisions about support, and risk shares on record, at the command line: one short round."""

from pathlib import Path

import pytest

from equipoise.samples import PACK, RISKSHARE, SUPPORT
from tests.cli_calls import Caller

REPLAY = ("--terms", "2020/21", "--model")
FILE = str(SUPPORT / "to-december.csv")
AGREEMENT, POSITIONS = str(RISKSHARE / "agreement.yaml"), str(RISKSHARE / "positions.csv")


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    """Return calls on a workspace with Northmere's round open."""
    caller = Caller(tmp_path / "home")
    caller("round", "open", "2023/24", "--pack", str(PACK))
    return caller


def test_a_gift_is_proposed_consented_to_and_counted(call: Caller) -> None:
    words = ("support", "give", "ZQ1", "ZR2", "--quarter", "3", "--amount", "500", *REPLAY)
    reason = ("--reason", "Winter beds kept open")
    refused = call(*words, *reason, who="zr2.approver", code=4)
    assert "no right to give support by discretion for ZQ1" in refused.err
    made = call.json(*words, *reason, who="zq1.lead")
    assert "It counts when ZY1 agrees." in made.said
    assert made.content["facts"]["waits_for"] == ["ZY1"]
    show = ("support", FILE, "--year", "2023/24", *REPLAY)
    before = call.json(*show, who="zq1.lead")
    assert "D1 gives nothing yet: it waits for ZY1" in before.said
    assert before.content["facts"]["record"] == "2023-24"
    call("support", "answer", "D1", "--yes", who="region.lead")
    after = call.json(*show, who="zr2.approver")
    assert "Decisions that count are those on record of round 2023-24: D1." in after.said
    why = call(*show, "--why", "ZR2", who="zq1.lead").said
    assert "Decided by zq1.lead (system lead): Winter beds kept open (consent of region.lead" in why
    assert "decision:2023-24/D1" in why
    listed = call("support", "decisions", "ZQ1", who="zr2.approver").said
    assert "1 decision about support on the record of ZQ1; 1 counts." in listed
    assert "Role system lead" in listed
    explained = call("explain", "decision:2023-24/D1", who="zq1.lead").said
    assert "Agreed." in explained


def test_a_csv_of_decisions_is_a_what_if_off_the_record(call: Caller) -> None:
    call("support", "review", "ZQ1", "--quarter", "1", "--withheld", *REPLAY,
         "--reason", "Review", who="region.lead")  # fmt: skip
    show = ("support", FILE, "--year", "2023/24", *REPLAY)
    tried = call.json(*show, "--decisions", str(SUPPORT / "decisions.csv"))
    assert "A what-if, off the record: decisions are those of decisions.csv." in tried.said
    (first, *_) = (row for row in tried.rows("quarters") if row["body"]["value"] == "ZR2")
    assert first["earned"]["value"] == 150_000_000, "the review on record does not count"
    other_year = call.json("support", FILE, "--year", "2024/25", *REPLAY)
    assert other_year.content["facts"]["record"] == "", "there is no such round"


def test_a_shift_of_control_totals(call: Caller) -> None:
    totals = str(SUPPORT / "totals.csv")
    words = ("support", "shift", "ZQ1", "--totals", totals, "--reason", "Theatres move",
             "--window", "2023-03-01", "2023-03-30")  # fmt: skip
    changes = ("--change", "ZR1=2000", "--change", "ZR2=-2000")
    made = call(*words, *changes, who="zq1.lead").said
    assert "ZR1 takes on 2,000 (£000) and ZR2 is relieved of 2,000 (£000)" in made
    for who in ("zr1.approver", "zr2.approver", "region.lead"):
        call("support", "answer", "D1", "--yes", who=who)
    found = call.json("support", "totals", totals, "--year", "2023/24", who="zq1.lead")
    row = found.row("control_totals", "organisation", "ZR1")
    assert (row["shifted"]["value"], row["total"]["value"]) == (200_000_000, -1_300_000_000)
    assert "Shifts, and targets moved by risk shares, are those on record" in found.said
    assert "not a name and an amount" in call(*words, "--change", "ZR1", code=2).err
    twice = ("--change", "ZR1=1", "--change", "ZR1=-1")
    assert "named twice" in call(*words, *twice, who="zq1.lead", code=2).err


def test_an_agreement_on_record_and_its_trial(call: Caller) -> None:
    settle = ("riskshare", "settle", AGREEMENT, POSITIONS)
    trial = call.json(*settle, "--year", "2023/24", "--answers", str(RISKSHARE / "answers.csv"))
    assert "A trial, off the record: it moves nothing" in trial.said
    lodged = call.json("riskshare", "lodge", "ZQ1", AGREEMENT, who="zq1.lead")
    assert "the consent of each party that it affects and of the region" in lodged.said
    assert lodged.content["facts"]["missing"] == ["ZQ1", "ZR1", "ZR2", "ZR3", "region"]
    call("riskshare", "sign", "D1", "--no", who="zr1.approver")
    signed = call.json("riskshare", "sign", "D1", "--yes", who="region.lead")
    assert "ZR1 refused." in signed.said
    found = call.json(*settle, "--year", "2023/24", who="zq1.lead")
    assert "Consents and duties are those on record: agreement D1 of round 2023-24." in found.said
    assert "agreement of ZR1, which refused" in found.content["facts"]["missing"]
    refused = call(*settle, "--record", "ZQ1", "--reason", "x", who="zq1.lead", code=4)
    assert "not on record is position of the year of ZR2; cash of ZR3" in refused.err
    file = call(*settle, "--record", "ZQ1", "--reason", "x", "--answers",
                str(RISKSHARE / "answers.csv"), who="zq1.lead", code=4)  # fmt: skip
    assert "a trial off the record" in file.err
    shown = call("riskshare", "duty", "D1", "ZR2", "--recorded", "regulator's agreement",
                 "--evidence", "Letter", who="region.lead").said  # fmt: skip
    assert "region.lead (region)" in shown
    all_of_it = call("riskshare", "lodged", "ZQ1", who="zr2.approver").said
    assert "Refused" in all_of_it
    explained = call("explain", "decision:2023-24/D1", who="zq1.lead").said
    assert "To be signed, waits for ZQ1, ZR2, ZR3." in explained


def test_surplus_to_repay_from_is_by_year(call: Caller) -> None:
    settle = ("riskshare", "settle", AGREEMENT, POSITIONS, "--year", "2023/24", "--surplus")
    assert "named twice" in call(*settle, "2024/25=1", "--surplus", "2024/25=2", code=2).err
    assert call(*settle, "next=1", code=2).err
