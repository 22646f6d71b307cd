"""Pages of a system's plan and of England, where something is missing, tiny, or in the wrong unit.

Figures of Northmere are those of fact book 5, section 6; what is changed is said in each test.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from equipoise.records import ReturnStatus
from equipoise.reports.pages.climbing import ladder_page
from equipoise.reports.pages.collation import beneath_table, collation_page
from equipoise.reports.pages.collection import board_page, status_page
from equipoise.reports.pages.england import england_page
from equipoise.reports.pages.matching import matching_page
from equipoise.reports.pages.page import Page
from equipoise.reports.pages.positions import position_table
from equipoise.reports.pages.reasons import explanation_page
from equipoise.rules.balance import PairKey
from equipoise.rules.productivity import Growth
from equipoise.usecases.collect import collect
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.ladder import ladder
from equipoise.usecases.match import match
from equipoise.usecases.national import England, national
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.status import status
from equipoise.workings import Support
from tests.cli_calls import Caller
from tests.northmere import Homes
from tests.northmere_round import BODIES, SYSTEM, TODAY, Northmere
from tests.unit.pages_samples import REF, share

RETURNS = {
    "Not yet started", "In progress", "There is a problem", "Submitted", "Signed off", "Accepted",
    "Returned", "Locked",
}  # fmt: skip
PAIRS = {"Agreed", "Within tolerance", "Not agreed", "Disputed", "No counterparty"}
SYSTEMS = {"Collating", "Adds up", "Agreed", "Submitted to region", "Accepted", "Baseline",
           "Returned"}  # fmt: skip
"""Fact book 5, 4.2 and 5.6 (use only these)."""
JUNE = date(2023, 6, 16)
"""The day after the mandate of 2023 was published."""


def column(page: Page, table: str, key: str) -> list[object]:
    (found,) = [one for one in page.tables if one.name == table]
    return [row.cells.get(key) for row in found.rows]


def england(plan: Northmere, on: date = TODAY, **more: Any) -> Outcome[England]:
    return national(plan.one, by=plan.actor("national.lead"), on=on, **more)


def board(plan: Northmere) -> Page:
    return board_page(collect(plan.one, SYSTEM, by=plan.lead, on=TODAY))


@pytest.mark.parametrize(
    ("stage", "words", "system"),
    [
        ("opened", {"Not yet started"}, "Not yet started"),
        ("returned", {"Signed off", "Submitted", "There is a problem"}, "Not yet started"),
        ("collated", {"Accepted"}, "Collating"),
        ("closed", {"Accepted"}, "Adds up"),
        ("locked", {"Locked"}, "Submitted to region"),
    ],
)
def test_every_status_on_a_page_is_a_word_of_the_house(
    stage: str, words: set[str], system: str, homes: Homes, tmp_path: Path
) -> None:
    plan = homes.at(stage, tmp_path / "home")
    assert set(column(board(plan), "board", "status")) == words <= RETURNS
    assert column(england_page(england(plan)), "systems", "status") == [system]
    assert system in SYSTEMS | RETURNS
    if stage not in ("opened", "returned"):
        pairs = matching_page(match(plan.one, SYSTEM, by=plan.lead, on=TODAY))
        assert set(column(pairs, "pairs", "status")) <= PAIRS
    connections.close_all()


def test_the_board_of_a_locked_plan_offers_nothing_to_do(locked: Northmere) -> None:
    page = board(locked)
    assert page.sentences == ("4 organisations, none has a problem.", "The plan is locked.")
    assert page.next_steps == ()


def test_the_board_says_whose_parts_are_in_the_way(returned: Northmere) -> None:
    page = board(returned)
    assert page.sentences == (
        "4 organisations, 1 has a problem.",
        "It cannot be collated yet: 19 parts of ZQ1, ZR1, ZR2 and ZR3 are not accepted.",
    )
    assert page.next_steps == ("equipoise accept ZQ1 ZR1 ZR2",)
    waiting = page.facts["waiting"]
    assert isinstance(waiting, list)
    assert len(waiting) == 19


def test_two_bodies_have_problems_and_one_part_is_in_the_way(returned: Northmere) -> None:
    outcome = collect(returned.one, SYSTEM, by=returned.lead, on=TODAY)
    lines = outcome.result.lines
    both = tuple(replace(line, must_fix=int(line.organisation != "ZR1")) for line in lines)
    page = board_page(replace(outcome, result=replace(outcome.result, lines=both)))
    assert page.sentences[0] == "4 organisations, 3 have problems."
    one = (replace(lines[0], status=ReturnStatus.SUBMITTED),)
    page = board_page(replace(outcome, result=replace(outcome.result, lines=one)))
    assert page.sentences[1] == "It cannot be collated yet: 1 part of ZQ1 is not accepted."


def test_home_says_when_nothing_waits(returned: Northmere) -> None:
    page = status_page(status(returned.one, SYSTEM, by=returned.actor("auditor"), on=TODAY))
    assert page.sentences == (
        "4 organisations, 1 has a problem. Nothing is collated yet.", "Nothing waits for you.",
    )  # fmt: skip
    assert [table.name for table in page.tables] == ["others"]


def test_a_missing_return_is_named_in_the_positions_and_never_nil(collated: Northmere) -> None:
    """The finance of ZR2 is taken out: its row says so, and holds no number."""
    statement = ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.below
    plan = statement.plan
    rows = tuple(row for row in plan.versions
                 if (row.organisation, row.part) != ("ZR2", "finance"))  # fmt: skip
    table = position_table(type(statement)(plan=replace(plan, versions=rows)))
    missing = next(row for row in table.rows if "ZR2" in str(row.cells["organisation"]))
    assert missing.cells == {"organisation": "ZR2 Calder Vale Hospitals: not submitted"}


def test_a_share_that_nobody_can_say_is_not_available(collated: Northmere) -> None:
    """The six lines always stand, also where the returns do not say."""
    statement = ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.below
    known = statement.efficiency
    unknown = replace(known, unidentified=None, recurrent=replace(known.recurrent, ratio=None))
    statement.__dict__["efficiency"] = unknown
    lines = {row.cells["line"]: row for row in beneath_table(statement).rows}
    cells = lines["Efficiency unidentified"].cells
    assert (cells["amount"], cells["note"]) == ("Not available", "The returns do not say.")
    assert str(lines["Efficiency recurrent"].cells["share"]) == "not applicable"
    assert "share" not in lines["Efficiency recurrent"].refs


def test_a_plan_that_is_clean_leads_to_its_boards_and_the_lock(closed: Northmere) -> None:
    closed.approve("ZQ1")
    closed.lock()
    from_here = Caller(closed.workspace.home, minutes=closed.minutes)
    answer = from_here.json("reopen", who="zq1.lead")
    assert answer.content["next"] == ["equipoise collect", "equipoise match ZQ1"]


def test_the_next_step_of_a_plan_follows_its_faults(collated: Northmere) -> None:
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    page = collation_page(collated.collate())
    assert page.next_steps == (
        "equipoise bridge v1 v2 --system ZQ1",
        "equipoise match ZQ1",
        "equipoise ladder ZQ1",
        "equipoise defer ORG PROJECT --amount THOUSANDS --to YEAR",
    )


def test_a_ladder_with_nothing_left_to_do_says_nothing_to_do(closed: Northmere) -> None:
    page = ladder_page(ladder(closed.one, SYSTEM, by=closed.lead, on=TODAY))
    assert page.sentences == (
        "The control total is met with agreed plans and actions.",
        "The control total is £(9.0)m including support; the gap is the same on either reading "
        "of support.",
    )
    assert (page.alerts, page.next_steps) == ((), ())


def test_a_ladder_leads_to_signatures_first(matched: Northmere) -> None:
    matched.close("ZR1")
    page = ladder_page(ladder(matched.one, SYSTEM, by=matched.lead, on=TODAY))
    assert page.sentences[0] == "The gap to the control total is £2.3m; £0.8m with proposals."
    assert page.next_steps == (
        "equipoise signoff ZR1  # by its approver",
        "equipoise close --help  # how to propose a saving",
    )


def matched_with(plan: Northmere, **changed: Any) -> Page:
    """Return the matching page with one fact of the pair of ZR1 changed, and the sums as told."""
    outcome = match(plan.one, SYSTEM, by=plan.lead, on=TODAY)
    found = outcome.result.mismatch
    key = PairKey(SYSTEM, "ZR1")
    sums = {name: value for name, value in changed.items() if hasattr(found, name)}
    pair = {name: value for name, value in changed.items() if name not in sums}
    pairs = {**found.pairs, key: replace(found.pairs[key], **pair)}
    mismatch = replace(found, pairs=pairs, **sums)
    return matching_page(replace(outcome, result=replace(outcome.result, mismatch=mismatch)))


def test_a_thousandfold_difference_asks_about_the_unit(collated: Northmere) -> None:
    page = matched_with(collated, unit_error_suspected=True)
    assert page.alerts[1] == (
        "One side of ZQ1 and ZR1 is about a thousand times the other: was it entered in pounds, "
        "not £000?"
    )


def test_differences_that_offset_are_said_to(collated: Northmere) -> None:
    page = matched_with(collated)
    (matrix,) = [table for table in page.tables if table.name == "matrix"]
    assert "Differences offset one another: the net alone understates them." in matrix.notes
    calm = matched_with(collated, netting_suspected=False)
    assert len(calm.tables[0].notes) == 1


def test_a_net_of_nil_does_not_hide_a_difference(collated: Northmere) -> None:
    nil = match(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.mismatch.net
    page = matched_with(collated, net=nil - nil)
    assert page.alerts[0] == (
        "It does not add up. In all, what trusts expect is planned to be paid; contract by "
        "contract it is not. Differences come to £4.7m gross."
    )


def test_every_pound_with_a_counterparty_says_so(collated: Northmere) -> None:
    nil = match(collated.one, SYSTEM, by=collated.lead, on=TODAY).result.mismatch.net
    assert matched_with(collated, income_untested=nil - nil).sentences[1] == (
        "Every pound has a counterparty return."
    )


def test_a_trust_sees_its_own_contracts_and_no_sum_of_all(collated: Northmere) -> None:
    page = matching_page(match(collated.one, SYSTEM, by=collated.editor("ZR1"), on=TODAY))
    assert page.sentences[0] == "£1,020.0m of £1,023.5m of NHS income of these contracts matched."
    assert [c.key for c in page.tables[0].columns] == ["commissioner", "ZR1"]
    assert all(row.ref("amount") is None for row in page.tables[2].rows)


def test_england_without_a_plan_is_not_available_and_not_nil(returned: Northmere) -> None:
    page = england_page(england(returned))
    assert page.sentences[:3] == (
        "Overall position: not available; no system has collated its plan.",
        "Organisations in balance: not available; none has returned.",
        "Systems in balance: not available; none has returned.",
    )
    assert [str(value) for value in column(page, "systems", "position")] == ["not submitted"]
    assert page.facts["missing"] == ["ZQ1"]


def test_england_counts_on_a_named_basis_with_its_tolerance(collated: Northmere) -> None:
    """Fact book 5, section 6, version 1: ZQ1 and ZR3 in surplus, ZR1, ZR2 and the system not."""
    page = england_page(england(collated))
    assert page.sentences[:3] == (
        "Overall position: £(9.0)m including support, the sum of the plans of 1 of 1 system.",
        "2 of 4 organisations in balance, including support.",
        "0 of 1 system in balance, including support.",
    )
    assert page.sentences[3] == (
        "Productivity growth: not available; output growth: this round collects no activity, and "
        "no spend at constant prices."
    )
    assert page.sentences[4] == (
        "Plans, latest collated version of each system; in balance means a surplus or nil."
    )
    assert page.sentences[5] == "No mandate for this year was known on this day."
    before = england_page(england(collated, support=Support.WITHOUT))
    assert before.sentences[0].startswith("Overall position: £(15.0)m excluding support")
    (row,) = before.tables[-1].rows
    assert str(row.ref("position")) == "figure:2023-24/ZQ1/position/system/excluding@v1"


def test_missing_systems_are_named_and_counted(collated: Northmere) -> None:
    outcome = england(collated)
    found = outcome.result
    balance = replace(found.in_systems, missing=("ZQ8", "ZQ9"))
    tolerance = replace(found.tolerance, value=100_000_000)
    changed = replace(found, in_systems=balance, tolerance=tolerance)
    page = england_page(replace(outcome, result=changed))
    assert page.sentences[2] == (
        "0 of the 1 system received in balance, including support. Missing, and not counted as "
        "nil: ZQ8 and ZQ9."
    )
    assert page.sentences[4].endswith("a surplus, nil or a deficit up to £1.0m.")


def test_the_mandate_is_shown_with_what_was_found_and_why_not(collated: Northmere) -> None:
    """A metric on a definition that plans do not give is not available; it is never another's."""
    page = england_page(england(collated, JUNE))
    (table,) = [one for one in page.tables if one.name == "mandate"]
    found: Mapping[object, Mapping[str, Any]] = {
        row.cells["metric"]: row.cells for row in table.rows
    }
    position = found["Overall financial position of the NHS"]
    assert (position["value"], position["definition"]) == ("Not available", "variance to limit")
    assert found["Systems in financial balance"]["value"].value == 0
    assert found["NHS organisations in financial balance"]["value"].value == 2
    growth = next(cells for title, cells in found.items() if "roductivity" in str(title))
    assert growth["value"] == "Not available"
    assert "collects no activity" in growth["reason"]
    assert {cells["target"] for cells in found.values()} >= {"at least 2.2%", "no target set"}


def test_the_mandate_over_nothing_returned_says_so(returned: Northmere) -> None:
    page = england_page(england(returned, JUNE))
    reasons = column(page, "mandate", "reason")
    assert reasons.count("None has returned.") == 2


def test_a_round_that_collects_activity_says_what_is_missing_beside_it(
    collated: Northmere,
) -> None:
    collated.one.record.parts = [*collated.one.record.parts, "activity"]
    assert england_page(england(collated)).sentences[3] == (
        "Productivity growth: not available; output growth: activity is collected and not added "
        "up over England, and no spend at constant prices."
    )


def test_productivity_growth_is_a_percentage_where_it_is_known(collated: Northmere) -> None:
    outcome = england(collated)
    known = replace(outcome.result, productivity=Growth(rate=share(12, 1000)))
    page = england_page(replace(outcome, result=known))
    assert page.sentences[3] == "Productivity growth: 1.2%."


def test_a_reader_of_cells_puts_the_months_of_a_line_side_by_side(closed: Northmere) -> None:
    """12 months of the form are one line, though a decision moved each of them."""
    call = Caller(closed.workspace.home, minutes=closed.minutes)
    said = call("explain", "figure:2023-24/ZQ1/position/ZR1/including@v3", who="zq1.lead").said
    assert "12 months, Income!G23:R23 of file" in said
    assert "total £1,023.5m (ZR1, income.patient_care, ZQ1, plan)" in said


@pytest.mark.parametrize("code", BODIES)
def test_a_version_tells_its_history(code: str, closed: Northmere) -> None:
    call = Caller(closed.workspace.home, minutes=closed.minutes)
    answer = call.json("explain", f"version:2023-24/{code}/finance@v1", who="zq1.lead")
    assert answer.content["sentences"][0] == f"version:2023-24/{code}/finance@v1"
    assert f"submit by {code.lower()}.editor of {code}" in answer.said
    assert answer.content["facts"]["value"] is None


def test_a_figure_that_differs_from_the_day_it_was_collated_is_an_alert() -> None:
    found = Explanation(ref=REF, title="Position", differs="-900000001")
    page = explanation_page(Outcome(result=found))
    assert page.alerts == (
        "When this version was collated the figure was -900000001; see the CHANGELOG.",
    )
