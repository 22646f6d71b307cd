"""What becomes of a file that comes in: versions, drafts, or nothing but the file itself."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from equipoise.checks import RETURN, Check, ReturnCells
from equipoise.checks.check import Place
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.records import ReturnStatus
from equipoise.records.changes import StaleError
from equipoise.records.models import Event, Version
from equipoise.records.queries import head_of
from equipoise.sheets import Content, Identity
from equipoise.store import Digest, FolderStore
from equipoise.units import FinancialYear
from equipoise.usecases.check import check
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.intake import stated_organisation
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.send_back import send_back
from equipoise.usecases.signoff import signoff
from equipoise.usecases.submit import Cover, Submitted, submit
from equipoise.usecases.versions import latest_signed
from tests.northmere_figures import standing, words
from tests.northmere_round import TODAY, Northmere
from tests.workbooks.planting import TRUST, planted, written

PARTS = ("finance", "workforce", "efficiency", "risk", "capital")


def hand_in(plan: Northmere, path: Path, code: str = "ZR1") -> Outcome[Submitted]:
    return submit(plan.one, path, code, by=plan.editor(code), now=plan.now())


def kept() -> tuple[int, int]:
    """Return how many versions and how many events there are."""
    return Version.objects.count(), Event.objects.count()


def status_of(plan: Northmere, code: str, part: str) -> tuple[int, str]:
    head = head_of(plan.one.code, code, part=part)
    assert head is not None
    return head.number, ReturnStatus(head.status)


def test_each_part_of_a_good_file_is_a_version(opened: Northmere) -> None:
    outcome = opened.submit("ZR1")
    assert tuple(outcome.result.versions) == PARTS
    assert {ref.pin for ref in outcome.result.versions.values()} == {"v1"}
    assert (outcome.result.blocked, outcome.result.unchanged) == (False, ())
    assert [event.verb for event in outcome.events] == ["submit"] * 5
    row = Version.objects.get(part="finance")
    assert (row.file, row.prepared_by) == (outcome.result.intake.file, "zr1.editor")
    assert (row.parent, row.decision) == (None, "")


def test_the_same_file_again_is_the_same_versions_and_no_event(handed_in: Northmere) -> None:
    before = kept()
    again = handed_in.submit("ZR1")
    assert {str(ref) for ref in again.result.versions.values()} == {
        f"version:2023-24/ZR1/{part}@v1" for part in PARTS
    }
    assert (again.result.unchanged, again.events, again.result.blocked) == (PARTS, (), False)
    assert kept() == before


def test_a_note_is_kept_with_the_events(opened: Northmere) -> None:
    submit(
        opened.one, opened.files["ZR1"], "ZR1",
        by=opened.editor("ZR1"), now=opened.now(),
        cover=Cover(note="as agreed on Monday"),
    )  # fmt: skip
    assert set(Event.objects.filter(verb="submit").values_list("reason", flat=True)) == {
        "as agreed on Monday"
    }


def test_a_file_with_a_fault_is_kept_as_a_draft_that_cannot_be_signed(returned: Northmere) -> None:
    assert status_of(returned, "ZR3", "workforce") == (1, ReturnStatus.DRAFT)
    assert status_of(returned, "ZR3", "finance") == (1, ReturnStatus.SUBMITTED)
    returned.sign("ZR3")
    assert status_of(returned, "ZR3", "workforce") == (1, ReturnStatus.DRAFT)
    with pytest.raises(RefusedError, match="Nothing of ZR3 waits for a signature"):
        returned.sign("ZR3")


def test_a_file_that_was_replaced_counts_again_when_it_is_handed_in_again(
    returned: Northmere,
) -> None:
    returned.submit("ZR3", "ZR3 corrected")
    assert status_of(returned, "ZR3", "workforce") == (2, ReturnStatus.SUBMITTED)
    back = returned.submit("ZR3")
    assert {ref.pin for ref in back.result.versions.values()} == {"v1"}
    assert (back.result.unchanged, len(back.events)) == ((), 5)
    assert status_of(returned, "ZR3", "workforce") == (1, ReturnStatus.DRAFT)
    returned.submit("ZR3", "ZR3 corrected")
    returned.sign("ZR3")
    assert status_of(returned, "ZR3", "workforce") == (2, ReturnStatus.SIGNED_OFF)


def test_what_was_sent_back_may_be_handed_in_as_it_is_and_signed_anew(returned: Northmere) -> None:
    send_back(
        returned.one, "ZR1", "finance", line="Income!F23", comment="Is this right?",
        by=returned.lead, now=returned.now(),
    )  # fmt: skip
    again = returned.submit("ZR1")
    assert again.result.unchanged == ("workforce", "efficiency", "risk", "capital")
    assert status_of(returned, "ZR1", "finance") == (1, ReturnStatus.SUBMITTED)
    assert latest_signed(returned.one, "ZR1", "finance") is None
    assert latest_signed(returned.one, "ZR1", "capital") is not None
    returned.sign("ZR1")
    assert latest_signed(returned.one, "ZR1", "finance") is not None


def test_a_body_steps_back_from_a_proposal_by_handing_in_its_own_file(collated: Northmere) -> None:
    collated.settle("ZR1", 1_021_500)
    outcome = collated.submit("ZR1")
    assert outcome.result.unchanged == ("workforce", "efficiency", "risk", "capital")
    assert status_of(collated, "ZR1", "finance") == (1, ReturnStatus.SUBMITTED)
    assert standing(collated, "D1") == (DecisionStatus.SUPERSEDED, ())
    collated.sign("ZR1")
    with pytest.raises(RefusedError, match=r"ZR1 finance \(Signed off\)"):
        collated.collate()  # it was accepted before it was handed in again


@pytest.mark.parametrize(
    "content",
    [b"", b"not a workbook at all", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0" * 200],
    ids=["empty", "text", "empty zip", "old Excel"],
)
def test_a_hostile_file_is_kept_and_makes_no_version(
    opened: Northmere, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(content)
    before = kept()
    outcome = hand_in(opened, path)
    assert [finding.code for finding in outcome.findings] == ["EQ-FIL-001"]
    assert outcome.findings[0].severity is Severity.MUST_FIX
    assert (outcome.result.versions, outcome.result.blocked) == ({}, True)
    assert kept() == before
    with opened.workspace.store.open(outcome.result.intake.file) as stream:
        assert stream.read() == content


def test_another_bodys_workbook_makes_no_version(opened: Northmere) -> None:
    before = kept()
    outcome = submit(
        opened.one, opened.files["ZR2"], "ZR1", by=opened.editor("ZR1"), now=opened.now()
    )
    assert "EQ-TPL-001" in {finding.code for finding in outcome.findings}
    assert (outcome.result.versions, outcome.result.blocked) == ({}, True)
    assert kept() == before
    assert outcome.result.intake.file in set(opened.workspace.store.digests())


def test_another_years_workbook_makes_no_version(opened: Northmere, tmp_path: Path) -> None:
    last: Identity = replace(TRUST, round=opened.one.code, year=FinancialYear(2022))
    path = tmp_path / "ZR2.xlsx"
    path.write_bytes(written(last, Content()))
    outcome = hand_in(opened, path, "ZR2")
    assert "EQ-TPL-002" in {finding.code for finding in outcome.findings}
    assert outcome.result.versions == {}


def test_a_workbook_of_one_part_returns_that_part(opened: Northmere, tmp_path: Path) -> None:
    mine = replace(TRUST, round=opened.one.code)
    path = tmp_path / "ZR2.xlsx"
    path.write_bytes(written(mine, Content(), ("workforce",)))
    outcome = hand_in(opened, path, "ZR2")
    assert tuple(outcome.result.versions) == ("workforce",)
    assert outcome.result.blocked  # every cell is blank
    assert head_of(opened.one.code, "ZR2", part="finance") is None


def test_checking_a_file_finds_the_same_and_submits_nothing(opened: Northmere) -> None:
    before = kept()
    outcome = check(opened.one, opened.files["ZR3"], "ZR3", by=opened.editor("ZR3"), on=TODAY)
    assert [finding.code for finding in outcome.findings] == ["EQ-WTE-001", "EQ-TPL-006"]
    assert kept() == before


def test_a_file_says_whose_it_is(opened: Northmere, tmp_path: Path) -> None:
    assert stated_organisation(opened.one, opened.files["ZR2"], own="ZR1") == "ZR2"
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"not a workbook")
    assert stated_organisation(opened.one, path, own="ZR3") == "ZR3"  # nobody's: the sender's
    assert stated_organisation(opened.one, path, own="local") == "ZQ1"  # or the system's
    path.write_bytes(written(replace(TRUST, organisation="ZR9"), Content()))
    with pytest.raises(UnknownError, match="No organisation ZR9"):
        stated_organisation(opened.one, path, own="ZR1")


def test_a_form_of_another_kind_of_body_makes_no_version(opened: Northmere, tmp_path: Path) -> None:
    path = tmp_path / "ZQ1.xlsx"
    mine = replace(TRUST, organisation="ZQ1", round=opened.one.code)
    path.write_bytes(written(mine, Content()))
    before = kept()
    outcome = hand_in(opened, path, "ZQ1")
    assert "EQ-TPL-001" in {finding.code for finding in outcome.findings}
    assert (outcome.result.versions, kept()) == ({}, before)


def test_what_is_not_there_is_refused(opened: Northmere, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.xlsx"):
        hand_in(opened, tmp_path / "none.xlsx")
    with pytest.raises(NotAllowedError):
        submit(opened.one, opened.files["ZR1"], "ZR1", by=opened.lead, now=opened.now())
    stranger = replace(opened.editor("ZR1"), organisation="ZR9")
    with pytest.raises(UnknownError, match="ZR9"):
        submit(opened.one, opened.files["ZR1"], "ZR9", by=stranger, now=opened.now())


EXPLAINED = Check(
    code="EQ-TST-001",
    title="Agency is above a tenth of pay",
    severity=Severity.EXPLAIN,
    message="Agency spend is more than a tenth of pay.",
    remedy="Say why.",
    guidance="A check of the tests",
)


def ask_why(subject: ReturnCells, params: Parameters, /, *, known_on: date) -> Iterable[Finding]:
    """Ask every return for a sentence about its finance: no check of the house does as yet."""
    del params, known_on
    whose = subject.expected.organisation
    place = Place(ref=subject.reading.year_place, organisation=whose, part="finance")
    return [EXPLAINED.finding(place, {})]


def test_a_finding_to_be_explained_needs_a_sentence(
    opened: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RETURN.entries, EXPLAINED.code, ((EXPLAINED, ask_why),))
    silent = opened.submit("ZR1")
    assert silent.result.blocked
    assert words(opened)["ZR1"] == {"In progress", "Submitted"}
    opened.sign("ZR1")
    assert status_of(opened, "ZR1", "finance") == (1, ReturnStatus.DRAFT)
    said = submit(
        opened.one, opened.files["ZR1"], "ZR1", by=opened.editor("ZR1"), now=opened.now(),
        cover=Cover(
            explanations={EXPLAINED.code: "A ward opened early.", "EQ-TST-002": "not asked"}
        ),
    )  # fmt: skip
    assert not said.result.blocked
    assert said.result.unchanged == ("workforce", "efficiency", "risk", "capital")
    assert status_of(opened, "ZR1", "finance") == (2, ReturnStatus.SUBMITTED)
    event = Event.objects.get(subject="version:2023-24/ZR1/finance@v2")
    assert event.facts["explanations"] == {EXPLAINED.code: "A ward opened early."}
    opened.sign("ZR1")
    assert status_of(opened, "ZR1", "finance") == (2, ReturnStatus.SIGNED_OFF)


class Interrupted(FolderStore):
    """A store at whose first put somebody else does something."""

    def __init__(self, root: Path, act: Callable[[], object]) -> None:
        super().__init__(root)
        self.acts = [act]

    def put(self, stream: BinaryIO) -> Digest:
        if self.acts:
            self.acts.pop()()
        return super().put(stream)


def meanwhile(plan: Northmere, act: Callable[[], object]) -> OpenRound:
    """Return the round as one person sees it, while another does `act`."""
    store = Interrupted(plan.workspace.home / "objects", act)
    return replace(plan.one, workspace=replace(plan.workspace, store=store))


def test_of_two_who_act_at_once_the_later_is_told(opened: Northmere) -> None:
    one = meanwhile(opened, lambda: opened.submit("ZR2"))
    with pytest.raises(StaleError, match="you saw event 1, it is at 6"):
        submit(one, opened.files["ZR1"], "ZR1", by=opened.editor("ZR1"), now=opened.now())
    assert not Version.objects.filter(organisation="ZR1").exists()
    opened.submit("ZR1")
    assert Version.objects.filter(organisation="ZR1").count() == 5


def test_a_fault_in_one_part_holds_up_that_part_alone(returned: Northmere, tmp_path: Path) -> None:
    content = returned.files["ZR1"].read_bytes()
    path = tmp_path / "ZR1.xlsx"
    path.write_bytes(planted(content, "Income", G23="about a million"))
    outcome = hand_in(returned, path)
    (finding,) = [found for found in outcome.findings if found.severity is Severity.MUST_FIX]
    assert (finding.code, finding.sheet, finding.cell) == ("EQ-TPL-003", "Income", "G23")
    assert {ref.pin for ref in outcome.result.versions.values()} == {"v2"}
    assert status_of(returned, "ZR1", "finance") == (2, ReturnStatus.DRAFT)
    assert status_of(returned, "ZR1", "capital") == (2, ReturnStatus.SUBMITTED)
    with pytest.raises(RefusedError, match="Nothing of ZR1 waits"):
        signoff(
            returned.one, "ZR1", by=returned.approver("ZR1"), now=returned.now(),
            parts=("finance",),
        )  # fmt: skip


def test_the_database_is_asked_of_all_parts_at_once(opened: Northmere) -> None:
    for inserted in ({"version": 1, "returnhead": 1, "event": 1}, {}):
        with CaptureQueriesContext(connection) as queries:
            said = opened.submit("ZR1")
        assert len(said.result.versions) == len(PARTS)
        asked = Counter(
            (query["sql"].split()[0], table)
            for query in queries
            for table in ("version", "returnhead", "event")
            if f'"records_{table}"' in query["sql"]
        )
        assert {table: n for (verb, table), n in asked.items() if verb == "INSERT"} == inserted
        assert asked["SELECT", "version"] <= 3
        assert asked["SELECT", "returnhead"] == 1
