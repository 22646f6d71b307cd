"""The one way to write: a block in which state moves and events say why, or nothing happens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, transaction

from equipoise.records.actor import Actor
from equipoise.records.canonical import canonical, digest, instant
from equipoise.records.models import GENESIS, Event, Stream
from equipoise.workings import Reference


class StaleError(RuntimeError):
    """Somebody else changed the stream after the caller had read it."""

    def __init__(self, stream: str, *, expected: int, found: int) -> None:
        self.stream = stream
        self.expected = expected
        self.found = found
        super().__init__(f"{stream} has moved on: you saw event {expected}, it is at {found}")


class NothingRecordedError(RuntimeError):
    """A change left no event; whatever else it did has been undone."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(f"a change to {stream} recorded nothing, and was undone")


class ChangeIsOverError(RuntimeError):
    """An event was added to a change whose block has been left."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(f"the change to {stream} is over; open another")


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What hashing a whole stream again has shown.

    `length` events are as they were written, and `head` is the hash of the last of these;
    `broken_at` is the number of the first that is not, or that is gone; None for a whole chain.
    """

    length: int
    head: str
    broken_at: int | None


class Change:
    """An open block: `event` says what was done, and moves the head of the stream."""

    def __init__(self, stream: Stream, by: Actor, *, now: datetime, reason: str) -> None:
        self._stream = stream
        self._by = by
        self._now = now
        self._reason = reason
        self._is_open = True

    @property
    def sequence(self) -> int:
        """The number of the stream's last event so far; 0 for none."""
        return self._stream.sequence

    def event(self, verb: str, subject: Reference, body: Mapping[str, object]) -> Event:
        """Return the event just added after the last: what was done, to what, with which facts.

        Raises: as `events` does.
        """
        (event,) = self.events(verb, {subject: body})
        return event

    def events(self, verb: str, of: Mapping[Reference, Mapping[str, object]]) -> tuple[Event, ...]:
        """Return the events just added, one for each subject in turn, written at once.

        Raises: NotCanonicalError for facts that have no exact text, such as a float;
            ChangeIsOverError when the block has been left.
        """
        if not self._is_open:
            raise ChangeIsOverError(self._stream.name)
        texts = {subject: canonical(body) for subject, body in of.items()}
        made = tuple(self._next(verb, subject, text) for subject, text in texts.items())
        Event.objects.bulk_create(made)
        self._stream.save(force_update=True)
        return made

    def _next(self, verb: str, subject: Reference, text: str) -> Event:
        """Return the event that follows the last, to which the head then points."""
        event = Event(
            stream=self._stream.name,
            sequence=self._stream.sequence + 1,
            verb=verb,
            subject=str(subject),
            **self._by.canonical(),
            reason=self._reason,
            at=self._now,
            content=digest(text),
            body=text,
            previous=self._stream.head,
        )
        event.hash = event.sealed()
        self._stream.sequence, self._stream.head = event.sequence, event.hash
        return event

    def close(self) -> None:
        """Take no more events."""
        self._is_open = False


@contextmanager
def change(
    stream: str, *, by: Actor, now: datetime, reason: str = "", expected: int | None = None
) -> Iterator[Change]:
    """Return a block that is wholly written when it is left, or not at all.

    The stream's head is locked from the start, so changes to one stream come one after another.
    `expected` is the number of the last event that the caller saw; 0 for none. Reading, checking
    and storing come before: the block is kept short.

    Raises: StaleError when the stream is no longer where the caller saw it; NothingRecordedError
        when the block added no event; NaiveTimeError for a `now` without a zone; RuntimeError
        within another change.
    Law events_are_gapless: a stream counts 1, 2, 3, each event naming the hash of the one before.
    Law a_failed_block_leaves_nothing: neither events nor state, and the head where it was.
    """
    instant(now)
    with transaction.atomic(durable=True):
        head = _locked(stream)
        found = head.sequence
        if expected is not None and expected != found:
            raise StaleError(stream, expected=expected, found=found)
        block = Change(head, by, now=now, reason=reason)
        try:
            yield block
        finally:
            block.close()
        if block.sequence == found:
            raise NothingRecordedError(stream)


def chain(stream: str, *, head: str | None = None) -> Chain:
    """Return what hashing every event of `stream` again shows; `head` is a hash from a receipt.

    The head row betrays a tail that was cut by somebody who left it alone; a receipt kept
    elsewhere betrays also one who mended it, or wrote the whole chain anew: its hash is then
    nowhere in the chain, and the break is given as the number after the last.

    Law chain_breaks_where_it_was_touched: changing any field of an event, or removing it, breaks
        the chain at that event; writing its hash anew breaks it at the next, or at the head.
    """
    before = _head(stream)
    hashes = [GENESIS]
    for event in _readable(stream):
        if event is None or not _is_as_written(event, len(hashes), hashes[-1]):
            return _chain(hashes, len(hashes))
        hashes.append(event.hash)
    after = _head(stream)  # another change may have ended between the three readings
    length = len(hashes) - 1
    if not 0 <= before.sequence <= length:
        return _chain(hashes, length + 1)
    if hashes[before.sequence] != before.head:
        return _chain(hashes, before.sequence)
    if length > after.sequence:
        return _chain(hashes, after.sequence + 1)
    if head is not None and head not in hashes:
        return _chain(hashes, length + 1)
    return _chain(hashes, None)


def _readable(stream: str) -> Iterator[Event | None]:
    """Yield the events in order, and None in place of the first that is no event any more."""
    events = Event.objects.filter(stream=stream).order_by("sequence")
    try:
        yield from events.iterator(chunk_size=1)  # a row that cannot be read spoils no other
    except (AttributeError, ValueError):  # a time that is none
        yield None
    except OperationalError as error:
        if "decode" not in str(error):
            raise
        yield None  # a text that is none


def _is_as_written(event: Event, sequence: int, previous: str) -> bool:
    try:
        return (
            event.sequence == sequence
            and event.previous == previous
            and event.content == digest(event.body)
            and event.hash == event.sealed()
        )
    except (AttributeError, TypeError, ValueError):  # SQLite keeps bytes where a text should be
        return False


def _chain(hashes: list[str], broken_at: int | None) -> Chain:
    return Chain(length=len(hashes) - 1, head=hashes[-1], broken_at=broken_at)


def _head(stream: str) -> Stream:
    empty = Stream(name=stream, sequence=0, head=GENESIS)
    return Stream.objects.filter(name=stream).first() or empty


def _locked(stream: str) -> Stream:
    """Return the stream's head row, which nobody else can now lock; made if it was not there."""
    rows = Stream.objects.select_for_update()
    if found := rows.filter(name=stream).first():
        return found
    empty = Stream(name=stream, sequence=0, head=GENESIS)
    Stream.objects.bulk_create([empty], ignore_conflicts=True)
    return rows.get(name=stream)
