"""One block, wholly written or not at all, on both databases (CONVENTIONS 18)."""

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from equipoise.records import Actor, connect
from equipoise.records.canonical import NaiveTimeError, NotCanonicalError
from equipoise.records.changes import (
    Chain,
    ChangeIsOverError,
    NothingRecordedError,
    StaleError,
    chain,
    change,
)
from equipoise.records.models import GENESIS, Event, Round, Stream
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
ADA = Actor(person="Ada Lund", role="editor", organisation="ZR1", via="cli")
SUBJECT = Reference("version", ("N1", "ZR1", "finance"), "v1")


@pytest.fixture(autouse=True)
def opened(database_url: str) -> None:
    connect(database_url)


def append(verb: str = "submit", **facts: object) -> Event:
    with change("N1", by=ADA, now=NOW, reason="month end") as block:
        return block.event(verb, SUBJECT, facts)


def open_round() -> Round:
    return Round.objects.create(
        code="N1", year="2023/24", title="Plan", opened_at=NOW, known_on=date(2023, 2, 1)
    )


def test_an_event_says_who_did_what_when_and_why() -> None:
    append(pence=150000)
    event = Event.objects.get()
    assert (event.stream, event.sequence, event.verb) == ("N1", 1, "submit")
    assert event.subject == "version:N1/ZR1/finance@v1"
    assert (event.actor, event.reason, event.at) == (ADA, "month end", NOW)
    assert event.facts == {"pence": 150000}
    assert event.previous == GENESIS


def test_events_written_at_once_are_those_written_one_by_one() -> None:
    bodies = {Reference("version", ("N1", "ZR1", part), "v1"): {"of": part} for part in "abc"}
    with change("N1", by=ADA, now=NOW) as block:
        written = block.events("accept", bodies)
    with change("N2", by=ADA, now=NOW) as block:
        singly = [block.event("accept", subject, body) for subject, body in bodies.items()]
    assert [event.sequence for event in written] == [1, 2, 3]
    assert tuple(Event.objects.filter(stream="N1").order_by("sequence")) == written
    for event, other in zip(written, singly, strict=True):
        assert (event.subject, event.body) == (other.subject, other.body)
        assert event.hash == event.sealed()
    assert chain("N1") == Chain(length=3, head=written[-1].hash, broken_at=None)


def test_of_events_written_at_once_all_are_there_or_none() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        with pytest.raises(NotCanonicalError):
            block.events("accept", {SUBJECT: {}, Reference("event", ("N1", "a")): {"x": 0.5}})
        assert block.sequence == 0
        block.event("accept", SUBJECT, {})
    assert chain("N1").length == 1


def test_the_hash_is_that_of_the_documented_text() -> None:
    event = append(pence=150000)
    body = '{"pence":150000}'
    content = sha256(body.encode()).hexdigest()
    text = (
        '{"actor":{"organisation":"ZR1","person":"Ada Lund","role":"editor","via":"cli"},'
        '"at":"2023-02-20T09:30:00.000000+00:00",'
        f'"content":"{content}","previous":"{"0" * 64}","reason":"month end","sequence":1,'
        '"stream":"N1","subject":"version:N1/ZR1/finance@v1","verb":"submit"}'
    )
    assert (event.body, event.content) == (body, content)
    assert event.hash == sha256(text.encode()).hexdigest()


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    bst = timezone(timedelta(hours=1))
    with change("N1", by=ADA, now=datetime(2023, 7, 1, 10, 0, tzinfo=bst)) as block:
        block.event("submit", SUBJECT, {})
    assert Event.objects.get().at == datetime(2023, 7, 1, 9, 0, tzinfo=UTC)
    assert chain("N1").broken_at is None


def test_a_time_without_a_zone_is_refused_before_anything_happens() -> None:
    with pytest.raises(NaiveTimeError), change("N1", by=ADA, now=datetime(2023, 7, 1)):
        pytest.fail("the block was entered")


def test_several_events_of_one_change_are_chained() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        assert block.sequence == 0
        first = block.event("propose", SUBJECT, {})
        second = block.event("consent", SUBJECT, {})
        assert block.sequence == 2
    assert second.previous == first.hash
    assert Stream.objects.get() == Stream(name="N1", sequence=2, head=second.hash)
    assert chain("N1") == Chain(length=2, head=second.hash, broken_at=None)


def test_streams_do_not_know_of_each_other() -> None:
    append()
    with change("N2", by=ADA, now=NOW) as block:
        assert block.event("submit", SUBJECT, {}).sequence == 1
    assert [chain(name).length for name in ("N1", "N2", "N3")] == [1, 1, 0]


def test_who_saw_an_older_state_is_told_both_numbers() -> None:
    append()
    append()
    stale = pytest.raises(StaleError, match="you saw event 1, it is at 2")
    with stale as caught, change("N1", by=ADA, now=NOW, expected=1):
        pytest.fail("the block was entered")
    assert (caught.value.stream, caught.value.expected, caught.value.found) == ("N1", 1, 2)


def test_who_saw_the_present_state_goes_ahead() -> None:
    for seen in range(3):
        with change("N1", by=ADA, now=NOW, expected=seen) as block:
            block.event("submit", SUBJECT, {})
    assert chain("N1").length == 3


def test_a_block_that_records_nothing_is_undone() -> None:
    with pytest.raises(NothingRecordedError, match="N1"), change("N1", by=ADA, now=NOW):
        open_round()
    assert not Round.objects.exists()
    assert not Stream.objects.exists()


def test_a_block_that_fails_is_undone_and_says_why() -> None:
    def fail() -> None:
        with change("N1", by=ADA, now=NOW) as block:
            open_round()
            block.event("submit", SUBJECT, {})
            raise KeyError("ZR9")

    with pytest.raises(KeyError, match="ZR9"):
        fail()
    assert not Round.objects.exists()
    assert chain("N1") == Chain(length=0, head=GENESIS, broken_at=None)


def test_a_step_that_fails_can_be_left_out_and_the_rest_kept() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        open_round()
        with pytest.raises(IntegrityError), transaction.atomic():
            open_round()
        block.event("round open", SUBJECT, {})
    assert Round.objects.count() == 1
    assert chain("N1") == Chain(length=1, head=Event.objects.get().hash, broken_at=None)


def test_an_error_of_the_database_that_is_passed_over_undoes_the_change() -> None:
    def pass_over() -> None:
        with change("N1", by=ADA, now=NOW) as block:
            open_round()
            with pytest.raises(IntegrityError):
                open_round()
            block.event("round open", SUBJECT, {})

    with pytest.raises(TransactionManagementError):
        pass_over()
    assert not Round.objects.exists()
    assert not Event.objects.exists()


def test_no_change_within_a_change() -> None:
    def nest() -> None:
        with change("N1", by=ADA, now=NOW) as block:
            block.event("submit", SUBJECT, {})
            with change("N2", by=ADA, now=NOW):
                pytest.fail("the inner block was entered")

    with pytest.raises(RuntimeError, match="durable"):
        nest()
    assert not Event.objects.exists()


def test_a_change_that_was_left_takes_no_more() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        block.event("submit", SUBJECT, {})
    with pytest.raises(ChangeIsOverError, match="N1"):
        block.event("submit", SUBJECT, {})
    assert chain("N1").length == 1


def test_a_float_in_the_facts_undoes_the_change() -> None:
    with pytest.raises(NotCanonicalError, match="float"):
        append(pence=1.5)
    assert not Event.objects.exists()
