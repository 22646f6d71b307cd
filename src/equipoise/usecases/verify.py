"""Prove that nothing was altered: every file, every event, every version hashed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.cube import Cells
from equipoise.records import Actor
from equipoise.records.changes import chain
from equipoise.records.models import Decision, Event, Judgement, SystemVersion, Version
from equipoise.store import Digest, DigestMismatchError, NotStoredError
from equipoise.store import verify as verify_store
from equipoise.usecases.forecasting import document_digests
from equipoise.usecases.held import get_held
from equipoise.usecases.lodge_file import files_on_record
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import get_manifest
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import part_ref, system_ref

MAKING: Final = ("submit", "draft", "collate", "reopen", "month_import")
"""Verbs of the events that make a version."""
REGISTERING: Final = ("round_open", "round_register")
"""Verbs of the events that give a round its register."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that is not as it was written: what, and how it shows."""

    what: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was hashed again, and what is not as it was."""

    objects: int
    unreferenced: int
    events: int
    chain_head: str
    versions: int
    faults: tuple[Fault, ...]


def verify(one: OpenRound, *, by: Actor, on: date, receipt: str | None = None) -> Outcome[Verified]:
    """Return the proof for one round; `receipt` is a chain hash from a lock or a submission.

    Raises: NotAllowedError.
    """
    demand(by, "verify", one.subject(one.systems[0]), on)
    store = verify_store(one.workspace.store)
    faults = [
        Fault(what=f"object {digest}", found="its bytes are not those it was stored with")
        for digest in store.damaged
    ]
    events = chain(one.stream, head=receipt)
    if events.broken_at is not None:
        faults.append(Fault(what=f"event {events.broken_at}", found="the chain is broken there"))
    damaged = frozenset(store.damaged)
    rows = list(Version.objects.filter(round=one.code))
    systems = list(SystemVersion.objects.filter(round=one.code))
    referenced = _registers(one)
    if one.register.digest != _register(one):
        faults.append(Fault(what=f"register of {one.code}", found="it is not what was recorded"))
    for row in rows:
        faults += _of_part(one, row, damaged, referenced)
    for version in systems:
        faults += _of_system(one, version, damaged, referenced)
    judgements = set(
        Judgement.objects.filter(version__round=one.code).values_list("findings", flat=True)
    )
    decided = _decided(one) | files_on_record(one) | document_digests(one)
    referenced |= judgements | decided
    kept = set(one.workspace.store.digests())
    faults += [
        Fault(what=f"object {digest}", found="it is gone")
        for digest in sorted(({row.file for row in rows} | judgements | decided) - kept)
    ]
    result = Verified(
        objects=store.counted,
        unreferenced=len(kept - referenced),
        events=events.length,
        chain_head=events.head,
        versions=len(rows) + len(systems),
        faults=tuple(faults),
    )
    return Outcome(result=result)


def _decided(one: OpenRound) -> set[str]:
    """Return every file that a decision rests on, and every document that one made."""
    bodies = Decision.objects.filter(round=one.code).values_list("body", flat=True)
    return {str(body[name]) for body in bodies for name in ("file", "document") if body.get(name)}


def _registers(one: OpenRound) -> set[str]:
    """Return every register the round ever had."""
    events = Event.objects.filter(stream=one.stream, verb__in=REGISTERING)
    return {str(event.facts["register"]) for event in events.order_by("sequence")}


def _register(one: OpenRound) -> str | None:
    """Return the register that the round has by its last event about it."""
    events = Event.objects.filter(stream=one.stream, verb__in=REGISTERING)
    last = events.order_by("sequence").last()
    return None if last is None else str(last.facts["register"])


def _of_part(
    one: OpenRound, row: Version, damaged: frozenset[Digest], referenced: set[str]
) -> list[Fault]:
    """Return what is wrong with a part: an object is gone, or its cells say something else."""
    referenced |= {row.file, row.reading}
    ref = str(part_ref(row))
    if row.reading in damaged:
        return []
    try:
        held = get_held(one.workspace, row.reading)
        referenced.add(held.parquet)
        if held.parquet in damaged:
            return []
        found = Cells(one.workspace.store.path(Digest(held.parquet))).digest()
    except (DigestMismatchError, NotStoredError) as error:
        return [Fault(what=ref, found=str(error))]
    if found != row.cells:
        return [Fault(what=ref, found=f"its cells come to {found}, not {row.cells}")]
    return _unlike_its_event(ref, cells=row.cells, reading=row.reading)


def _of_system(
    one: OpenRound, version: SystemVersion, damaged: frozenset[Digest], referenced: set[str]
) -> list[Fault]:
    referenced.add(version.manifest)
    ref = str(system_ref(one.code, version.system, version.number))
    if version.manifest in damaged:
        return []
    try:
        content = get_manifest(one, version).content
    except (DigestMismatchError, NotStoredError) as error:
        return [Fault(what=ref, found=str(error))]
    faults = _unlike_its_event(ref, manifest=version.manifest)
    parts = (*content["parts"], *content.get("outside", ()))
    pinned = {(part["organisation"], part["part"], part["number"]): part for part in parts}
    for (organisation, part, number), entry in pinned.items():
        row = Version.objects.filter(
            round=one.code, organisation=organisation, part=part, number=number
        ).first()
        if row is None or (row.cells, row.reading) != (entry["cells"], entry["reading"]):
            faults.append(
                Fault(what=ref, found=f"{organisation} {part} v{number} is not what was pinned")
            )
    return faults


def _unlike_its_event(ref: str, **digests: str) -> list[Fault]:
    """Return a fault where a version names other digests than the event that made it."""
    made = Event.objects.filter(subject=ref, verb__in=MAKING).order_by("sequence").first()
    if made is not None and digests.items() <= made.facts.items():
        return []
    return [Fault(what=ref, found="it is not what was recorded when it was made")]
