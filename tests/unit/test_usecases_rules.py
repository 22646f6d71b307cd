"""Rules that change in the middle of a round: effective from a day, on record, judged again.

The changed check is of the tests: from 1 October 2023 it must be fixed that ZR1 returns finance
at all. Its envelope of capital is 92,000 (£000) in the pack of Northmere; the test's own pack
publishes 95,000 on 28 September 2023.
"""

import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from equipoise.checks import RETURN, Check, ReturnCells
from equipoise.checks.check import Place
from equipoise.findings import Finding, Severity
from equipoise.params import ParameterError, Parameters
from equipoise.records.models import Event, Judgement, Version
from equipoise.reports.pages.collection import board_page
from equipoise.reports.pages.rules import ruled_page
from equipoise.samples import PACK
from equipoise.store import Digest
from equipoise.usecases.collect import Board, Line, collect
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import PackError
from equipoise.usecases.plans import collated as version
from equipoise.usecases.plans import plan_of
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_rules import Ruled, Rules, round_rules
from equipoise.usecases.rounds import open_round
from equipoise.usecases.signoff import signoff
from equipoise.usecases.statement import Statement
from equipoise.usecases.submit import submit
from equipoise.usecases.verify import verify
from tests.northmere_round import SYSTEM, TODAY, Northmere, money

PUBLISHED, DAY_BEFORE = date(2023, 10, 1), date(2023, 9, 30)
LATER = datetime(2023, 10, 2, 9, 0, tzinfo=UTC)
REASON = "Guidance of 1 October"
CHANGED = Check(
    code="EQ-TST-001",
    title="No finance is wanted of ZR1",
    severity=Severity.MUST_FIX,
    message="ZR1 returned finance.",
    remedy="Ask why.",
    guidance="A check of the tests",
    published=PUBLISHED,
)


def of_zr1(subject: ReturnCells, params: Parameters, /, *, known_on: date) -> Iterable[Finding]:
    del params, known_on
    whose = subject.expected.organisation
    place = Place(ref=subject.reading.year_place, organisation=whose, part="finance")
    return [CHANGED.finding(place, {})] if whose == "ZR1" else []


@pytest.fixture(autouse=True)
def changed_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RETURN.entries, CHANGED.code, ((CHANGED, of_zr1),))


def move(
    plan: Northmere, known_on: date, pack: Path | None = None, reason: str = REASON
) -> Outcome[Ruled]:
    rules = Rules(known_on=known_on, pack=pack)
    outcome = round_rules(plan.one, rules, reason=reason, by=OPERATOR, now=LATER)
    plan.one = outcome.result.round
    return outcome


def board(plan: Northmere) -> Outcome[Board]:
    return collect(plan.one, SYSTEM, by=plan.lead, on=TODAY)


def line(plan: Northmere, code: str = "ZR1", part: str = "finance") -> Line:
    lines = board(plan).result.lines
    (found,) = [line for line in lines if (line.organisation, line.part) == (code, part)]
    return found


def envelope_pack(folder: Path, thousands: int = 95_000) -> Path:
    """Return a pack that publishes another envelope for ZQ1 on 28 September 2023."""
    pack = folder / "autumn"
    shutil.copytree(PACK / "params" / "capital", pack / "params" / "capital")
    path = pack / "params" / "capital" / "envelope_pence.yaml"
    text = path.read_text("utf-8")
    published = next(line for line in text.splitlines() if "published:" in line)
    path.write_text(text.replace(published, published.split(":")[0] + ": 2023-09-28"), "utf-8")
    table = pack / "params" / "capital" / "envelope_pence-2023-24.csv"
    rows = table.read_text("utf-8")
    assert str(92_000 * 100_000) in rows
    table.write_text(rows.replace(str(92_000 * 100_000), str(thousands * 100_000)), "utf-8")
    return pack


def test_a_check_counts_from_the_day_it_is_published(handed_in: Northmere) -> None:
    before = move(handed_in, DAY_BEFORE)
    assert before.result.flips == {}
    assert line(handed_in).must_fix == 0
    after = move(handed_in, PUBLISHED)
    assert [str(ref) for ref in after.result.flips] == ["version:2023-24/ZR1/finance@v1"]
    assert line(handed_in).must_fix == 1


def test_stored_versions_are_judged_again_and_the_board_says_why(returned: Northmere) -> None:
    versions = Version.objects.count()
    outcome = move(returned, PUBLISHED)
    assert outcome.result.judged == Judgement.objects.count() == versions
    assert [finding.code for finding in line(returned).new_by_rules] == ["EQ-TST-001"]
    assert line(returned, "ZR2").new_by_rules == ()
    page = board_page(board(returned))
    assert page.sentences[-1] == "1 finding is new because a check changed: EQ-TST-001."
    assert ruled_page(outcome).sentences == (
        "Plans are judged by what was published by 1 October 2023; until now it was 30 March 2023.",
        f"{versions} versions were judged again. Checks say something else of 1.",
        "What was signed stays signed, under the checks of its day.",
    )


def test_what_was_signed_stays_signed_and_says_under_which_checks(returned: Northmere) -> None:
    move(returned, PUBLISHED)
    found = line(returned)
    assert (found.signed, found.signed_under) == (True, TODAY)
    assert len(returned.accept("ZR1").result) == 5
    page = board_page(board(returned))
    (row,) = [
        row for row in page.tables[1].rows
        if (row.cells["organisation"], row.cells["part"]) == ("ZR1", "finance")
    ]  # fmt: skip
    assert (row.cells["comment"], row.cells["new"]) == (
        "Signed under the checks of 30 March 2023", 1,
    )  # fmt: skip


def test_what_is_signed_later_is_judged_by_the_later_checks(handed_in: Northmere) -> None:
    move(handed_in, PUBLISHED)
    with pytest.raises(RefusedError, match="finance@v1 has 1 to fix"):
        signoff(handed_in.one, "ZR1", by=handed_in.approver("ZR1"), now=LATER, parts=("finance",))
    signoff(handed_in.one, "ZR1", by=handed_in.approver("ZR1"), now=LATER, parts=("capital",))
    assert line(handed_in, part="capital").signed_under is None
    event = Event.objects.get(verb="signoff")
    assert event.facts["known_on"] == "2023-10-01"
    by = handed_in.editor("ZR2")
    other = submit(handed_in.one, handed_in.files["ZR2"], "ZR2", by=by, now=LATER)
    assert not other.result.blocked


def test_a_collated_version_keeps_its_rules_and_the_next_has_the_new_ones(
    collated: Northmere, tmp_path: Path
) -> None:
    move(collated, PUBLISHED, envelope_pack(tmp_path))
    first = plan_of(collated.one, version(collated.one, SYSTEM))
    capital = Statement(plan=first).capital
    assert capital is not None
    assert int(capital.envelope.value) == money(92_000)
    assert first.round.known_on == TODAY
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    second = collated.collate().result.statement.capital
    assert second is not None
    assert int(second.envelope.value) == money(95_000)
    checked = verify(collated.one, by=collated.actor("auditor"), on=TODAY).result
    assert checked.faults == ()


def test_a_value_counts_from_the_day_it_was_published(collated: Northmere, tmp_path: Path) -> None:
    move(collated, date(2023, 9, 27), envelope_pack(tmp_path))
    at = ("capital/envelope_pence", collated.one.year.period)
    before = collated.one.params.at(*at, known_on=collated.one.known_on, key=SYSTEM)
    assert int(before.value) == money(92_000)
    move(collated, date(2023, 9, 28))
    after = collated.one.params.at(*at, known_on=collated.one.known_on, key=SYSTEM)
    assert int(after.value) == money(95_000)


def test_the_move_is_on_record(returned: Northmere, tmp_path: Path) -> None:
    before = returned.one.record.params
    move(returned, PUBLISHED, envelope_pack(tmp_path))
    event = Event.objects.get(verb="round_rules")
    facts = event.facts
    assert (event.reason, facts["from"], facts["known_on"]) == (
        REASON, "2023-03-30", "2023-10-01",
    )  # fmt: skip
    assert (facts["params_before"], facts["params"]) == (before, returned.one.record.params)
    assert facts["packs"] == ["northmere", "autumn"]
    assert facts["flipped"] == {
        "version:2023-24/ZR1/finance@v1": {"new": ["EQ-TST-001"], "cleared": [], "reweighed": []}
    }
    assert open_round(returned.workspace).known_on == PUBLISHED


@pytest.mark.parametrize(
    ("known_on", "reason", "said"),
    [
        (PUBLISHED, " ", "for a reason"),
        (date(2023, 3, 29), REASON, "knows what was published by 2023-03-30 already"),
        (date(2023, 10, 3), REASON, "Nobody knows today"),
        (TODAY, REASON, "those the round has already"),
    ],
)
def test_rules_that_do_not_move_on_are_refused(
    opened: Northmere, known_on: date, reason: str, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        move(opened, known_on, reason=reason)
    assert not Event.objects.filter(verb="round_rules").exists()


def test_a_pack_without_rules_or_of_a_taken_name_is_refused(
    opened: Northmere, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(PackError, match="no folder params"):
        move(opened, PUBLISHED, empty)
    with pytest.raises(RefusedError, match="a pack named northmere already"):
        move(opened, PUBLISHED, PACK)
    (empty / "params").mkdir()
    (empty / "params" / "limit_pence.yaml").write_text("title: none\n", "utf-8")
    with pytest.raises(ParameterError):
        move(opened, PUBLISHED, empty)
    assert not (opened.workspace.packs / "empty").exists()


def test_what_later_rules_found_is_verified_too(returned: Northmere) -> None:
    move(returned, PUBLISHED)
    auditor = returned.actor("auditor")
    before = verify(returned.one, by=auditor, on=TODAY).result
    assert before.faults == ()
    found = line(returned)
    assert found.new_by_rules
    digest = Judgement.objects.get(version__organisation="ZR1", version__part="finance").findings
    path = returned.workspace.store.path(Digest(digest))
    path.chmod(0o600)
    path.unlink()
    faults = verify(returned.one, by=auditor, on=TODAY).result.faults
    assert [fault.what for fault in faults] == [f"object {digest}"]
