"""Submit a folder of returned workbooks: read and checked side by side, recorded one by one.

Each file comes to what `submit` makes of it alone. Processes of our own read and check; only
this one writes to the database, in the order of the files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.records.queries import stream_head
from equipoise.register import Kind
from equipoise.store import FolderStore
from equipoise.usecases.intake import Received, receive, stated_organisation
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound, open_round
from equipoise.usecases.submit import PLAIN, Submitted, record
from equipoise.usecases.workspace import Workspace

SENDERS: Final = frozenset({Kind.PROVIDER, Kind.ICB, Kind.NATIONAL})
WORD: Final = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class FileOutcome:
    """What became of one file; `refused` says why nothing was done with it, or is blank.

    The reading stayed with the process that read it: only its findings are here.
    """

    path: Path
    organisation: str
    outcome: Outcome[Submitted] | None
    refused: str = ""

    @property
    def word(self) -> str:
        """What became of it, in a word that people see."""
        if self.outcome is None:
            return "Refused"
        made = self.outcome.result
        if not made.versions:
            return "Not a return"
        if made.blocked:
            return "There is a problem"
        return "Submitted" if len(made.unchanged) < len(made.versions) else "Submitted before"


Told = Callable[[FileOutcome], None]


@dataclass(frozen=True)
class _Answer:
    """What a process hands back of a file: the sender, and what it received or why not."""

    organisation: str
    received: Received | None
    refused: str = ""


def submit_many(
    one: OpenRound,
    files: Sequence[Path],
    *,
    by: Callable[[str], Actor],
    now: datetime,
    processes: int | None = None,
    told: Told = lambda _: None,
) -> Outcome[tuple[FileOutcome, ...]]:
    """Return what became of each file, in their order; one that is refused stops no other.

    A file is its sender's whose code its name begins with (ZR1-2023-24.xlsx), or the body's that
    it says it is of. `by` names who hands in the return of a body, `told` hears of each file as
    it is recorded, and `processes` is how many read; as many as there are cores if None.

    Law many_are_submitted_as_one_is: versions, findings and refusals are those of `submit`.
    """
    done = []
    for path, answer in zip(files, _answers(one, files, processes), strict=True):
        done.append(_recorded(one, path, answer, by=by, now=now))
        told(done[-1])
    outcomes = [found.outcome for found in done if found.outcome is not None]
    return Outcome(
        result=tuple(done),
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        events=tuple(event for outcome in outcomes for event in outcome.events),
    )


def _recorded(
    one: OpenRound, path: Path, answer: _Answer, *, by: Callable[[str], Actor], now: datetime
) -> FileOutcome:
    """Return what became of a file once it is recorded, or why it was not."""
    whose = answer.organisation
    refused = FileOutcome(path=path, organisation=whose, outcome=None, refused=answer.refused)
    if answer.received is None:
        return refused
    try:
        actor = by(whose)
        demand(actor, "submit_many", one.subject(whose), now.date())
        refuse_locked(one, one.system_of(whose))
        seen = stream_head(one.stream).sequence
        outcome = record(one, answer.received, by=actor, now=now, cover=PLAIN, seen=seen)
    except (RefusedError, UnknownError) as error:
        return replace(refused, refused=str(error))
    return FileOutcome(path=path, organisation=whose, outcome=outcome)


def _answers(one: OpenRound, files: Sequence[Path], processes: int | None) -> Iterator[_Answer]:
    """Yield what each file holds, in their order, read by several processes where it pays."""
    count = min(processes or os.cpu_count() or 1, len(files))
    workspace = one.workspace
    if count < 2 or not isinstance(workspace.store, FolderStore):
        yield from (_answer(one, path) for path in files)
        return
    begun = (workspace.home, workspace.database_url, workspace.store.root, one.code)
    with ProcessPoolExecutor(count, get_context("spawn"), _begin, begun) as pool:
        yield from pool.map(_answer_here, files)


_ROUND: dict[str, OpenRound] = {}
"""The round, in a process that reads."""


def _begin(home: Path, database_url: str, objects: Path, code: str) -> None:
    """Open the round in a new process."""
    workspace = Workspace.open(home, database_url=database_url, objects=objects)
    _ROUND["here"] = open_round(workspace, code)


def _answer_here(path: Path) -> _Answer:
    found = _answer(_ROUND["here"], path)
    if found.received is None:
        return found
    intake = replace(found.received.intake, reading=None)
    return replace(found, received=replace(found.received, intake=intake))


def _answer(one: OpenRound, path: Path) -> _Answer:
    """Return what a file holds, or why it was not received."""
    whose = ""
    try:
        whose = _sender(one, path)
        return _Answer(whose, receive(one, path, whose, explanations={}))
    except (RefusedError, UnknownError, OSError) as error:
        return _Answer(whose, None, str(error))


def _sender(one: OpenRound, path: Path) -> str:
    """Return the body whose return the file is, by its name, or by what it says itself.

    Raises: UnknownError when neither names a body that returns something in this round.
    """
    named = WORD.match(path.name)
    code = named.group().upper() if named else ""
    if not _returns(one, code):
        code = stated_organisation(one, path, own=code)
        if not _returns(one, code):
            raise UnknownError("body that sends", path.name, ())
    return code


def _returns(one: OpenRound, code: str) -> bool:
    return code in one.register and one.organisation(code).kind in SENDERS
