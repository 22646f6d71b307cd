"""Open a planning round: a year, its rules, who takes part, and who may act."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from equipoise.records import Actor
from equipoise.records.changes import change
from equipoise.records.models import DueDate, Person, Round
from equipoise.register import Kind
from equipoise.units import FinancialYear
from equipoise.usecases.events import recorded
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import Pack, PackError, read_pack
from equipoise.usecases.planned_on import refuse_proposals
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import Subject, demand
from equipoise.usecases.rounds import OpenRound, open_round
from equipoise.usecases.workspace import Workspace
from equipoise.workings import Reference


def round_open(
    workspace: Workspace,
    year: FinancialYear,
    *,
    by: Actor,
    now: datetime,
    pack: Path,
    known_on: date | None = None,
) -> Outcome[OpenRound]:
    """Return the round, opened with the bodies, people and limits of `pack`.

    The pack is copied into the workspace and its digest pinned: rules that change later do not
    change this round. `known_on` is the day whose knowledge counts; the day of opening if None.

    Raises: NotAllowedError; RefusedError when the year has a round already, another round has a
        different pack of this name, or the pack proposes anything for the year; PackError and
        ParameterError for a pack that cannot be read.
    """
    found = read_pack(pack)
    demand(by, "round_open", _subject(found), now.date())
    if Round.objects.filter(code=year.code).exists():
        raise RefusedError(
            f"The round {year.code} is open already.", "See it with: equipoise status."
        )
    _refuse_deadlines(found)
    refuse_proposals(pack, year)
    target = workspace.packs / found.name
    _refuse_another(found.name, pack, target)
    if pack.resolve() != target.resolve():
        shutil.copytree(pack, target, dirs_exist_ok=True)
    params = workspace.params([found.name])
    stored = workspace.put(BytesIO(found.register.to_json().encode()))
    assert stored == found.register.digest, "a register is stored under its own digest"
    begins = year.period.starts_on
    icbs = found.register.of_kind(Kind.ICB)
    systems = [body.code for body in icbs if body.is_open_on(begins)]
    body = {
        "year": str(year),
        "register": found.register.digest,
        "params": params.digest,
        "pack": found.name,
        "parts": list(found.parts),
        "systems": systems,
        "known_on": (known_on or now.date()).isoformat(),
        "deadlines": [
            f"{entry.part} {entry.organisation} {entry.due_on}" for entry in found.deadlines
        ],
    }
    with change(f"round-{year.code}", by=by, now=now, expected=0) as work:
        record = Round.objects.create(
            code=year.code,
            year=str(year),
            title=f"{year} plan",
            opened_at=now,
            known_on=known_on or now.date(),
            register=found.register.digest,
            params=params.digest,
            packs=[found.name],
            parts=list(found.parts),
            systems=systems,
        )
        _enter(found, record, by=by, now=now)
        event = work.event("round_open", Reference("event", (year.code, "opened")), body)
    return Outcome(result=open_round(workspace, year.code), events=(recorded(event),))


def _enter(found: Pack, record: Round, *, by: Actor, now: datetime) -> None:
    """Write who may act and when parts are due, within a change."""
    for entry in found.people:
        Person.objects.update_or_create(
            name=entry.person, defaults={"role": entry.role, "organisation": entry.organisation}
        )
    for due in found.deadlines:
        DueDate.objects.create(
            round=record,
            part=due.part,
            organisation=due.organisation,
            due_on=due.due_on,
            reason="As the round was opened",
            person=by.person,
            at=now,
        )


def _refuse_deadlines(found: Pack) -> None:
    for due in found.deadlines:
        known = not due.organisation or due.organisation in found.register
        if due.part not in found.parts or not known:
            raise PackError(f"deadlines.csv: no part {due.part} of {due.organisation or 'a body'}")


def _refuse_another(name: str, pack: Path, target: Path) -> None:
    """Refuse to write over the pack of another round: its rules would no longer be found."""
    used = any(name in one.packs for one in Round.objects.all())
    if used and _files(pack) != _files(target):
        raise RefusedError(
            f"Another round was opened with a different pack named {name}.",
            "Give this one a folder with a name of its own.",
        )


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _subject(pack: Pack) -> Subject:
    """Return what is opened: a round for all of the pack's systems and those above them."""
    systems = pack.register.of_kind(Kind.ICB)
    above = {link.parent for link in pack.register.links}
    return Subject(organisation=systems[0].code if systems else pack.name, above=frozenset(above))
