"""The laws of canonical text, of changes, of chains and of lineages."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from equipoise.records import Actor, connect, queries, sqlite_url
from equipoise.records.canonical import canonical
from equipoise.records.changes import Chain, chain, change
from equipoise.records.models import GENESIS, Event, Round, Stream, Version
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
STREAMS = count(1)

words = st.text(max_size=6)
contents = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
bodies = st.dictionaries(words, contents, max_size=3)
actors = st.builds(Actor, person=words, role=words, organisation=words, via=words)
moments = st.datetimes(timezones=st.just(UTC))
references = st.builds(
    Reference, st.just("version"), st.tuples(words.filter(bool)), pin=st.none() | st.just("v1")
)
steps = st.tuples(st.lists(st.tuples(words, references, bodies), min_size=1, max_size=3), actors)
TEXTS = ("stream", "verb", "subject", "person", "role", "organisation", "via", "reason")
DIGESTS = ("content", "body", "previous", "hash")


@pytest.fixture(scope="module", autouse=True)
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    connect(sqlite_url(tmp_path_factory.mktemp("laws") / "equipoise.sqlite3"))
    for table in ("event", "version"):
        for verb in ("UPDATE", "DELETE"):
            connection.cursor().execute(f"DROP TRIGGER records_{table}_no_{verb}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    yield
    connections.close_all()


def write(history: list[Any], now: datetime = NOW) -> str:
    """A new stream and no other, with a change for each step of the history."""
    Event.objects.all().delete()
    Stream.objects.all().delete()
    stream = f"N{next(STREAMS)}"
    for told, actor in history:
        with change(stream, by=actor, now=now) as block:
            for verb, subject, body in told:
                block.event(verb, subject, body)
    return stream


@given(contents)
def test_one_content_has_one_text(content: Any) -> None:
    def reversed_keys(value: Any) -> Any:
        match value:
            case dict():
                return {key: reversed_keys(value[key]) for key in reversed(value)}
            case list():
                return [reversed_keys(inner) for inner in value]
        return value

    assert json.loads(canonical(content)) == content
    assert canonical(reversed_keys(content)) == canonical(content)


@given(st.lists(steps, max_size=4), moments)
def test_events_are_gapless(history: list[Any], now: datetime) -> None:
    stream = write(history, now)
    events = queries.events(stream)
    assert len(events) == sum(len(told) for told, _ in history)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    hashes = [GENESIS, *(event.hash for event in events)]
    assert [event.previous for event in events] == hashes[:-1]
    assert chain(stream) == Chain(length=len(events), head=hashes[-1], broken_at=None)
    assert queries.stream_head(stream) == queries.Head(sequence=len(events), hash=hashes[-1])
    told = [body for step, _ in history for _, _, body in step]
    assert [event.facts for event in events] == told


@given(st.lists(steps, max_size=2), steps, st.integers(0, 3))
def test_a_failed_block_leaves_nothing(history: list[Any], step: Any, fails_after: int) -> None:
    stream = write(history)
    before = (list(Event.objects.values()), list(Stream.objects.values()))
    told, actor = step

    def fail() -> None:
        with change(stream, by=actor, now=NOW) as block:
            Round.objects.create(
                code=stream, year="2023/24", title="", opened_at=NOW, known_on=NOW.date()
            )
            for verb, subject, body in told[:fails_after]:
                block.event(verb, subject, body)
            raise KeyError(stream)

    with pytest.raises(KeyError):
        fail()
    assert (list(Event.objects.values()), list(Stream.objects.values())) == before
    assert not Round.objects.filter(code=stream).exists()


@given(st.data(), st.lists(steps, min_size=1, max_size=3))
def test_chain_breaks_where_it_was_touched(data: st.DataObject, history: list[Any]) -> None:
    stream = write(history)
    whole = chain(stream)
    at = data.draw(st.integers(1, whole.length), "touched")
    event = Event.objects.get(stream=stream, sequence=at)
    field = data.draw(st.sampled_from([*TEXTS, *DIGESTS, "sequence", "at", "gone", "rehashed"]))
    match field:
        case "gone":
            event.delete()
        case "sequence":
            event.sequence = data.draw(st.integers(whole.length + 1, 2**63 - 1))
        case "at":
            event.at = data.draw(moments.filter(lambda moment: moment != event.at))
        case "rehashed":
            event.reason += "."
            event.hash = event.sealed()
        case _:
            old = getattr(event, field)
            setattr(event, field, data.draw(words.filter(lambda new: new != old)))
    if field != "gone":
        event.save(force_update=True)
    found = chain(stream)
    after = field == "rehashed" and at < whole.length
    assert found.broken_at == (at + 1 if after else at)
    assert chain(stream, head=whole.head).broken_at is not None


@given(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=8))
def test_a_lineage_only_goes_back(parents: list[int | None]) -> None:
    round_ = Round.objects.create(
        code=f"R{next(STREAMS)}", year="2023/24", title="", opened_at=NOW, known_on=date(2023, 2, 1)
    )
    for number, parent in enumerate(parents, start=1):
        Version.objects.create(
            round=round_,
            organisation="ZR1",
            part="finance",
            number=number,
            cells=str(number),
            parent=None if parent is None or number == 1 else parent % (number - 1) + 1,
            prepared_at=NOW,
        )
    youngest = Version.objects.get(round=round_, number=len(parents))
    line = queries.lineage(youngest)
    assert line[0] == youngest
    assert [version.number for version in line] == sorted(
        {version.number for version in line}, reverse=True
    )
    assert [version.parent for version in line] == [
        *(version.number for version in line[1:]),
        None,
    ]
