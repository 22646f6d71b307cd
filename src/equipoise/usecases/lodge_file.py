"""Put a file of a system on record: its elective care, its support; the last one of a kind counts.

What engines read as files outside a round is so part of it: every page names the file, its digest
and who lodged it, and a later file takes its place without anything being lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import Event
from equipoise.records.queries import stream_head
from equipoise.sources import elective_care, support_years
from equipoise.store import Digest
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.workspace import scratch
from equipoise.workings import Reference

VERB: Final = "lodge_file"


class FileKind(StrEnum):
    """What a file on record holds."""

    ELECTIVE = "elective"
    SUPPORT = "support"


@dataclass(frozen=True, kw_only=True)
class FileOnRecord:
    """A file as it was lodged for a system: the last of its kind is the one that counts."""

    kind: FileKind
    system: str
    digest: str
    name: str
    person: str
    at: datetime

    @property
    def ref(self) -> Reference:
        """The file in references."""
        return Reference("file", (self.digest[:12],))


def lodge_file(
    one: OpenRound, system: str, *, kind: FileKind, path: Path, by: Actor, now: datetime
) -> Outcome[FileOnRecord]:
    """Return the file as it is on record from now on, every byte of it kept.

    Raises: NotAllowedError; RefusedError for a file with nothing of its kind, with rows that do
        not fit, or of another system; LayoutError for one that is no such file.
    """
    demand(by, VERB, one.subject(system), now.date())
    one.members(system)
    _refuse(kind, system, path)
    seen = stream_head(one.stream).sequence
    digest = one.workspace.put_file(path)
    subject = Reference("file", (str(digest)[:12],))
    facts = {"kind": str(kind), "system": system, "file": str(digest), "file_name": path.name}
    with change(one.stream, by=by, now=now, expected=seen) as work:
        event = work.event(VERB, subject, facts)
    return Outcome(result=_of(event), events=(recorded(event),))


def file_on_record(one: OpenRound, system: str, *, kind: FileKind) -> FileOnRecord:
    """Return the file of a kind that counts for a system.

    Raises: UnknownError when none was lodged.
    """
    found = [each for each in _every(one) if (each.system, each.kind) == (system, kind)]
    if not found:
        raise UnknownError(f"file of {kind} on record for", system)
    return found[-1]


def files_on_record(one: OpenRound) -> frozenset[str]:
    """Return the digest of every file that was ever lodged in a round."""
    return frozenset(each.digest for each in _every(one))


@contextmanager
def opened(one: OpenRound, found: FileOnRecord) -> Iterator[Path]:
    """Yield a file on record, under the name it was lodged with, while the block lasts."""
    with scratch() as folder, one.workspace.store.open(Digest(found.digest)) as stream:
        path = folder / found.name
        path.write_bytes(stream.read())
        yield path


def _every(one: OpenRound) -> list[FileOnRecord]:
    events = Event.objects.filter(stream=one.stream, verb=VERB).order_by("sequence")
    return [_of(event) for event in events]


def _of(event: Event) -> FileOnRecord:
    facts = event.facts
    return FileOnRecord(
        kind=FileKind(facts["kind"]),
        system=facts["system"],
        digest=facts["file"],
        name=facts["file_name"],
        person=event.person,
        at=event.at,
    )


def _elective(path: Path) -> tuple[set[str], bool]:
    care = elective_care(path)
    return {row.system for row in care.rows}, bool(care.left_out)


def _support(path: Path) -> tuple[set[str], bool]:
    years = support_years(path)
    return {row.system for row in years.rows}, bool(years.left_out)


READERS: Final[Mapping[FileKind, Callable[[Path], tuple[set[str], bool]]]] = {
    FileKind.ELECTIVE: _elective,
    FileKind.SUPPORT: _support,
}
"""For each kind: the systems that a file is of, and whether a row of it does not fit."""


def _refuse(kind: FileKind, system: str, path: Path) -> None:
    systems, left_out = READERS[kind](path)
    if left_out:
        verb = {FileKind.ELECTIVE: "erf", FileKind.SUPPORT: "support"}[kind]
        raise RefusedError(
            f"{path.name} has rows that do not fit.", f"See which, and why: equipoise {verb} FILE."
        )
    if systems != {system}:
        whose = ", ".join(sorted(systems)) or "nobody"
        raise RefusedError(
            f"{path.name} is of {whose}, not of {system} alone.",
            "Lodge a file of this system alone.",
        )
