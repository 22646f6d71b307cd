"""Submit a returned workbook: each part in it becomes a new version, or a draft to put right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from equipoise.findings import Waived, Waiver, apart, blocking
from equipoise.records import Actor, ReturnStatus
from equipoise.records.changes import change
from equipoise.records.models import Event, ReturnHead, Version
from equipoise.records.queries import find_same, next_versions, stream_head
from equipoise.usecases.comparison import Comparison, Side, as_facts, compare
from equipoise.usecases.events import all_recorded
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.held import Stored, parquet_of
from equipoise.usecases.intake import Intake, Received, receive
from equipoise.usecases.judged import judged_each
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import chosen_parts, part_ref, set_heads, standings
from equipoise.usecases.waivers import Weighed, granted
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What is said with a file: a note, a sentence by finding code, and whether it counts.

    A file that does not count is kept as a version beside the one that does.
    """

    note: str = ""
    explanations: Mapping[str, str] = field(default_factory=dict)
    counts: bool = True


PLAIN: Final = Cover()


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What became of a file: a version for each part, new or the same as before.

    `blocked` is True where something must be fixed or explained first: the parts are drafts.
    `waived` are findings that stand, each with the waiver that lets it. `before` is what counted
    until now, by part; `changes` what is other than there. `counts` says whether these do now.
    """

    intake: Intake
    versions: Mapping[str, Reference]
    unchanged: tuple[str, ...]
    blocked: bool
    waived: tuple[Waived, ...] = ()
    before: Mapping[str, Reference] = field(default_factory=dict)
    changes: Mapping[str, Comparison] = field(default_factory=dict)
    counts: bool = True


def submit(
    one: OpenRound,
    file: Path | Mapped,
    organisation: str,
    *,
    by: Actor,
    now: datetime,
    cover: Cover = PLAIN,
) -> Outcome[Submitted]:
    """Return what became of the file. The same file again gives the same versions.

    A file that was handed in before and replaced since, or sent back, counts again; it waits for
    a new signature.

    With findings that must be fixed, or explained and are not, its parts are kept as drafts,
    unless a waiver lets each stand on this day.
    A file that cannot be read is kept too, and makes no version. Each version counts in place of
    the one that did, unless the cover says that it does not: its event says which, what changed,
    what that is worth and which checks flipped. The mapping of a workbook that is no form of ours
    is kept, named in the event, and known again in this round.

    Raises: NotAllowedError; LockedError while the system's plan is locked; UnknownError for no
        such body; OSError for no such file.
    """
    demand(by, "submit", one.subject(organisation), now.date())
    refuse_locked(one, one.system_of(organisation))
    seen = stream_head(one.stream).sequence
    received = receive(one, file, organisation, explanations=cover.explanations)
    return record(one, received, by=by, now=now, cover=cover, seen=seen)


def record(
    one: OpenRound, received: Received, *, by: Actor, now: datetime, cover: Cover, seen: int
) -> Outcome[Submitted]:
    """Return what became of a file that was read and checked, once its versions are written.

    The right to submit was asked for; `seen` is the last event known when the file was read.

    Raises: RefusedError for a part the body does not return.
    """
    intake, organisation = received.intake, received.intake.identity.organisation
    if received.parts is None:
        nothing = Submitted(intake=intake, versions={}, unchanged=(), blocked=True)
        return Outcome(result=nothing, findings=intake.findings)
    waivers = granted(one, organisation)
    counting, waived = apart(intake.findings, waivers, now.date())
    _refuse_parts(one, organisation, received.parts)
    parts = _taken(one, organisation, received.parts, waivers=waivers, on=now.date())
    fresh = {part: own for part, own in parts.items() if own.is_new or (cover.counts and own.moves)}
    versions = {part: part_ref(own.known) for part, own in parts.items() if own.known is not None}
    events: tuple[Event, ...] = ()
    if fresh:
        with change(one.stream, by=by, now=now, reason=cover.note, expected=seen) as work:
            rows = _entered(one, organisation, fresh, by=by, now=now)
            if cover.counts:
                for status in {own.status: None for own in fresh.values()}:
                    set_heads(
                        (rows[part] for part in fresh if fresh[part].status is status), status
                    )
            mapping = {"mapping": intake.mapping} if intake.mapping else {}
            more = {"counts": cover.counts, **mapping}
            refs = {part: part_ref(row) for part, row in rows.items()}
            facts = {refs[part]: {**own.facts(), **more} for part, own in fresh.items()}
            events = work.events("submit", facts)
            versions |= refs
    submitted = Submitted(
        intake=intake,
        versions=versions,
        unchanged=tuple(part for part in parts if part not in fresh),
        blocked=any(own.status is ReturnStatus.DRAFT for own in parts.values()),
        waived=waived,
        before={part: part_ref(own.before) for part, own in parts.items() if own.before},
        changes={part: own.changes for part, own in parts.items() if own.changes is not None},
        counts=cover.counts,
    )
    return Outcome(result=submitted, findings=counting, events=all_recorded(events))


def _refuse_parts(one: OpenRound, organisation: str, parts: Mapping[str, Stored]) -> None:
    if not parts:
        raise RefusedError("The workbook holds no part of a return.")
    try:
        chosen_parts(one, organisation, tuple(parts))
    except UnknownError as error:
        raise RefusedError(str(error)) from error


@dataclass(frozen=True, kw_only=True)
class _Taken:
    """A part of the file: as it is kept, the same handed in before, and what counts until now."""

    kept: Stored
    known: Version | None
    before: Version | None
    stands: bool
    changes: Comparison | None
    status: ReturnStatus

    @property
    def is_new(self) -> bool:
        """Whether no version holds it yet."""
        return self.known is None

    @property
    def moves(self) -> bool:
        """Whether it counts anew: another version did, or it goes on from where it stood."""
        return self.known is None or not self.stands

    def facts(self) -> dict[str, Any]:
        """Return what was handed in, and what it changes, as the event holds it."""
        changes = {}
        if self.before is not None and self.changes is not None:
            changes = {"changes": as_facts(self.changes, before=self.before.number)}
        return {
            "file": self.kept.file,
            "file_name": self.kept.file_name,
            "cells": self.kept.cells_digest,
            "reading": self.kept.reading,
            "must_fix": len(blocking(self.kept.findings)),
            "explanations": dict(self.kept.explanations),
            "instead_of": None if self.before is None else self.before.number,
            **changes,
        }


def _taken(
    one: OpenRound,
    organisation: str,
    parts: Mapping[str, Stored],
    *,
    waivers: Collection[Waiver],
    on: date,
) -> Mapping[str, _Taken]:
    """Return each part as it comes in, beside the version that counts."""
    stood = {standing.part: standing for standing in standings(one, [organisation])}
    before = {part: stood[part].version for part in parts}
    digests = {part: (kept.cells_digest, kept.reading) for part, kept in parts.items()}
    known = find_same(one.code, organisation, digests=digests)
    changes = _changes(one, organisation, before=before, after=parts)
    found = {}
    for part, kept in parts.items():
        row, status = known.get(part), _status(kept, waivers, on=on)
        found[part] = _Taken(
            kept=kept,
            known=row,
            before=before[part],
            stands=row is not None and _stands(row, stood[part].head, status),
            changes=changes.get(part),
            status=status,
        )
    return found


def _changes(
    one: OpenRound,
    organisation: str,
    *,
    before: Mapping[str, Version | None],
    after: Mapping[str, Stored],
) -> Mapping[str, Comparison]:
    """Return what is other than in the versions that count, of parts that have one."""
    rows = {part: row for part in after if (row := before[part]) is not None}
    if not rows:
        return {}
    found = judged_each(one, rows.values())
    versions = {}
    for part, row in rows.items():
        then = Side(parquet=parquet_of(one.workspace, row.reading), findings=found[row])
        now = Side(parquet=after[part].parquet, findings=after[part].findings)
        versions[part] = then, now
    kind = one.organisation(organisation).kind
    return compare(versions, workspace=one.workspace, kind=kind, year=one.year)


def _stands(row: Version, head: ReturnHead | None, status: ReturnStatus) -> bool:
    """Return whether the version is the latest of its part, and may stay as it is.

    One that was sent back is handed in anew, as is a draft that nothing holds up any more.
    """
    if head is None:  # it was handed in so as not to count
        return False
    freed = head.status == ReturnStatus.DRAFT and status is ReturnStatus.SUBMITTED
    return head.number == row.number and head.status != ReturnStatus.RETURNED and not freed


def _status(kept: Stored, waivers: Collection[Waiver], *, on: date) -> ReturnStatus:
    counting, waived = apart(kept.findings, waivers, on)
    found = Weighed(counting=counting, waived=waived, explanations=kept.explanations)
    return ReturnStatus.DRAFT if found.blocked else ReturnStatus.SUBMITTED


def _entered(
    one: OpenRound, organisation: str, parts: Mapping[str, _Taken], *, by: Actor, now: datetime
) -> Mapping[str, Version]:
    """Return the version of each part, those that are new written at once, within a change."""
    new = {part: own.kept for part, own in parts.items() if own.known is None}
    numbers = next_versions(one.code, organisation, parts=new)
    rows = Version.objects.bulk_create(
        Version(
            round=one.record,
            organisation=organisation,
            part=part,
            number=numbers[part],
            file=kept.file,
            cells=kept.cells_digest,
            totals=kept.totals,
            reading=kept.reading,
            parent=None,
            decision="",
            prepared_by=by.person,
            prepared_at=now,
        )
        for part, kept in new.items()
    )
    entered = {row.part: row for row in rows}
    return {part: own.known or entered[part] for part, own in parts.items()}
