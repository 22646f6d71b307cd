"""Several processes write at once, and one is killed in the middle: nothing is lost or halved."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from equipoise.records import connect, queries, sqlite_url
from equipoise.records.changes import chain
from equipoise.records.models import Decision, Event, Round, Stream

PREPARE = """
import os, random, signal, sys, time
from datetime import UTC, date, datetime
from django.db import connections
from equipoise.records import Actor, connect, queries
from equipoise.records.changes import change
from equipoise.records.models import Consent, Decision, Round
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)

def agree(stream, person):
    # one decision, its two consents and its two events: all of them or none
    by = Actor(person=person, role="editor", organisation="ZR1", via="cli")
    with change(stream, by=by, now=NOW) as block:
        number = queries.next_decision("N1")
        decision = Decision.objects.create(
            round_id="N1", number=number, kind="contract", system="ZS1", body={"pence": number},
            proposed_by=person, organisation="ZR1", at=NOW)
        subject = Reference("decision", ("N1", str(number)))
        block.event("propose", subject, {"pence": number})
        for organisation in ("ZR1", "ZQ1"):
            Consent.objects.create(decision=decision, organisation=organisation, at=NOW)
        block.event("consent", subject, {"by": ["ZR1", "ZQ1"]})
"""
WRITER = """
url, person, times = sys.argv[1:]
connect(url)
for _ in range(int(times)):
    agree("N1", person)
"""
OPENERS = """
url, times, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(seed)
for number in range(times):
    new = f"{url}{number}.sqlite3"
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            connect(new)
            os._exit(0)
        children.append(child)
    time.sleep(draw.randrange(0, 80_000) / 1_000_000)
    os.kill(children[0], signal.SIGKILL)
    ends = [os.waitpid(child, 0)[1] for child in children]
    assert ends[1:] == [0, 0], ends
"""
KILLER = """
url, times, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(seed)
connect(url)
connections.close_all()
for _ in range(times):
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        while True:
            agree("N1", "Ada")
            os.write(writer, b".")
    os.read(reader, 1)  # it is at work
    time.sleep(draw.randrange(0, 20_000) / 1_000_000)
    os.kill(child, signal.SIGKILL)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    os.close(reader)
    os.close(writer)
"""


def script(body: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PREPARE + body, *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def open_round(url: str) -> None:
    connect(url)
    now = datetime(2023, 2, 20, 9, 0, tzinfo=UTC)
    Round.objects.create(
        code="N1", year="2023/24", title="Plan", opened_at=now, known_on=now.date()
    )


def is_whole() -> int:
    """Return how many changes there are, each of them complete."""
    decisions = queries.decisions("N1", "ZS1")
    assert [row.number for row in decisions] == list(range(1, len(decisions) + 1))
    assert all(len(queries.consents(row)) == 2 for row in decisions)
    found = chain("N1")
    assert found.broken_at is None
    assert found.length == 2 * len(decisions) == Stream.objects.get(name="N1").sequence
    verbs = [event.verb for event in queries.events("N1")]
    assert verbs == ["propose", "consent"] * len(decisions)
    return len(decisions)


def test_four_processes_write_to_one_stream_and_nothing_is_lost(database_url: str) -> None:
    open_round(database_url)
    writers = {name: script(WRITER, database_url, name, "25") for name in "ABCD"}
    assert [writer.communicate()[1] for writer in writers.values()] == [""] * 4
    assert is_whole() == 100
    for name in writers:
        assert Event.objects.filter(person=name).count() == 50
        assert Decision.objects.filter(proposed_by=name).count() == 25


@pytest.mark.parametrize("seed", ["2023", "2024"])
def test_a_process_killed_at_any_moment_leaves_whole_changes(tmp_path: Path, seed: str) -> None:
    url = sqlite_url(tmp_path / "equipoise.sqlite3")
    open_round(url)
    killer = script(KILLER, url, "25", seed)
    assert killer.communicate()[1] == ""
    assert killer.returncode == 0
    assert is_whole() >= 25


def test_a_process_killed_at_making_the_tables_is_no_hindrance_to_others(tmp_path: Path) -> None:
    openers = script(OPENERS, sqlite_url(tmp_path / "new"), "12", "2023")
    assert openers.communicate()[1] == ""
    assert openers.returncode == 0
    for path in tmp_path.glob("*.sqlite3"):
        connect(sqlite_url(path))
        assert chain("N1").length == 0
