"""Journey A over the command line: the system lead collates and closes the plan of Northmere.

Source: fact book 5 (users-and-outputs), section 6 (table, "Bases") and 6.1, steps 1 to 19 with
their re-sign-offs. Amounts are in £000, as there; what is not in the fact book (the parts of one
body's return, income from NHS England of 180,000, 24,000 and 8,000) is of the sample.
"""

from collections.abc import Mapping
from pathlib import Path

from equipoise.samples import PACK
from tests.cli_calls import Caller, money
from tests.cli_figures import beneath, capital, pairs, positions, rungs, steps
from tests.cli_journey import LEAD, Journey

BODIES = ("ZQ1", "ZR1", "ZR2", "ZR3")
COMMENT = "The total is typed over: please restore the formula."
POSITION = "figure:2023-24/ZQ1/position/system/including"


def test_the_system_lead_collates_and_closes_the_plan(
    tmp_path: Path, returns: Mapping[str, Path]
) -> None:
    journey = Journey(call=Caller(tmp_path / "home"), files=returns)
    for step in (
        given_all_returns_are_signed_but_that_of_zr3,
        then_home_says_four_organisations_and_one_has_a_problem,  # 1
        then_the_board_shows_zr3_with_one_to_fix,  # 2
        then_the_fault_is_at_workforce_d14,  # 3
        when_the_lead_returns_it_with_a_comment_it_is_logged,  # 4
        when_zr3_sends_the_corrected_file_another_person_signs_it,  # 5
        then_collating_is_refused_until_all_four_are_accepted,  # 6
        when_version_1_is_collated_it_meets_the_limit_and_does_not_add_up,  # 7
        then_the_matrix_shows_both_values_of_every_pair,  # 8
        then_the_ladder_shows_the_gap_that_matching_will_leave,
        when_values_are_offered_and_confirmed_each_body_signs_its_own_draft,  # 9
        then_all_tested_income_is_matched_and_the_rest_is_named,  # 10
        then_version_2_is_short_of_the_limit,
        when_closing_actions_are_proposed_and_signed_the_gap_closes,  # 11
        then_less_of_the_efficiency_lasts_and_the_six_lines_stand_below,  # 12
        when_part_of_a_ward_block_moves_capital_is_within_its_envelope,  # 13
        then_version_3_meets_the_limit_and_adds_up,
        then_the_bridge_has_three_steps_that_sum_to_nil,  # 14
        then_the_position_is_explained_down_to_cells_and_signers,  # 15
        when_every_board_has_approved_the_plan_is_agreed_and_locked,  # 16
        when_it_is_sent_there_is_a_receipt,  # 17
        then_nothing_in_it_can_change_and_nothing_was_altered,  # 18
        when_it_is_opened_again_everything_carries_over,  # 19
    ):
        step(journey)


def given_all_returns_are_signed_but_that_of_zr3(journey: Journey) -> None:
    journey.call.process("round", "open", "2023/24", "--pack", str(PACK))
    for code in ("ZQ1", "ZR1", "ZR2"):
        assert journey.hand_in(code).content["facts"]["blocked"] is False
    assert journey.hand_in("ZR3", exit_code=1).content["facts"]["blocked"] is True
    journey.sign("ZQ1", "ZR1", "ZR2")


def then_home_says_four_organisations_and_one_has_a_problem(journey: Journey) -> None:
    home = journey.call.json("status", who=LEAD)
    assert home.content["title"] == "What needs you today"
    assert home.content["sentences"][0].startswith("4 organisations, 1 has a problem")
    assert [row["organisation"]["value"] for row in home.rows("yours")] == ["ZQ1", "ZR1", "ZR2"]
    assert home.row("others", "task", "Put right what was found")["organisation"]["value"] == "ZR3"


def then_the_board_shows_zr3_with_one_to_fix(journey: Journey) -> None:
    board = journey.call.json("collect", who=LEAD)
    rows = board.rows("board")
    assert {row["organisation"]["value"] for row in rows} == set(BODIES)
    (found,) = [row for row in rows if row["must_fix"]["value"]]
    assert [found[key]["value"] for key in ("organisation", "part", "status", "must_fix")] == [
        "ZR3", "workforce", "There is a problem", 1,
    ]  # fmt: skip
    assert "1 must fix" in journey.hand_in("ZR3", exit_code=1).said


def then_the_fault_is_at_workforce_d14(journey: Journey) -> None:
    answer = journey.call.json("check", str(journey.files["ZR3"]), who="zr3.editor", code=1)
    fault = answer.row("findings", "severity", "Must fix")
    assert (fault["sheet"]["value"], fault["cells"]["value"]) == ("Workforce", "D14")
    assert fault["message"]["value"].startswith("Total WTE is not the sum of the rows above")
    assert answer.content["findings"][0]["cell"] == "D14"


def when_the_lead_returns_it_with_a_comment_it_is_logged(journey: Journey) -> None:
    words = ("send-back", "ZR3", "workforce", "--line", "Workforce!D14", "--comment", COMMENT)
    assert journey.decide(*words) == {"version": "version:2023-24/ZR3/workforce@v1"}
    board = journey.call.json("collect", who=LEAD)
    returned = board.row("board", "comment", COMMENT)
    assert (returned["organisation"]["value"], returned["status"]["value"]) == ("ZR3", "Returned")
    log = journey.call("explain", "version:2023-24/ZR3/workforce@v1", who=LEAD).said
    assert f"send_back by zq1.lead of ZQ1: {COMMENT}" in log
    assert "30 March 2023 09:" in log


def when_zr3_sends_the_corrected_file_another_person_signs_it(journey: Journey) -> None:
    answer = journey.hand_in("ZR3", "ZR3 corrected")
    assert (answer.content["findings"], answer.content["facts"]["blocked"]) == ([], False)
    refused = journey.call("signoff", "ZR3", who="zr3.editor", code=4)
    assert "You prepared this version. Ask a colleague to sign it off." in refused.err
    journey.sign("ZR3")
    assert journey.statuses()["ZR3"] == {"Signed off"}


def then_collating_is_refused_until_all_four_are_accepted(journey: Journey) -> None:
    journey.call("accept", "ZQ1", "ZR1", "ZR2", who=LEAD)
    refused = journey.call("collate", who=LEAD, code=4).err
    assert "Not every part is accepted yet: ZR3 finance (Signed off)" in refused
    assert "ZQ1 finance" not in refused
    journey.call("accept", "ZR3", who=LEAD)
    board = journey.call.json("collect", who=LEAD)
    assert board.content["next"] == ["equipoise collate ZQ1"]
    assert journey.statuses() == {code: {"Accepted"} for code in BODIES}


def when_version_1_is_collated_it_meets_the_limit_and_does_not_add_up(journey: Journey) -> None:
    answer = journey.call.json("collate", who=LEAD, code=3)
    assert answer.content["adds_up"] is False
    assert answer.content["sentences"][0].startswith(
        "Version 1: £(9.0)m, equal to the control total"
    )
    assert answer.content["alerts"][0].startswith(
        "It does not add up. Trusts expect £2.3m more from the ICB than the ICB plans to pay."
    )
    assert positions(answer, 1) == {
        "ZQ1": (6_000, 6_000),
        "ZR1": (-14_500, -14_500),
        "ZR2": (-3_000, -9_000),
        "ZR3": (2_500, 2_500),
        "system": (-9_000, -15_000),
    }
    found = beneath(answer)
    assert (found["Efficiency"], found["Efficiency recurrent %"]) == (96_000, "65.0%")
    assert found["Efficiency one-off"] == 33_600
    assert found["Reported less one-off efficiency"] == -42_600
    assert found["Underlying"] == -48_600
    assert capital(answer) == (93_200, 92_000, -1_200)
    faults = {(row["organisation"]["value"], row["found"]["value"], row["expected"]["value"])
              for row in answer.rows("findings")}  # fmt: skip
    assert faults == {
        ("ZR1", "1,023,500", "1,020,000"),
        ("ZR3", "358,800", "360,000"),
        ("ZQ1", "93,200", "92,000"),
        ("ZQ1", "6,000", "0, or a disclosure"),
    }


def then_the_matrix_shows_both_values_of_every_pair(journey: Journey) -> None:
    answer = journey.call.json("match", who=LEAD, code=3)
    (row,) = answer.rows("matrix")
    assert {key: money(row[key]) for key in ("ZR1", "ZR2", "ZR3", "net")} == {
        "ZR1": 3_500, "ZR2": 0, "ZR3": -1_200, "net": 2_300,
    }  # fmt: skip
    sums = {row["sum"]["value"]: money(row["amount"]) for row in answer.rows("sums")}
    assert (sums["Difference, net"], sums["Difference, gross"]) == (2_300, 4_700)
    assert pairs(answer) == {
        "ZR1": (1_020_000, 1_023_500, 3_500, "Not agreed"),
        "ZR2": (520_000, 520_000, 0, "Agreed"),
        "ZR3": (360_000, 358_800, -1_200, "Not agreed"),
    }
    both = journey.call.json("match", who="zr1.contracts", code=3)  # each side sees both values
    assert list(pairs(both)) == ["ZR1"]


def then_the_ladder_shows_the_gap_that_matching_will_leave(journey: Journey) -> None:
    answer = journey.call.json("ladder", who=LEAD, code=3)
    assert rungs(answer) == {
        "Control total": (-9_000, -15_000),
        "Sum of plans": (-9_000, -15_000),
        "Effect of matching contracts": (-2_300, -2_300),
        "Adjusted sum of plans": (-11_300, -17_300),
        "Unallocated system stretch, taken off": (0, 0),
        "Gap to control total": (2_300, 2_300),
        "Agreed closing actions": (0, 0),
        "Still to be found": (2_300, 2_300),
        "Proposed closing actions": (0, 0),
        "Still to be found, with proposals": (2_300, 2_300),
    }


def when_values_are_offered_and_confirmed_each_body_signs_its_own_draft(journey: Journey) -> None:
    for decision, code, value in (("D1", "ZR1", "1021500"), ("D2", "ZR3", "359400")):
        words = ("agree", "ZQ1", code, "--value", value)
        assert journey.decide(*words) == {
            "decision": decision, "status": "Offered", "waits_for": [code],
        }  # fmt: skip
        facts = journey.decide(*words, who=f"{code.lower()}.contracts")
        assert (facts["status"], facts["waits_for"]) == ("Proposed", ["ZQ1", code])
    assert journey.statuses()["ZR1"] == {"Accepted", "In progress"}
    still = journey.call.json("match", who=LEAD, code=3)  # nothing counts before it is signed
    assert pairs(still)["ZR1"] == (1_020_000, 1_023_500, 3_500, "Not agreed")
    proposed = journey.call.json("match", "--proposed", who=LEAD)
    assert pairs(proposed)["ZR1"] == (1_021_500, 1_021_500, 0, "Agreed")
    refused = journey.call("signoff", "ZQ1", who=LEAD, code=4)
    assert "zq1.lead" in refused.err
    journey.sign("ZR1", "ZR3")
    assert journey.call.json("match", who=LEAD, code=3).content["adds_up"] is False
    journey.sign("ZQ1")
    for name in ("D1", "D2"):
        told = journey.call("explain", f"decision:2023-24/{name}", who=LEAD).said
        assert "Agreed." in told


def then_all_tested_income_is_matched_and_the_rest_is_named(journey: Journey) -> None:
    answer = journey.call.json("match", who=LEAD)
    assert "£1,900.9m of £1,900.9m of NHS income in this system matched." in answer.said
    assert "£212.0m has no counterparty return, and is not tested: X24." in answer.said
    assert "Every tested pair agrees (3 of 3); 3 pairs not tested." in answer.said
    assert pairs(answer) == {
        "ZR1": (1_021_500, 1_021_500, 0, "Agreed"),
        "ZR2": (520_000, 520_000, 0, "Agreed"),
        "ZR3": (359_400, 359_400, 0, "Agreed"),
    }
    untested = {row["provider"]["value"]: money(row["income"]) for row in answer.rows("pairs")
                if row["status"]["value"] == "No counterparty"}  # fmt: skip
    assert untested == {"ZR1": 180_000, "ZR2": 24_000, "ZR3": 8_000}
    ladder = rungs(journey.call.json("ladder", who=LEAD, code=3))
    assert ladder["Sum of plans"] == (-9_000, -15_000)
    assert ladder["Effect of matching contracts"] == (-2_300, -2_300)
    assert ladder["Adjusted sum of plans"] == (-11_300, -17_300)
    assert ladder["Gap to control total"] == (2_300, 2_300)


def then_version_2_is_short_of_the_limit(journey: Journey) -> None:
    answer = journey.call.json("collate", who=LEAD, code=3)
    assert positions(answer, 2) == {
        "ZQ1": (5_100, 5_100),
        "ZR1": (-16_500, -16_500),
        "ZR2": (-3_000, -9_000),
        "ZR3": (3_100, 3_100),
        "system": (-11_300, -17_300),
    }
    assert "£2.3m worse than the control total of £(9.0)m (including support)" in answer.said


def when_closing_actions_are_proposed_and_signed_the_gap_closes(journey: Journey) -> None:
    sale = ("close", "ZR1", "--saving", "1500", "--line", "nonpay.other", "--name", "Sale",
            "--one-off", "--owner", "Director of finance", "--evidence", "Board paper")  # fmt: skip
    review = ("close", "ZQ1", "--saving", "800", "--line", "spend.prescribing", "--name", "Review",
              "--recurrent", "--owner", "Director of medicines", "--evidence", "Paper")  # fmt: skip
    for words, code in ((sale, "ZR1"), (review, "ZQ1")):
        facts = journey.decide(*words)
        assert (facts["status"], facts["waits_for"]) == ("Proposed", [code])
    answer = journey.call.json("ladder", who=LEAD, code=3)
    assert "The gap to the control total is £2.3m; £0.0m with proposals." in answer.said
    assert rungs(answer)["Still to be found"] == (2_300, 2_300)
    assert rungs(answer)["Still to be found, with proposals"] == (0, 0)
    assert {row["status"]["value"] for row in answer.rows("actions")} == {"Proposed"}
    journey.sign("ZR1", "ZQ1")
    closed = journey.call.json("ladder", who=LEAD)
    assert rungs(closed)["Still to be found"] == (0, 0)
    assert rungs(closed)["Agreed closing actions"] == (2_300, 2_300)
    savings = {row["body"]["value"]: (row["kind"]["value"], row["status"]["value"])
               for row in closed.rows("actions")}  # fmt: skip
    assert savings == {"ZR1": ("One-off", "Agreed"), "ZQ1": ("Recurrent", "Agreed")}


def then_less_of_the_efficiency_lasts_and_the_six_lines_stand_below(journey: Journey) -> None:
    answer = journey.call.json("ladder", who=LEAD)
    found = beneath(answer)
    assert (found["Efficiency"], found["Efficiency recurrent %"]) == (98_300, "64.3%")
    assert (found["Efficiency one-off"], found["Efficiency one-off %"]) == (35_100, "35.7%")
    assert found["Reported less one-off efficiency"] == -44_100
    assert found["Underlying"] == -50_100
    always = {"Efficiency unidentified", "Efficiency at high risk", "Efficiency recurrent %",
              "Efficiency in months 7 to 12 %", "Underlying"}  # fmt: skip
    assert always < found.keys()
    assert (found["Net unmitigated risk"], found["Risk-adjusted position"]) == (0, -9_000)
    assert found["Expected risk"] == 19_665  # probability times gross, of seven risks of 43,100
    note = answer.row("beneath", "line", "Net unmitigated risk")["note"]["value"]
    assert note == "Gross risk less mitigation"


def when_part_of_a_ward_block_moves_capital_is_within_its_envelope(journey: Journey) -> None:
    before = journey.call.json("ladder", who=LEAD)
    assert capital(before) == (93_200, 92_000, -1_200)
    assert before.content["alerts"] == ["Capital is £1.2m above its envelope of £92.0m."]
    words = ("defer", "ZR1", "ZR1-C1", "--amount", "1200", "--to", "2024/25")
    assert journey.decide(*words)["waits_for"] == ["ZR1"]
    journey.sign("ZR1")
    assert capital(journey.call.json("ladder", who=LEAD)) == (92_000, 92_000, 0)


def then_version_3_meets_the_limit_and_adds_up(journey: Journey) -> None:
    answer = journey.call.json("collate", who=LEAD)
    assert (answer.content["adds_up"], answer.content["alerts"]) == (True, [])
    assert answer.content["sentences"] == [
        "Version 3: £(9.0)m, equal to the control total (including support); £(15.0)m excluding "
        "support.",
        "Since version 1 the position less one-off efficiency worsened by £1.5m to £(44.1)m, and "
        "underlying (also before support) to £(50.1)m.",
    ]
    assert positions(answer, 3) == {
        "ZQ1": (5_900, 5_900),
        "ZR1": (-15_000, -15_000),
        "ZR2": (-3_000, -9_000),
        "ZR3": (3_100, 3_100),
        "system": (-9_000, -15_000),
    }


def then_the_bridge_has_three_steps_that_sum_to_nil(journey: Journey) -> None:
    answer = journey.call.json("bridge", "v1", "v3", who=LEAD)
    assert answer.content["sentences"][0] == "The system position is unchanged at £(9.0)m."
    assert steps(answer, "drivers") == [
        ("Version 1", -9_000),
        ("Contracts matched", -2_300),
        ("Sale (ZR1)", 1_500),
        ("Review (ZQ1)", 800),
        ("Version 3", -9_000),
    ]
    assert dict(steps(answer, "organisations")) == {
        "Version 1": -9_000,
        "NHS Northmere ICB": -100,
        "Northmere University Hospitals": -500,
        "Northmere Partnership": 600,
        "Version 3": -9_000,
    }
    kinds = [row["kind"]["value"] for row in answer.rows("drivers")]
    assert kinds == [None, "matching", "one-off saving", "recurrent saving", None]


def then_the_position_is_explained_down_to_cells_and_signers(journey: Journey) -> None:
    called = journey.call.process("explain", f"{POSITION}@v3", who=LEAD)
    assert "Exactly: £(9,000,000.00)" in called.said
    for code, sheet in (("ZQ1", "Spend!"), ("ZR1", "Income!"), ("ZR2", "Income!")):
        assert f"{code}-2023-24.xlsx of {code}, sha-256" in called.said
        assert f"signed off by {code.lower()}.approver" in called.said
        assert sheet in called.said
    assert "ZR3-2023-24-corrected.xlsx of ZR3, sha-256" in called.said
    first = journey.call.json("explain", f"{POSITION}@v3", who=LEAD).content["sentences"][1]
    assert all(f", {code} £" in first for code in BODIES)


def when_every_board_has_approved_the_plan_is_agreed_and_locked(journey: Journey) -> None:
    for code in ("ZQ1", "ZR1", "ZR2"):
        journey.call("approve", "--version", "v3", who=f"{code.lower()}.approver")
    asked = journey.call("lock", "--version", "v3", who=LEAD, typed="n\n", code=4)
    assert asked.err.splitlines()[:5] == [
        "Not approved by the board of ZR3: it will be submitted without that approval.",
        "It adds up: both sides of every tested contract agree.",
        "The control total of £(9.0)m including support is met.",
        "Capital is within its envelope of £92.0m.",
        "35.7% of efficiency is non-recurrent.",
    ]
    journey.call("approve", "--version", "v3", who="zr3.approver")
    locked = journey.call("lock", "--version", "v3", who=LEAD, typed="y\n")
    assert locked.err.startswith("Every member board has approved this version.\n")
    assert "is agreed and locked: every member board has approved it." in locked.said
    home = journey.call.json("status", who=LEAD)
    assert home.content["sentences"][0].endswith("Version 3: Agreed, locked.")


def when_it_is_sent_there_is_a_receipt(journey: Journey) -> None:
    facts = journey.decide("send")
    assert facts["version"] == "version:2023-24/ZQ1@v3"
    for name in ("hash", "receipt"):
        assert len(str(facts[name])) == 64
    proven = journey.call.process("verify", "--receipt", str(facts["receipt"]), who="auditor")
    assert "Nothing was altered." in proven.said
    home = journey.call.json("status", who=LEAD)
    assert home.content["sentences"][0].endswith("Version 3: Submitted to region, locked.")


def then_nothing_in_it_can_change_and_nothing_was_altered(journey: Journey) -> None:
    for words, who in (
        (("submit", str(journey.files["ZR1"])), "zr1.editor"),
        (("agree", "ZQ1", "ZR1", "--value", "1021600"), "zr1.contracts"),
    ):
        refused = journey.call(*words, who=who, code=4)
        assert "Version 3 is locked. Start version 4." in refused.err
    assert journey.call.json("verify", who=LEAD).content["facts"]["faults"] == 0


def when_it_is_opened_again_everything_carries_over(journey: Journey) -> None:
    facts = journey.decide("reopen", "--reason", "Letter of 8 November")
    assert facts == {"version": "version:2023-24/ZQ1@v4"}
    answer = journey.call.json("bridge", "v3", "v4", who=LEAD)
    assert "Nothing moved between the two versions." in answer.said
    assert answer.content["facts"] == {"change_pence": 0, "waivers": []}
    for table in ("drivers", "organisations"):
        assert steps(answer, table) == [("Version 3", -9_000), ("Version 4", -9_000)]
    assert journey.statuses() == {code: {"Accepted"} for code in BODIES}
