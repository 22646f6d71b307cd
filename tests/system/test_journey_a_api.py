"""Journey A over the Python API: the system lead collates and closes the plan of Northmere.

Source: fact book 5 (users-and-outputs), section 6 (table, "Bases") and 6.1, steps 1 to 19 with
their re-sign-offs. Amounts are in £000, as there; income without a counterparty return is that
of the sample, 180,000 and 24,000 and 8,000 from NHS England.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from equipoise.findings import Severity
from equipoise.records import SystemStatus
from equipoise.records.models import Event
from equipoise.records.queries import approvals
from equipoise.usecases.accept import accept
from equipoise.usecases.agree import agree
from equipoise.usecases.bridge import bridge
from equipoise.usecases.collect import collect
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.explain import explain
from equipoise.usecases.locks import LockedError
from equipoise.usecases.plans import collated
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.reopen import reopen
from equipoise.usecases.send_back import send_back
from equipoise.usecases.signoff import PreparerError, signoff
from equipoise.usecases.status import status
from equipoise.usecases.verify import verify
from equipoise.workings import Reference
from tests.northmere_figures import (
    capital,
    efficiency,
    everybody,
    lines,
    matrix,
    positions,
    rise,
    rungs,
    standing,
    statement,
    system_status,
    underlying,
    values,
    words,
)
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere, money, thousands

COMMENT = "The total is typed over: please restore the formula."
OFFSET, UNTOLD = "EQ-SYS-004", "EQ-SYS-005"


def test_the_system_lead_collates_and_closes_the_plan(returned: Northmere) -> None:
    plan = returned
    for step in (
        then_home_says_four_organisations_and_one_has_a_problem,  # 1
        then_the_board_shows_zr3_with_one_to_fix,  # 2
        then_the_fault_is_at_workforce_d14,  # 3
        when_the_lead_returns_it_with_a_comment_it_is_logged,  # 4
        when_zr3_sends_the_corrected_file_another_person_signs_it,  # 5
        then_collating_is_refused_until_all_four_are_accepted,  # 6
        when_version_1_is_collated_it_meets_the_limit_and_does_not_add_up,  # 7
        then_the_matrix_shows_both_values_of_every_pair,  # 8
        then_the_ladder_shows_the_gap_that_matching_will_leave,
        when_a_value_is_offered_and_confirmed_both_bodies_have_drafts,  # 9
        then_it_is_agreed_only_when_every_body_has_signed_again,
        then_all_tested_income_is_matched_and_the_rest_is_named,  # 10
        then_version_2_is_short_of_the_limit,
        when_closing_actions_are_proposed_the_gap_stays,  # 11
        when_they_are_signed_the_gap_closes,
        then_less_of_the_efficiency_lasts_and_underlying_is_worse,  # 12
        when_part_of_a_ward_block_moves_capital_is_within_its_envelope,  # 13
        then_version_3_meets_the_limit_and_adds_up,
        then_the_bridge_has_three_steps_that_sum_to_nil,  # 14
        then_the_position_is_explained_down_to_cells_and_signers,  # 15
        when_every_board_has_approved_the_plan_is_agreed_and_locked,  # 16
        when_it_is_sent_there_is_a_receipt,  # 17
        then_nothing_in_it_can_change_and_nothing_was_altered,  # 18
        when_it_is_opened_again_everything_carries_over,  # 19
    ):
        step(plan)


def then_home_says_four_organisations_and_one_has_a_problem(plan: Northmere) -> None:
    home = status(plan.one, SYSTEM, by=plan.lead, on=TODAY).result
    assert home.sentence == "4 organisations, 1 has a problem. Nothing is collated yet."
    assert {task.words for task in home.yours} == {"Accept ZQ1", "Accept ZR1", "Accept ZR2"}
    assert ("ZR3", "Put right what was found") in [(t.organisation, t.words) for t in home.others]


def then_the_board_shows_zr3_with_one_to_fix(plan: Northmere) -> None:
    assert set(words(plan)) == set(BODIES)
    assert words(plan)["ZR1"] == {"Signed off"}
    (line,) = [line for line in lines(plan) if line.must_fix]
    assert (line.organisation, line.part, line.must_fix) == ("ZR3", "workforce", 1)
    assert line.word == "There is a problem"


def then_the_fault_is_at_workforce_d14(plan: Northmere) -> None:
    findings = collect(plan.one, SYSTEM, by=plan.lead, on=TODAY).findings
    (fault,) = [found for found in findings if found.severity is Severity.MUST_FIX]
    assert (fault.organisation, fault.sheet, fault.cell) == ("ZR3", "Workforce", "D14")
    assert fault.message.startswith("Total WTE is not the sum of the rows above")


def when_the_lead_returns_it_with_a_comment_it_is_logged(plan: Northmere) -> None:
    send_back(
        plan.one, "ZR3", "workforce", line="Workforce!D14", comment=COMMENT,
        by=plan.lead, now=datetime(2023, 3, 30, 14, 5, tzinfo=UTC),
    )  # fmt: skip
    (line,) = [line for line in lines(plan) if line.comment]
    assert (line.organisation, line.part, line.word) == ("ZR3", "workforce", "Returned")
    assert line.comment == COMMENT
    note = Event.objects.get(verb="send_back")
    assert (note.person, note.at) == ("zq1.lead", datetime(2023, 3, 30, 14, 5, tzinfo=UTC))
    assert note.facts == {"line": "Workforce!D14", "comment": COMMENT}


def when_zr3_sends_the_corrected_file_another_person_signs_it(plan: Northmere) -> None:
    outcome = plan.submit("ZR3", "ZR3 corrected")
    assert (outcome.findings, outcome.result.blocked) == ((), False)
    assert words(plan)["ZR3"] == {"Submitted"}
    with pytest.raises(PreparerError, match="Ask a colleague to sign it off"):
        signoff(plan.one, "ZR3", by=plan.editor("ZR3"), now=plan.now())
    plan.sign("ZR3")
    assert words(plan)["ZR3"] == {"Signed off"}


def then_collating_is_refused_until_all_four_are_accepted(plan: Northmere) -> None:
    accept(plan.one, ("ZQ1", "ZR1", "ZR2"), by=plan.lead, now=plan.now())
    missing = r"ZR3 finance \(Signed off\), ZR3 workforce \(Signed off\)"
    with pytest.raises(RefusedError, match=f"Not every part is accepted yet: {missing}"):
        plan.collate()
    accept(plan.one, ("ZR3",), by=plan.lead, now=plan.now())
    assert words(plan) == everybody("Accepted")


def when_version_1_is_collated_it_meets_the_limit_and_does_not_add_up(plan: Northmere) -> None:
    outcome = plan.collate()
    found = outcome.result.statement
    assert str(outcome.result.ref) == "version:2023-24/ZQ1@v1"
    assert positions(found) == {
        "ZQ1": (6_000, 6_000),
        "ZR1": (-14_500, -14_500),
        "ZR2": (-3_000, -9_000),
        "ZR3": (2_500, 2_500),
        "system": (-9_000, -15_000),
    }
    assert (thousands(found.position.support), thousands(found.limit)) == (6_000, -9_000)
    assert outcome.adds_up is False
    assert [finding.code for finding in outcome.findings].count("EQ-CON-001") == 2
    assert (thousands(found.matching.net), thousands(found.matching.gross)) == (2_300, 4_700)
    assert efficiency(found) == (96_000, "65.0%", "35.0%")
    assert thousands(found.efficiency.non_recurrent.part) == 33_600
    assert underlying(found) == (-42_600, -48_600)
    assert capital(found) == (93_200, 92_000, -1_200)
    assert system_status(plan) == (1, SystemStatus.COLLATING, False)
    assert words(plan) == everybody("Accepted")


def then_the_matrix_shows_both_values_of_every_pair(plan: Northmere) -> None:
    outcome = matrix(plan)
    found = outcome.result.mismatch
    tested = {key.provider: pair for key, pair in found.pairs.items() if key.commissioner == SYSTEM}
    assert {
        code: (thousands(pair.spend), thousands(pair.income), thousands(pair.difference))
        for code, pair in tested.items()
    } == {
        "ZR1": (1_020_000, 1_023_500, 3_500),
        "ZR2": (520_000, 520_000, 0),
        "ZR3": (360_000, 358_800, -1_200),
    }
    assert {code: str(pair.status) for code, pair in tested.items()} == {
        "ZR1": "Not agreed", "ZR2": "Agreed", "ZR3": "Not agreed",
    }  # fmt: skip
    assert thousands(found.by_commissioner[SYSTEM]) == 2_300
    assert (thousands(found.net), thousands(found.gross)) == (2_300, 4_700)
    assert (thousands(found.spend_tested), thousands(found.income_tested)) == (1_900_000, 1_902_300)
    assert outcome.adds_up is False
    names = {code: body.name for code, body in outcome.result.plan.members.items()}
    assert (names["ZQ1"], names["ZR1"]) == ("NHS Northmere ICB", "Northmere University Hospitals")


def then_the_ladder_shows_the_gap_that_matching_will_leave(plan: Northmere) -> None:
    found = rise(plan).ladder
    assert rungs(found.stated) == [-9_000, -9_000, -2_300, -11_300, 2_300, 0, 2_300, 0, 2_300]
    assert rungs(found.other) == [-15_000, -15_000, -2_300, -17_300, 2_300, 0, 2_300, 0, 2_300]


def when_a_value_is_offered_and_confirmed_both_bodies_have_drafts(plan: Northmere) -> None:
    value, contracts = money(1_021_500), plan.actor("zr1.contracts")
    offer = agree(plan.one, SYSTEM, "ZR1", value=value, by=plan.lead, now=plan.now()).result
    assert (offer.status, offer.waits_for) == (DecisionStatus.OFFERED, ("ZR1",))
    outcome = agree(plan.one, SYSTEM, "ZR1", value=value, by=contracts, now=plan.now())
    assert outcome.result.status is DecisionStatus.PROPOSED
    assert outcome.result.waits_for == ("ZQ1", "ZR1")
    assert [event.verb for event in outcome.events] == ["confirm"]
    drafts = Event.objects.filter(verb="draft").values_list("subject", flat=True)
    assert set(drafts) == {"version:2023-24/ZQ1/finance@v2", "version:2023-24/ZR1/finance@v2"}
    plan.settle("ZR3", 359_400)
    assert words(plan)["ZQ1"] == words(plan)["ZR3"] == {"In progress", "Accepted"}


def then_it_is_agreed_only_when_every_body_has_signed_again(plan: Northmere) -> None:
    assert thousands(matrix(plan).result.mismatch.gross) == 4_700  # as signed: nothing has changed
    plan.sign("ZR1", "ZR3")
    assert standing(plan, "D1") == (DecisionStatus.PROPOSED, ("ZQ1",))
    plan.sign("ZQ1")
    assert standing(plan, "D1") == standing(plan, "D2") == (DecisionStatus.AGREED, ())


def then_all_tested_income_is_matched_and_the_rest_is_named(plan: Northmere) -> None:
    outcome = matrix(plan)
    found = outcome.result.mismatch
    assert outcome.adds_up is True
    assert found.every_pair_agrees
    assert (thousands(found.matched), thousands(found.income_tested)) == (1_900_900, 1_900_900)
    assert thousands(found.income_untested) == 212_000
    unknown = {key for key, pair in found.pairs.items() if str(pair.status) == "No counterparty"}
    assert unknown == {("X24", "ZR1"), ("X24", "ZR2"), ("X24", "ZR3")}
    steps = rise(plan).ladder
    assert rungs(steps.stated)[1:5] == [-9_000, -2_300, -11_300, 2_300]
    assert rungs(steps.other)[1:5] == [-15_000, -2_300, -17_300, 2_300]


def then_version_2_is_short_of_the_limit(plan: Northmere) -> None:
    outcome = plan.collate()
    found = outcome.result.statement
    assert positions(found) == {
        "ZQ1": (5_100, 5_100),
        "ZR1": (-16_500, -16_500),
        "ZR2": (-3_000, -9_000),
        "ZR3": (3_100, 3_100),
        "system": (-11_300, -17_300),
    }
    codes = [fault.code for fault in outcome.findings if fault.code != UNTOLD]
    assert sorted(codes) == ["EQ-CAP-001", "EQ-LIM-001", "EQ-SYS-001", OFFSET]
    assert system_status(plan) == (2, SystemStatus.COLLATING, False)
    steps = rise(plan).ladder
    assert rungs(steps.stated) == [-9_000, -11_300, 0, -11_300, 2_300, 0, 2_300, 0, 2_300]
    assert rungs(steps.other) == [-15_000, -17_300, 0, -17_300, 2_300, 0, 2_300, 0, 2_300]


def when_closing_actions_are_proposed_the_gap_stays(plan: Northmere) -> None:
    first = plan.close("ZR1").result
    assert (first.status, first.waits_for) == (DecisionStatus.PROPOSED, ("ZR1",))
    assert (first.body["owner"], first.body["evidence"]) == ("Director of finance", "Board paper")
    assert rungs(rise(plan).ladder.stated)[4:] == [2_300, 0, 2_300, 1_500, 800]
    assert plan.close("ZQ1").result.waits_for == ("ZQ1",)
    found = rise(plan).ladder
    assert rungs(found.stated)[4:] == rungs(found.other)[4:] == [2_300, 0, 2_300, 2_300, 0]


def when_they_are_signed_the_gap_closes(plan: Northmere) -> None:
    plan.sign("ZR1", "ZQ1")
    found = rise(plan)
    assert [stand.status for stand in found.actions] == [DecisionStatus.AGREED] * 2
    assert (
        rungs(found.ladder.stated)[4:] == rungs(found.ladder.other)[4:] == [2_300, 2_300, 0, 0, 0]
    )
    below = found.below.efficiency
    assert below.unidentified is not None
    assert below.high_risk is not None
    assert below.second_half is not None
    assert (thousands(below.unidentified.part), thousands(below.high_risk.part)) == (3_000, 18_600)
    assert below.second_half.ratio is not None


def then_less_of_the_efficiency_lasts_and_underlying_is_worse(plan: Northmere) -> None:
    now, first = rise(plan).below, statement(plan, 1)
    assert efficiency(now) == (98_300, "64.3%", "35.7%")
    assert thousands(now.efficiency.non_recurrent.part) == 35_100
    assert underlying(now) == (-44_100, -50_100)
    assert [a - b for a, b in zip(underlying(now), underlying(first), strict=True)] == [-1_500] * 2


def when_part_of_a_ward_block_moves_capital_is_within_its_envelope(plan: Northmere) -> None:
    moved = plan.defer().result
    assert (moved.status, moved.waits_for) == (DecisionStatus.PROPOSED, ("ZR1",))
    assert capital(rise(plan).below) == (93_200, 92_000, -1_200)
    plan.sign("ZR1")
    below = rise(plan).below
    assert capital(below) == (92_000, 92_000, 0)
    later = below.plan.cells.total(measure="capital.operational", year="2024-25")
    assert later.value == money(1_200)


def then_version_3_meets_the_limit_and_adds_up(plan: Northmere) -> None:
    outcome = plan.collate()
    assert ([f.code for f in outcome.findings], outcome.adds_up) == ([OFFSET, *[UNTOLD] * 8], True)
    assert positions(outcome.result.statement) == VERSION_3
    assert capital(outcome.result.statement) == (92_000, 92_000, 0)
    assert system_status(plan) == (3, SystemStatus.ADDS_UP, False)


def then_the_bridge_has_three_steps_that_sum_to_nil(plan: Northmere) -> None:
    found = bridge(plan.one, SYSTEM, before=1, after=3, by=plan.lead, on=TODAY).result
    assert (thousands(found.start), thousands(found.end)) == (-9_000, -9_000)
    steps = [(step.kind, step.pence) for step in found.by_driver]
    assert steps == [
        ("matching", -money(2_300)),
        ("one-off saving", money(1_500)),
        ("recurrent saving", money(800)),
    ]
    assert sum(step.pence for step in found.by_driver) == 0
    bodies = {step.kind: step.pence for step in found.by_organisation}
    assert bodies == {"ZQ1": -money(100), "ZR1": -money(500), "ZR3": money(600)}
    matched = bridge(plan.one, SYSTEM, before=1, after=2, by=plan.lead, on=TODAY).result
    assert [(step.kind, step.pence) for step in matched.by_driver] == [("matching", -money(2_300))]


def then_the_position_is_explained_down_to_cells_and_signers(plan: Northmere) -> None:
    ref = Reference.parse("figure:2023-24/ZQ1/position/system/including@v3")
    outcome = explain(plan.one, ref, by=plan.lead, on=TODAY)
    top = outcome.result.figure
    assert thousands(top) == -9_000
    assert top is not None
    assert len(top.working.parts()) == 4
    places: dict[str, set[str]] = {code: set() for code in BODIES}
    for figure in top.everything(outcome.expand):
        at = figure.working.ref
        if at is not None and at.kind == "cell" and figure.working.note.startswith("file:"):
            file, sheet, cell = Reference.parse(figure.working.note).parts
            assert (sheet, cell) != ("", "")
            places[at.parts[1]].add(outcome.result.sources[f"file:{file}"])
    for code, sources in places.items():
        (source,) = sources
        assert f"signed off by {code.lower()}.approver" in source


def when_every_board_has_approved_the_plan_is_agreed_and_locked(plan: Northmere) -> None:
    plan.approve(*BODIES)
    version = collated(plan.one, SYSTEM)
    given = approvals(plan.one.code, SYSTEM, number=3)
    assert {row.organisation: row.manifest for row in given} == dict.fromkeys(
        BODIES, version.manifest
    )
    outcome = plan.lock()
    locked = outcome.result
    assert (locked.status, locked.without, outcome.adds_up) == (SystemStatus.AGREED, (), True)
    assert locked.manifest == version.manifest
    assert positions(locked.statement) == VERSION_3  # the control total is met
    assert capital(locked.statement)[2] == 0
    assert efficiency(locked.statement) == (98_300, "64.3%", "35.7%")
    assert system_status(plan) == (3, SystemStatus.AGREED, True)
    assert words(plan) == everybody("Locked")


def when_it_is_sent_there_is_a_receipt(plan: Northmere) -> None:
    outcome = plan.send()
    sent = outcome.result
    assert str(sent.ref) == "version:2023-24/ZQ1@v3"
    assert (sent.manifest, sent.without) == (collated(plan.one, SYSTEM).manifest, ())
    assert [sent.receipt] == [event.hash for event in outcome.events]
    assert system_status(plan) == (3, SystemStatus.SUBMITTED, True)


def then_nothing_in_it_can_change_and_nothing_was_altered(plan: Northmere) -> None:
    with pytest.raises(LockedError, match=r"Version 3 is locked\. Start version 4\."):
        plan.submit("ZR1")
    receipt = Event.objects.get(verb="send").hash
    auditor = plan.actor("auditor")
    found = verify(plan.one, by=auditor, on=TODAY, receipt=receipt).result
    assert found.faults == ()
    assert (found.chain_head, found.unreferenced) == (receipt, 0)


def when_it_is_opened_again_everything_carries_over(plan: Northmere) -> None:
    outcome = reopen(plan.one, SYSTEM, by=plan.lead, now=plan.now())
    assert str(outcome.result) == "version:2023-24/ZQ1@v4"
    assert system_status(plan) == (4, SystemStatus.ADDS_UP, False)
    assert values(statement(plan, 4)) == values(statement(plan, 3))
    found = bridge(plan.one, SYSTEM, before=3, after=4, by=plan.lead, on=TODAY).result
    assert (found.by_driver, found.by_organisation) == ((), ())
    assert words(plan) == everybody("Accepted")


def test_a_plan_that_one_board_has_not_approved_is_sent_under_that_name(closed: Northmere) -> None:
    """Step 16: it is locked and named, both figures kept; it does not become Agreed."""
    closed.approve("ZQ1", "ZR1", "ZR2")
    outcome = closed.lock()
    (missing,) = outcome.result.without
    assert missing.organisation == "ZR3"
    assert (thousands(missing.in_version), thousands(missing.own)) == (3_100, 2_500)
    assert outcome.result.approved_by == ("ZQ1", "ZR1", "ZR2")
    assert positions(outcome.result.statement) == VERSION_3
    assert system_status(closed) == (3, SystemStatus.ADDS_UP, True)
    assert closed.send().result.without == ("ZR3",)
    assert Event.objects.get(verb="send").facts["without"] == ["ZR3"]


VERSION_3: Mapping[str, tuple[int, int]] = {
    "ZQ1": (5_900, 5_900),
    "ZR1": (-15_000, -15_000),
    "ZR2": (-3_000, -9_000),
    "ZR3": (3_100, 3_100),
    "system": (-9_000, -15_000),
}
