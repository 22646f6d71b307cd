"""A submission killed at any moment: afterwards there is no new return, or a whole one.

One process imports the program once; each submission runs in a fork of it and is killed there by
SIGKILL. Moments are drawn with a seed, spread over as long as a submission takes.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from django.db import connections

from equipoise.records import ReturnStatus
from equipoise.records.models import Event, ReturnHead, Stream, Version
from equipoise.usecases.held import get_held
from equipoise.usecases.rounds import open_round
from equipoise.usecases.verify import verify
from equipoise.usecases.versions import part_ref
from equipoise.usecases.workspace import Workspace
from tests.northmere import Homes
from tests.northmere_round import BODIES, START, TODAY, Northmere

MOMENTS = 50
SERVER = """
import json, os, signal, sys, time
from datetime import datetime
from pathlib import Path
from equipoise.usecases.rounds import actor_named, open_round
from equipoise.usecases.submit import submit
from equipoise.usecases.workspace import Workspace

def killed_at(name, times):
    # die where the function of this name returns for the n-th time
    left = [times]
    def look(frame, event, _):
        if event == "return" and frame.f_code.co_name == name:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(look)

def hand_in(asked, ready):
    now = datetime.fromisoformat(asked["now"])
    workspace = Workspace.open(Path(asked["home"]))
    one, code = open_round(workspace), asked["code"]
    by = actor_named(workspace, f"{code.lower()}.editor", via="test", on=now.date())
    os.write(ready, b".")
    if asked["at"]:
        killed_at(*asked["at"])
    submit(one, Path(asked["file"]), code, by=by, now=now)

for line in sys.stdin:
    asked = json.loads(line)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        hand_in(asked, writer)
        os._exit(0)
    os.close(writer)
    assert os.read(reader, 1) == b".", "it came as far as its submission"
    begun = time.monotonic_ns()
    if asked["microseconds"] is not None:
        time.sleep(asked["microseconds"] / 1_000_000)
        os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    os.close(reader)
    assert ended in (0, signal.SIGKILL), ended
    answer = {"killed": ended != 0, "microseconds": (time.monotonic_ns() - begun) // 1000}
    print(json.dumps(answer), flush=True)
"""


class Server:
    """The process that forks submissions and kills them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def submit(
        self,
        plan: Northmere,
        code: str,
        *,
        microseconds: int | None = None,
        at: tuple[str, int] | None = None,
    ) -> dict[str, int]:
        """Have a submission run, killed after a time, at a step, or not at all."""
        connections.close_all()
        asked = {
            "home": str(plan.workspace.home),
            "file": str(plan.files["ZR3 corrected" if code == "ZR3" else code]),
            "code": code,
            "now": START.isoformat(),
            "microseconds": microseconds,
            "at": at,
        }
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(asked)}\n")
        self.process.stdin.flush()
        answer: dict[str, int] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Server(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait() == 0


def reopened(home: Path, files: Mapping[str, Path]) -> Northmere:
    """Return the round as the next process finds it."""
    connections.close_all()
    return Northmere(one=open_round(Workspace.open(home)), files=files)


def is_whole(plan: Northmere, code: str) -> bool:
    """Return whether the body's return is there; it is wholly there, or not at all."""
    parts = plan.one.parts(plan.one.organisation(code).kind)
    rows = list(Version.objects.filter(organisation=code))
    heads = list(ReturnHead.objects.filter(organisation=code))
    told = set(Event.objects.filter(verb="submit", organisation=code).values_list("subject"))
    assert told == {(str(part_ref(row)),) for row in rows}
    assert {row.part for row in rows} == {head.part for head in heads}
    assert {head.status for head in heads} <= {ReturnStatus.SUBMITTED}
    assert [row.number for row in rows] == [1] * len(rows)
    stored = set(plan.workspace.store.digests())
    for row in rows:
        held = get_held(plan.workspace, row.reading)
        assert {row.file, row.reading, held.parquet} <= stored
    found = verify(plan.one, by=plan.actor("auditor"), on=TODAY).result
    assert found.faults == ()
    assert found.events == Stream.objects.get(name=plan.one.stream).sequence
    assert {row.part for row in rows} in (set(), set(parts))
    return bool(rows)


def test_a_submission_killed_at_any_moment_leaves_no_return_or_a_whole_one(
    homes: Homes, server: Server, tmp_path: Path
) -> None:
    """What was cut short is handed in again in the same home, until it is there."""

    def fresh(number: int) -> Northmere:
        return homes.at("opened", tmp_path / f"home-{number}")

    lasts = min(server.submit(fresh(number), "ZR1")["microseconds"] for number in (-1, -2))
    draw = Random(2023)
    moments = [int((number + draw.random()) * lasts / MOMENTS) for number in range(MOMENTS)]
    draw.shuffle(moments)
    plan, number, killed = fresh(0), 0, 0
    for moment in moments:
        code = BODIES[number % len(BODIES)]
        killed += server.submit(plan, code, microseconds=moment)["killed"]
        plan = reopened(plan.workspace.home, plan.files)
        if is_whole(plan, code):
            number += 1
            plan = fresh(number)
    assert killed > 0
    code = BODIES[number % len(BODIES)]
    assert not server.submit(plan, code)["killed"]
    assert is_whole(reopened(plan.workspace.home, plan.files), code)
    connections.close_all()


STEPS = [
    ("_linked", 1, False),  # the file itself
    ("_linked", 2, False),
    ("_linked", 5, False),
    ("_linked", 9, False),
    ("put_all", 3, False),  # the file, the cells and the documents are there
    ("_next", 1, False),  # one of five parts has its event
    ("_next", 5, False),
    ("events", 1, False),  # all five, and the change is not yet made
    ("change", 1, False),  # the change is begun
    ("change", 2, True),
    ("submit", 1, True),
]


@pytest.mark.parametrize(("step", "times", "whole"), STEPS)
def test_a_submission_killed_at_a_step_is_there_once_its_change_is_made(
    opened: Northmere, server: Server, step: str, times: int, *, whole: bool
) -> None:
    assert server.submit(opened, "ZR1", at=(step, times))["killed"]
    plan = reopened(opened.workspace.home, opened.files)
    assert is_whole(plan, "ZR1") is whole
    before = Event.objects.count()
    again = plan.submit("ZR1")
    assert not again.result.blocked
    assert is_whole(plan, "ZR1")
    assert Event.objects.count() - before == (0 if whole else 5)
