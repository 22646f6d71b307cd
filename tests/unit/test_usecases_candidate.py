"""Which upload counts, what changed with it, and a part that is opened again.

The second return of ZR1 is its first with, in April and in £000: other income 1,000 more, other
non-pay 400 more, deficit support 250 more. So the position is 850 better including
support and 600 better excluding it; three lines change, by 1,650 as they are entered.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from equipoise.cube import Cells
from equipoise.findings import Severity
from equipoise.records import ReturnStatus
from equipoise.records.models import Event, Version
from equipoise.records.queries import head_of, latest_system_version
from equipoise.register import Kind
from equipoise.reports.pages.acts import part_reopened_page, submission_page
from equipoise.reports.pages.changing import changes_page, chosen_page
from equipoise.reports.pages.collection import board_page
from equipoise.samples.northmere import NAMES, content_of_body
from equipoise.sheets import Identity
from equipoise.store import Digest
from equipoise.usecases.candidate import Chosen, candidate
from equipoise.usecases.changes import Changes, changes
from equipoise.usecases.collect import Line, collect
from equipoise.usecases.held import get_held
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import plan_of
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.reopen_part import reopen_part
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.status import status
from equipoise.usecases.submit import Cover, Submitted, submit
from tests.northmere_round import SYSTEM, TODAY, YEAR, Northmere, money
from tests.workbooks.planting import planted, written

MORE: Mapping[tuple[str, str | None, str], int] = {
    ("income.other", None, ""): 1_000,
    ("nonpay.other", None, ""): 400,
    ("income.support", "X24", ""): 250,
    ("bridge.growth", None, ""): 600,
}


def second(folder: Path) -> Path:
    """Return the second workbook of ZR1: its finance alone."""
    content = content_of_body("ZR1")
    values = {line: list(months) for line, months in content.values.items()}
    for line, thousands in MORE.items():
        april = values[line][0]
        assert isinstance(april, int)
        values[line][0] = april + money(thousands)
    identity = Identity(
        organisation="ZR1", name=NAMES["ZR1"][0], kind=Kind.PROVIDER, round=YEAR.code, year=YEAR
    )
    path = folder / "ZR1 second.xlsx"
    path.write_bytes(written(identity, replace(content, values=values), ("finance",)))
    return path


def hand_in(plan: Northmere, path: Path, *, counts: bool = True) -> Outcome[Submitted]:
    cover = Cover(note="Other income is known now.", counts=counts)
    return submit(plan.one, path, "ZR1", by=plan.editor("ZR1"), now=plan.now(), cover=cover)


def choose(plan: Northmere, number: int, who: str = "zr1.editor") -> Outcome[Chosen]:
    by = plan.actor(who)
    return candidate(plan.one, "ZR1", part="finance", number=number, by=by, now=plan.now())


def reopened(plan: Northmere, reason: str = "A contract was agreed") -> None:
    reopen_part(plan.one, "ZR1", part="finance", reason=reason, by=plan.lead, now=plan.now())


def head(plan: Northmere, part: str = "finance") -> tuple[int, str]:
    found = head_of(plan.one.code, "ZR1", part=part)
    assert found is not None
    return found.number, ReturnStatus(found.status)


def line_of(plan: Northmere, part: str = "finance") -> Line:
    board = collect(plan.one, SYSTEM, by=plan.lead, on=TODAY).result
    (found,) = [line for line in board.lines if (line.organisation, line.part) == ("ZR1", part)]
    return found


def seen(plan: Northmere, before: int | None = None, after: int | None = None) -> Changes:
    return changes(
        plan.one, "ZR1", part="finance", between=(before, after), by=plan.lead, on=TODAY
    ).result


def test_a_new_upload_counts_and_says_what_did_before(handed_in: Northmere, tmp_path: Path) -> None:
    path = second(tmp_path)
    outcome = hand_in(handed_in, path)
    assert head(handed_in) == (2, ReturnStatus.SUBMITTED)
    said = submission_page(outcome, path).sentences
    assert said[1] == "This version now counts: ZR1 finance (v2). ZR1 finance (v1) did before."


def test_the_event_says_what_changed_and_what_it_is_worth(
    handed_in: Northmere, tmp_path: Path
) -> None:
    outcome = hand_in(handed_in, second(tmp_path))
    found = outcome.result.changes["finance"]
    assert found.position == {"including": money(850), "excluding": money(600)}
    assert {line.measure.code: line.change for line in found.lines} == {
        measure: money(thousands) for (measure, _, _), thousands in MORE.items()
    }
    assert [line.measure.code for line in found.largest] == [
        "income.other", "bridge.growth", "nonpay.other", "income.support",
    ]  # fmt: skip
    assert set(found.sums().values()) == {money(2_250)}
    event = Event.objects.get(verb="submit", subject="version:2023-24/ZR1/finance@v2")
    assert event.reason == "Other income is known now."
    facts = event.facts
    assert (facts["instead_of"], facts["counts"], facts["changes"]["lines"]) == (1, True, 4)
    assert facts["changes"]["position_pence"] == {"including": money(850), "excluding": money(600)}
    assert facts["changes"]["sums"] == {"pence": money(2_250)}
    assert set(outcome.result.changes) == {"finance"}


def test_lines_sum_to_the_difference_of_the_cells_as_they_lie(
    handed_in: Northmere, tmp_path: Path
) -> None:
    """Against the cells themselves, month by month, which the comparison never adds up so."""
    hand_in(handed_in, second(tmp_path))
    whole = []
    for row in Version.objects.filter(organisation="ZR1", part="finance").order_by("number"):
        held = get_held(handed_in.workspace, row.reading)
        cells = Cells(handed_in.workspace.store.path(Digest(held.parquet)))
        whole.append(sum(cell.value for cell in cells if isinstance(cell.value, int)))
    assert whole[1] - whole[0] == money(2_250)
    assert sum(seen(handed_in).comparison.sums().values()) == money(2_250)


def test_an_upload_that_does_not_count_lies_beside_the_one_that_does(
    handed_in: Northmere, tmp_path: Path
) -> None:
    path = second(tmp_path)
    outcome = hand_in(handed_in, path, counts=False)
    assert head(handed_in) == (1, ReturnStatus.SUBMITTED)
    said = submission_page(outcome, path).sentences
    assert said[1] == (
        "Kept, and does not count: ZR1 finance (v2). ZR1 finance (v1) counts as before."
    )
    assert (line_of(handed_in).version, line_of(handed_in).later) == (1, (2,))
    before = Event.objects.count()
    again = hand_in(handed_in, path, counts=False)
    assert (again.events, Event.objects.count()) == ((), before)
    page = board_page(collect(handed_in.one, SYSTEM, by=handed_in.lead, on=TODAY))
    (row,) = [
        row for row in page.tables[1].rows
        if (row.cells["organisation"], row.cells["part"]) == ("ZR1", "finance")
    ]  # fmt: skip
    assert (row.cells["version"], row.cells["later"]) == ("v1", "v2")
    (signed,) = handed_in.sign("ZR1")
    assert {ref.pin for ref in signed.result.versions} == {"v1"}


def test_the_first_upload_may_wait_to_be_chosen(opened: Northmere) -> None:
    submit(
        opened.one, opened.files["ZR1"], "ZR1", by=opened.editor("ZR1"), now=opened.now(),
        cover=Cover(counts=False),
    )  # fmt: skip
    assert head_of(opened.one.code, "ZR1", part="finance") is None
    assert (line_of(opened).version, line_of(opened).later) == (None, (1,))
    chosen = choose(opened, 1)
    assert (chosen.result.before, head(opened)) == (None, (1, ReturnStatus.SUBMITTED))
    counted = opened.submit("ZR1")  # the others count when it is handed in to count
    assert counted.result.unchanged == ("finance",)


def test_another_version_is_chosen_and_waits_for_a_signature(
    handed_in: Northmere, tmp_path: Path
) -> None:
    hand_in(handed_in, second(tmp_path))
    outcome = choose(handed_in, 1)
    assert (head(handed_in), line_of(handed_in).later) == ((1, ReturnStatus.SUBMITTED), (2,))
    assert chosen_page(outcome).sentences == (
        "This version now counts: ZR1 finance (v1). ZR1 finance (v2) did before.",
    )
    event = Event.objects.get(verb="candidate")
    assert (event.subject, event.facts["instead_of"]) == ("version:2023-24/ZR1/finance@v1", 2)
    with pytest.raises(RefusedError, match="Version 1 of ZR1 finance counts already"):
        choose(handed_in, 1)
    with pytest.raises(UnknownError, match="version of ZR1 finance: v9"):
        choose(handed_in, 9)


def test_what_is_signed_only_its_approver_sets_aside(handed_in: Northmere, tmp_path: Path) -> None:
    hand_in(handed_in, second(tmp_path))
    handed_in.sign("ZR1")
    with pytest.raises(RefusedError, match="Version 2 of ZR1 finance is signed off"):
        choose(handed_in, 1)
    choose(handed_in, 1, "zr1.approver")
    assert head(handed_in) == (1, ReturnStatus.SUBMITTED)
    choose(handed_in, 2)
    assert head(handed_in) == (2, ReturnStatus.SUBMITTED)  # what was signed of it counts no more
    handed_in.sign("ZR1")
    handed_in.accept("ZR1")
    with pytest.raises(RefusedError, match=r"is accepted into the plan.* equipoise reopen ZR1 fin"):
        choose(handed_in, 1, "zr1.approver")
    for name in ("zr2.editor", "zq1.lead", "region.lead"):
        with pytest.raises(NotAllowedError):
            choose(handed_in, 1, name)


def test_a_version_with_a_fault_is_chosen_as_a_draft(returned: Northmere) -> None:
    returned.submit("ZR3", "ZR3 corrected")
    by = returned.editor("ZR3")
    candidate(returned.one, "ZR3", part="workforce", number=1, by=by, now=returned.now())
    found = head_of(returned.one.code, "ZR3", part="workforce")
    assert found is not None
    assert (found.number, found.status) == (1, ReturnStatus.DRAFT)


def test_nothing_is_chosen_in_a_locked_plan(locked: Northmere) -> None:
    with pytest.raises(RefusedError, match="Version 3 is locked"):
        choose(locked, 1)


def test_changes_between_any_two_versions(handed_in: Northmere, tmp_path: Path) -> None:
    hand_in(handed_in, second(tmp_path))
    assert seen(handed_in).before.pin == "v1"
    back = seen(handed_in, 2, 1)
    assert back.comparison.position == {"including": -money(850), "excluding": -money(600)}
    outcome = changes(handed_in.one, "ZR1", part="finance", by=handed_in.lead, on=TODAY)
    page = changes_page(outcome)
    assert page.title == "Changes of ZR1 finance from v1 to v2"
    assert page.sentences == (
        "4 lines changed.",
        "The position moves by £0.9m including support and £0.6m excluding it.",
        "No check says anything else.",
        "Note: Other income is known now.",
    )
    measures, lines = page.tables
    assert [row.emphasis for row in measures.rows] == [False, False, False, False, True]
    assert [row.cells["line"] for row in lines.rows][3] == "Deficit support funding, X24, 2023/24"


def test_the_first_version_has_none_before_it(handed_in: Northmere) -> None:
    with pytest.raises(RefusedError, match="finance@v1 is the first"):
        seen(handed_in)
    with pytest.raises(UnknownError, match="version of ZR1 finance: v7"):
        seen(handed_in, 7)


def test_checks_that_flipped_are_told(returned: Northmere, tmp_path: Path) -> None:
    """From the faulty return of ZR3 to the corrected one, and on to one with a text in it."""
    done = returned.submit("ZR3", "ZR3 corrected").result.changes["workforce"].flips
    assert [finding.code for finding in done.cleared] == ["EQ-WTE-001", "EQ-TPL-006"]
    assert (done.new, done.reweighed) == ((), ())
    path = tmp_path / "ZR3.xlsx"
    path.write_bytes(planted(returned.files["ZR3 corrected"].read_bytes(), "Income", G23="ten"))
    worse = submit(returned.one, path, "ZR3", by=returned.editor("ZR3"), now=returned.now())
    found = worse.result.changes["finance"]
    assert [finding.code for finding in found.flips.new] == ["EQ-TPL-003"]
    assert found.flips.new[0].severity is Severity.MUST_FIX
    assert found.incomplete == 1  # a text is no number: its line cannot be compared


def test_a_reopened_part_stays_in_the_plan_until_another_is_accepted(
    collated: Northmere, tmp_path: Path
) -> None:
    outcome = reopen_part(
        collated.one, "ZR1", part="finance", reason="A contract was agreed", by=collated.lead,
        now=collated.now(),
    )  # fmt: skip
    assert part_reopened_page(outcome).sentences == (
        "ZR1 finance is reopened. ZR1 finance (v1) stays in the plan until another version is "
        "accepted.",
    )
    assert (head(collated), line_of(collated).kept) == ((1, ReturnStatus.DRAFT), 1)
    board = collect(collated.one, SYSTEM, by=collated.lead, on=TODAY).result
    assert board.waiting == ()
    hand_in(collated, second(tmp_path))
    collated.sign("ZR1")
    collated.close("ZQ1")
    collated.sign("ZQ1")
    numbers = {(r.organisation, r.part): r.number for r in collated.collate().result.plan.versions}
    assert (numbers["ZR1", "finance"], numbers["ZQ1", "finance"]) == (1, 2)
    assert head(collated) == (2, ReturnStatus.SIGNED_OFF)
    collated.accept("ZR1")
    assert line_of(collated).kept is None
    collated.collate()
    latest = latest_system_version(collated.one.code, SYSTEM)
    assert latest is not None
    rows = plan_of(collated.one, latest).versions
    numbers = {(row.organisation, row.part): row.number for row in rows}
    assert (latest.number, numbers["ZR1", "finance"]) == (3, 2)


def test_a_reopened_part_may_come_back_as_it_was(collated: Northmere) -> None:
    reopened(collated)
    todo = status(collated.one, SYSTEM, by=collated.lead, on=TODAY).result
    assert "finance is reopened" in {task.words for task in todo.others}
    back = collated.submit("ZR1")
    assert back.result.unchanged == ("workforce", "efficiency", "risk", "capital")
    assert head(collated) == (1, ReturnStatus.SUBMITTED)
    collated.sign("ZR1")
    collated.accept("ZR1")
    assert head(collated) == (1, ReturnStatus.ACCEPTED)


def test_a_decision_on_a_reopened_part_waits_to_be_accepted(collated: Northmere) -> None:
    reopened(collated)
    collated.close("ZR1")
    collated.sign("ZR1")
    collated.close("ZQ1")
    collated.sign("ZQ1")
    numbers = {(r.organisation, r.part): r.number for r in collated.collate().result.plan.versions}
    assert (numbers["ZR1", "finance"], numbers["ZQ1", "finance"]) == (1, 2)


def test_only_what_is_accepted_is_reopened_by_the_lead_for_a_reason(collated: Northmere) -> None:
    with pytest.raises(RefusedError, match="reopened for a reason"):
        reopened(collated, "  ")
    reopened(collated)
    with pytest.raises(RefusedError, match="ZR1 finance is not accepted"):
        reopened(collated)
    for name in ("zr1.approver", "zq1.approver", "national.lead"):
        by = collated.actor(name)
        with pytest.raises(NotAllowedError):
            reopen_part(
                collated.one, "ZR2", part="finance", reason="why", by=by, now=collated.now()
            )


def test_a_locked_plan_has_no_part_to_reopen(locked: Northmere) -> None:
    with pytest.raises(RefusedError, match="Version 3 is locked"):
        reopened(locked)
