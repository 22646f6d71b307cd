"""What is on record is answered as it was written, for the one asked and no other."""

from datetime import UTC, date, datetime

import pytest

from equipoise.records import Actor, ReturnStatus, SystemStatus, connect, queries
from equipoise.records.changes import change
from equipoise.records.models import (
    GENESIS,
    Approval,
    Consent,
    Decision,
    DueDate,
    Judgement,
    Person,
    ReturnHead,
    Round,
    SystemHead,
    SystemVersion,
    Version,
    Waiver,
    WaiverAnswer,
)
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
ADA = Actor(person="Ada Lund", role="editor", organisation="ZR1", via="cli")
ROUND = Reference("event", ("N1",))


def open_round(code: str) -> Round:
    return Round.objects.create(
        code=code,
        year="2023/24",
        title="Plan",
        opened_at=NOW,
        known_on=date(2023, 2, 1),
        parts=["finance", "workforce"],
        systems=["ZS1"],
    )


def hand_in(round_: Round, organisation: str, *, part: str, parent: int | None = None) -> Version:
    number = queries.next_version(round_.code, organisation, part=part)
    return Version.objects.create(
        round=round_,
        organisation=organisation,
        part=part,
        number=number,
        cells=f"cells {number}",
        reading="r",
        parent=parent,
        prepared_at=NOW,
    )


@pytest.fixture(autouse=True)
def opened(new_sqlite_url: str) -> None:
    connect(new_sqlite_url)
    with change("N1", by=ADA, now=NOW) as block:
        first, other = open_round("N1"), open_round("N0")
        hand_in(other, "ZR1", part="finance")
        hand_in(first, "ZR1", part="finance")
        hand_in(first, "ZR1", part="finance", parent=1)
        hand_in(first, "ZR1", part="finance")
        hand_in(first, "ZR1", part="finance", parent=2)
        hand_in(first, "ZR1", part="workforce")
        hand_in(first, "ZR2", part="finance")
        for organisation, part, number, status in (
            ("ZR2", "finance", 1, ReturnStatus.SUBMITTED),
            ("ZR1", "workforce", 1, ReturnStatus.DRAFT),
            ("ZR1", "finance", 4, ReturnStatus.ACCEPTED),
        ):
            ReturnHead.objects.create(
                round=first, organisation=organisation, part=part, number=number, status=status
            )
        block.event("round open", ROUND, {})


def test_a_stream_nobody_wrote_to_stands_at_nothing() -> None:
    assert queries.stream_head("N9") == queries.Head(sequence=0, hash=GENESIS)
    assert queries.events("N9") == ()


def test_a_stream_stands_at_its_last_event() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        last = block.event("submit", ROUND, {})
    assert queries.stream_head("N1") == queries.Head(sequence=2, hash=last.hash)
    assert [event.verb for event in queries.events("N1")] == ["round open", "submit"]
    assert queries.events("N1", after=1) == (last,)


def test_rounds_and_people() -> None:
    assert [found.code for found in queries.rounds()] == ["N0", "N1"]
    found = queries.round_of("N1")
    assert found is not None
    assert (found.year, found.parts, found.systems) == (
        "2023/24",
        ["finance", "workforce"],
        ["ZS1"],
    )
    assert queries.round_of("N9") is None
    Person.objects.create(name="Bea Marsh", role="approver", organisation="ZR1")
    Person.objects.create(name="Ada Lund", role="editor", organisation="ZR1")
    Person.objects.create(name="Cy Holt", role="editor", organisation="ZR2")
    assert [found.name for found in queries.people("ZR1")] == ["Ada Lund", "Bea Marsh"]
    bea = queries.person("Bea Marsh")
    assert bea is not None
    assert bea.role == "approver"
    assert queries.person("Dee") is None


def test_which_version_of_a_part_counts() -> None:
    head = queries.head_of("N1", "ZR1", part="finance")
    assert head is not None
    assert (head.number, head.status) == (4, "Accepted")
    assert queries.head_of("N1", "ZR2", part="workforce") is None
    assert queries.head_of("N0", "ZR1", part="finance") is None
    assert [(row.organisation, row.part) for row in queries.heads("N1", ["ZR2", "ZR1"])] == [
        ("ZR1", "finance"),
        ("ZR1", "workforce"),
        ("ZR2", "finance"),
    ]
    assert queries.heads("N1", iter(["ZR3"])) == ()


def test_a_version_by_its_number_and_by_what_it_holds() -> None:
    third = queries.version("N1", "ZR1", part="finance", number=3)
    assert third is not None
    assert third.cells == "cells 3"
    assert queries.version("N1", "ZR1", part="finance", number=5) is None
    own = {"finance": ("cells 3", "r")}
    others = {"workforce": ("cells 3", "r"), "capital": ("cells 3", "r")}
    assert queries.find_same("N1", "ZR1", digests=own | others) == {"finance": third}
    assert queries.find_same("N1", "ZR2", digests=own) == {}
    for cells, reading in (("cells 9", "r"), ("cells 3", "other")):
        digests = {"finance": (cells, reading)}
        assert queries.find_same("N1", "ZR1", digests=digests) == {}


def test_a_lineage_goes_back_over_the_parents_only() -> None:
    youngest = queries.version("N1", "ZR1", part="finance", number=4)
    assert youngest is not None
    assert [row.number for row in queries.lineage(youngest)] == [4, 2, 1]


def test_numbers_are_counted_apart_for_each_part_and_from_one() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        assert queries.next_version("N1", "ZR1", part="finance") == 5
        assert queries.next_version("N1", "ZR2", part="finance") == 2
        assert queries.next_version("N1", "ZR2", part="workforce") == 1
        both = ("finance", "workforce")
        assert queries.next_versions("N1", "ZR2", parts=both) == {"finance": 2, "workforce": 1}
        assert queries.next_decision("N1") == 1
        assert queries.next_system_version("N1", "ZS1") == 1
        block.event("count", ROUND, {})


def test_no_number_is_given_outside_a_change() -> None:
    with pytest.raises(queries.OutsideChangeError, match="new version is only given within"):
        queries.next_version("N1", "ZR1", part="finance")
    with pytest.raises(queries.OutsideChangeError, match="new version"):
        queries.next_versions("N1", "ZR1", parts=())
    with pytest.raises(queries.OutsideChangeError, match="decision"):
        queries.next_decision("N1")
    with pytest.raises(queries.OutsideChangeError, match="system version"):
        queries.next_system_version("N1", "ZS1")


def test_decisions_and_their_answers() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        for system in ("ZS1", "ZS2", "ZS1"):
            number = queries.next_decision("N1")
            Decision.objects.create(
                round_id="N1", number=number, kind="contract", system=system, body={}, at=NOW
            )
        block.event("agree", ROUND, {})
    assert [row.number for row in queries.decisions("N1", "ZS1")] == [1, 3]
    first, second = queries.decision("N1", 1), queries.decision("N1", 2)
    assert first is not None
    assert second is not None
    assert queries.decision("N0", 1) is None
    with change("N1", by=ADA, now=NOW) as block:
        for organisation, answer in (("ZR1", "refused"), ("ZQ1", "agreed"), ("ZR1", "agreed")):
            Consent.objects.create(decision=first, organisation=organisation, at=NOW, answer=answer)
        block.event("agree", ROUND, {})
    answers = [(row.organisation, row.answer) for row in queries.consents(first)]
    assert answers == [("ZR1", "refused"), ("ZQ1", "agreed"), ("ZR1", "agreed")]
    assert queries.consents(second) == ()


def test_a_systems_plan() -> None:
    assert queries.latest_system_version("N1", "ZS1") is None
    assert queries.system_head("N1", "ZS1") is None
    with change("N1", by=ADA, now=NOW) as block:
        for manifest in ("m1", "m2"):
            number = queries.next_system_version("N1", "ZS1")
            SystemVersion.objects.create(
                round_id="N1", system="ZS1", number=number, manifest=manifest, made_at=NOW
            )
        SystemHead.objects.create(
            round_id="N1", system="ZS1", number=2, status=SystemStatus.COLLATING
        )
        for number, organisation in ((1, "ZR1"), (2, "ZR2"), (2, "ZQ1")):
            Approval.objects.create(
                round_id="N1", system="ZS1", number=number, organisation=organisation, at=NOW
            )
        block.event("collate", ROUND, {})
    latest, first = (
        queries.latest_system_version("N1", "ZS1"),
        queries.system_version("N1", "ZS1", number=1),
    )
    assert latest is not None
    assert first is not None
    assert (latest.number, latest.manifest, first.manifest) == (2, "m2", "m1")
    head = queries.system_head("N1", "ZS1")
    assert head is not None
    assert (head.number, head.status, head.locked) == (2, "Collating", False)
    found = queries.approvals("N1", "ZS1", number=2)
    assert [row.organisation for row in found] == ["ZQ1", "ZR2"]


def waiver(number: int, organisation: str = "ZR1") -> Waiver:
    return Waiver.objects.create(
        round_id="N1", number=number, organisation=organisation, at=NOW,
        expires_on=date(2023, 6, 30),
    )  # fmt: skip


def test_waivers_are_found_by_body_and_number_with_their_answers() -> None:
    second, first, other = waiver(2), waiver(1), waiver(3, "ZR2")
    for answer in ("approved", "withdrawn"):
        WaiverAnswer.objects.create(waiver=second, answer=answer, at=NOW)
    assert queries.waivers("N1", ["ZR1"]) == (first, second)
    assert queries.waivers("N1", ["ZR2", "ZR1"]) == (first, second, other)
    assert queries.waivers("N0", ["ZR1"]) == ()
    assert queries.waiver("N1", 3) == other
    assert queries.waiver("N1", 4) is None
    answers = queries.waiver_answers([second, other])
    assert [row.answer for row in answers] == ["approved", "withdrawn"]
    assert queries.waiver_answers([first]) == ()


def test_a_judgement_is_found_by_the_rules_it_was_made_by() -> None:
    version = Version.objects.create(
        round_id="N1", organisation="ZR1", part="finance", number=9, cells="c9", prepared_at=NOW
    )
    day = date(2023, 10, 1)
    made = Judgement.objects.create(version=version, known_on=day, params="p2", at=NOW)
    assert queries.judgements([version], day, params="p2") == {version: made}
    assert queries.judgements([version], day, params="p1") == {}
    assert queries.judgements([version], date(2023, 9, 30), params="p2") == {}


def test_due_dates_stand_in_the_order_they_were_set() -> None:
    rows = [
        DueDate.objects.create(round_id="N1", part=part, due_on=date(2023, 5, 4), at=NOW)
        for part in ("workforce", "finance")
    ]
    assert queries.due_dates("N1") == tuple(rows)
    assert queries.due_dates("N0") == ()
