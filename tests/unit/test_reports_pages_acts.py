"""Pages of acts on a return: what became of it, and what comes next, and by whom."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from equipoise.findings import Finding, Severity
from equipoise.reports.as_cards import cards
from equipoise.reports.pages.acts import acceptance_page, check_page, quoted, submission_page
from equipoise.reports.pages.agreements import decision_page, lock_page, sent_page
from equipoise.reports.pages.findings import counts_of, findings_table
from equipoise.reports.pages.verification import verification_page
from equipoise.usecases.decisions import DecisionStatus, Stand
from equipoise.usecases.intake import Intake
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.send import Sent
from equipoise.usecases.submit import Submitted
from equipoise.usecases.verify import Fault, Verified
from equipoise.workings import Reference
from tests.northmere_round import Northmere
from tests.unit.pages_samples import finding

PATH = Path("returns/ZR1-2023-24.xlsx")
VERSION = Reference.parse("version:2023-24/ZR1/finance@v2")
NOTE, EXPLAIN, MUST_FIX = Severity.NOTE, Severity.EXPLAIN, Severity.MUST_FIX


def intake(*findings: Finding) -> Intake:
    identity: Any = SimpleNamespace(organisation="ZR1")
    file: Any = "3f" * 32
    return Intake(
        file=file, file_name=PATH.name, identity=identity, reading=None, findings=findings
    )


def submitted(*findings: Finding, **changed: Any) -> Outcome[Submitted]:
    made = Submitted(
        intake=intake(*findings), versions={"finance": VERSION}, unchanged=(), blocked=False
    )
    return Outcome(result=replace(made, **changed), findings=findings)


@pytest.mark.parametrize(
    ("outcome", "first", "next_step"),
    [
        (submitted(), "Submitted: ZR1 finance (v2).",
         "equipoise signoff ZR1  # by its approver, who did not prepare it"),
        (submitted(unchanged=("finance",)),
         "This file was submitted before, as ZR1 finance (v2).",
         "equipoise signoff ZR1  # by its approver, who did not prepare it"),
        (submitted(finding(), blocked=True),
         "Not submitted. Kept as a draft: ZR1 finance (v2).",
         "equipoise submit returns/ZR1-2023-24.xlsx --org ZR1  # once it is put right"),
        (submitted(finding(EXPLAIN), blocked=True),
         "Not submitted. Kept as a draft: ZR1 finance (v2).",
         "equipoise submit returns/ZR1-2023-24.xlsx --org ZR1 --explain EQ-TOT-001=SENTENCE  "
         "# a sentence for each finding to explain"),
        (submitted(finding(), versions={}, blocked=True),
         "Not submitted. The file is kept; no version was made of it.",
         "equipoise submit returns/ZR1-2023-24.xlsx --org ZR1  # once it is put right"),
    ],
)  # fmt: skip
def test_a_submission_says_what_became_of_it(
    outcome: Outcome[Submitted], first: str, next_step: str
) -> None:
    page = submission_page(outcome, PATH)
    assert (page.sentences[0], page.next_steps) == (first, (next_step,))


@pytest.mark.parametrize(
    ("findings", "said", "verb"),
    [
        ((), "No faults were found.", "submit"),
        ((finding(NOTE),), "Nothing must be fixed: 1 note.", "submit"),
        ((finding(), finding(cell="F24"), finding(EXPLAIN), finding(NOTE)),
         "There is a problem: 1 must fix, 1 explain, 1 note.", "check"),
    ],
)  # fmt: skip
def test_a_check_counts_equal_faults_once(
    findings: tuple[Finding, ...], said: str, verb: str
) -> None:
    page = check_page(Outcome(result=intake(*findings), findings=findings), PATH)
    assert page.sentences == (said, "")
    assert page.next_steps[0].startswith(f"equipoise {verb} returns/ZR1-2023-24.xlsx --org ZR1")
    assert bool(page.cards) == bool(findings)


def test_a_check_says_how_to_explain_what_asks_for_it() -> None:
    late = replace(finding(EXPLAIN), code="EQ-EFF-002")
    findings = (finding(EXPLAIN), late, finding(EXPLAIN, cell="F24"))
    page = check_page(Outcome(result=intake(*findings), findings=findings), PATH)
    assert page.next_steps == (
        "equipoise submit returns/ZR1-2023-24.xlsx --org ZR1 --explain EQ-TOT-001=SENTENCE "
        "--explain EQ-EFF-002=SENTENCE  # a sentence for each finding to explain",
    )


def test_equal_faults_tell_what_was_found_in_each_cell() -> None:
    found = [finding(found=text, cell=f"F{row}") for row, text in enumerate(("£5", "(5)", "£5"), 8)]
    (row,) = findings_table(found).rows
    assert (row.cells["cells"], row.cells["found"]) == ("F8, F9, F10", "£5; (5)")


def test_a_path_with_blanks_is_quoted() -> None:
    assert quoted(Path("returns/ZR1.xlsx")) == "returns/ZR1.xlsx"
    assert quoted(Path("my returns/ZR1.xlsx")) == "'my returns/ZR1.xlsx'"


def test_findings_stand_at_their_cells_in_words() -> None:
    """Fact book 5, 4.3: identical faults are grouped, Must fix first."""
    table = findings_table([finding(NOTE), finding(cell="F24"), finding(), finding(found="1")])
    first, *_ = table.rows
    assert (first.cells["severity"], first.cells["cells"]) == ("Must fix", "F23, F23, F24")
    assert len(table.rows) == 2
    text = cards(table)
    assert text.splitlines()[:4] == [
        "What was found",
        "--------------",
        "The gravest first; equal faults on one sheet are told once.",
        "Found and expected as entered: money in £000, staff in WTE",
    ]
    assert "1. Must fix: Body ZR1, Sheet Income, Cell F23, F23, F24, Row Total income," in text
    assert "    What is wrong: The total is not the sum of its rows." in text


def test_a_finding_about_a_figure_names_the_figure() -> None:
    place = Reference.parse("figure:2023-24/ZQ1/capital/planned")
    (row,) = findings_table([replace(finding(), place=place)]).rows
    assert (row.cells["cells"], row.cells["figure"]) == ("", str(place))
    assert row.ref("cells") == place


def test_no_findings_are_said_too() -> None:
    table = findings_table([])
    assert (table.sentence, table.rows) == ("Nothing was found wrong.", ())
    assert counts_of([]) == "no faults"


def test_a_card_holds_no_control_characters_and_no_long_line() -> None:
    wicked = replace(finding(), message="\x1b[31m" + "long " * 40, row="")
    text = cards(findings_table([wicked]))
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_acceptance_names_parts_by_body() -> None:
    refs = [f"version:2023-24/{body}@v1" for body in ("ZQ1/finance", "ZQ1/capital", "ZR1/finance")]
    page = acceptance_page(Outcome(result=tuple(map(Reference.parse, refs))))
    assert page.sentences == ("Accepted: ZQ1 finance (v1) and capital (v1); ZR1 finance (v1).",)
    assert page.facts["versions"] == refs


def stand(status: DecisionStatus, *waits: str) -> Outcome[Stand]:
    body = {"commissioner": "ZQ1", "provider": "ZR1", "value_pence": 102_150_000_000}
    decision: Any = SimpleNamespace(number=1, kind="agree", body=body)
    return Outcome(result=Stand(decision=decision, status=status, waits_for=waits))


@pytest.mark.parametrize(
    ("outcome", "first", "steps"),
    [
        (stand(DecisionStatus.OFFERED, "ZR1"), "D1 is offered; ZR1 can confirm it.",
         ("equipoise agree ZQ1 ZR1 --value 1021500  # by ZR1, to confirm",)),
        (stand(DecisionStatus.PROPOSED, "ZQ1", "ZR1"),
         "D1 is proposed; it counts when ZQ1 and ZR1 re-sign.",
         ("equipoise signoff ZQ1  # by its approver", "equipoise signoff ZR1  # by its approver")),
        (stand(DecisionStatus.PROPOSED, "ZR1"), "D1 is proposed; it counts when ZR1 re-signs.",
         ("equipoise signoff ZR1  # by its approver",)),
        (stand(DecisionStatus.AGREED), "D1 is agreed.", ()),
        (stand(DecisionStatus.SUPERSEDED), "D1 is superseded by a new return.", ()),
    ],
)  # fmt: skip
def test_a_decision_says_whom_it_waits_for(
    outcome: Outcome[Stand], first: str, steps: tuple[str, ...]
) -> None:
    page = decision_page(outcome)
    assert page.sentences == (first, "ZQ1 pays ZR1 1,021,500 (£000) over the year.")
    assert page.next_steps == steps


def test_a_plan_locked_without_a_board_keeps_both_figures(closed: Northmere) -> None:
    """Fact book 5, 6.1, step 16: one without is named, and both figures are kept."""
    closed.approve("ZQ1", "ZR2", "ZR3")
    outcome = closed.lock()
    page = lock_page(outcome)
    assert page.sentences[0].endswith("to be submitted without the approval of ZR1.")
    assert page.sentences[1] == (
        "ZR1 is in this version with £(15.0)m; it handed in £(14.5)m itself, both including "
        "support."
    )
    assert page.facts["without"] == ["ZR1"]
    sent = Sent(ref=outcome.result.ref, manifest="a" * 64, receipt="b" * 64, without=("ZR1",))
    said = sent_page(Outcome(result=sent)).sentences[0]
    assert said == (
        "Version 3 of the plan of ZQ1 is submitted to the region, without the approval of ZR1."
    )


@pytest.mark.parametrize(
    ("faults", "first"),
    [
        ((), "Nothing was altered."),
        ((Fault(what="event 3", found="the chain is broken there"),),
         "1 thing is not as written."),
        ((Fault(what="event 3", found="broken"), Fault(what="object a", found="it is gone")),
         "2 things are not as written."),
    ],
)  # fmt: skip
def test_verification_names_what_was_altered(faults: tuple[Fault, ...], first: str) -> None:
    verified = Verified(
        objects=1, unreferenced=1, events=2, chain_head="", versions=0, faults=faults
    )
    page = verification_page(Outcome(result=verified))
    assert page.sentences == (
        first,
        "Hashed again: 1 stored file, 2 events and 0 versions.",
        "1 stored file no version refers to (only checked, or refused), and that is harmless.",
    )
    assert [row.cells["what"] for card in page.cards for row in card.rows] == [
        fault.what for fault in faults
    ]
