"""Hashing a stream again finds the first event that is not as it was written."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection

from equipoise.records import Actor, connect
from equipoise.records.changes import Chain, chain, change
from equipoise.records.models import GENESIS, Event, Stream
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
ADA = Actor(person="Ada Lund", role="editor", organisation="ZR1", via="cli")


@pytest.fixture
def opened(database_url: str) -> str:
    connect(database_url)
    return connection.vendor


@pytest.fixture
def disarmed(opened: str) -> None:
    """The triggers gone, as by somebody with the rights of an administrator."""
    on = " ON records_event" if opened == "postgresql" else ""
    for ending in ("change",) if opened == "postgresql" else ("UPDATE", "DELETE"):
        connection.cursor().execute(f"DROP TRIGGER records_event_no_{ending}{on}")


def append() -> Event:
    with change("N1", by=ADA, now=NOW) as block:
        return block.event("submit", Reference("version", ("N1",)), {"number": block.sequence})


@pytest.mark.usefixtures("disarmed")
def test_a_tail_that_was_cut_is_betrayed_by_the_head_row_or_by_a_receipt() -> None:
    heads = [append().hash for _ in range(3)]
    Event.objects.filter(sequence=3).delete()
    assert chain("N1") == Chain(length=2, head=heads[1], broken_at=3)
    Stream.objects.update(sequence=2, head=heads[1])
    assert chain("N1") == Chain(length=2, head=heads[1], broken_at=None)
    assert chain("N1", head=heads[1]).broken_at is None
    assert chain("N1", head=heads[2]).broken_at == 3


@pytest.mark.usefixtures("opened")
def test_a_receipt_still_holds_after_more_was_done() -> None:
    receipt = append().hash
    append()
    assert chain("N1", head=receipt).broken_at is None


@pytest.mark.usefixtures("opened")
def test_an_event_slipped_in_behind_the_head_row_is_found() -> None:
    append()
    kept = Stream.objects.values().get()
    append()
    Stream.objects.update(**kept)
    assert chain("N1").broken_at == 2


@pytest.mark.usefixtures("opened")
def test_a_head_row_that_names_another_hash_is_found() -> None:
    append()
    append()
    Stream.objects.update(head=GENESIS)
    assert chain("N1").broken_at == 2


@pytest.mark.usefixtures("opened")
def test_a_head_row_that_names_an_impossible_number_is_found() -> None:
    append()
    Stream.objects.update(sequence=-7)
    assert chain("N1").broken_at == 2


@pytest.mark.usefixtures("disarmed")
def test_a_stream_emptied_of_everything_is_found() -> None:
    append()
    Event.objects.all().delete()
    assert chain("N1") == Chain(length=0, head=GENESIS, broken_at=1)


@pytest.mark.usefixtures("opened")
def test_a_chain_that_cannot_be_read_for_another_reason_says_so() -> None:
    append()
    connection.cursor().execute("ALTER TABLE records_event RENAME TO elsewhere")
    with pytest.raises(DatabaseError, match="records_event"):
        chain("N1")


@pytest.mark.parametrize(
    "damage",
    [
        "at = '2023-02-2O 09:30:00'",  # a letter for a digit
        "at = '2023-02-31 09:30:00'",  # no such day
        "body = x'7b7d'",  # bytes in place of a text
        "verb = CAST(x'ff' AS TEXT)",  # a text that is none
        "person = x'00'",
        "sequence = 'two'",
    ],
)
def test_damage_that_no_longer_reads_is_found_where_it_is(new_sqlite_url: str, damage: str) -> None:
    connect(new_sqlite_url)
    for _ in range(3):
        append()
    connection.cursor().execute("DROP TRIGGER records_event_no_UPDATE")
    connection.cursor().execute(f"UPDATE records_event SET {damage} WHERE sequence = 2")
    assert chain("N1").broken_at == 2
